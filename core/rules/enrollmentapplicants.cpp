// SPDX-License-Identifier: Apache-2.0
#include "core/domain/prefecture.h"
#include "core/rules/charactertext.h"
#include "core/rules/enrollmentparts.h"
#include "core/rules/identifiers.h"
#include "core/rules/legalname.h"
#include "core/rules/namecharacters.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace tegata {

namespace {

constexpr qsizetype MaximumEnglishMunicipality = 64; // V17
constexpr int TokyoCode = 13;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

bool isSame(const QString &a, const QString &b)
{
    const auto form = QString::NormalizationForm_C;
    return !a.trimmed().isEmpty() && a.trimmed().normalized(form) == b.trimmed().normalized(form);
}

// Whether a category may stand beside a legal form (S22, S26). Independent agencies and national universities are
// registered corporations and public bodies at once: either answer is taken.
enum class CategoryFit
{
    Fits,
    MustBeGovernment,
    MustBePrivate,
    OtherBody
};

CategoryFit categoryFit(OrganizationCategory category, const LegalFormFacts &form)
{
    const bool isPrivate = category == OrganizationCategory::PrivateOrganization;
    switch (form.form) {
    case LegalForm::DokuritsuGyoseiHojin:
    case LegalForm::ChihoDokuritsuGyoseiHojin:
    case LegalForm::KokuritsuDaigakuHojin:
    case LegalForm::OtherRegisteredCorporation:
        return CategoryFit::Fits;
    case LegalForm::CentralGovernment:
        if (!isPrivate && category != OrganizationCategory::CentralGovernment &&
            category != OrganizationCategory::OtherGovernment)
            return CategoryFit::OtherBody;
        break;
    case LegalForm::LocalGovernment:
        if (category == OrganizationCategory::CentralGovernment || category == OrganizationCategory::PublicSchool)
            return CategoryFit::OtherBody;
        break;
    case LegalForm::PublicSchool:
        if (!isPrivate && category != OrganizationCategory::PublicSchool)
            return CategoryFit::OtherBody;
        break;
    default:
        break;
    }
    if (isPrivate == form.government)
        return isPrivate ? CategoryFit::MustBeGovernment : CategoryFit::MustBePrivate;
    return CategoryFit::Fits;
}

class ApplicantRules
{
public:
    ApplicantRules(const EnrollmentApplicant &applicant, const QString &prefix)
        : m_applicant(applicant), m_prefix(prefix), m_form(legalFormFacts(applicant.legalForm))
    {}

    QList<Finding> run()
    {
        checkNames();
        m_findings += checkCreditCode(m_applicant.creditCode, field("creditCode"));
        m_findings += checkCorporateNumber(m_applicant.corporateNumber, field("corporateNumber"));
        if (!m_applicant.country.trimmed().isEmpty() &&
            m_applicant.country.trimmed().compare(QLatin1String("JP"), Qt::CaseInsensitive) != 0)
            error(FindingCode::CountryNotJapan, "country", {{key("value"), m_applicant.country}});
        m_findings += checkPlace({m_applicant.postalCode, m_applicant.prefecture, m_applicant.municipality},
                                 PlaceUse::Certificate, m_prefix);
        checkMunicipalityEnglish();
        if (m_applicant.ev)
            checkEv();
        return m_findings;
    }

private:
    QString field(const char *name) const { return m_prefix + QLatin1String(name); }

    void report(FindingCode code, FindingOutcome outcome, const char *name, const QMap<QString, QString> &args = {})
    {
        m_findings.append(makeFinding(code, outcome, field(name), args));
    }

    void error(FindingCode code, const char *name, const QMap<QString, QString> &args = {})
    {
        report(code, FindingOutcome::Error, name, args);
    }

    void checkNames()
    {
        if (!m_applicant.legalName.trimmed().isEmpty())
            m_findings +=
                checkLegalName(m_applicant.legalName, legalNameContext(m_applicant), field("legalName")).check.findings;
        if (!m_applicant.englishName.trimmed().isEmpty())
            m_findings += checkEnglishName(m_applicant.englishName, m_applicant.consultation, field("englishName"))
                              .check.findings;
    }

    void checkMunicipalityEnglish()
    {
        const QString text = m_applicant.municipalityEnglish.trimmed();
        const QList<uint> characters = text.toUcs4();
        for (qsizetype i = 0; i < characters.size(); ++i) {
            const uint character = characters.at(i);
            if (isEnglishSubjectCharacter(character))
                continue;
            error(FindingCode::MunicipalityEnglishCharacter, "municipalityEnglish",
                  {{key("character"), characterName(character)}, {key("position"), QString::number(i + 1)}});
            return;
        }
        if (characters.size() > MaximumEnglishMunicipality)
            error(FindingCode::FieldTooLong, "municipalityEnglish",
                  {{key("length"), QString::number(characters.size())},
                   {key("limit"), QString::number(MaximumEnglishMunicipality)}});
        const bool isWard =
            m_applicant.prefecture == TokyoCode && m_applicant.municipality.trimmed().endsWith(QChar(u'区'));
        if (isWard && !text.isEmpty())
            checkWard(text);
    }

    void checkWard(const QString &text)
    {
        static const QRegularExpression city(QStringLiteral("\\bcity\\b"), QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression ending(QStringLiteral("(?:[ -]?\\b(?:ku|ward))?(?:[, ]+tokyo(?:-to)?)?\\z"),
                                               QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression tokyo(QStringLiteral("\\Atokyo\\b"), QRegularExpression::CaseInsensitiveOption);
        if (tokyo.match(text).hasMatch()) {
            report(FindingCode::MunicipalityEnglishTokyo, FindingOutcome::Warning, "municipalityEnglish",
                   {{key("value"), m_applicant.municipality.trimmed()}});
        } else if (!city.match(text).hasMatch()) {
            QString ward = text;
            ward.remove(ending);
            report(FindingCode::MunicipalityEnglishWard, FindingOutcome::Note, "municipalityEnglish",
                   {{key("expected"), ward + QLatin1String(" City")}});
        }
    }

    void checkEv()
    {
        if (m_form && !m_form->evPossible)
            error(FindingCode::EvLegalForm, "ev", {{key("value"), m_form->kanji}});
        else if (m_form && m_applicant.category != OrganizationCategory::NotChosen)
            checkCategory();
        m_findings +=
            checkRegistryNumber(m_applicant.registryNumber, m_applicant.corporateNumber, field("registryNumber"));
        const QString expected = QStringLiteral("法務局");
        const QString body = m_applicant.establishingBody.trimmed();
        if (m_applicant.category == OrganizationCategory::PrivateOrganization && !body.isEmpty() && body != expected)
            error(FindingCode::EstablishingBodyPrivate, "establishingBody", {{key("expected"), expected}});
        checkRegistryPrefecture();
        m_findings += checkPhone(m_applicant.mainPhone, field("mainPhone"));
        m_findings += checkPhone(m_applicant.responsiblePhone, field("responsiblePhone"));
        const QString main = normalizedDigits(normalizedPhone(m_applicant.mainPhone));
        if (!main.isEmpty() && main == normalizedDigits(normalizedPhone(m_applicant.responsiblePhone)))
            report(FindingCode::PhoneSame, FindingOutcome::Note, "responsiblePhone");
    }

    void checkCategory()
    {
        const QMap<QString, QString> args = {{key("value"), m_form->kanji}};
        switch (categoryFit(m_applicant.category, *m_form)) {
        case CategoryFit::MustBeGovernment:
            error(FindingCode::CategoryNotPrivate, "category", args);
            break;
        case CategoryFit::MustBePrivate:
            error(FindingCode::CategoryNotGovernment, "category", args);
            break;
        case CategoryFit::OtherBody:
            report(FindingCode::CategoryOtherBody, FindingOutcome::Warning, "category", args);
            break;
        case CategoryFit::Fits:
            break;
        }
    }

    void checkRegistryPrefecture()
    {
        const QString text = m_applicant.registryPrefecture.trimmed();
        if (text.isEmpty())
            return;
        const std::optional<Prefecture> chosen = prefecture(m_applicant.prefecture);
        const QList<Prefecture> &rows = prefectures();
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const Prefecture &row) {
            return row.romaji.compare(text, Qt::CaseInsensitive) == 0;
        });
        const QMap<QString, QString> args = {{key("value"), text},
                                             {key("expected"), chosen ? chosen->romaji : QStringLiteral("TOKYO")}};
        if (found == rows.end())
            error(FindingCode::RegistryPrefectureUnknown, "registryPrefecture", args);
        else if (chosen && found->code != chosen->code)
            report(FindingCode::RegistryPrefectureOther, FindingOutcome::Warning, "registryPrefecture", args);
    }

    const EnrollmentApplicant &m_applicant;
    QString m_prefix;
    std::optional<LegalFormFacts> m_form;
    QList<Finding> m_findings;
};

// S62: several applicants are several corporations, or one with several responsible applicants.
bool isSameApplicant(const EnrollmentApplicant &a, const EnrollmentApplicant &b)
{
    return isSame(a.legalName, b.legalName) && isSame(a.responsible.name, b.responsible.name);
}

bool isSameCorporation(const EnrollmentApplicant &a, const EnrollmentApplicant &b)
{
    const QString number = normalizedDigits(a.corporateNumber);
    const QString other = normalizedDigits(b.corporateNumber);
    return number.isEmpty() || other.isEmpty() ? isSame(a.legalName, b.legalName) : number == other;
}

} // namespace

QList<Finding> checkApplicant(const EnrollmentApplicant &applicant, const QString &prefix)
{
    return ApplicantRules(applicant, prefix).run();
}

QList<Finding> checkApplicants(const EnrollmentApplication &application)
{
    QList<Finding> findings;
    const QList<EnrollmentApplicant> &applicants = application.applicants;
    for (qsizetype i = 0; i < applicants.size(); ++i) {
        const QString prefix = QStringLiteral("applicants[%1].").arg(i);
        findings += checkApplicant(applicants.at(i), prefix);
        const auto end = applicants.begin() + i;
        const auto earlier = std::find_if(applicants.begin(), end, [&](const EnrollmentApplicant &other) {
            return isSameApplicant(applicants.at(i), other);
        });
        if (earlier != end)
            findings.append(makeFinding(FindingCode::ApplicantDuplicate, FindingOutcome::Error,
                                        prefix + QLatin1String("legalName"),
                                        {{key("value"), applicants.at(i).legalName},
                                         {key("position"), QString::number(earlier - applicants.begin() + 1)}}));
    }
    return findings;
}

QList<Finding> checkThreeParty(const EnrollmentApplication &application)
{
    if (!application.threeParty.enabled)
        return {};
    const QString prefix = QStringLiteral("threeParty.applicant.");
    QList<Finding> findings = checkApplicant(application.threeParty.applicant, prefix);
    const QList<EnrollmentApplicant> &applicants = application.applicants;
    const auto same = std::find_if(applicants.begin(), applicants.end(), [&](const EnrollmentApplicant &applicant) {
        return isSameCorporation(applicant, application.threeParty.applicant);
    });
    if (same != applicants.end())
        findings.append(makeFinding(FindingCode::ThreePartySame, FindingOutcome::Warning,
                                    prefix + QLatin1String("legalName"),
                                    {{key("position"), QString::number(same - applicants.begin() + 1)}}));
    return findings;
}

} // namespace tegata
