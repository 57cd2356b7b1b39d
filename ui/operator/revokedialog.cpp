// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/revokedialog.h"

#include "ui/common/factlist.h"
#include "ui/common/growtofit.h"
#include "ui/common/plaintext.h"
#include "ui/common/shownvalue.h"
#include "ui/common/taborder.h"
#include "ui/common/wording.h"
#include "ui/models/queuetext.h"
#include "ui/operator/revocationform.h"
#include "ui/records/evidencetext.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype HostsNamed = 3; // of which the same is said

// Of a revoked one only the reason can change, and only at once (BR 7.2.2).
SiteCapabilities choicesFor(const CertificateRecord &certificate, SiteCapabilities site)
{
    if (certificate.state == CertificateState::Revoked) {
        site.revocationReasons = {RevocationReason::KeyCompromise};
        site.scheduleRevocation = false;
    }
    return site;
}

} // namespace

RevokeDialog::RevokeDialog(CertificateRecord certificate, const SiteCapabilities &site, QWidget *parent)
    : QDialog(parent), m_certificate(std::move(certificate)), m_question(new QLabel(this)), m_facts(new FactList(this)),
      m_choice(new RevocationForm(choicesFor(m_certificate, site), this)), m_nameLabel(new QLabel(this)),
      m_name(new QLineEdit(this)), m_buttons(new QDialogButtonBox(this)),
      m_revoke(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_back(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("revokeDialog"));
    m_question->setObjectName(QStringLiteral("revokeQuestion"));
    m_question->setWordWrap(true);
    setTextRole(m_question, TextRole::Strong);
    m_facts->setObjectName(QStringLiteral("revokeFacts"));
    m_nameLabel->setObjectName(QStringLiteral("revokeNameLabel"));
    m_nameLabel->setWordWrap(true);
    m_nameLabel->setBuddy(m_name);
    m_name->setObjectName(QStringLiteral("revokeName"));
    m_buttons->setObjectName(QStringLiteral("revokeButtons"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::Small);
    layout->addWidget(m_question);
    layout->addWidget(m_facts);
    layout->addSpacing(space::Message);
    layout->addWidget(m_choice);
    layout->addSpacing(space::Message);
    layout->addWidget(m_nameLabel);
    layout->addWidget(m_name);
    layout->addWidget(m_buttons);

    m_revoke->setObjectName(QStringLiteral("revokeConfirm"));
    m_revoke->setAutoDefault(false);
    m_back->setObjectName(QStringLiteral("revokeCancel"));
    m_back->setDefault(true);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_choice, &RevocationForm::changed, this, &RevokeDialog::retranslate);
    connect(m_name, &QLineEdit::textChanged, this, &RevokeDialog::updateEnabled);
    setMinimumWidth(characterWidth(this) * 84);
    new GrowToFit(this);
    setTabOrderOf(stopsAsRead(this));
    retranslate();
    m_choice->focusReason();
}

void RevokeDialog::setSuccessor(const std::optional<CertificateRecord> &successor)
{
    m_isSuccessorKnown = true;
    m_successor = successor;
    retranslate();
}

void RevokeDialog::setLive(const QList<LiveCertificate> &live)
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
    if (isRaise())
        return false; // nothing that works is stopped
    const bool isAsking = std::any_of(m_live.cbegin(), m_live.cend(), [](const LiveCertificate &live) {
        return live.state == LiveCertificate::State::Asking;
    });
    return isAsking || isServed() || !m_isSuccessorKnown || !m_successor;
}

bool RevokeDialog::isRaise() const
{
    return m_certificate.state == CertificateState::Revoked;
}

bool RevokeDialog::isServed() const
{
    return std::any_of(m_live.cbegin(), m_live.cend(), [](const LiveCertificate &live) {
        return live.state == LiveCertificate::State::Served && live.isThisCertificate;
    });
}

void RevokeDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

QString RevokeDialog::certificateText(const QString &serial, const QDateTime &notAfter)
{
    //: %1: serial number, %2: end of its validity
    return tr("%1, valid until %2").arg(serial, QueueText::time(notAfter));
}

QString RevokeDialog::successorText() const
{
    if (!m_isSuccessorKnown)
        return tr("Searching…");
    if (!m_successor)
        return tr("None: there is no replacement.");
    return certificateText(m_successor->serial, m_successor->notAfter);
}

QString RevokeDialog::liveText(const LiveCertificate &live)
{
    if (live.state != LiveCertificate::State::Served)
        return EvidenceText::live(live);
    return live.isThisCertificate ? tr("This certificate: it is in use.")
                                  //: %1: serial number and end of its validity
                                  : tr("Another certificate: %1").arg(certificateText(live.serial, live.notAfter));
}

QString RevokeDialog::liveTexts() const
{
    // Hosts of which the same is to be said stand together: a certificate may have hundreds of names.
    QList<std::pair<QString, QStringList>> groups;
    for (const LiveCertificate &live : m_live) {
        const QString text = liveText(live);
        const auto group =
            std::find_if(groups.begin(), groups.end(), [&text](const auto &each) { return each.first == text; });
        if (group == groups.end())
            groups.append({text, {live.host}});
        else
            group->second.append(live.host);
    }
    QStringList lines;
    for (const auto &[text, hosts] : std::as_const(groups)) {
        QString names = Wording::list(hosts.mid(0, HostsNamed));
        if (const auto more = static_cast<int>(hosts.size() - HostsNamed); more > 0)
            //: %1: names of hosts
            names = tr("%1 and %n more", nullptr, more).arg(names);
        //: %1: names of hosts, %2: what they serve
        lines.append(tr("%1: %2").arg(names, text));
    }
    return lines.join(QLatin1Char('\n'));
}

void RevokeDialog::retranslate()
{
    setWindowTitle(isRaise() ? tr("Raise reason of revocation") : tr("Revoke this certificate?"));
    setAccessibleName(windowTitle());
    const bool isHold = reason() == RevocationReason::CertificateHold;
    m_question->setText(isRaise() ? tr("Raise the reason of this revocation to key compromise? The key can never be "
                                       "used again. This cannot be undone.")
                        : at().isValid() ? tr("Revoke this certificate on %1?").arg(QueueText::time(at()))
                        : isHold ? tr("Put this certificate on hold? It counts as revoked until it is released.")
                                 : tr("Revoke this certificate? This cannot be undone."));
    m_facts->setAccessibleName(tr("Certificate"));
    m_facts->setFacts({
        {QStringLiteral("revokeCommonName"), QueueText::attribute(QStringLiteral("CN")), m_certificate.commonName},
        {QStringLiteral("revokeSerial"), tr("Serial number"), m_certificate.serial, true},
        {QStringLiteral("revokeSubject"), tr("Subject"), m_certificate.subject},
        {QStringLiteral("revokeNotAfter"), tr("Valid until"), QueueText::time(m_certificate.notAfter)},
        {QStringLiteral("revokeSuccessor"), tr("Replacement"), successorText()},
        {QStringLiteral("revokeLive"), tr("Live certificate"), liveTexts()},
        {QStringLiteral("revokeScheduled"), tr("Revocation scheduled for"), QueueText::time(m_certificate.revokeAt)},
    });
    const QString question = isServed() ? tr("It is in use. To revoke it, &type its name: %1")
                                        //: %1: common name
                                        : tr("It may be in use. To revoke it, &type its name: %1");
    m_nameLabel->setText(question.arg(PlainText::withoutMnemonics(shownValue(m_certificate.commonName))));
    m_revoke->setText(isRaise() ? tr("&Raise reason") : at().isValid() ? tr("&Schedule") : tr("&Revoke"));
    m_back->setText(tr("Back"));
    for (QLabel *label : {m_question, m_nameLabel})
        label->setAccessibleName(label->text().remove(QLatin1Char('&')));
    m_name->setAccessibleName(tr("Name of the certificate"));
    m_buttons->setAccessibleName(tr("Buttons"));
    m_revoke->setAccessibleName(isRaise() ? tr("Raise reason") : at().isValid() ? tr("Schedule") : tr("Revoke"));
    m_back->setAccessibleName(m_back->text());
    updateEnabled();
}

void RevokeDialog::updateEnabled()
{
    m_nameLabel->setVisible(needsName());
    m_name->setVisible(needsName());
    const bool isTyped = m_name->text().trimmed().compare(m_certificate.commonName, Qt::CaseInsensitive) == 0;
    m_revoke->setEnabled(!needsName() || isTyped);
}

} // namespace tegata
