// SPDX-License-Identifier: Apache-2.0
#include "core/rules/checkparts.h"
#include "core/rules/domainname.h"
#include "core/rules/findingcatalogue.h"
#include "core/rules/ipaddress.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <algorithm>

namespace tegata {

namespace {

class NameRules
{
public:
    explicit NameRules(const RequestCheck &check) : m_check(check) {}

    QList<Finding> run()
    {
        const QStringList commonNames = m_check.csr.subject().values(QLatin1String("CN"));
        for (const QString &name : commonNames)
            checkCommonName(name);
        const QList<GeneralName> &names = m_check.csr.subjectAltNames();
        for (qsizetype i = 0; i < names.size(); ++i)
            checkAltName(names.at(i), QStringLiteral("sans[%1]").arg(i));
        const bool hasName = std::any_of(names.cbegin(), names.cend(), [](const GeneralName &name) {
            return name.kind == GeneralNameKind::Dns || name.kind == GeneralNameKind::Ip;
        });
        if (commonNames.isEmpty() && !hasName)
            report(FindingCode::SanNone, FindingOutcome::Error, QStringLiteral("sans"));
        return m_findings;
    }

private:
    void report(FindingCode code, FindingOutcome outcome, const QString &field, const QMap<QString, QString> &args = {})
    {
        m_findings.append(makeFinding(code, outcome, field, args));
    }

    void checkCommonName(const QString &value)
    {
        const QString field = QStringLiteral("subject.CN");
        const QString host = certificateHostName(value);
        const QList<GeneralName> &names = m_check.csr.subjectAltNames();
        const bool inSan = std::any_of(names.cbegin(), names.cend(), [&value](const GeneralName &name) {
            return (name.kind == GeneralNameKind::Dns || name.kind == GeneralNameKind::Ip) &&
                   name.value.compare(value, Qt::CaseInsensitive) == 0;
        });
        // The same name is checked once, where the certificate takes it from.
        if (inSan)
            return;
        const qsizetype before = m_findings.size();
        checkHost(value, field, false);
        CheckReport own;
        own.findings = weighed(m_findings.mid(before), m_check.policy.rules);
        if (!host.isEmpty() && !own.hasErrors())
            report(FindingCode::SubjectCommonNameAdded, FindingOutcome::Note, field, {{QStringLiteral("name"), host}});
    }

    void checkAltName(const GeneralName &name, const QString &field)
    {
        if (name.kind == GeneralNameKind::Ip) {
            checkAddress(name.value, field);
            return;
        }
        if (name.kind != GeneralNameKind::Dns) {
            report(FindingCode::SanKind, FindingOutcome::Error, field,
                   {{QStringLiteral("value"), name.value}, {QStringLiteral("kind"), generalNameKindName(name.kind)}});
            return;
        }
        const QString host = name.value.toLower();
        if (m_seen.contains(host)) {
            report(FindingCode::SanDuplicate, FindingOutcome::Note, field, {{QStringLiteral("name"), host}});
            return;
        }
        m_seen.insert(host);
        checkHost(name.value, field, true);
    }

    void checkAddress(const QString &address, const QString &field)
    {
        if (m_seen.contains(address)) {
            report(FindingCode::SanDuplicate, FindingOutcome::Note, field, {{QStringLiteral("name"), address}});
            return;
        }
        m_seen.insert(address);
        if (!isIpAddress(address)) {
            report(FindingCode::SanBadAddress, FindingOutcome::Error, field, {{QStringLiteral("value"), address}});
            return;
        }
        const bool isReserved = ipAddressKind(address) != IpAddressKind::Public;
        report(isReserved ? FindingCode::SanReservedAddress : FindingCode::SanPublicAddress, FindingOutcome::Error,
               field, {{QStringLiteral("value"), address}});
        if (!m_check.context.registration || isForbidden(m_findings.constLast()))
            return;
        DomainName registered; // an address is registered as it is written
        registered.aLabel = registered.registrable = address;
        checkRegistered(registered, field);
    }

    bool isForbidden(const Finding &finding) const
    {
        CheckReport weighedReport;
        weighedReport.findings = weighed({finding}, m_check.policy.rules);
        return weighedReport.hasErrors();
    }

    // A name inside a request must stand in its final form; examineDomain() also accepts what people type.
    void checkHost(const QString &value, const QString &field, bool isAltName)
    {
        const DomainName name = examineDomain(value);
        const QString host = certificateHostName(value);
        bool usable = !host.isEmpty();
        for (Finding finding : name.check.findings) {
            if (finding.outcome != FindingOutcome::Error)
                continue;
            finding.field = field;
            m_findings.append(finding);
            usable = usable && !isForbidden(finding);
        }
        const QMap<QString, QString> args = {{QStringLiteral("value"), value}, {QStringLiteral("expected"), host}};
        if (!usable) {
            if (isAltName)
                reportUnusable(value, field, args);
            return;
        }
        if (host != value.toLower())
            report(FindingCode::SanNotAsciiForm, FindingOutcome::Error, field, args);
        else if (host != value)
            report(FindingCode::SanUpperCase, FindingOutcome::Note, field, args);
        if (name.wildcard && m_check.context.product == Product::Ev)
            report(FindingCode::EvWildcard, FindingOutcome::Error, field, {{QStringLiteral("name"), host}});
        if (m_check.context.registration)
            checkRegistered(name, field);
    }

    // What the findings about the parts of a name do not tell of a SAN entry. A CN may hold any words.
    void reportUnusable(const QString &value, const QString &field, const QMap<QString, QString> &args)
    {
        static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
        const bool isAscii =
            std::all_of(value.cbegin(), value.cend(), [](QChar character) { return character.unicode() < 0x80; });
        if (value.split(separators, Qt::SkipEmptyParts).size() > 1)
            report(FindingCode::SanSeveral, FindingOutcome::Error, field, args);
        else if (!isAscii)
            report(FindingCode::SanNoAsciiForm, FindingOutcome::Error, field, args);
    }

    void checkRegistered(const DomainName &name, const QString &field)
    {
        const RegisteredDomain *domain = registeredDomainOf(*m_check.context.registration, name.aLabel);
        if (!domain) {
            report(FindingCode::DomainNotRegistered, FindingOutcome::Error, field,
                   {{QStringLiteral("name"), name.aLabel}, {QStringLiteral("registrable"), name.registrable}});
            return;
        }
        const QMap<QString, QString> args = {{QStringLiteral("name"), name.aLabel},
                                             {QStringLiteral("domain"), domain->name}};
        if (m_check.organization && !domain->organizationId.isEmpty() &&
            domain->organizationId != m_check.organization->id)
            report(FindingCode::DomainOtherOrganization, FindingOutcome::Error, field, args);
        if (m_check.context.product == Product::Ev && !domain->evAllowed)
            report(FindingCode::EvDomainNotAllowed, FindingOutcome::Error, field, args);
        if (!m_agedDomains.contains(domain->name)) {
            m_agedDomains.insert(domain->name);
            checkAge(*domain, field);
        }
    }

    // Once a domain, however many names lie in it.
    void checkAge(const RegisteredDomain &domain, const QString &field)
    {
        const int limit = m_check.policy.domainReuseDays(m_check.context.now.toUTC().date());
        QMap<QString, QString> args = {{QStringLiteral("domain"), domain.name},
                                       {QStringLiteral("limit"), QString::number(limit)}};
        switch (validationFreshness(domain.validatedAt, m_check.context.now, limit)) {
        case ValidationFreshness::Missing:
            report(FindingCode::DomainNotValidated, FindingOutcome::Error, field, args);
            break;
        case ValidationFreshness::TooOld:
            report(FindingCode::DomainValidationTooOld, FindingOutcome::Error, field, args);
            break;
        case ValidationFreshness::Expiring:
            args.insert(QStringLiteral("date"), domain.validatedAt.addDays(limit).date().toString(Qt::ISODate));
            report(FindingCode::DomainValidationExpiring, FindingOutcome::Warning, field, args);
            break;
        case ValidationFreshness::Fresh:
            break;
        }
    }

    const RequestCheck &m_check;
    QSet<QString> m_seen;
    QSet<QString> m_agedDomains;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkNames(const RequestCheck &check)
{
    return NameRules(check).run();
}

} // namespace tegata
