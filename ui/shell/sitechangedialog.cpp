// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/sitechangedialog.h"

#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>

namespace tegata {

namespace {

// In two lines, so that old and new stand beside each other.
QString fingerprint(const Certificate &certificate)
{
    const QByteArray hash = certificate.sha256();
    return colonHex(hash.left(hash.size() / 2)) + QStringLiteral(":\n") + colonHex(hash.mid(hash.size() / 2));
}

// Name and fingerprint of each authority, in an order of their own: which comes first means nothing.
QString anchorsText(const QList<Certificate> &anchors)
{
    QStringList texts;
    for (const Certificate &anchor : anchors)
        texts.append(anchor.subject().toString() + QLatin1Char('\n') + fingerprint(anchor));
    texts.sort();
    return texts.join(QLatin1Char('\n'));
}

} // namespace

SiteChangeDialog::SiteChangeDialog(SiteProfile known, SiteProfile offered, QWidget *parent)
    : ContentDialog("siteChangeDialog", parent), m_known(std::move(known)), m_offered(std::move(offered)),
      m_intro(new QLabel(this)), m_list(new QTreeWidget(this)), m_advice(new QLabel(this)),
      m_change(buttons()->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_keep(buttons()->addButton(QString(), QDialogButtonBox::RejectRole))
{
    nameWidget(m_intro, "siteChangeIntro");
    nameWidget(m_list, "siteChangeList");
    nameWidget(m_advice, "siteChangeAdvice");
    nameWidget(m_change, "siteChangeAccept");
    nameWidget(m_keep, "siteChangeKeep");
    m_intro->setWordWrap(true);
    m_advice->setWordWrap(true);
    m_list->setRootIsDecorated(false);
    m_list->setWordWrap(true);
    m_list->setColumnCount(3);
    m_list->header()->setObjectName(QStringLiteral("siteChangeHeader"));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_change->setAutoDefault(false);
    m_keep->setDefault(true);
    content()->addWidget(m_intro);
    content()->addWidget(m_list, 1);
    content()->addWidget(m_advice);
    resize(characterWidth(this) * 150, fontMetrics().height() * 22);
    connect(buttons(), &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons(), &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
}

bool SiteChangeDialog::isNeeded(const SiteProfile &known, const SiteProfile &offered)
{
    return known.applicationUrl != offered.applicationUrl || known.operatorUrl != offered.operatorUrl ||
           known.examinerUrl != offered.examinerUrl ||
           anchorsText(known.trustAnchors) != anchorsText(offered.trustAnchors);
}

QList<SiteChangeDialog::Line> SiteChangeDialog::lines() const
{
    QList<Line> all{
        {tr("Name"), m_known.name, m_offered.name},
        {tr("Application site"), m_known.applicationUrl.toString(), m_offered.applicationUrl.toString()},
        {tr("Operator site"), m_known.operatorUrl.toString(), m_offered.operatorUrl.toString()},
        {tr("Examiner site"), m_known.examinerUrl.toString(), m_offered.examinerUrl.toString()},
        {tr("Trusted authorities (SHA-256)"), anchorsText(m_known.trustAnchors), anchorsText(m_offered.trustAnchors)}};
    all.erase(std::remove_if(all.begin(), all.end(), [](const Line &line) { return line.before == line.after; }),
              all.end());
    return all;
}

void SiteChangeDialog::retranslate()
{
    setWords(tr("The file changes a known site"));
    m_intro->setText(tr("The file changes the site “%1”, which is already registered here. Changing the address or the "
                        "trusted CAs decides where your work and your signatures go.")
                         .arg(m_known.name));
    m_advice->setText(tr("Compare the fingerprints with those the certification authority gave you by phone or on "
                         "paper. If you are not sure, keep the current settings."));
    m_list->setHeaderLabels({tr("Item"), tr("Current"), tr("In the file")});
    m_list->clear();
    for (const Line &line : lines()) {
        auto *item = new QTreeWidgetItem(m_list, {line.label, line.before, line.after});
        item->setData(0, Qt::AccessibleTextRole,
                      tr("%1: current %2, in the file %3").arg(line.label, line.before, line.after));
    }
    m_list->resizeColumnToContents(0);
    if (m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    m_change->setText(tr("&Change the site"));
    m_keep->setText(tr("&Keep current settings"));
    speak(m_intro, m_intro->text());
    speak(m_advice, m_advice->text());
    speak(m_list, tr("What the file changes"));
    for (QPushButton *button : {m_change, m_keep})
        speak(button, button->text());
}

} // namespace tegata
