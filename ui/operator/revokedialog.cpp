// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/revokedialog.h"

#include "ui/common/factlist.h"
#include "ui/models/queuetext.h"
#include "ui/operator/revocationform.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

RevokeDialog::RevokeDialog(CertificateRecord certificate, const SiteCapabilities &site, QWidget *parent)
    : QDialog(parent), m_certificate(std::move(certificate)), m_question(new QLabel(this)), m_facts(new FactList(this)),
      m_choice(new RevocationForm(site, this)), m_nameLabel(new QLabel(this)), m_name(new QLineEdit(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this)),
      m_revoke(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole))
{
    setObjectName(QStringLiteral("revokeDialog"));
    m_question->setObjectName(QStringLiteral("revokeQuestion"));
    m_question->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    m_question->setFont(bold);
    m_facts->setObjectName(QStringLiteral("revokeFacts"));
    m_nameLabel->setObjectName(QStringLiteral("revokeNameLabel"));
    m_nameLabel->setWordWrap(true);
    m_nameLabel->setBuddy(m_name);
    m_name->setObjectName(QStringLiteral("revokeName"));
    m_buttons->setObjectName(QStringLiteral("revokeButtons"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_question);
    layout->addWidget(m_facts);
    layout->addSpacing(6);
    layout->addWidget(m_choice);
    layout->addSpacing(6);
    layout->addWidget(m_nameLabel);
    layout->addWidget(m_name);
    layout->addWidget(m_buttons);

    m_revoke->setObjectName(QStringLiteral("revokeConfirm"));
    m_revoke->setAutoDefault(false);
    QPushButton *cancel = m_buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("revokeCancel"));
    cancel->setDefault(true);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_choice, &RevocationForm::changed, this, &RevokeDialog::retranslate);
    connect(m_name, &QLineEdit::textChanged, this, &RevokeDialog::judge);
    setMinimumWidth(fontMetrics().averageCharWidth() * 84);
    retranslate();
    m_choice->focusReason();
}

void RevokeDialog::setSuccessor(const std::optional<CertificateRecord> &successor)
{
    m_isSuccessorKnown = true;
    m_successor = successor;
    retranslate();
}

void RevokeDialog::setLive(const LiveCertificate &live)
{
    m_live = live;
    retranslate();
}

RevocationReason RevokeDialog::reason() const
{
    return m_choice->reason();
}

QString RevokeDialog::note() const
{
    return m_choice->note();
}

QDateTime RevokeDialog::at() const
{
    return m_choice->at();
}

bool RevokeDialog::needsName() const
{
    const bool isServed = m_live.state == LiveCertificate::State::Asking ||
                          (m_live.state == LiveCertificate::State::Served && m_live.isThisCertificate);
    return isServed || !m_isSuccessorKnown || !m_successor;
}

void RevokeDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

QString RevokeDialog::successorText() const
{
    if (!m_isSuccessorKnown)
        return tr("Being looked for…");
    if (!m_successor)
        return tr("None: nothing takes its place.");
    //: %1: serial number, %2: end of its validity
    return tr("%1, valid until %2").arg(m_successor->serial, QueueText::time(m_successor->notAfter));
}

QString RevokeDialog::liveText() const
{
    switch (m_live.state) {
    case LiveCertificate::State::NotAsked:
        return {};
    case LiveCertificate::State::Asking:
        return tr("Being asked…");
    case LiveCertificate::State::NotReachable:
        return tr("Not reachable");
    case LiveCertificate::State::Served:
        return m_live.isThisCertificate ? tr("This certificate: it is in use.")
                                        //: %1: serial number
                                        : tr("Another certificate: %1").arg(m_live.serial);
    }
    return {};
}

void RevokeDialog::retranslate()
{
    setWindowTitle(tr("Revoke certificate"));
    setAccessibleName(windowTitle());
    const bool isHold = reason() == RevocationReason::CertificateHold;
    m_question->setText(at().isValid() ? tr("Revoke this certificate at %1?").arg(QueueText::time(at()))
                        : isHold       ? tr("Put this certificate on hold? It counts as revoked until it is released.")
                                       : tr("Revoke this certificate? This cannot be undone."));
    m_facts->setAccessibleName(tr("Certificate"));
    m_facts->setFacts({
        {QStringLiteral("revokeCommonName"), QueueText::attribute(QStringLiteral("CN")), m_certificate.commonName},
        {QStringLiteral("revokeSerial"), tr("Serial number"), m_certificate.serial, true},
        {QStringLiteral("revokeSubject"), tr("Subject"), m_certificate.subject},
        {QStringLiteral("revokeNotAfter"), tr("Valid until"), QueueText::time(m_certificate.notAfter)},
        {QStringLiteral("revokeSuccessor"), tr("Newer certificate"), successorText()},
        //: %1: name of a host
        {QStringLiteral("revokeLive"), tr("The host serves now"), liveText()},
        {QStringLiteral("revokeScheduled"), tr("Revocation scheduled for"), QueueText::time(m_certificate.revokeAt)},
    });
    //: %1: common name
    m_nameLabel->setText(tr("It may be in use. To revoke it, &type its name: %1").arg(m_certificate.commonName));
    m_revoke->setText(at().isValid() ? tr("&Schedule") : tr("&Revoke"));
    QPushButton *cancel = m_buttons->button(QDialogButtonBox::Cancel);
    cancel->setText(tr("Back"));
    for (QLabel *label : {m_question, m_nameLabel})
        label->setAccessibleName(label->text().remove(QLatin1Char('&')));
    m_name->setAccessibleName(tr("Name of the certificate"));
    m_buttons->setAccessibleName(tr("Decide"));
    m_revoke->setAccessibleName(at().isValid() ? tr("Schedule") : tr("Revoke"));
    cancel->setAccessibleName(cancel->text());
    judge();
}

void RevokeDialog::judge()
{
    m_nameLabel->setVisible(needsName());
    m_name->setVisible(needsName());
    const bool isTyped = m_name->text().trimmed().compare(m_certificate.commonName, Qt::CaseInsensitive) == 0;
    m_revoke->setEnabled(!needsName() || isTyped);
}

} // namespace tegata
