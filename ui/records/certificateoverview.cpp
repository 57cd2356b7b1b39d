// SPDX-License-Identifier: Apache-2.0
#include "ui/records/certificateoverview.h"

#include "ui/common/bannerbar.h"
#include "ui/common/factlist.h"
#include "ui/common/named.h"
#include "ui/common/section.h"
#include "ui/models/queuetext.h"
#include "ui/models/standingtext.h"
#include "ui/records/historytext.h"
#include "ui/style/tokens.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

CertificateOverview::CertificateOverview(QWidget *parent)
    : QScrollArea(parent), m_marks(named(new BannerBar, "certificateMarks")),
      m_schedule(named(new BannerBar, "certificateSchedule")),
      m_predecessor(named(new QPushButton, "certificatePredecessor")),
      m_successor(named(new QPushButton, "certificateSuccessor")), m_facts(named(new FactList, "certificateFacts")),
      m_subject(named(new FactList, "certificateSubject")), m_names(named(new FactList, "certificateNames")),
      m_history(named(new FactList, "certificateHistory")),
      m_detailMissing(named(new QLabel, "certificateDetailMissing")),
      m_factSection(new Section(QStringLiteral("certificateFactSection"), m_facts)),
      m_subjectSection(new Section(QStringLiteral("certificateSubjectSection"), m_subject)),
      m_nameSection(new Section(QStringLiteral("certificateNameSection"), m_names)),
      m_historySection(new Section(QStringLiteral("certificateHistorySection"), m_history))
{
    setObjectName(QStringLiteral("certificateOverview"));
    setWidgetResizable(true);
    m_detailMissing->setWordWrap(true);
    auto *content = named(new QWidget, "certificateOverviewContent");
    auto *links = new QVBoxLayout;
    links->setSpacing(space::Tight);
    for (QPushButton *link : {m_predecessor, m_successor}) {
        link->setFlat(true);
        link->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        links->addWidget(link, 0, Qt::AlignLeft);
    }
    connect(m_predecessor, &QPushButton::clicked, this, [this] { Q_EMIT certificateRequested(m_predecessorSerial); });
    connect(m_successor, &QPushButton::clicked, this, [this] { Q_EMIT certificateRequested(m_successorSerial); });
    connect(m_schedule, &BannerBar::actionTriggered, this, &CertificateOverview::scheduleCancelRequested);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(space::OfCard);
    layout->setSpacing(space::Large);
    layout->addWidget(m_schedule);
    layout->addWidget(m_marks);
    layout->addWidget(m_factSection);
    layout->addLayout(links);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_subjectSection, m_nameSection, m_historySection, m_detailMissing})
        layout->addWidget(part);
    layout->addStretch(1);
    setWidget(content);
}

void CertificateOverview::setScheduleCancellable(bool can)
{
    m_canCancelSchedule = can;
}

void CertificateOverview::setCertificate(const CertificateRecord &certificate, const CertificateStanding &standing,
                                         const std::optional<Certificate> &leaf, const QList<HistoryEntry> &history)
{
    setAccessibleName(tr("Overview"));
    widget()->setAccessibleName(accessibleName());
    const auto title = [](Section *section, FactList *facts, const QString &text) {
        section->setTitle(text);
        facts->setAccessibleName(text);
    };
    title(m_factSection, m_facts, tr("Certificate"));
    title(m_subjectSection, m_subject, tr("Subject"));
    title(m_nameSection, m_names, tr("Names (SAN)"));
    title(m_historySection, m_history, tr("History"));
    m_detailMissing->setText(
        tr("The certificate itself, its chain and history are shown while connected to the site."));
    m_detailMissing->setAccessibleName(m_detailMissing->text());
    m_detailMissing->setVisible(!leaf);
    showMarks(certificate, standing);
    showFacts(certificate, standing, leaf);
    showSubject(certificate);
    m_historySection->setVisible(!history.isEmpty());
    m_history->setFacts(historyFacts(history));
}

void CertificateOverview::showMarks(const CertificateRecord &certificate, const CertificateStanding &standing)
{
    const QStringList marks = StandingText::marks(standing);
    const bool needsWork = standing.dueForRenewal || standing.isStale() || standing.hasLostDomain();
    if (marks.isEmpty())
        m_marks->clear();
    else
        m_marks->showMessage(needsWork ? BannerBar::Kind::Warning : BannerBar::Kind::Note,
                             marks.join(QLatin1Char('\n')));
    if (certificate.revokeAt.isValid())
        m_schedule->showMessage(
            BannerBar::Kind::Warning,
            //: %1: date and time, %2: reason
            tr("Will be revoked on %1. Reason: %2.")
                .arg(QueueText::time(certificate.revokeAt),
                     QueueText::revocationReason(certificate.revokeAtReason.value_or(RevocationReason::Unspecified))),
            m_canCancelSchedule ? tr("Cancel scheduled revocation") : QString());
    else
        m_schedule->clear();
    m_predecessorSerial = certificate.renewalOf;
    m_successorSerial = standing.renewedBy;
    const auto link = [](QPushButton *button, const QString &serial, const QString &text) {
        button->setVisible(!serial.isEmpty());
        button->setText(text);
        button->setAccessibleName(text);
    };
    link(m_predecessor, m_predecessorSerial, tr("Renews %1").arg(m_predecessorSerial));
    link(m_successor, m_successorSerial, tr("Renewed by %1").arg(m_successorSerial));
}

void CertificateOverview::showFacts(const CertificateRecord &record, const CertificateStanding &standing,
                                    const std::optional<Certificate> &leaf)
{
    const QString end = QueueText::time(record.notAfter);
    QList<Fact> facts = {
        {QStringLiteral("certificateSerial"), tr("Serial number"), record.serial, true, true},
        {QStringLiteral("certificateNotBefore"), tr("Valid from"), QueueText::time(record.notBefore)},
        {QStringLiteral("certificateNotAfter"), tr("Valid until"),
         //: %1: date and time, %2: how long that is from now
         record.state == CertificateState::Revoked ? end
                                                   : tr("%1 (%2)").arg(end, StandingText::expiry(standing.expiry))},
        {QStringLiteral("certificateRevokedAt"), tr("Revoked on"), QueueText::time(record.revokedAt)},
        {QStringLiteral("certificateReason"), tr("Reason"),
         record.revocationReason ? QueueText::revocationReason(*record.revocationReason) : QString()},
        {QStringLiteral("certificateIssuer"), tr("Issuer"), record.issuer},
        {QStringLiteral("certificateKey"), tr("Key"), record.key.label},
        {QStringLiteral("certificateKeyHash"), tr("Key SHA-256"), record.key.spkiSha256, true, true},
        {QStringLiteral("certificateRequest"), tr("Receipt number"), record.requestId},
    };
    if (leaf) {
        facts.append({QStringLiteral("certificateFingerprint"), tr("Fingerprint (SHA-256)"), colonHex(leaf->sha256()),
                      true, true});
        facts.append({QStringLiteral("certificateOcsp"), tr("OCSP"), leaf->ocspUrls().join(QLatin1Char('\n'))});
        facts.append({QStringLiteral("certificateCrl"), tr("CRL"), leaf->crlUrls().join(QLatin1Char('\n'))});
    }
    m_facts->setFacts(facts);
}

void CertificateOverview::showSubject(const CertificateRecord &certificate)
{
    QList<Fact> subject;
    if (const Result<DistinguishedName> name = DistinguishedName::parse(certificate.subject)) {
        for (const NameAttribute &attribute : name->attributes())
            subject.append(
                {QStringLiteral("certificateSubject%1_%2").arg(QString::number(subject.size()), attribute.type),
                 QueueText::attribute(attribute.type), attribute.value});
    } else {
        subject.append({QStringLiteral("certificateSubjectText"), tr("Subject"), certificate.subject});
    }
    m_subject->setFacts(subject);
    QList<Fact> names;
    for (const QString &san : certificate.sans)
        names.append({QStringLiteral("certificateSan%1").arg(names.size()), tr("DNS"), san});
    m_names->setFacts(names);
}

} // namespace tegata
