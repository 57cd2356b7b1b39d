// SPDX-License-Identifier: Apache-2.0
#include "core/rules/vettingitems.h"

#include "core/rules/domainname.h"

#include <algorithm>

namespace tegata {

namespace {

bool isOfDomain(VettingKind kind)
{
    return kind == VettingKind::DomainRight || kind == VettingKind::DomainControl || kind == VettingKind::Caa;
}

QString idOf(VettingKind kind, const QString &part)
{
    return vettingKindName(kind) + QLatin1Char(':') + part;
}

void addCorporation(QList<VettingItem> &items, const EnrollmentApplicant &applicant, int number)
{
    const auto add = [&](VettingKind kind, bool isNeeded = true) {
        items.append({idOf(kind, QString::number(number)),
                      kind,
                      applicant.legalName.trimmed(),
                      isNeeded,
                      vettingMethodsOf(kind),
                      {}});
    };
    add(VettingKind::LegalExistence);
    add(VettingKind::PhysicalExistence);
    add(VettingKind::BusinessExistence, applicant.ev);
    add(VettingKind::ResponsibleAuthority);
    add(VettingKind::IntentByPhone);
    add(VettingKind::HighRisk);
    add(VettingKind::EvRoles, applicant.ev);
}

void addDomains(QList<VettingItem> &items, const QList<EnrollmentDomain> &domains)
{
    for (const EnrollmentDomain &domain : domains) {
        const QString name = examineDomain(domain.name).aLabel;
        for (const VettingKind kind : {VettingKind::DomainRight, VettingKind::DomainControl, VettingKind::Caa}) {
            const QString id = idOf(kind, name);
            const bool isThere =
                std::any_of(items.cbegin(), items.cend(), [&id](const VettingItem &each) { return each.id == id; });
            if (!isThere)
                items.append({id, kind, name, true, vettingMethodsOf(kind), {}});
        }
    }
}

} // namespace

QList<VettingItem> vettingItemsOf(const EnrollmentApplication &application)
{
    QList<VettingItem> items;
    int number = 0;
    for (const EnrollmentApplicant &applicant : application.applicants)
        addCorporation(items, applicant, ++number);
    if (application.threeParty.enabled)
        addCorporation(items, application.threeParty.applicant, ++number);
    addDomains(items, application.domains);
    if (application.threeParty.enabled)
        addDomains(items, application.threeParty.domains);
    items.append({vettingKindName(VettingKind::Documents),
                  VettingKind::Documents,
                  {},
                  true,
                  vettingMethodsOf(VettingKind::Documents),
                  {}});
    return items;
}

const QStringList &vettingMethodsOf(VettingKind kind)
{
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
    static const QStringList legal = words("registerExtract corporateNumberSite creditReport governmentDirectory");
    static const QStringList physical = words("registerExtract creditReport governmentDirectory siteVisit");
    static const QStringList business = words("registerExtract creditReport bankAccount governmentDirectory");
    static const QStringList authority = words("phoneCall authorizationLetter employmentCertificate");
    static const QStringList intent = words("phoneCall");
    static const QStringList risk = words("internalList publicList");
    static const QStringList roles = words("registrationForm phoneCall");
    static const QStringList right = words("whois permissionLetter registrarRecord phoneCall");
    static const QStringList control = words("dnsTxt dnsCname httpFile persistentTxt");
    static const QStringList caa = words("dnsLookup");
    static const QStringList documents = words("receivedByPost receivedOnline");
    switch (kind) {
    case VettingKind::LegalExistence:
        return legal;
    case VettingKind::PhysicalExistence:
        return physical;
    case VettingKind::BusinessExistence:
        return business;
    case VettingKind::ResponsibleAuthority:
        return authority;
    case VettingKind::IntentByPhone:
        return intent;
    case VettingKind::HighRisk:
        return risk;
    case VettingKind::EvRoles:
        return roles;
    case VettingKind::DomainRight:
        return right;
    case VettingKind::DomainControl:
        return control;
    case VettingKind::Caa:
        return caa;
    case VettingKind::Documents:
        break;
    }
    return documents;
}

QDateTime usableUntilOf(VettingKind kind, const QDateTime &at, const Policy &policy)
{
    if (kind == VettingKind::Documents)
        return {};
    return isOfDomain(kind) ? policy.domainUsableUntil(at) : policy.organizationUsableUntil(at);
}

int approvalsNeededFor(const EnrollmentApplication &application)
{
    const bool isEv = std::any_of(application.applicants.cbegin(), application.applicants.cend(),
                                  [](const EnrollmentApplicant &each) { return each.ev; });
    return isEv || (application.threeParty.enabled && application.threeParty.applicant.ev) ? 2 : 1;
}

} // namespace tegata
