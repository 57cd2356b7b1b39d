// SPDX-License-Identifier: Apache-2.0
#include "core/rules/enrollmentparts.h"
#include "core/rules/identifiers.h"
#include "core/rules/legalname.h"
#include "core/rules/passwordstrength.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr int MinimumCommitment = 1;     // S7
constexpr int MaximumCommitment = 10000; // (ours) more is a contract of its own

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

QList<Finding> checkAddress(const PostalAddress &address, const QString &prefix)
{
    return checkPlace({address.postalCode, address.prefecture, address.municipality}, PlaceUse::Mail, prefix);
}

} // namespace

QList<Finding> checkPlan(const EnrollmentPlan &plan)
{
    if (!plan.commitment || (plan.commitment >= MinimumCommitment && plan.commitment <= MaximumCommitment))
        return {};
    return {makeFinding(FindingCode::CommitmentRange, FindingOutcome::Error, QStringLiteral("plan.commitment"),
                        {{key("value"), QString::number(*plan.commitment)},
                         {key("minimum"), QString::number(MinimumCommitment)},
                         {key("limit"), QString::number(MaximumCommitment)}})};
}

QList<Finding> checkSubscriber(const EnrollmentApplication &application)
{
    if (application.subscriberName.trimmed().isEmpty())
        return {};
    // It need not be registered, and goes into no certificate: neither V15's stricter half nor a length holds for it,
    // and hidden characters are told of every field.
    LegalNameContext context;
    context.government = true;
    static const QStringList elsewhere = {
        findingKind(FindingCode::NameTooLong).code, findingKind(FindingCode::NameInvisibleCharacter).code,
        findingKind(FindingCode::NamePrivateCharacter).code, findingKind(FindingCode::NameLineBreak).code};
    QList<Finding> findings =
        checkLegalName(application.subscriberName, context, QStringLiteral("subscriberName")).check.findings;
    findings.removeIf([](const Finding &finding) {
        return finding.outcome != FindingOutcome::Error || elsewhere.contains(finding.code);
    });
    return findings;
}

QList<Finding> checkContact(const EnrollmentApplication &application)
{
    const EnrollmentContact &contact = application.contact;
    QList<Finding> findings = checkLoginId(contact.loginId, QStringLiteral("contact.loginId"));
    if (!contact.password.isEmpty()) {
        const QStringList personal = {contact.loginId, contact.passwordMail, contact.mail, contact.name,
                                      application.subscriberName};
        findings += passwordStrength(contact.password, personal, QStringLiteral("contact.password")).check.findings;
    }
    findings += checkMail(contact.passwordMail, QStringLiteral("contact.passwordMail"));
    findings += checkAddress(contact.address, QStringLiteral("contact.address."));
    findings += checkPhone(contact.phone, QStringLiteral("contact.phone"));
    findings += checkMail(contact.mail, QStringLiteral("contact.mail"));
    return findings;
}

QList<Finding> checkBilling(const EnrollmentBilling &billing)
{
    return checkAddress(billing.address, QStringLiteral("billing.address.")) +
           checkPhone(billing.phone, QStringLiteral("billing.phone")) +
           checkMail(billing.mail, QStringLiteral("billing.mail"));
}

QList<Finding> checkNoticeMail(const EnrollmentApplication &application)
{
    const QString field = QStringLiteral("noticeMail");
    QList<Finding> findings = checkMail(application.noticeMail, field);
    const QString mail = normalizedMail(application.noticeMail);
    const QList<EnrollmentOperator> &operators = application.operators;
    const auto owner = std::find_if(operators.begin(), operators.end(), [&](const EnrollmentOperator &entry) {
        return !mail.isEmpty() && normalizedMail(entry.mail) == mail;
    });
    if (owner != operators.end())
        findings.append(makeFinding(FindingCode::NoticePersonal, FindingOutcome::Note, field,
                                    {{key("position"), QString::number(owner - operators.begin() + 1)}}));
    return findings;
}

} // namespace tegata
