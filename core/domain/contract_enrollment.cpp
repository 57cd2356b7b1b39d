// SPDX-License-Identifier: Apache-2.0
#include "core/domain/contract.h"

#include "core/domain/jsonmembers.h"
#include "core/domain/prefecture.h"

namespace tegata::contract {

namespace {

constexpr qsizetype LongestText = 10000;
constexpr qsizetype LongestList = 1000;

// Reads one object of the form; texts are bounded.
class FormMembers : public JsonMembers
{
public:
    using JsonMembers::JsonMembers;

    QString typed(QLatin1String name)
    {
        const QString text = optionalText(name);
        if (text.size() > LongestText)
            refuse(name, QStringLiteral("too long"));
        return text;
    }

    int prefectureCode(QLatin1String name)
    {
        const int code = optionalInteger(name, 0);
        if (code != 0 && !prefecture(code))
            refuse(name, QStringLiteral("1 to 47 expected"));
        return code;
    }

    template <typename Value>
    QList<Value> list(QLatin1String name, Result<Value> (*read)(const QJsonObject &))
    {
        const QList<Value> values = optionalMembers(name, read);
        if (values.size() > LongestList)
            refuse(name, QStringLiteral("too many"));
        return values;
    }
};

QJsonValue chosen(int number)
{
    return number == 0 ? QJsonValue() : QJsonValue(number);
}

QJsonObject planToJson(const EnrollmentPlan &plan)
{
    return {{QStringLiteral("commitment"), plan.commitment ? QJsonValue(*plan.commitment) : QJsonValue()},
            {QStringLiteral("hasQuote"), plan.hasQuote},
            {QStringLiteral("quoteNumber"), jsonText(plan.quoteNumber)}};
}

Result<EnrollmentPlan> planFromJson(const QJsonObject &json)
{
    FormMembers members(json);
    EnrollmentPlan plan;
    if (!json.value(QLatin1String("commitment")).isNull() && json.contains(QLatin1String("commitment")))
        plan.commitment = members.integer(QLatin1String("commitment"));
    plan.hasQuote = members.optionalBoolean(QLatin1String("hasQuote"), false);
    plan.quoteNumber = members.typed(QLatin1String("quoteNumber"));
    return members.result(plan);
}

QJsonObject addressToJson(const PostalAddress &address)
{
    return {{QStringLiteral("postalCode"), jsonText(address.postalCode)},
            {QStringLiteral("prefecture"), chosen(address.prefecture)},
            {QStringLiteral("municipality"), jsonText(address.municipality)},
            {QStringLiteral("street"), jsonText(address.street)}};
}

Result<PostalAddress> addressFromJson(const QJsonObject &json)
{
    FormMembers members(json);
    PostalAddress address;
    address.postalCode = members.typed(QLatin1String("postalCode"));
    address.prefecture = members.prefectureCode(QLatin1String("prefecture"));
    address.municipality = members.typed(QLatin1String("municipality"));
    address.street = members.typed(QLatin1String("street"));
    return members.result(address);
}

QJsonObject contactToJson(const EnrollmentContact &contact)
{
    return {{QStringLiteral("loginId"), jsonText(contact.loginId)},
            {QStringLiteral("password"), jsonText(contact.password)},
            {QStringLiteral("passwordMail"), jsonText(contact.passwordMail)},
            {QStringLiteral("name"), jsonText(contact.name)},
            {QStringLiteral("department"), jsonText(contact.department)},
            {QStringLiteral("address"), addressToJson(contact.address)},
            {QStringLiteral("phone"), jsonText(contact.phone)},
            {QStringLiteral("mail"), jsonText(contact.mail)}};
}

Result<EnrollmentContact> contactFromJson(const QJsonObject &json)
{
    FormMembers members(json);
    EnrollmentContact contact;
    contact.loginId = members.typed(QLatin1String("loginId"));
    contact.password = members.typed(QLatin1String("password"));
    contact.passwordMail = members.typed(QLatin1String("passwordMail"));
    contact.name = members.typed(QLatin1String("name"));
    contact.department = members.typed(QLatin1String("department"));
    contact.address = members.optionalMember(QLatin1String("address"), addressFromJson);
    contact.phone = members.typed(QLatin1String("phone"));
    contact.mail = members.typed(QLatin1String("mail"));
    return members.result(contact);
}

QJsonObject responsibleToJson(const ResponsibleApplicant &responsible)
{
    return {{QStringLiteral("name"), jsonText(responsible.name)},
            {QStringLiteral("department"), jsonText(responsible.department)},
            {QStringLiteral("title"), jsonText(responsible.title)}};
}

Result<ResponsibleApplicant> responsibleFromJson(const QJsonObject &json)
{
    FormMembers members(json);
    ResponsibleApplicant responsible;
    responsible.name = members.typed(QLatin1String("name"));
    responsible.department = members.typed(QLatin1String("department"));
    responsible.title = members.typed(QLatin1String("title"));
    return members.result(responsible);
}

QJsonObject applicantToJson(const EnrollmentApplicant &applicant)
{
    return {{QStringLiteral("ev"), applicant.ev},
            {QStringLiteral("english"), applicant.english},
            {QStringLiteral("creditCode"), jsonText(applicant.creditCode)},
            {QStringLiteral("corporateNumber"), jsonText(applicant.corporateNumber)},
            {QStringLiteral("legalName"), jsonText(applicant.legalName)},
            {QStringLiteral("englishName"), jsonText(applicant.englishName)},
            {QStringLiteral("consultation"), applicant.consultation},
            {QStringLiteral("consultationReason"), jsonText(applicant.consultationReason)},
            {QStringLiteral("legalForm"), jsonText(legalFormName(applicant.legalForm))},
            {QStringLiteral("legalFormPosition"), jsonText(legalFormPositionName(applicant.legalFormPosition))},
            {QStringLiteral("representative"), jsonText(applicant.representative)},
            {QStringLiteral("postalCode"), jsonText(applicant.postalCode)},
            {QStringLiteral("country"), jsonText(applicant.country)},
            {QStringLiteral("prefecture"), chosen(applicant.prefecture)},
            {QStringLiteral("municipality"), jsonText(applicant.municipality)},
            {QStringLiteral("municipalityEnglish"), jsonText(applicant.municipalityEnglish)},
            {QStringLiteral("category"), jsonText(organizationCategoryName(applicant.category))},
            {QStringLiteral("registryNumber"), jsonText(applicant.registryNumber)},
            {QStringLiteral("establishingBody"), jsonText(applicant.establishingBody)},
            {QStringLiteral("registryPrefecture"), jsonText(applicant.registryPrefecture)},
            {QStringLiteral("mainPhone"), jsonText(applicant.mainPhone)},
            {QStringLiteral("responsiblePhone"), jsonText(applicant.responsiblePhone)},
            {QStringLiteral("responsible"), responsibleToJson(applicant.responsible)}};
}

Result<EnrollmentApplicant> applicantFromJson(const QJsonObject &json)
{
    FormMembers members(json);
    EnrollmentApplicant applicant;
    applicant.ev = members.optionalBoolean(QLatin1String("ev"), false);
    applicant.english = members.optionalBoolean(QLatin1String("english"), false);
    applicant.creditCode = members.typed(QLatin1String("creditCode"));
    applicant.corporateNumber = members.typed(QLatin1String("corporateNumber"));
    applicant.legalName = members.typed(QLatin1String("legalName"));
    applicant.englishName = members.typed(QLatin1String("englishName"));
    applicant.consultation = members.optionalBoolean(QLatin1String("consultation"), false);
    applicant.consultationReason = members.typed(QLatin1String("consultationReason"));
    applicant.legalForm = members.optionalChoice(QLatin1String("legalForm"), legalFormFromName);
    applicant.legalFormPosition = members.optionalChoice(QLatin1String("legalFormPosition"), legalFormPositionFromName);
    applicant.representative = members.typed(QLatin1String("representative"));
    applicant.postalCode = members.typed(QLatin1String("postalCode"));
    applicant.country = members.typed(QLatin1String("country"));
    applicant.prefecture = members.prefectureCode(QLatin1String("prefecture"));
    applicant.municipality = members.typed(QLatin1String("municipality"));
    applicant.municipalityEnglish = members.typed(QLatin1String("municipalityEnglish"));
    applicant.category = members.optionalChoice(QLatin1String("category"), organizationCategoryFromName);
    applicant.registryNumber = members.typed(QLatin1String("registryNumber"));
    applicant.establishingBody = members.typed(QLatin1String("establishingBody"));
    applicant.registryPrefecture = members.typed(QLatin1String("registryPrefecture"));
    applicant.mainPhone = members.typed(QLatin1String("mainPhone"));
    applicant.responsiblePhone = members.typed(QLatin1String("responsiblePhone"));
    applicant.responsible = members.optionalMember(QLatin1String("responsible"), responsibleFromJson);
    return members.result(applicant);
}

QJsonObject domainToJson(const EnrollmentDomain &domain)
{
    return {{QStringLiteral("name"), jsonText(domain.name)},
            {QStringLiteral("ev"), domain.ev},
            {QStringLiteral("note"), jsonText(domain.note)}};
}

Result<EnrollmentDomain> domainFromJson(const QJsonObject &json)
{
    FormMembers members(json);
    EnrollmentDomain domain;
    domain.name = members.typed(QLatin1String("name"));
    domain.ev = members.optionalBoolean(QLatin1String("ev"), false);
    domain.note = members.typed(QLatin1String("note"));
    return members.result(domain);
}

QJsonObject operatorToJson(const EnrollmentOperator &entry)
{
    return {{QStringLiteral("name"), jsonText(entry.name)},
            {QStringLiteral("kana"), jsonText(entry.kana)},
            {QStringLiteral("commonName"), jsonText(entry.commonName)},
            {QStringLiteral("mail"), jsonText(entry.mail)}};
}

Result<EnrollmentOperator> operatorFromJson(const QJsonObject &json)
{
    FormMembers members(json);
    EnrollmentOperator entry;
    entry.name = members.typed(QLatin1String("name"));
    entry.kana = members.typed(QLatin1String("kana"));
    entry.commonName = members.typed(QLatin1String("commonName"));
    entry.mail = members.typed(QLatin1String("mail"));
    return members.result(entry);
}

QJsonObject billingToJson(const EnrollmentBilling &billing)
{
    return {{QStringLiteral("organization"), jsonText(billing.organization)},
            {QStringLiteral("department"), jsonText(billing.department)},
            {QStringLiteral("name"), jsonText(billing.name)},
            {QStringLiteral("address"), addressToJson(billing.address)},
            {QStringLiteral("phone"), jsonText(billing.phone)},
            {QStringLiteral("mail"), jsonText(billing.mail)}};
}

Result<EnrollmentBilling> billingFromJson(const QJsonObject &json)
{
    FormMembers members(json);
    EnrollmentBilling billing;
    billing.organization = members.typed(QLatin1String("organization"));
    billing.department = members.typed(QLatin1String("department"));
    billing.name = members.typed(QLatin1String("name"));
    billing.address = members.optionalMember(QLatin1String("address"), addressFromJson);
    billing.phone = members.typed(QLatin1String("phone"));
    billing.mail = members.typed(QLatin1String("mail"));
    return members.result(billing);
}

template <typename Value>
QJsonArray listToJson(const QList<Value> &values, QJsonObject (*write)(const Value &))
{
    QJsonArray array;
    for (const Value &value : values)
        array.append(write(value));
    return array;
}

QJsonObject threePartyToJson(const ThreePartyContract &contract)
{
    return {{QStringLiteral("enabled"), contract.enabled},
            {QStringLiteral("consent"), contract.consent},
            {QStringLiteral("applicant"), applicantToJson(contract.applicant)},
            {QStringLiteral("domains"), listToJson(contract.domains, domainToJson)}};
}

Result<ThreePartyContract> threePartyFromJson(const QJsonObject &json)
{
    FormMembers members(json);
    ThreePartyContract contract;
    contract.enabled = members.optionalBoolean(QLatin1String("enabled"), false);
    contract.consent = members.optionalBoolean(QLatin1String("consent"), false);
    contract.applicant = members.optionalMember(QLatin1String("applicant"), applicantFromJson);
    contract.domains = members.list(QLatin1String("domains"), domainFromJson);
    return members.result(contract);
}

} // namespace

QJsonObject toJson(const EnrollmentApplication &application)
{
    return {{QStringLiteral("kind"), enrollmentKindName(application.kind)},
            {QStringLiteral("plan"), planToJson(application.plan)},
            {QStringLiteral("subscriberName"), jsonText(application.subscriberName)},
            {QStringLiteral("contact"), contactToJson(application.contact)},
            {QStringLiteral("applicants"), listToJson(application.applicants, applicantToJson)},
            {QStringLiteral("domains"), listToJson(application.domains, domainToJson)},
            {QStringLiteral("operators"), listToJson(application.operators, operatorToJson)},
            {QStringLiteral("billing"), billingToJson(application.billing)},
            {QStringLiteral("noticeMail"), jsonText(application.noticeMail)},
            {QStringLiteral("threeParty"), threePartyToJson(application.threeParty)},
            {QStringLiteral("warningReason"), jsonText(application.warningReason)}};
}

Result<EnrollmentApplication> enrollmentFromJson(const QJsonObject &json)
{
    FormMembers members(json);
    EnrollmentApplication application;
    application.kind = members.choice(QLatin1String("kind"), enrollmentKindFromName);
    application.plan = members.optionalMember(QLatin1String("plan"), planFromJson);
    application.subscriberName = members.typed(QLatin1String("subscriberName"));
    application.contact = members.optionalMember(QLatin1String("contact"), contactFromJson);
    application.applicants = members.list(QLatin1String("applicants"), applicantFromJson);
    application.domains = members.list(QLatin1String("domains"), domainFromJson);
    application.operators = members.list(QLatin1String("operators"), operatorFromJson);
    application.billing = members.optionalMember(QLatin1String("billing"), billingFromJson);
    application.noticeMail = members.typed(QLatin1String("noticeMail"));
    application.threeParty = members.optionalMember(QLatin1String("threeParty"), threePartyFromJson);
    application.warningReason = members.typed(QLatin1String("warningReason"));
    return members.result(application);
}

QJsonObject toJson(const EnrollmentReceipt &receipt)
{
    return {{QStringLiteral("receipt"), receipt.receipt},
            {QStringLiteral("version"), receipt.version},
            {QStringLiteral("state"), enrollmentStateName(receipt.state)},
            {QStringLiteral("consultation"), receipt.consultation},
            {QStringLiteral("submittedAt"), jsonTime(receipt.submittedAt)},
            {QStringLiteral("updatedAt"), jsonTime(receipt.updatedAt)},
            {QStringLiteral("note"), jsonText(receipt.note)}};
}

Result<EnrollmentReceipt> receiptFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    EnrollmentReceipt receipt;
    receipt.receipt = members.id(QLatin1String("receipt"));
    receipt.version = members.integer(QLatin1String("version"));
    receipt.state = members.choice(QLatin1String("state"), enrollmentStateFromName);
    receipt.consultation = members.boolean(QLatin1String("consultation"));
    receipt.submittedAt = members.time(QLatin1String("submittedAt"));
    receipt.updatedAt = members.time(QLatin1String("updatedAt"));
    receipt.note = members.optionalText(QLatin1String("note"));
    return members.result(receipt);
}

QJsonObject toJson(const ListedEnrollment &enrollment)
{
    QJsonObject json = toJson(enrollment.receipt);
    json.insert(QStringLiteral("kind"), enrollmentKindName(enrollment.kind));
    json.insert(QStringLiteral("subscriberName"), jsonText(enrollment.subscriberName));
    return json;
}

Result<ListedEnrollment> listedEnrollmentFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    ListedEnrollment enrollment;
    enrollment.kind = members.choice(QLatin1String("kind"), enrollmentKindFromName);
    enrollment.subscriberName = members.optionalText(QLatin1String("subscriberName"));
    const Result<EnrollmentReceipt> receipt = receiptFromJson(json);
    if (!receipt)
        return failure(receipt.error());
    enrollment.receipt = *receipt;
    return members.result(enrollment);
}

} // namespace tegata::contract
