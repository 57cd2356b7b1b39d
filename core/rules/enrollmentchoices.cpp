// SPDX-License-Identifier: Apache-2.0
#include "core/rules/enrollmentfields.h"

#include <QtGlobal>

namespace tegata {

namespace {

// English words of the legal forms; the kanji stand beside them, because no translation is official.
const char *englishOf(LegalForm form)
{
    switch (form) {
    case LegalForm::NotChosen:
        return "";
    case LegalForm::KabushikiKaisha:
        return "stock company";
    case LegalForm::TokureiYugenKaisha:
        return "special limited company";
    case LegalForm::GodoKaisha:
        return "limited liability company";
    case LegalForm::GomeiKaisha:
        return "general partnership company";
    case LegalForm::GoshiKaisha:
        return "limited partnership company";
    case LegalForm::IppanShadanHojin:
        return "general incorporated association";
    case LegalForm::KoekiShadanHojin:
        return "public interest incorporated association";
    case LegalForm::IppanZaidanHojin:
        return "general incorporated foundation";
    case LegalForm::KoekiZaidanHojin:
        return "public interest incorporated foundation";
    case LegalForm::GakkoHojin:
        return "school corporation";
    case LegalForm::IryoHojin:
        return "medical corporation";
    case LegalForm::ShakaiFukushiHojin:
        return "social welfare corporation";
    case LegalForm::ShukyoHojin:
        return "religious corporation";
    case LegalForm::TokuteiHieiriKatsudoHojin:
        return "specified non-profit corporation";
    case LegalForm::DokuritsuGyoseiHojin:
        return "independent administrative agency";
    case LegalForm::ChihoDokuritsuGyoseiHojin:
        return "local independent administrative agency";
    case LegalForm::KokuritsuDaigakuHojin:
        return "national university corporation";
    case LegalForm::KyodoKumiai:
        return "cooperative";
    case LegalForm::SogoKaisha:
        return "mutual company";
    case LegalForm::ShigyoHojin:
        return "professional corporation";
    case LegalForm::CentralGovernment:
        return "central government body";
    case LegalForm::LocalGovernment:
        return "local government";
    case LegalForm::PublicSchool:
        return "public school";
    case LegalForm::OtherRegisteredCorporation:
        return "other registered corporation";
    case LegalForm::ShigyoOffice:
        return "professional office";
    case LegalForm::VoluntaryAssociation:
        return "voluntary association";
    case LegalForm::SoleProprietor:
        return "sole proprietor";
    }
    return "";
}

} // namespace

QString legalFormText(LegalForm form, const Phrasebook &phrasebook)
{
    const auto facts = legalFormFacts(form);
    if (!facts)
        return {};
    return phrasebook.language() == Language::Japanese
               ? facts->kanji
               : QStringLiteral("%1 (%2)").arg(facts->kanji, QLatin1String(englishOf(form)));
}

QString legalFormPositionText(LegalFormPosition position, const Phrasebook &phrasebook)
{
    switch (position) {
    case LegalFormPosition::NotChosen:
        return {};
    case LegalFormPosition::Before:
        return phrasebook.text("EnrollmentChoice", QT_TRANSLATE_NOOP("EnrollmentChoice", "before the name"));
    case LegalFormPosition::After:
        return phrasebook.text("EnrollmentChoice", QT_TRANSLATE_NOOP("EnrollmentChoice", "after the name"));
    case LegalFormPosition::None:
        return phrasebook.text("EnrollmentChoice", QT_TRANSLATE_NOOP("EnrollmentChoice", "not in the name"));
    }
    return {};
}

QString organizationCategoryText(OrganizationCategory category, const Phrasebook &phrasebook)
{
    switch (category) {
    case OrganizationCategory::NotChosen:
        return {};
    case OrganizationCategory::PrivateOrganization:
        return phrasebook.text("EnrollmentChoice", QT_TRANSLATE_NOOP("EnrollmentChoice", "Private organisation"));
    case OrganizationCategory::CentralGovernment:
        return phrasebook.text("EnrollmentChoice", QT_TRANSLATE_NOOP("EnrollmentChoice", "Government (central)"));
    case OrganizationCategory::PrefecturalGovernment:
        return phrasebook.text("EnrollmentChoice", QT_TRANSLATE_NOOP("EnrollmentChoice", "Government (prefecture)"));
    case OrganizationCategory::MunicipalGovernment:
        return phrasebook.text("EnrollmentChoice", QT_TRANSLATE_NOOP("EnrollmentChoice", "Government (municipality)"));
    case OrganizationCategory::PublicSchool:
        return phrasebook.text("EnrollmentChoice", QT_TRANSLATE_NOOP("EnrollmentChoice", "Government (public school)"));
    case OrganizationCategory::OtherGovernment:
        return phrasebook.text("EnrollmentChoice", QT_TRANSLATE_NOOP("EnrollmentChoice", "Government (other)"));
    }
    return {};
}

} // namespace tegata
