// SPDX-License-Identifier: Apache-2.0
#include "core/rules/requestrules.h"

#include "core/domain/prefecture.h"
#include "core/rules/charactertext.h"
#include "core/rules/checkparts.h"
#include "core/rules/domainname.h"
#include "core/rules/findingcatalogue.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype MaximumCommonName = 64; // V4
constexpr qint64 SecondsPerDay = 86400;     // V1

} // namespace

CheckReport checkRequest(const CertificateSigningRequest &csr, const RequestContext &context, const Policy &policy,
                         std::optional<Organization> *matched)
{
    RequestCheck check{csr, context, policy};
    CheckReport report;
    if (const qsizetype names = csr.subjectAltNames().size(); names > policy.maximumNames) {
        // And nothing else is looked at: each name costs, and a hostile request holds thousands.
        report.findings = {makeFinding(FindingCode::NamesTooMany, FindingOutcome::Error, QStringLiteral("sans"),
                                       {{QStringLiteral("count"), QString::number(names)},
                                        {QStringLiteral("limit"), QString::number(policy.maximumNames)}})};
        return report;
    }
    const bool isServer = hasServerRules(context.kind);
    report.findings = kindFindings(context.kind) + checkSubject(check);
    report.findings += checkEncoding(check);
    if (isServer && context.registration) {
        report.findings += checkOrganization(check);
        report.findings += checkOrganizationVetting(check);
    }
    if (isServer)
        report.findings += checkNames(check);
    report.findings += checkKey(check);
    if (isServer)
        report.findings += checkExtensions(check);
    report.findings += checkRenewal(check);
    if (isServer && !context.registration)
        report.findings +=
            makeFinding(context.siteRegisters ? FindingCode::RegistrationAbsent : FindingCode::RegistrationNotTold,
                        FindingOutcome::Note, {});
    report.findings = weighed(report.findings, policy.rules);
    if (matched)
        *matched = check.organization;
    return report;
}

std::optional<Organization> matchOrganization(const DistinguishedName &subject, const Registration &registration,
                                              Language language)
{
    const QString name = subject.value(QLatin1String("O"));
    const QString state = subject.value(QLatin1String("ST"));
    const QString locality = subject.value(QLatin1String("L"));
    std::optional<Organization> byNameAlone;
    for (const Organization &organization : registration.organizations) {
        if (!isSameName(name, registeredName(organization, language), language))
            continue;
        const bool stateFits = state.isEmpty() || isSameName(state, registeredState(organization, language), language);
        const bool localityFits =
            locality.isEmpty() || isSameName(locality, registeredLocality(organization, language), language);
        if (stateFits && localityFits)
            return organization;
        if (!byNameAlone)
            byNameAlone = organization;
    }
    return byNameAlone;
}

Language languageOf(const DistinguishedName &subject)
{
    const auto isAscii = [](const QString &value) {
        return std::all_of(value.cbegin(), value.cend(), [](QChar character) { return character.unicode() < 0x80; });
    };
    const QList<NameAttribute> &attributes = subject.attributes();
    return std::all_of(attributes.cbegin(), attributes.cend(),
                       [&isAscii](const NameAttribute &attribute) { return isAscii(attribute.value); })
               ? Language::English
               : Language::Japanese;
}

DistinguishedName certificateSubject(const Organization &organization, const QString &commonName, Product product,
                                     Language language, const QStringList &units)
{
    QList<NameAttribute> attributes;
    const auto add = [&attributes](const char *type, const QString &value, StringEncoding encoding) {
        if (!value.isEmpty())
            attributes.append({QString::fromLatin1(type), value.normalized(QString::NormalizationForm_C), encoding});
    };
    add("C", organization.country, StringEncoding::Printable);
    add("ST", registeredState(organization, language), StringEncoding::Utf8);
    add("L", registeredLocality(organization, language), StringEncoding::Utf8);
    add("O", registeredName(organization, language), StringEncoding::Utf8);
    for (const QString &unit : units)
        add("OU", unit, StringEncoding::Utf8);
    if (product == Product::Ev) {
        add("jurisdictionC", organization.country, StringEncoding::Printable);
        add("businessCategory", organization.businessCategory, StringEncoding::Utf8);
        // EVG 7.1.4.2: a government body without a number says so instead.
        add("serialNumber",
            organization.registrationNumber.isEmpty() ? organization.businessCategory : organization.registrationNumber,
            StringEncoding::Printable);
    }
    const QString host = certificateHostName(commonName);
    if (characterCount(host) <= MaximumCommonName)
        add("CN", host, StringEncoding::Utf8);
    return DistinguishedName(attributes);
}

QStringList certificateUnits(const CertificateSigningRequest &csr, const Policy &policy)
{
    return policy.takesOrganizationalUnit() ? csr.subject().values(QLatin1String("OU")) : QStringList();
}

const RegisteredDomain *registeredDomainOf(const Registration &registration, const QString &host)
{
    const RegisteredDomain *longest = nullptr;
    for (const RegisteredDomain &domain : registration.domains) {
        if (isWithin(host, domain.name) && (!longest || domain.name.size() > longest->name.size()))
            longest = &domain;
    }
    return longest;
}

QStringList certificateDnsNames(const CertificateSigningRequest &csr)
{
    QStringList names;
    const QStringList requested = csr.dnsNames() + csr.subject().values(QLatin1String("CN"));
    for (const QString &value : requested) {
        const QString name = certificateHostName(value);
        if (!name.isEmpty() && !names.contains(name))
            names.append(name);
    }
    return names;
}

QStringList certificateAddresses(const CertificateSigningRequest &csr)
{
    QStringList addresses;
    for (const GeneralName &name : csr.subjectAltNames()) {
        if (name.kind == GeneralNameKind::Ip && !addresses.contains(name.value))
            addresses.append(name.value);
    }
    return addresses;
}

ValidationFreshness validationFreshness(const QDateTime &validatedAt, const QDateTime &now, int limitDays)
{
    // A short limit would otherwise stand under its warning from the first day.
    const int warningDays = std::min(30, limitDays / 3);
    if (!validatedAt.isValid() || !now.isValid())
        return ValidationFreshness::Missing;
    const qint64 age = validatedAt.secsTo(now);
    if (age > limitDays * SecondsPerDay)
        return ValidationFreshness::TooOld;
    return age > (limitDays - warningDays) * SecondsPerDay ? ValidationFreshness::Expiring : ValidationFreshness::Fresh;
}

QString registeredName(const Organization &organization, Language language)
{
    return language == Language::Japanese ? organization.legalName : organization.legalNameEnglish;
}

QString registeredState(const Organization &organization, Language language)
{
    const std::optional<Prefecture> row = prefecture(organization.prefecture);
    if (!row)
        return {};
    return language == Language::Japanese ? row->kanji : row->romaji;
}

QString registeredLocality(const Organization &organization, Language language)
{
    return language == Language::Japanese ? organization.municipality : organization.municipalityEnglish;
}

bool isSameName(const QString &value, const QString &registered, Language language)
{
    const auto sensitivity = language == Language::English ? Qt::CaseInsensitive : Qt::CaseSensitive;
    const auto form = QString::NormalizationForm_C;
    return !registered.isEmpty() && value.normalized(form).compare(registered.normalized(form), sensitivity) == 0;
}

QString certificateHostName(const QString &value)
{
    const DomainName name = examineDomain(value);
    return name.wildcard && !name.aLabel.isEmpty() ? QStringLiteral("*.") + name.aLabel : name.aLabel;
}

} // namespace tegata
