// SPDX-License-Identifier: Apache-2.0
#include "core/rules/enrollmentfields.h"

#include "core/domain/prefecture.h"

#include <QHash>
#include <QRegularExpression>
#include <QtGlobal>

#include <algorithm>
#include <array>

namespace tegata {

namespace {

constexpr std::array pages = {EnrollmentPage::Plan,       EnrollmentPage::Subscriber, EnrollmentPage::Contact,
                              EnrollmentPage::Applicant,  EnrollmentPage::Ev,         EnrollmentPage::Responsible,
                              EnrollmentPage::Domains,    EnrollmentPage::Operators,  EnrollmentPage::Billing,
                              EnrollmentPage::ThreeParty, EnrollmentPage::Review};

constexpr std::array titles = {
    QT_TRANSLATE_NOOP("EnrollmentPage", "Fees"),
    QT_TRANSLATE_NOOP("EnrollmentPage", "Subscriber"),
    QT_TRANSLATE_NOOP("EnrollmentPage", "Contact and login"),
    QT_TRANSLATE_NOOP("EnrollmentPage", "Applicant corporation"),
    QT_TRANSLATE_NOOP("EnrollmentPage", "SureServer EV"),
    QT_TRANSLATE_NOOP("EnrollmentPage", "Responsible applicant"),
    QT_TRANSLATE_NOOP("EnrollmentPage", "Domains"),
    QT_TRANSLATE_NOOP("EnrollmentPage", "Operators"),
    QT_TRANSLATE_NOOP("EnrollmentPage", "Billing and notices"),
    QT_TRANSLATE_NOOP("EnrollmentPage", "Three-party contract"),
    QT_TRANSLATE_NOOP("EnrollmentPage", "Review and send"),
};
static_assert(titles.size() == pages.size());

constexpr std::array fields = std::to_array<EnrollmentField>({
    {"plan.commitment", "S7", EnrollmentPage::Plan, FieldKind::Number,
     QT_TRANSLATE_NOOP("EnrollmentField", "Commitment (certificates a year)")},
    {"plan.hasQuote", "S8", EnrollmentPage::Plan, FieldKind::Flag,
     QT_TRANSLATE_NOOP("EnrollmentField", "There is a quote")},
    {"plan.quoteNumber", "S8", EnrollmentPage::Plan, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Quote number")},
    {"subscriberName", "S9", EnrollmentPage::Subscriber, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Subscriber's name (corporation)")},
    {"contact.loginId", "S10", EnrollmentPage::Contact, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Login ID")},
    {"contact.password", "S11", EnrollmentPage::Contact, FieldKind::Secret,
     QT_TRANSLATE_NOOP("EnrollmentField", "Password")},
    {"contact.passwordMail", "S12", EnrollmentPage::Contact, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "E-mail for password notices")},
    {"contact.name", "S13", EnrollmentPage::Contact, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Contact's name")},
    {"contact.department", "S13", EnrollmentPage::Contact, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Contact's department")},
    {"contact.address.postalCode", "S13", EnrollmentPage::Contact, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Contact's postal code")},
    {"contact.address.prefecture", "S13", EnrollmentPage::Contact, FieldKind::Prefecture,
     QT_TRANSLATE_NOOP("EnrollmentField", "Contact's prefecture")},
    {"contact.address.municipality", "S13", EnrollmentPage::Contact, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Contact's municipality")},
    {"contact.address.street", "S13", EnrollmentPage::Contact, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Contact's street and building")},
    {"contact.phone", "S13", EnrollmentPage::Contact, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Contact's telephone")},
    {"contact.mail", "S13", EnrollmentPage::Contact, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Contact's e-mail")},
    {"applicants", "S62", EnrollmentPage::Applicant, FieldKind::List,
     QT_TRANSLATE_NOOP("EnrollmentField", "Applicant corporation")},
    {"applicants[].ev", "S14", EnrollmentPage::Applicant, FieldKind::Flag,
     QT_TRANSLATE_NOOP("EnrollmentField", "Apply for SureServer EV with this responsible applicant")},
    {"applicants[].english", "S15", EnrollmentPage::Applicant, FieldKind::Flag,
     QT_TRANSLATE_NOOP("EnrollmentField", "Apply for certificates in English")},
    {"applicants[].creditCode", "S16", EnrollmentPage::Applicant, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Teikoku Databank code")},
    {"applicants[].corporateNumber", "V11", EnrollmentPage::Applicant, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Corporate number")},
    {"applicants[].legalName", "S17", EnrollmentPage::Applicant, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Applicant's legal name")},
    {"applicants[].englishName", "S20", EnrollmentPage::Applicant, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Applicant's legal name (English)")},
    {"applicants[].consultation", "S21", EnrollmentPage::Applicant, FieldKind::Flag,
     QT_TRANSLATE_NOOP("EnrollmentField", "Consult the service desk about the name's length")},
    {"applicants[].consultationReason", "S21", EnrollmentPage::Applicant, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "What to consult about")},
    {"applicants[].legalForm", "S22", EnrollmentPage::Applicant, FieldKind::LegalForm,
     QT_TRANSLATE_NOOP("EnrollmentField", "Legal form")},
    {"applicants[].legalFormPosition", "S22", EnrollmentPage::Applicant, FieldKind::LegalFormPosition,
     QT_TRANSLATE_NOOP("EnrollmentField", "Position of the legal form in the name")},
    {"applicants[].representative", "S23", EnrollmentPage::Applicant, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Representative of the corporation")},
    {"applicants[].postalCode", "S24", EnrollmentPage::Applicant, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Postal code")},
    {"applicants[].country", "S24", EnrollmentPage::Applicant, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Country (English)")},
    {"applicants[].prefecture", "S25", EnrollmentPage::Applicant, FieldKind::Prefecture,
     QT_TRANSLATE_NOOP("EnrollmentField", "Prefecture")},
    {"applicants[].municipality", "S25", EnrollmentPage::Applicant, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Municipality")},
    {"applicants[].municipalityEnglish", "S25", EnrollmentPage::Applicant, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Municipality (English)")},
    {"applicants[].category", "S26", EnrollmentPage::Ev, FieldKind::Category,
     QT_TRANSLATE_NOOP("EnrollmentField", "Category of the applicant organisation")},
    {"applicants[].registryNumber", "S27", EnrollmentPage::Ev, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Company registration number")},
    {"applicants[].establishingBody", "S28", EnrollmentPage::Ev, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Establishing body")},
    {"applicants[].registryPrefecture", "S29", EnrollmentPage::Ev, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Address of the registry (English)")},
    {"applicants[].mainPhone", "S30", EnrollmentPage::Ev, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Main telephone")},
    {"applicants[].responsiblePhone", "S31", EnrollmentPage::Ev, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Telephone of the responsible applicant")},
    {"applicants[].responsible.name", "S32", EnrollmentPage::Responsible, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Responsible applicant's name")},
    {"applicants[].responsible.department", "S32", EnrollmentPage::Responsible, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Responsible applicant's department")},
    {"applicants[].responsible.title", "S32", EnrollmentPage::Responsible, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Responsible applicant's title")},
    {"domains", "S34", EnrollmentPage::Domains, FieldKind::List,
     QT_TRANSLATE_NOOP("EnrollmentField", "Domains applied for")},
    {"domains[].name", "S33", EnrollmentPage::Domains, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Domain applied for")},
    {"domains[].ev", "S35", EnrollmentPage::Domains, FieldKind::Flag, QT_TRANSLATE_NOOP("EnrollmentField", "EV")},
    {"domains[].note", "S37", EnrollmentPage::Domains, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Note on the domain's registrant")},
    {"operators", "S38", EnrollmentPage::Operators, FieldKind::List, QT_TRANSLATE_NOOP("EnrollmentField", "Operators")},
    {"operators[].name", "S38", EnrollmentPage::Operators, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Operator's name")},
    {"operators[].kana", "S39", EnrollmentPage::Operators, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Operator's name in kana")},
    {"operators[].commonName", "S39", EnrollmentPage::Operators, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Operator's common name")},
    {"operators[].mail", "S40", EnrollmentPage::Operators, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Operator's e-mail")},
    {"billing.organization", "S41", EnrollmentPage::Billing, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Invoice to: organisation")},
    {"billing.department", "S41", EnrollmentPage::Billing, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Invoice to: department")},
    {"billing.name", "S41", EnrollmentPage::Billing, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Invoice to: name")},
    {"billing.address.postalCode", "S41", EnrollmentPage::Billing, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Invoice to: postal code")},
    {"billing.address.prefecture", "S41", EnrollmentPage::Billing, FieldKind::Prefecture,
     QT_TRANSLATE_NOOP("EnrollmentField", "Invoice to: prefecture")},
    {"billing.address.municipality", "S41", EnrollmentPage::Billing, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Invoice to: municipality")},
    {"billing.address.street", "S41", EnrollmentPage::Billing, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Invoice to: street and building")},
    {"billing.phone", "S41", EnrollmentPage::Billing, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Invoice to: telephone")},
    {"billing.mail", "S41", EnrollmentPage::Billing, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Invoice to: e-mail")},
    {"noticeMail", "S42", EnrollmentPage::Billing, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Sender e-mail of notices")},
    {"threeParty.enabled", "S43", EnrollmentPage::ThreeParty, FieldKind::Flag,
     QT_TRANSLATE_NOOP("EnrollmentField", "Three-party contract")},
    {"threeParty.consent", "S44", EnrollmentPage::ThreeParty, FieldKind::Flag,
     QT_TRANSLATE_NOOP("EnrollmentField", "The issuing client has consented to the terms")},
    {"warningReason", "", EnrollmentPage::Review, FieldKind::Text,
     QT_TRANSLATE_NOOP("EnrollmentField", "Reason for sending despite the warnings")},
});

const QRegularExpression &indexExpression()
{
    static const QRegularExpression expression(QStringLiteral("\\[(\\d*)\\]"));
    return expression;
}

// The row that describes the path: without indices, and the client's as the subscriber's.
QString patternOf(const QString &path)
{
    QString pattern = path;
    for (qsizetype open = pattern.indexOf(QLatin1Char('[')); open >= 0;
         open = pattern.indexOf(QLatin1Char('['), open + 1)) {
        const qsizetype close = pattern.indexOf(QLatin1Char(']'), open);
        pattern.remove(open + 1, std::max<qsizetype>(close - open - 1, 0));
    }
    if (pattern.startsWith(QLatin1String("threeParty.applicant")))
        return QLatin1String("applicants[]") + pattern.mid(20);
    if (pattern.startsWith(QLatin1String("threeParty.domains")))
        return QLatin1String("domains") + pattern.mid(18);
    return pattern;
}

// Asked for every field of a form at every check.
const QHash<QString, const EnrollmentField *> &fieldTable()
{
    static const QHash<QString, const EnrollmentField *> table = [] {
        QHash<QString, const EnrollmentField *> rows;
        for (const EnrollmentField &field : fields)
            rows.insert(QString::fromLatin1(field.pattern), &field);
        return rows;
    }();
    return table;
}

FieldNeed needed(bool relevant, FieldNeed need = FieldNeed::Required)
{
    return relevant ? need : FieldNeed::Irrelevant;
}

QString flag(bool value)
{
    return value ? QStringLiteral("true") : QString();
}

QString number(int value)
{
    return value == 0 ? QString() : QString::number(value);
}

// Walks through an application in the order of the form.
class FieldCollector
{
public:
    QList<FormField> take() { return std::move(m_fields); }

    void application(const EnrollmentApplication &form)
    {
        const bool isNew = form.kind == EnrollmentKind::New;
        add("plan.commitment", FieldNeed::Required,
            form.plan.commitment ? QString::number(*form.plan.commitment) : QString());
        add("plan.hasQuote", FieldNeed::Optional, flag(form.plan.hasQuote));
        add("plan.quoteNumber", needed(form.plan.hasQuote), form.plan.quoteNumber);
        add("subscriberName", FieldNeed::Required, form.subscriberName);
        add("contact.loginId", needed(isNew), form.contact.loginId);
        add("contact.password", needed(isNew), form.contact.password);
        add("contact.passwordMail", FieldNeed::Required, form.contact.passwordMail);
        add("contact.name", FieldNeed::Required, form.contact.name);
        add("contact.department", FieldNeed::Optional, form.contact.department);
        address("contact.address.", form.contact.address);
        add("contact.phone", FieldNeed::Required, form.contact.phone);
        add("contact.mail", FieldNeed::Required, form.contact.mail);
        for (qsizetype i = 0; i < form.applicants.size(); ++i)
            applicant(QStringLiteral("applicants[%1].").arg(i), form.applicants.at(i), true);
        domains(QStringLiteral("domains"), form.domains, true);
        for (qsizetype i = 0; i < form.operators.size(); ++i) {
            const QString prefix = QStringLiteral("operators[%1].").arg(i);
            const EnrollmentOperator &entry = form.operators.at(i);
            add(prefix + QLatin1String("name"), FieldNeed::Required, entry.name);
            add(prefix + QLatin1String("kana"), FieldNeed::Optional, entry.kana);
            add(prefix + QLatin1String("commonName"), FieldNeed::Required, entry.commonName);
            add(prefix + QLatin1String("mail"), FieldNeed::Required, entry.mail);
        }
        add("billing.organization", FieldNeed::Required, form.billing.organization);
        add("billing.department", FieldNeed::Optional, form.billing.department);
        add("billing.name", FieldNeed::Required, form.billing.name);
        address("billing.address.", form.billing.address);
        add("billing.phone", FieldNeed::Required, form.billing.phone);
        add("billing.mail", FieldNeed::Optional, form.billing.mail);
        add("noticeMail", FieldNeed::Required, form.noticeMail);
        const ThreePartyContract &contract = form.threeParty;
        add("threeParty.enabled", FieldNeed::Optional, flag(contract.enabled));
        add("threeParty.consent", needed(contract.enabled), flag(contract.consent));
        applicant(QStringLiteral("threeParty.applicant."), contract.applicant, contract.enabled);
        domains(QStringLiteral("threeParty.domains"), contract.domains, contract.enabled);
        add("warningReason", FieldNeed::Optional, form.warningReason);
    }

private:
    void add(const QString &path, FieldNeed need, const QString &text)
    {
        m_fields.append({path, enrollmentField(path), need, text});
    }
    void add(const char *path, FieldNeed need, const QString &text) { add(QLatin1String(path), need, text); }

    void address(const char *prefix, const PostalAddress &address)
    {
        const QLatin1String start(prefix);
        add(start + QLatin1String("postalCode"), FieldNeed::Required, address.postalCode);
        add(start + QLatin1String("prefecture"), FieldNeed::Required, number(address.prefecture));
        add(start + QLatin1String("municipality"), FieldNeed::Required, address.municipality);
        add(start + QLatin1String("street"), FieldNeed::Required, address.street);
    }

    void applicant(const QString &prefix, const EnrollmentApplicant &applicant, bool relevant)
    {
        const auto addTo = [&](const char *name, FieldNeed need, const QString &text) {
            add(prefix + QLatin1String(name), relevant ? need : FieldNeed::Irrelevant, text);
        };
        const bool isPrivate = applicant.category == OrganizationCategory::PrivateOrganization;
        const bool isMunicipal = applicant.category == OrganizationCategory::MunicipalGovernment;
        const auto form = legalFormFacts(applicant.legalForm);
        addTo("ev", FieldNeed::Optional, flag(applicant.ev));
        addTo("english", FieldNeed::Optional, flag(applicant.english));
        addTo("creditCode", FieldNeed::Optional, applicant.creditCode);
        addTo("corporateNumber", FieldNeed::Optional, applicant.corporateNumber);
        addTo("legalName", FieldNeed::Required, applicant.legalName);
        addTo("englishName", needed(applicant.english), applicant.englishName);
        addTo("consultation", FieldNeed::Optional, flag(applicant.consultation));
        addTo("consultationReason", needed(applicant.consultation), applicant.consultationReason);
        addTo("legalForm", FieldNeed::Required, legalFormName(applicant.legalForm));
        addTo("legalFormPosition", needed(form && form->inName), legalFormPositionName(applicant.legalFormPosition));
        addTo("representative", FieldNeed::Required, applicant.representative);
        addTo("postalCode", FieldNeed::Required, applicant.postalCode);
        addTo("country", FieldNeed::Required, applicant.country);
        addTo("prefecture", FieldNeed::Required, number(applicant.prefecture));
        addTo("municipality", FieldNeed::Required, applicant.municipality);
        addTo("municipalityEnglish", needed(applicant.english), applicant.municipalityEnglish);
        addTo("category", needed(applicant.ev), organizationCategoryName(applicant.category));
        addTo("registryNumber", needed(applicant.ev && isPrivate), applicant.registryNumber);
        addTo("establishingBody", needed(applicant.ev), applicant.establishingBody);
        addTo("registryPrefecture", needed(applicant.ev && isMunicipal), applicant.registryPrefecture);
        addTo("mainPhone", needed(applicant.ev), applicant.mainPhone);
        addTo("responsiblePhone", needed(applicant.ev), applicant.responsiblePhone);
        addTo("responsible.name", FieldNeed::Required, applicant.responsible.name);
        addTo("responsible.department", FieldNeed::Optional, applicant.responsible.department);
        addTo("responsible.title", FieldNeed::Optional, applicant.responsible.title);
    }

    void domains(const QString &list, const QList<EnrollmentDomain> &domains, bool relevant)
    {
        for (qsizetype i = 0; i < domains.size(); ++i) {
            const QString prefix = QStringLiteral("%1[%2].").arg(list).arg(i);
            add(prefix + QLatin1String("name"), needed(relevant), domains.at(i).name);
            add(prefix + QLatin1String("ev"), needed(relevant, FieldNeed::Optional), flag(domains.at(i).ev));
            add(prefix + QLatin1String("note"), needed(relevant, FieldNeed::Optional), domains.at(i).note);
        }
    }

    QList<FormField> m_fields;
};

void keepRelevant(EnrollmentApplicant &applicant)
{
    if (!applicant.english) {
        applicant.englishName.clear();
        applicant.municipalityEnglish.clear();
    }
    if (!applicant.consultation)
        applicant.consultationReason.clear();
    const auto form = legalFormFacts(applicant.legalForm);
    if (!form || !form->inName)
        applicant.legalFormPosition = LegalFormPosition::NotChosen;
    if (!applicant.ev) {
        applicant.category = OrganizationCategory::NotChosen;
        applicant.establishingBody.clear();
        applicant.mainPhone.clear();
        applicant.responsiblePhone.clear();
    }
    if (applicant.category != OrganizationCategory::PrivateOrganization)
        applicant.registryNumber.clear();
    if (applicant.category != OrganizationCategory::MunicipalGovernment)
        applicant.registryPrefecture.clear();
}

} // namespace

std::span<const EnrollmentPage> enrollmentPages()
{
    return pages;
}

QString enrollmentPageTitle(EnrollmentPage page, const Phrasebook &phrasebook)
{
    return phrasebook.text("EnrollmentPage", titles[static_cast<std::size_t>(page)]);
}

const EnrollmentField *enrollmentField(const QString &path)
{
    return fieldTable().value(patternOf(path));
}

EnrollmentPage enrollmentPageOf(const QString &path)
{
    if (path.startsWith(QLatin1String("threeParty")))
        return EnrollmentPage::ThreeParty;
    const EnrollmentField *field = enrollmentField(path);
    return field ? field->page : EnrollmentPage::Review;
}

QString enrollmentFieldLabel(const QString &path, const Phrasebook &phrasebook)
{
    const EnrollmentField *field = enrollmentField(path);
    if (!field)
        return path;
    const QString label = phrasebook.text("EnrollmentField", field->label);
    const QRegularExpressionMatch index = indexExpression().match(path);
    if (!index.hasMatch() || index.capturedView(1).isEmpty())
        return label;
    return QStringLiteral("%1 %2").arg(label).arg(index.capturedView(1).toInt() + 1);
}

QList<FormField> formFields(const EnrollmentApplication &application)
{
    FieldCollector collector;
    collector.application(application);
    return collector.take();
}

QString formFieldText(const FormField &field, const Phrasebook &phrasebook)
{
    switch (field.field->kind) {
    case FieldKind::Secret:
        return field.text.isEmpty() ? QString() : QStringLiteral("••••••••");
    case FieldKind::Flag:
        return field.text.isEmpty() ? phrasebook.text("EnrollmentChoice", QT_TRANSLATE_NOOP("EnrollmentChoice", "No"))
                                    : phrasebook.text("EnrollmentChoice", QT_TRANSLATE_NOOP("EnrollmentChoice", "Yes"));
    case FieldKind::Prefecture: {
        const auto found = prefecture(field.text.toInt());
        if (!found)
            return {};
        return phrasebook.language() == Language::Japanese ? found->kanji
                                                           : QStringLiteral("%1 (%2)").arg(found->kanji, found->romaji);
    }
    case FieldKind::LegalForm:
        return legalFormText(legalFormFromName(field.text).value_or(LegalForm::NotChosen), phrasebook);
    case FieldKind::LegalFormPosition:
        return legalFormPositionText(legalFormPositionFromName(field.text).value_or(LegalFormPosition::NotChosen),
                                     phrasebook);
    case FieldKind::Category:
        return organizationCategoryText(
            organizationCategoryFromName(field.text).value_or(OrganizationCategory::NotChosen), phrasebook);
    case FieldKind::Text:
    case FieldKind::Number:
    case FieldKind::List:
        return field.text;
    }
    return field.text;
}

EnrollmentApplication relevantPart(const EnrollmentApplication &application)
{
    EnrollmentApplication relevant = application;
    if (!relevant.plan.hasQuote)
        relevant.plan.quoteNumber.clear();
    if (relevant.kind == EnrollmentKind::Renewal) {
        relevant.contact.loginId.clear();
        relevant.contact.password.clear();
    }
    for (EnrollmentApplicant &applicant : relevant.applicants)
        keepRelevant(applicant);
    if (relevant.threeParty.enabled)
        keepRelevant(relevant.threeParty.applicant);
    else
        relevant.threeParty = {};
    return relevant;
}

} // namespace tegata
