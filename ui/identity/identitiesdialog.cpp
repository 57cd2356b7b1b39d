// SPDX-License-Identifier: Apache-2.0
#include "ui/identity/identitiesdialog.h"

#include "core/domain/errortext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/problemlabel.h"
#include "ui/common/wording.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeWidget>

namespace tegata {

namespace {

constexpr int WarnDaysBefore = 90;

} // namespace

IdentitiesDialog::IdentitiesDialog(OperatorSession &session, const LanguageController &language, const Clock &clock,
                                   QWidget *parent)
    : ContentDialog("identitiesDialog", parent), m_session(session), m_language(language), m_clock(clock),
      m_intro(new QLabel(this)), m_list(new QTreeWidget(this)),
      m_problem(new ProblemLabel(QStringLiteral("identitiesProblem"), this)), m_use(new QPushButton(this)),
      m_addFile(new QPushButton(this)), m_addToken(new QPushButton(this)), m_remove(new QPushButton(this)),
      m_close(buttons()->addButton(QString(), QDialogButtonBox::RejectRole))
{
    nameWidget(m_intro, "identitiesIntro");
    nameWidget(m_list, "identitiesList");
    nameWidget(m_use, "identitiesUse");
    nameWidget(m_addFile, "identitiesAddFile");
    nameWidget(m_addToken, "identitiesAddToken");
    nameWidget(m_remove, "identitiesRemove");
    nameWidget(m_close, "identitiesClose");
    m_intro->setWordWrap(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setColumnCount(4);
    m_list->header()->setObjectName(QStringLiteral("identitiesHeader"));
    m_use->setDefault(true);
    for (QPushButton *button : {m_addFile, m_addToken, m_remove, m_close})
        button->setAutoDefault(false);
    auto *line = new QHBoxLayout;
    for (QPushButton *button : {m_use, m_addFile, m_addToken, m_remove})
        line->addWidget(button);
    line->addStretch(1);
    content()->addWidget(m_intro);
    content()->addWidget(m_list, 1);
    content()->addWidget(m_problem);
    content()->addLayout(line);
    resize(characterWidth(this) * 120, fontMetrics().height() * 20);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &IdentitiesDialog::updateEnabled);
    connect(m_list, &QTreeWidget::itemActivated, this, &IdentitiesDialog::choose);
    connect(m_use, &QPushButton::clicked, this, &IdentitiesDialog::choose);
    connect(m_remove, &QPushButton::clicked, this, &IdentitiesDialog::askToRemove);
    connect(m_addFile, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT importRequested();
    });
    connect(m_addToken, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT tokenRequested();
    });
    connect(buttons(), &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_session, &OperatorSession::lockChanged, this, &IdentitiesDialog::fill);
    retranslate();
    refresh();
}

void IdentitiesDialog::refresh()
{
    observe(m_session.identities(), this, [this](const Result<QList<IdentityInfo>> &identities) {
        m_identities = identities.value_or(QList<IdentityInfo>());
        m_error = identities ? std::nullopt : std::optional<Error>(identities.error());
        retranslate();
    });
}

QString IdentitiesDialog::place(const IdentityInfo &identity)
{
    switch (identity.protection) {
    case IdentityProtection::Keychain:
        return tr("on this computer (opened with the keychain)");
    case IdentityProtection::Passphrase:
        return tr("on this computer (opened with a passphrase)");
    case IdentityProtection::Token:
        //: %1: label of the smart card, %2: its serial number
        return tr("on the token “%1” (%2)")
            .arg(identity.token ? identity.token->tokenLabel : QString(),
                 identity.token ? identity.token->tokenSerial : QString());
    }
    return {};
}

QString IdentitiesDialog::validity(const IdentityInfo &identity) const
{
    const QString day = identity.certificate.notAfter().toLocalTime().date().toString(Qt::ISODate);
    const qint64 left = m_clock.now().daysTo(identity.certificate.notAfter());
    if (m_clock.now() > identity.certificate.notAfter())
        return tr("⚠ expired on %1").arg(day);
    //: %1: a day
    return left < WarnDaysBefore ? tr("⚠ %1 (%n day(s) left)", nullptr, static_cast<int>(left)).arg(day) : day;
}

void IdentitiesDialog::fill()
{
    const QString before = selected() ? selected()->id : m_session.site().identity;
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (const IdentityInfo &identity : std::as_const(m_identities)) {
        const bool isUsed = identity.id == m_session.site().identity;
        const QString name = identity.certificate.subject().value(QLatin1String("CN"));
        auto *item = new QTreeWidgetItem(
            m_list,
            {isUsed ? (m_session.isUnlocked() ? tr("✓ %1 (in use)").arg(name) : tr("✓ %1 (selected)").arg(name)) : name,
             identity.certificate.issuer().value(QLatin1String("CN")), validity(identity), place(identity)});
        item->setToolTip(0, colonHex(identity.certificate.sha256()));
        QStringList words;
        for (int column = 0; column < m_list->columnCount(); ++column)
            words.append(item->text(column));
        item->setData(0, Qt::AccessibleTextRole, Wording::list(words));
        if (identity.id == before)
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem() && m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    for (int column = 0; column < m_list->columnCount(); ++column)
        m_list->resizeColumnToContents(column);
    updateEnabled();
}

const IdentityInfo *IdentitiesDialog::selected() const
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return row >= 0 && row < m_identities.size() ? &m_identities.at(row) : nullptr;
}

void IdentitiesDialog::updateEnabled()
{
    const IdentityInfo *identity = selected();
    m_use->setEnabled(identity && (identity->id != m_session.site().identity || !m_session.isUnlocked()));
    m_remove->setEnabled(identity);
}

void IdentitiesDialog::choose()
{
    const IdentityInfo *identity = selected();
    if (!identity || !m_use->isEnabled())
        return;
    m_session.choose(*identity);
    accept();
    Q_EMIT chosen();
}

void IdentitiesDialog::askToRemove()
{
    const IdentityInfo *identity = selected();
    if (!identity)
        return;
    const bool isUsed = identity->id == m_session.site().identity;
    const int waiting = isUsed ? m_session.desk().outboxDepth() : 0;
    QString question = tr("Remove the operator certificate %1 from this computer?")
                           .arg(identity->certificate.subject().value(QLatin1String("CN")));
    question += QLatin1Char(' ') +
                (identity->protection == IdentityProtection::Token
                     ? tr("Its key stays on the token.")
                     : tr("Its key on this computer is destroyed. To use it again you need its PKCS#12 file."));
    if (waiting > 0)
        question += QStringLiteral("\n\n") + tr("⚠ %n actions of this operator are waiting to be sent. They stay "
                                                "stored and are sent only when this operator unlocks here again.",
                                                nullptr, waiting);
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Remove this operator certificate?"), question,
                                QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("removeIdentityBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *keep = box->addButton(tr("&Keep"), QMessageBox::RejectRole);
    keep->setObjectName(QStringLiteral("removeIdentityKeep"));
    QPushButton *confirm = box->addButton(tr("&Remove"), QMessageBox::DestructiveRole);
    confirm->setObjectName(QStringLiteral("removeIdentityConfirm"));
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    connect(confirm, &QPushButton::clicked, this, [this, id = identity->id] { remove(id); });
    box->open();
}

void IdentitiesDialog::remove(const QString &id)
{
    observe(m_session.removeIdentity(id), this, [this](const Result<void> &removed) {
        refresh();
        if (!removed) {
            m_error = removed.error();
            retranslate();
        }
    });
}

void IdentitiesDialog::retranslate()
{
    setWords(tr("Operator certificates"));
    //: %1: name of the site
    m_intro->setText(m_identities.isEmpty()
                         ? tr("There is no operator certificate yet. Load the file from the certification authority, "
                              "or use a certificate on a token.")
                         : tr("Choose the operator certificate to work with at %1.").arg(m_session.site().name));
    m_list->setHeaderLabels({tr("Operator"), tr("Issued by"), tr("Valid until"), tr("Where the key is")});
    m_use->setText(tr("&Use for this site"));
    m_addFile->setText(tr("Load &file…"));
    m_addToken->setText(tr("From a &token…"));
    m_remove->setText(tr("&Remove…"));
    m_close->setText(tr("Close"));
    speak(m_intro, m_intro->text());
    speak(m_list, tr("Operator certificates"));
    for (QPushButton *button : {m_use, m_addFile, m_addToken, m_remove, m_close})
        speak(button, button->text());
    QString problem;
    if (m_error) {
        const ErrorText words = describe(*m_error, m_language.phrasebook());
        problem = words.message + QLatin1Char('\n') + words.remedy;
    }
    m_problem->setText(problem);
    fill();
}

} // namespace tegata
