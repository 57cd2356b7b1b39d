// SPDX-License-Identifier: Apache-2.0
#include "core/service/practice/practiceenrollment.h"

#include "core/rules/domainname.h"
#include "core/service/practice/practicetable.h"

namespace tegata::practice {

namespace {

PostalAddress office()
{
    PostalAddress address;
    address.postalCode = QStringLiteral("108-0075");
    address.prefecture = 13;
    address.municipality = QStringLiteral("港区");
    address.street = QStringLiteral("港南1-2-3");
    return address;
}

EnrollmentApplicant applicantOf(const Organization &organization)
{
    EnrollmentApplicant applicant;
    applicant.ev = organization.evAllowed;
    applicant.english = organization.englishAllowed;
    applicant.corporateNumber = QLatin1Char('4') + organization.registrationNumber;
    applicant.legalName = organization.legalName;
    applicant.englishName = organization.legalNameEnglish;
    applicant.legalForm = LegalForm::KabushikiKaisha;
    applicant.legalFormPosition = LegalFormPosition::Before;
    applicant.representative = QStringLiteral("高田 五郎");
    applicant.postalCode = office().postalCode;
    applicant.prefecture = organization.prefecture;
    applicant.municipality = organization.municipality;
    applicant.municipalityEnglish = organization.municipalityEnglish;
    applicant.category = OrganizationCategory::PrivateOrganization;
    applicant.registryNumber = organization.registrationNumber;
    applicant.establishingBody = QStringLiteral("法務局");
    applicant.mainPhone = QStringLiteral("03-1234-5678");
    applicant.responsiblePhone = QStringLiteral("03-1234-5679");
    applicant.responsible = {QStringLiteral("中村 六郎"), QStringLiteral("情報システム部"), QStringLiteral("部長")};
    return applicant;
}

} // namespace

EnrollmentApplication sampleEnrollment()
{
    const Customer customer = sampleCustomer();
    const Registration &registration = customer.registration;
    const Person &contact = customer.contacts.first();
    EnrollmentApplication form;
    form.kind = EnrollmentKind::Renewal;
    form.plan.commitment = 50;
    form.subscriberName = registration.customerName;
    form.contact.passwordMail = contact.mail;
    form.contact.name = contact.name;
    form.contact.department = QStringLiteral("情報システム部");
    form.contact.address = office();
    form.contact.phone = QStringLiteral("03-1234-5670");
    form.contact.mail = contact.mail;
    form.applicants = {applicantOf(registration.organizations.first())};
    for (const RegisteredDomain &domain : registration.domains)
        form.domains.append({examineDomain(domain.name).uLabel, domain.evAllowed, {}});
    const QStringList kana{QStringLiteral("ヤマダ タロウ"), QStringLiteral("スズキ ハナコ")};
    form.operators.clear();
    for (qsizetype i = 0; i < customer.operators.size(); ++i) {
        const Person &person = customer.operators.at(i);
        form.operators.append({person.name, kana.value(i), person.commonName, person.mail});
    }
    form.billing = {registration.customerName,      QStringLiteral("経理部"),
                    QStringLiteral("小林 七子"),    office(),
                    QStringLiteral("03-1234-5671"), {}};
    form.noticeMail = customer.noticeMail;
    return form;
}

} // namespace tegata::practice
