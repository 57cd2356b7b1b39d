// SPDX-License-Identifier: Apache-2.0
#include "core/domain/enrollmentapplication.h"

#include "core/domain/nametable.h"

namespace tegata {

namespace {

constexpr NameTable<EnrollmentKind, 2> kindNames = {{
    {EnrollmentKind::New, QLatin1String("new")},
    {EnrollmentKind::Renewal, QLatin1String("renewal")},
}};

constexpr NameTable<OrganizationCategory, 7> categoryNames = {{
    {OrganizationCategory::NotChosen, QLatin1String("")},
    {OrganizationCategory::PrivateOrganization, QLatin1String("private")},
    {OrganizationCategory::CentralGovernment, QLatin1String("centralGovernment")},
    {OrganizationCategory::PrefecturalGovernment, QLatin1String("prefecturalGovernment")},
    {OrganizationCategory::MunicipalGovernment, QLatin1String("municipalGovernment")},
    {OrganizationCategory::PublicSchool, QLatin1String("publicSchool")},
    {OrganizationCategory::OtherGovernment, QLatin1String("otherGovernment")},
}};

} // namespace

QString enrollmentKindName(EnrollmentKind kind)
{
    return nameIn(kindNames, kind);
}

std::optional<EnrollmentKind> enrollmentKindFromName(const QString &name)
{
    return valueIn(kindNames, name);
}

QString organizationCategoryName(OrganizationCategory category)
{
    return nameIn(categoryNames, category);
}

std::optional<OrganizationCategory> organizationCategoryFromName(const QString &name)
{
    return valueIn(categoryNames, name);
}

} // namespace tegata
