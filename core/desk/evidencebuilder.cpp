// SPDX-License-Identifier: Apache-2.0
#include "core/desk/evidencebuilder.h"

#include "core/desk/comparisonrows.h"
#include "core/rules/requestrules.h"

#include <QCryptographicHash>
#include <QSet>

#include <algorithm>

namespace tegata {

namespace {

QList<CertificateRecord> earlier(QList<CertificateRecord> records, const QString &requestId)
{
    records.removeIf([&requestId](const CertificateRecord &record) { return record.requestId == requestId; });
    std::stable_sort(records.begin(), records.end(),
                     [](const CertificateRecord &a, const CertificateRecord &b) { return a.notBefore > b.notBefore; });
    return records;
}

std::optional<CertificateRecord> previousOf(const Evidence &evidence, const EvidenceSources &sources)
{
    if (sources.renewed)
        return sources.renewed;
    const auto sameCommonName =
        std::find_if(evidence.sameName.cbegin(), evidence.sameName.cend(), [&sources](const CertificateRecord &each) {
            return each.commonName == sources.request.commonName;
        });
    if (sameCommonName != evidence.sameName.cend())
        return *sameCommonName;
    return evidence.sameName.isEmpty() ? std::nullopt : std::optional(evidence.sameName.constFirst());
}

QList<ValidationAge> validationsOf(const EvidenceSources &sources, const std::optional<Organization> &organization)
{
    QList<ValidationAge> validations;
    if (organization)
        validations.append({organization->legalName, false, organization->validatedAt,
                            sources.policy.organizationUsableUntil(organization->validatedAt)});
    if (!sources.registration)
        return validations;
    QSet<QString> seen;
    for (const QString &name : certificateDnsNames(*sources.csr)) {
        const QString host = name.startsWith(QLatin1String("*.")) ? name.mid(2) : name;
        const RegisteredDomain *domain = registeredDomainOf(*sources.registration, host);
        if (!domain || seen.contains(domain->name))
            continue;
        seen.insert(domain->name);
        validations.append(
            {domain->name, true, domain->validatedAt, sources.policy.domainUsableUntil(domain->validatedAt)});
    }
    return validations;
}

// A request by a profile says no language.
Language languageIn(const EvidenceSources &sources)
{
    return sources.request.profile.isEmpty() ? sources.request.language : languageOf(sources.csr->subject());
}

// V6. All certificates of the cache belong to the site's one customer; those issued from the request itself do not
// count.
QList<KeyUse> keyUses(const QList<CertificateRecord> &sameKey, const QString &requestId)
{
    QList<KeyUse> uses;
    for (const CertificateRecord &record : earlier(sameKey, requestId))
        uses.append(
            {record.serial, record.organization, true,
             record.state == CertificateState::Revoked && record.revocationReason == RevocationReason::KeyCompromise});
    return uses;
}

} // namespace

CheckReport checkOf(const EvidenceSources &sources, std::optional<Organization> *matched)
{
    RequestContext context;
    context.registration = sources.registration;
    context.product = sources.request.product;
    context.siteRegisters = sources.siteRegisters;
    context.kind = sources.kind;
    context.language = languageIn(sources);
    context.renewalOf = sources.request.renewalOf;
    context.renewed = sources.renewed;
    context.waiting = waitingBeside(sources.request, sources.waiting);
    context.keyUses = keyUses(sources.sameKey, sources.request.id);
    context.now = sources.now;
    return checkRequest(*sources.csr, context, sources.policy, matched);
}

Evidence buildEvidence(const EvidenceSources &sources)
{
    Evidence evidence;
    evidence.requestId = sources.request.id;
    evidence.version = sources.request.version;
    evidence.gatheredAt = sources.now;
    evidence.policy = stampOf(sources.policy);
    evidence.rules = sources.policy.rules;
    evidence.caaIssuers = sources.policy.caaIssuers;
    evidence.names = certificateDnsNames(*sources.csr);
    evidence.registrationVersion = sources.registration ? sources.registration->version : 0;
    evidence.csrSha256 =
        QString::fromLatin1(QCryptographicHash::hash(sources.csr->der(), QCryptographicHash::Sha256).toHex());
    evidence.sameName = earlier(sources.sameName, sources.request.id);
    evidence.sameKey = earlier(sources.sameKey, sources.request.id);
    evidence.previous = previousOf(evidence, sources);

    std::optional<Organization> organization;
    evidence.check = checkOf(sources, &organization);
    evidence.comparison =
        comparisonRows({*sources.csr, sources.request, sources.registration ? &*sources.registration : nullptr,
                        organization ? &*organization : nullptr, evidence.previous ? &*evidence.previous : nullptr});
    evidence.validations = validationsOf(sources, organization);
    return evidence;
}

} // namespace tegata
