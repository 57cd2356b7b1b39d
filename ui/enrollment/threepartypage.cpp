// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/threepartypage.h"

#include "ui/common/languagecontroller.h"
#include "ui/common/section.h"
#include "ui/enrollment/applicantform.h"
#include "ui/enrollment/domainlistpanel.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/flagfield.h"
#include "ui/style/tokens.h"

#include <QLabel>
#include <QVBoxLayout>

namespace tegata {

ThreePartyPage::ThreePartyPage(EnrollmentForm &form, const LanguageController &language, PostalDirectory &postal,
                               Worker &worker, QWidget *parent)
    : EnrollmentPageWidget(EnrollmentPage::ThreeParty, form, language, parent), m_hint(add(new QLabel(this)))
{
    m_hint->setObjectName(QStringLiteral("threePartyHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    add(new FlagField(
        form, language,
        fieldAccess(
            QStringLiteral("threeParty.enabled"), [](auto &value) -> auto & { return value.threeParty.enabled; }),
        this));
    add(new FlagField(
        form, language,
        fieldAccess(
            QStringLiteral("threeParty.consent"), [](auto &value) -> auto & { return value.threeParty.consent; }),
        this));
    m_details = add(new QWidget(this));
    m_details->setObjectName(QStringLiteral("threePartyDetails"));
    auto *layout = new QVBoxLayout(m_details);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Page);
    const auto section = [&](const QString &name, QWidget *content) {
        auto *made = new Section(name, content, m_details);
        layout->addWidget(made);
        return made;
    };
    const auto part = [&](EnrollmentPage page) {
        return new ApplicantForm(page, form, language, m_scope, postal, m_details);
    };
    m_applicant = section(QStringLiteral("clientApplicant"), part(EnrollmentPage::Applicant));
    m_ev = section(QStringLiteral("clientEv"), part(EnrollmentPage::Ev));
    m_responsible = section(QStringLiteral("clientResponsible"), part(EnrollmentPage::Responsible));
    m_list = new DomainListPanel(DomainListPanel::List::IssuingClient, form, language, worker, m_details);
    m_domains = section(QStringLiteral("clientDomains"), m_list);
    connect(&form, &EnrollmentForm::changed, this, &ThreePartyPage::showRelevant);
    connect(&form, &EnrollmentForm::reloaded, this, &ThreePartyPage::showRelevant);
    retranslate();
    showRelevant();
}

bool ThreePartyPage::focusField(const QString &path)
{
    return m_list->focusField(path) || EnrollmentPageWidget::focusField(path);
}

void ThreePartyPage::retranslate()
{
    EnrollmentPageWidget::retranslate();
    m_hint->setText(tr("Only where certificates are issued on behalf of another corporation, the issuing client. The "
                       "subscriber obtains the client's consent to the terms before applying."));
    m_hint->setAccessibleName(m_hint->text());
    m_details->setAccessibleName(tr("The issuing client"));
    const Phrasebook &phrasebook = language().phrasebook();
    const auto title = [&](EnrollmentPage page) {
        return tr("Issuing client: %1").arg(enrollmentPageTitle(page, phrasebook));
    };
    m_applicant->setTitle(title(EnrollmentPage::Applicant));
    m_ev->setTitle(title(EnrollmentPage::Ev));
    m_responsible->setTitle(title(EnrollmentPage::Responsible));
    m_domains->setTitle(title(EnrollmentPage::Domains));
}

void ThreePartyPage::showRelevant()
{
    const ThreePartyContract &contract = form().value().threeParty;
    m_details->setVisible(contract.enabled);
    m_ev->setVisible(contract.applicant.ev);
}

} // namespace tegata
