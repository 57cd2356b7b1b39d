// SPDX-License-Identifier: Apache-2.0
#include "core/rules/charactertext.h"
#include "core/rules/checkparts.h"
#include "core/rules/findingcatalogue.h"
#include "core/rules/legalformtext.h"

#include <QStringList>

namespace tegata {

namespace {

Language otherLanguage(Language language)
{
    return language == Language::Japanese ? Language::English : Language::Japanese;
}

Finding comparison(FindingCode code, const QString &type, const QString &value, const QString &expected,
                   Language language)
{
    const auto sensitivity = language == Language::English ? Qt::CaseInsensitive : Qt::CaseSensitive;
    QMap<QString, QString> args = {
        {QStringLiteral("type"), type}, {QStringLiteral("value"), value}, {QStringLiteral("expected"), expected}};
    if (const std::optional<CharacterDifference> difference = firstDifference(value, expected, sensitivity)) {
        args.insert(QStringLiteral("position"), QString::number(difference->position));
        args.insert(QStringLiteral("character"), difference->character);
        args.insert(QStringLiteral("expectedCharacter"), difference->expected);
    }
    return makeFinding(code, FindingOutcome::Error, QStringLiteral("subject.") + type, args);
}

// A difference that the eye hardly sees gets a code of its own, because "is different" would not be believed.
Finding difference(const QString &type, const QString &value, const QString &expected, Language language)
{
    const bool alike = lookAlikeForm(value) == lookAlikeForm(expected);
    return comparison(alike ? FindingCode::SubjectLookAlike : FindingCode::SubjectMismatch, type, value, expected,
                      language);
}

class OrganizationRules
{
public:
    explicit OrganizationRules(RequestCheck &check)
        : m_check(check), m_registration(*check.context.registration), m_language(check.context.language),
          m_name(check.csr.subject().value(QLatin1String("O")))
    {}

    QList<Finding> run()
    {
        if (m_name.isEmpty())
            return {};
        if (!findOrganization())
            return m_findings;
        if (m_language == Language::English &&
            (!m_check.organization->englishAllowed || m_check.organization->legalNameEnglish.isEmpty())) {
            m_findings = {makeFinding(FindingCode::OrganizationEnglishNotAllowed, FindingOutcome::Error,
                                      QStringLiteral("language"),
                                      {{QStringLiteral("name"), m_check.organization->legalName}})};
            return m_findings;
        }
        compare(QStringLiteral("ST"), registeredState(*m_check.organization, m_language));
        compare(QStringLiteral("L"), registeredLocality(*m_check.organization, m_language));
        return m_findings;
    }

private:
    // From the best fit to the worst, with what keeps it from fitting.
    bool findOrganization()
    {
        const DistinguishedName &subject = m_check.csr.subject();
        m_check.organization = matchOrganization(subject, m_registration, m_language);
        if (m_check.organization)
            return true;
        m_check.organization = matchOrganization(subject, m_registration, otherLanguage(m_language));
        if (m_check.organization) {
            m_findings.append(
                makeFinding(FindingCode::SubjectOtherLanguage, FindingOutcome::Error, QStringLiteral("subject.O"),
                            {{QStringLiteral("expected"), registeredName(*m_check.organization, m_language)}}));
            return true;
        }
        return findNearName() || takeOnlyOne();
    }

    bool findNearName()
    {
        const QString written = withLegalFormsWrittenOut(m_name);
        for (const Organization &organization : m_registration.organizations) {
            const QString registered = registeredName(organization, m_language);
            // The abbreviation itself is reported by the subject's rules.
            const bool abbreviated = written != m_name && isSameName(written, registered, m_language);
            if (!abbreviated && lookAlikeForm(m_name) != lookAlikeForm(registered))
                continue;
            m_check.organization = organization;
            if (!abbreviated)
                compare(QStringLiteral("O"), registered);
            return true;
        }
        return false;
    }

    bool takeOnlyOne()
    {
        if (m_registration.organizations.size() == 1) {
            m_check.organization = m_registration.organizations.constFirst();
            compare(QStringLiteral("O"), registeredName(*m_check.organization, m_language));
            return true;
        }
        QStringList names;
        for (const Organization &organization : m_registration.organizations)
            names.append(registeredName(organization, m_language));
        names.removeAll(QString());
        m_findings.append(makeFinding(
            FindingCode::OrganizationUnknown, FindingOutcome::Error, QStringLiteral("subject.O"),
            {{QStringLiteral("value"), m_name}, {QStringLiteral("expected"), names.join(QStringLiteral(", "))}}));
        return false;
    }

    void compare(const QString &type, const QString &registered)
    {
        const QStringList values = m_check.csr.subject().values(QLatin1String(type.toLatin1()));
        if (!values.isEmpty() && !isSameName(values.constFirst(), registered, m_language))
            m_findings.append(
                difference(type, values.constFirst().normalized(QString::NormalizationForm_C), registered, m_language));
    }

    RequestCheck &m_check;
    const Registration &m_registration;
    Language m_language;
    QString m_name;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkOrganization(RequestCheck &check)
{
    return OrganizationRules(check).run();
}

QList<Finding> checkOrganizationVetting(const RequestCheck &check)
{
    if (!check.organization)
        return {};
    const Organization &organization = *check.organization;
    const int limit = check.policy.organizationReuseDays;
    QList<Finding> findings;
    const auto report = [&](FindingCode code, FindingOutcome outcome, const QString &field,
                            QMap<QString, QString> args = {}) {
        args.insert(QStringLiteral("name"), organization.legalName);
        args.insert(QStringLiteral("limit"), QString::number(limit));
        findings.append(makeFinding(code, outcome, field, args));
    };
    const QString field = QStringLiteral("subject.O");
    switch (validationFreshness(organization.validatedAt, check.context.now, limit)) {
    case ValidationFreshness::Missing:
        report(FindingCode::OrganizationNotValidated, FindingOutcome::Error, field);
        break;
    case ValidationFreshness::TooOld:
        report(FindingCode::OrganizationValidationTooOld, FindingOutcome::Error, field);
        break;
    case ValidationFreshness::Expiring:
        report(FindingCode::OrganizationValidationExpiring, FindingOutcome::Warning, field,
               {{QStringLiteral("date"), organization.validatedAt.addDays(limit).date().toString(Qt::ISODate)}});
        break;
    case ValidationFreshness::Fresh:
        break;
    }
    if (check.context.product != Product::Ev)
        return findings;
    if (!organization.evAllowed) {
        report(FindingCode::EvOrganizationNotAllowed, FindingOutcome::Error, QStringLiteral("product"));
        return findings;
    }
    QStringList missing;
    if (!businessCategories().contains(organization.businessCategory))
        missing.append(QStringLiteral("businessCategory"));
    if (organization.registrationNumber.isEmpty() &&
        organization.businessCategory != QLatin1String("Government Entity"))
        missing.append(QStringLiteral("registrationNumber"));
    if (!missing.isEmpty())
        report(FindingCode::EvRegistrationIncomplete, FindingOutcome::Error, QStringLiteral("product"),
               {{QStringLiteral("missing"), missing.join(QStringLiteral(", "))}});
    return findings;
}

} // namespace tegata
