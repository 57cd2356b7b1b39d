// SPDX-License-Identifier: Apache-2.0
#include "core/rules/checkparts.h"
#include "core/rules/findingcatalogue.h"
#include "core/rules/requestnames.h"

namespace tegata {

namespace {

constexpr qsizetype MaximumNamed = 5;

// "a.example.jp, b.example.jp, …", or a dash for none.
QString listed(const QStringList &names)
{
    if (names.isEmpty())
        return QStringLiteral("–");
    QString text = names.mid(0, MaximumNamed).join(QStringLiteral(", "));
    if (names.size() > MaximumNamed)
        text += QStringLiteral(", …");
    return text;
}

QStringList without(QStringList names, const QStringList &others)
{
    names.removeIf([&others](const QString &name) { return others.contains(name); });
    return names;
}

class RenewalRules
{
public:
    explicit RenewalRules(const RequestCheck &check) : m_check(check) {}

    QList<Finding> run()
    {
        const std::optional<CertificateRecord> &renewed = m_check.context.renewed;
        if (renewed && !m_check.context.renewalOf.isEmpty()) {
            checkNames(*renewed);
            checkTime(*renewed);
            checkRevocation(*renewed);
        }
        for (const WaitingRequest &waiting : m_check.context.waiting)
            checkWaiting(waiting);
        return m_findings;
    }

private:
    void report(FindingCode code, FindingOutcome outcome, const QString &field, QMap<QString, QString> args)
    {
        if (!m_check.context.renewalOf.isEmpty())
            args.insert(QStringLiteral("serial"), m_check.context.renewalOf);
        m_findings.append(makeFinding(code, outcome, field, args));
    }

    void warn(FindingCode code, const QMap<QString, QString> &args = {})
    {
        report(code, FindingOutcome::Warning, QStringLiteral("renewalOf"), args);
    }

    void checkNames(const CertificateRecord &renewed)
    {
        const QStringList now =
            requestedNames(m_check.csr.dnsNames(), m_check.csr.subject().value(QLatin1String("CN")));
        const QStringList before = requestedNames(renewed.sans, renewed.commonName);
        if (now != before)
            warn(FindingCode::RenewalOtherNames, {{QStringLiteral("added"), listed(without(now, before))},
                                                  {QStringLiteral("removed"), listed(without(before, now))}});
    }

    void checkTime(const CertificateRecord &renewed)
    {
        const int days = m_check.policy.renewalWindowDays;
        const QDateTime from = renewed.notAfter.addDays(-days);
        if (renewed.state == CertificateState::Valid && from.isValid() && m_check.context.now < from)
            warn(FindingCode::RenewalTooEarly, {{QStringLiteral("date"), from.toUTC().date().toString(Qt::ISODate)},
                                                {QStringLiteral("days"), QString::number(days)}});
    }

    void checkRevocation(const CertificateRecord &renewed)
    {
        if (renewed.state != CertificateState::Revoked)
            return;
        const RevocationReason reason = renewed.revocationReason.value_or(RevocationReason::Unspecified);
        if (reason == RevocationReason::KeyCompromise)
            warn(FindingCode::RenewalOfCompromised);
        else
            warn(FindingCode::RenewalOfRevoked, {{QStringLiteral("reason"), revocationReasonName(reason)}});
    }

    // The weightiest of what the two have in common.
    void checkWaiting(const WaitingRequest &waiting)
    {
        const QMap<QString, QString> args = {{QStringLiteral("id"), waiting.id}};
        if (waiting.sameCsr)
            report(FindingCode::RequestSameCsr, FindingOutcome::Warning, QStringLiteral("csr"), args);
        else if (waiting.sameRenewal)
            warn(FindingCode::RenewalSecond, args);
        else if (waiting.sameNames)
            report(FindingCode::RequestSameNames, FindingOutcome::Note, QStringLiteral("sans"), args);
    }

    const RequestCheck &m_check;
    QList<Finding> m_findings;
};

} // namespace

QList<WaitingRequest> waitingBeside(const CertificateRequest &request, const QList<CertificateRequest> &others)
{
    const QStringList names = requestedNames(request.sans, request.commonName);
    QList<WaitingRequest> waiting;
    for (const CertificateRequest &other : others) {
        if (other.id == request.id)
            continue;
        const WaitingRequest each{other.id, !request.csr.isEmpty() && other.csr == request.csr,
                                  !request.renewalOf.isEmpty() && other.renewalOf == request.renewalOf,
                                  !names.isEmpty() && requestedNames(other.sans, other.commonName) == names};
        if (each.sameCsr || each.sameRenewal || each.sameNames)
            waiting.append(each);
    }
    return waiting;
}

QList<Finding> checkRenewal(const RequestCheck &check)
{
    return RenewalRules(check).run();
}

} // namespace tegata
