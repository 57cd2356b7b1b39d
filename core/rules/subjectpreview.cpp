// SPDX-License-Identifier: Apache-2.0
#include "core/rules/subjectpreview.h"

#include "core/rules/identifiers.h"
#include "core/rules/requestrules.h"

namespace tegata {

namespace {

// V5: EVG 7.1.4.2.3.
QString businessCategory(OrganizationCategory category)
{
    switch (category) {
    case OrganizationCategory::NotChosen:
        return {};
    case OrganizationCategory::PrivateOrganization:
        return QStringLiteral("Private Organization");
    case OrganizationCategory::CentralGovernment:
    case OrganizationCategory::PrefecturalGovernment:
    case OrganizationCategory::MunicipalGovernment:
    case OrganizationCategory::PublicSchool:
    case OrganizationCategory::OtherGovernment:
        return QStringLiteral("Government Entity");
    }
    return {};
}

// V16: kept in NFC.
QString stored(const QString &typed)
{
    return typed.trimmed().normalized(QString::NormalizationForm_C);
}

// certificateSubject() writes the category of a government body for its number; a private one only lacks it yet.
DistinguishedName subjectOf(const Organization &organization, const QString &commonName, Product product,
                            Language language)
{
    const DistinguishedName subject = certificateSubject(organization, commonName, product, language);
    if (organization.businessCategory != businessCategory(OrganizationCategory::PrivateOrganization) ||
        !organization.registrationNumber.isEmpty())
        return subject;
    QList<NameAttribute> attributes = subject.attributes();
    attributes.removeIf([](const NameAttribute &attribute) { return attribute.type == QLatin1String("serialNumber"); });
    return DistinguishedName(attributes);
}

} // namespace

Organization organizationFrom(const EnrollmentApplicant &applicant)
{
    Organization organization;
    organization.legalName = stored(applicant.legalName);
    organization.prefecture = applicant.prefecture;
    organization.municipality = stored(applicant.municipality);
    organization.country = applicant.country.trimmed().toUpper();
    organization.evAllowed = applicant.ev;
    organization.englishAllowed = applicant.english;
    if (applicant.english) {
        organization.legalNameEnglish = stored(applicant.englishName);
        organization.municipalityEnglish = stored(applicant.municipalityEnglish);
    }
    if (applicant.ev) {
        organization.businessCategory = businessCategory(applicant.category);
        if (applicant.category == OrganizationCategory::PrivateOrganization)
            organization.registrationNumber = normalizedDigits(applicant.registryNumber);
    }
    return organization;
}

SubjectPreview subjectPreview(const EnrollmentApplicant &applicant, Product product, const QString &commonName)
{
    const Organization organization = organizationFrom(applicant);
    SubjectPreview preview;
    const DistinguishedName japanese = subjectOf(organization, commonName, product, Language::Japanese);
    preview.japanese = japanese.toString();
    preview.japaneseAttributes = japanese.attributes();
    preview.englishAvailable = applicant.english;
    if (preview.englishAvailable) {
        const DistinguishedName english = subjectOf(organization, commonName, product, Language::English);
        preview.english = english.toString();
        preview.englishAttributes = english.attributes();
    }
    return preview;
}

} // namespace tegata
