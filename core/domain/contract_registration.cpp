// SPDX-License-Identifier: Apache-2.0
#include "core/domain/contract.h"

#include "core/domain/jsonmembers.h"
#include "core/domain/prefecture.h"

namespace tegata::contract {

namespace {

QJsonObject organizationToJson(const Organization &organization)
{
    return {{QStringLiteral("id"), organization.id},
            {QStringLiteral("legalName"), organization.legalName},
            {QStringLiteral("legalNameEnglish"), jsonText(organization.legalNameEnglish)},
            {QStringLiteral("prefecture"), organization.prefecture},
            {QStringLiteral("municipality"), jsonText(organization.municipality)},
            {QStringLiteral("municipalityEnglish"), jsonText(organization.municipalityEnglish)},
            {QStringLiteral("country"), organization.country},
            {QStringLiteral("registrationNumber"), jsonText(organization.registrationNumber)},
            {QStringLiteral("businessCategory"), jsonText(organization.businessCategory)},
            {QStringLiteral("evAllowed"), organization.evAllowed},
            {QStringLiteral("englishAllowed"), organization.englishAllowed},
            {QStringLiteral("validatedAt"), jsonTime(organization.validatedAt)}};
}

Result<Organization> organizationFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    Organization organization;
    organization.id = members.id(QLatin1String("id"));
    organization.legalName = members.text(QLatin1String("legalName"));
    organization.legalNameEnglish = members.optionalText(QLatin1String("legalNameEnglish"));
    organization.prefecture = members.integer(QLatin1String("prefecture"));
    if (!prefecture(organization.prefecture))
        members.refuse(QStringLiteral("prefecture"), QStringLiteral("1 to 47 expected"));
    organization.municipality = members.optionalText(QLatin1String("municipality"));
    organization.municipalityEnglish = members.optionalText(QLatin1String("municipalityEnglish"));
    organization.country = members.text(QLatin1String("country"));
    organization.registrationNumber = members.optionalText(QLatin1String("registrationNumber"));
    organization.businessCategory = members.optionalText(QLatin1String("businessCategory"));
    organization.evAllowed = members.boolean(QLatin1String("evAllowed"));
    organization.englishAllowed = members.boolean(QLatin1String("englishAllowed"));
    organization.validatedAt = members.optionalTime(QLatin1String("validatedAt"));
    return members.result(organization);
}

QJsonObject domainToJson(const RegisteredDomain &domain)
{
    return {{QStringLiteral("name"), domain.name},
            {QStringLiteral("organizationId"), jsonText(domain.organizationId)},
            {QStringLiteral("evAllowed"), domain.evAllowed},
            {QStringLiteral("validatedAt"), jsonTime(domain.validatedAt)}};
}

Result<RegisteredDomain> domainFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    RegisteredDomain domain;
    domain.name = members.text(QLatin1String("name"));
    domain.organizationId = members.optionalText(QLatin1String("organizationId"));
    domain.evAllowed = members.boolean(QLatin1String("evAllowed"));
    domain.validatedAt = members.optionalTime(QLatin1String("validatedAt"));
    return members.result(domain);
}

} // namespace

QJsonObject toJson(const Registration &registration)
{
    QJsonArray organizations;
    for (const Organization &organization : registration.organizations)
        organizations.append(organizationToJson(organization));
    QJsonArray domains;
    for (const RegisteredDomain &domain : registration.domains)
        domains.append(domainToJson(domain));
    return {{QStringLiteral("customerId"), registration.customerId},
            {QStringLiteral("customerName"), jsonText(registration.customerName)},
            {QStringLiteral("version"), registration.version},
            {QStringLiteral("policy"), registration.policy},
            {QStringLiteral("approvals"), QJsonObject{{QStringLiteral("ov"), registration.approvalsOv},
                                                      {QStringLiteral("ev"), registration.approvalsEv}}},
            {QStringLiteral("organizations"), organizations},
            {QStringLiteral("domains"), domains}};
}

Result<Registration> registrationFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    Registration registration;
    registration.customerId = members.text(QLatin1String("customerId"));
    registration.customerName = members.optionalText(QLatin1String("customerName"));
    JsonMembers approvals(members.optionalObject(QLatin1String("approvals")));
    registration.approvalsOv = approvals.optionalInteger(QLatin1String("ov"), 1);
    registration.approvalsEv = approvals.optionalInteger(QLatin1String("ev"), 1);
    if (registration.approvalsOv < 1 || registration.approvalsEv < 1)
        members.refuse(QStringLiteral("approvals"), QStringLiteral("at least one"));
    registration.version = members.integer(QLatin1String("version"));
    registration.policy = members.text(QLatin1String("policy"));
    registration.organizations = members.members(QLatin1String("organizations"), organizationFromJson);
    registration.domains = members.members(QLatin1String("domains"), domainFromJson);
    return members.result(registration);
}

} // namespace tegata::contract
