// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/applicantform.h"

#include "core/domain/legalform.h"
#include "ui/common/languagecontroller.h"
#include "ui/enrollment/addressform.h"
#include "ui/enrollment/applicantscope.h"
#include "ui/enrollment/choicefield.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/flagfield.h"
#include "ui/enrollment/legalnamefield.h"
#include "ui/enrollment/postalcodefield.h"
#include "ui/enrollment/stickypanel.h"
#include "ui/enrollment/subjectpreviewpanel.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr int NarrowWidth = 100; // characters: below it the preview stands under the fields

} // namespace

ApplicantForm::ApplicantForm(EnrollmentPage part, EnrollmentForm &form, const LanguageController &language,
                             const ApplicantScope &scope, PostalDirectory &postal, QWidget *parent)
    : QWidget(parent), m_part(part), m_form(form), m_language(language), m_scope(scope), m_postal(postal),
      m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this)), m_column(new QVBoxLayout)
{
    setObjectName(QStringLiteral("applicantForm%1").arg(static_cast<int>(part)));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::Page);
    m_layout->addLayout(m_column, 3);
    m_column->setSpacing(space::Large);
    if (part == EnrollmentPage::Applicant)
        addApplicant();
    else if (part == EnrollmentPage::Ev)
        addEv();
    else
        addResponsible();
    m_column->addStretch(1);
    connect(&m_scope, &ApplicantScope::moved, this, [this] {
        for (FieldWidget *field : std::as_const(m_fields))
            field->showAnew();
        showConsultation();
        showEvRemark();
    });
    for (auto signal : {&EnrollmentForm::reloaded, &EnrollmentForm::reportChanged}) {
        connect(&m_form, signal, this, [this] {
            showConsultation();
            showEvRemark();
        });
    }
    connect(&m_form, &EnrollmentForm::changed, this, [this] {
        showConsultation();
        showEvRemark();
    });
    retranslate();
}

void ApplicantForm::addApplicant()
{
    const auto flag = [this](const char *member, bool EnrollmentApplicant::*value) {
        auto *field =
            new FlagField(m_form, m_language,
                          m_scope.access(
                              QLatin1String(member), [value](auto &applicant) -> auto & { return applicant.*value; }),
                          this);
        return field;
    };
    addField(flag("ev", &EnrollmentApplicant::ev));
    addField(flag("english", &EnrollmentApplicant::english), [] {
        return tr("If ticked, O, L and S of the certificates can be in English. If not, the subject is in Japanese, "
                  "also for EV.");
    });
    addText("creditCode", &EnrollmentApplicant::creditCode, 16, [] {
        return tr("9 digits; required of customers who have one");
    })->offerCorrections();
    addText("corporateNumber", &EnrollmentApplicant::corporateNumber, 20, [] {
        return tr("13 digits");
    })->offerCorrections();

    QList<int> forms;
    for (const LegalFormFacts &facts : legalForms())
        forms.append(static_cast<int>(facts.form));
    addField(new ChoiceField(
        m_form, m_language,
        asNumber(m_scope.access(
            QStringLiteral("legalForm"), [](auto &applicant) -> auto & { return applicant.legalForm; })),
        forms, [this](int value) { return legalFormText(static_cast<LegalForm>(value), m_language.phrasebook()); },
        ChoiceField::Search::Yes, this));
    const auto position = m_scope.access(
        QStringLiteral("legalFormPosition"), [](auto &applicant) -> auto & { return applicant.legalFormPosition; });
    addField(new ChoiceField(
        m_form, m_language, asNumber(position),
        {static_cast<int>(LegalFormPosition::Before), static_cast<int>(LegalFormPosition::After),
         static_cast<int>(LegalFormPosition::None)},
        [this](int value) {
            return legalFormPositionText(static_cast<LegalFormPosition>(value), m_language.phrasebook());
        },
        ChoiceField::Search::No, this));
    m_legalName = new LegalNameField(m_form, m_language, LegalNameField::Kind::Japanese, m_scope, this);
    addField(m_legalName, [] {
        return tr("The official name: a company's as in its certificate of registered matters, a private school's "
                  "school corporation, a government body's as in the staff list (職員録).");
    });
    m_englishName = new LegalNameField(m_form, m_language, LegalNameField::Kind::English, m_scope, this);
    addField(m_englishName, [] {
        return tr("The official English name. For SureServer EV, read the service's guidance on English names first.");
    });
    m_consultation = flag("consultation", &EnrollmentApplicant::consultation);
    addField(m_consultation, [] {
        return tr("The name is longer than the form allows. It is not cut; the service desk will be consulted, with "
                  "your reason.");
    });
    const auto reason = m_scope.access(
        QStringLiteral("consultationReason"), [](auto &applicant) -> auto & { return applicant.consultationReason; });
    m_consultationReason = new TextField(m_form, m_language, reason, 70, this);
    addField(m_consultationReason);
    addText("representative", &EnrollmentApplicant::representative, 36);

    const auto prefecture = m_scope.access(
        QStringLiteral("prefecture"), [](auto &applicant) -> auto & { return applicant.prefecture; });
    const auto municipality = m_scope.access(
        QStringLiteral("municipality"), [](auto &applicant) -> auto & { return applicant.municipality; });
    const auto english = m_scope.access(
        QStringLiteral("municipalityEnglish"), [](auto &applicant) -> auto & { return applicant.municipalityEnglish; });
    const auto postalCode = m_scope.access(
        QStringLiteral("postalCode"), [](auto &applicant) -> auto & { return applicant.postalCode; });
    addField(new PostalCodeField(m_form, m_language, postalCode, {prefecture, municipality, english}, m_postal, this),
             [] { return tr("Of the actual place of business; fills in prefecture and municipality"); });
    addText("country", &EnrollmentApplicant::country, 8, [] {
        return tr("C of the certificates: JP");
    })->offerCorrections();
    addField(makePrefectureField(m_form, m_language, prefecture, this));
    auto *municipalityField = new TextField(m_form, m_language, municipality, 40, this);
    municipalityField->offerCorrections();
    addField(municipalityField);
    auto *englishField = new TextField(m_form, m_language, english, 50, this);
    englishField->offerCorrections();
    addField(englishField, [] { return tr("For Tokyo's 23 wards the ward: Minato City"); });

    m_preview = new StickyPanel(new SubjectPreviewPanel(m_form, m_language, m_scope, this), this);
    m_preview->setObjectName(QStringLiteral("subjectPreviewPlace"));
    m_layout->addWidget(m_preview, 2);
    showConsultation();
}

void ApplicantForm::addEv()
{
    m_evRemark = new QLabel(this);
    m_evRemark->setObjectName(QStringLiteral("evRemark"));
    m_evRemark->setWordWrap(true);
    m_column->addWidget(m_evRemark);
    QList<int> categories;
    for (int value = static_cast<int>(OrganizationCategory::PrivateOrganization);
         value <= static_cast<int>(OrganizationCategory::OtherGovernment); ++value)
        categories.append(value);
    addField(new ChoiceField(
        m_form, m_language,
        asNumber(m_scope.access(
            QStringLiteral("category"), [](auto &applicant) -> auto & { return applicant.category; })),
        categories,
        [this](int value) {
            return organizationCategoryText(static_cast<OrganizationCategory>(value), m_language.phrasebook());
        },
        ChoiceField::Search::No, this));
    addText("registryNumber", &EnrollmentApplicant::registryNumber, 20, [] {
        return tr("12 digits, as in the certificate of registered matters");
    })->offerCorrections();
    addText("establishingBody", &EnrollmentApplicant::establishingBody, 40, [] {
        return tr("Private organisation: 法務局. Government: the parent body if there is one, else its own name.");
    })->offerCorrections();
    addText("registryPrefecture", &EnrollmentApplicant::registryPrefecture, 30, [] {
        return tr("The prefecture in English: HOKKAIDO");
    })->offerCorrections();
    addText("mainPhone", &EnrollmentApplicant::mainPhone, 24)->offerCorrections();
    addText("responsiblePhone", &EnrollmentApplicant::responsiblePhone, 24, [] {
        return tr("A direct number: the certification authority calls to confirm the application.");
    })->offerCorrections();
    showEvRemark();
}

void ApplicantForm::addResponsible()
{
    const auto text = [this](const char *member, QString ResponsibleApplicant::*value, int width,
                             std::function<QString()> hint = {}) {
        addField(
            new TextField(
                m_form, m_language,
                m_scope.access(
                    QLatin1String(member), [value](auto &applicant) -> auto & { return applicant.responsible.*value; }),
                width, this),
            std::move(hint));
    };
    text("responsible.name", &ResponsibleApplicant::name, 36, [] {
        return tr("A member of the applicant corporation who can be reached by telephone: the certification authority "
                  "confirms the application by phone.");
    });
    text("responsible.department", &ResponsibleApplicant::department, 48);
    text("responsible.title", &ResponsibleApplicant::title, 36);
}

void ApplicantForm::addField(FieldWidget *field, std::function<QString()> hint)
{
    m_column->addWidget(field);
    m_fields.append(field);
    if (hint)
        m_hints.append({field, std::move(hint)});
}

TextField *ApplicantForm::addText(const char *member, QString EnrollmentApplicant::*text, int width,
                                  std::function<QString()> hint)
{
    const auto access = m_scope.access(
        QLatin1String(member), [text](auto &applicant) -> auto & { return applicant.*text; });
    auto *field = new TextField(m_form, m_language, access, width, this);
    addField(field, std::move(hint));
    return field;
}

void ApplicantForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ApplicantForm::resizeEvent(QResizeEvent *event)
{
    const bool isNarrow = width() < characterWidth(this) * NarrowWidth;
    m_layout->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QWidget::resizeEvent(event);
}

void ApplicantForm::retranslate()
{
    setAccessibleName(enrollmentPageTitle(m_part, m_language.phrasebook()));
    for (const auto &[field, hint] : std::as_const(m_hints))
        field->setHint(hint());
    if (m_preview)
        m_preview->setAccessibleName(tr("Preview"));
    if (m_evRemark) {
        m_evRemark->setText(tr("SureServer EV is not requested with this applicant."));
        m_evRemark->setAccessibleName(m_evRemark->text());
    }
}

void ApplicantForm::showConsultation()
{
    if (!m_consultation)
        return;
    const EnrollmentApplicant &applicant = m_scope.of(m_form.value());
    m_consultation->setWanted(applicant.consultation || m_legalName->isTooLong() ||
                              (applicant.english && m_englishName->isTooLong()));
}

void ApplicantForm::showEvRemark()
{
    if (m_evRemark)
        m_evRemark->setVisible(!m_scope.of(m_form.value()).ev);
}

} // namespace tegata
