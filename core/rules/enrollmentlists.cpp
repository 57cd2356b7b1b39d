// SPDX-License-Identifier: Apache-2.0
#include "core/rules/charactertext.h"
#include "core/rules/domainlist.h"
#include "core/rules/enrollmentparts.h"
#include "core/rules/identifiers.h"
#include "core/rules/legalname.h"
#include "core/rules/namecharacters.h"

#include <QSet>

#include <algorithm>

namespace tegata {

namespace {

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

// The first operator before `end` whose value is the same; -1 for none.
template <typename Value>
qsizetype earlierOperator(const QList<EnrollmentOperator> &operators, qsizetype end, Value value)
{
    const QString wanted = value(operators.at(end));
    for (qsizetype i = 0; i < end && !wanted.isEmpty(); ++i) {
        if (value(operators.at(i)) == wanted)
            return i;
    }
    return -1;
}

// The dot stands between the names of people from abroad: ジョン・スミス.
bool belongsToReading(uint character)
{
    constexpr uint middleDot = 0x30FB;
    return isKana(nameCharacter(character)) || character == middleDot || QChar::isSpace(character);
}

QList<Finding> checkKana(const QString &kana, const QString &field)
{
    const QList<uint> characters = kana.normalized(QString::NormalizationForm_C).toUcs4();
    const auto other = std::find_if_not(characters.begin(), characters.end(), belongsToReading);
    if (other == characters.end())
        return {};
    return {makeFinding(FindingCode::OperatorKana, FindingOutcome::Warning, field,
                        {{key("character"), characterName(*other)}})};
}

} // namespace

QList<Finding> checkOperators(const QList<EnrollmentOperator> &operators)
{
    QList<Finding> findings;
    for (qsizetype i = 0; i < operators.size(); ++i) {
        const EnrollmentOperator &entry = operators.at(i);
        const QString prefix = QStringLiteral("operators[%1].").arg(i);
        const QString mailField = prefix + QLatin1String("mail");
        const QString nameField = prefix + QLatin1String("commonName");
        if (i >= FreeOperators)
            findings.append(makeFinding(FindingCode::OperatorPaid, FindingOutcome::Note, prefix + QLatin1String("name"),
                                        {{key("position"), QString::number(i + 1)}}));
        findings += checkKana(entry.kana, prefix + QLatin1String("kana"));
        if (!entry.commonName.trimmed().isEmpty())
            findings += checkOperatorCommonName(entry.commonName, nameField).check.findings;
        const qsizetype sameName = earlierOperator(
            operators, i, [](const EnrollmentOperator &other) { return other.commonName.trimmed().toUpper(); });
        if (sameName >= 0)
            findings.append(
                makeFinding(FindingCode::OperatorDuplicateName, FindingOutcome::Error, nameField,
                            {{key("value"), entry.commonName}, {key("position"), QString::number(sameName + 1)}}));
        findings += checkMail(entry.mail, mailField, MailOwner::Person);
        const qsizetype sameMail =
            earlierOperator(operators, i, [](const EnrollmentOperator &other) { return normalizedMail(other.mail); });
        if (sameMail >= 0)
            findings.append(
                makeFinding(FindingCode::OperatorDuplicateMail, FindingOutcome::Warning, mailField,
                            {{key("value"), entry.mail}, {key("position"), QString::number(sameMail + 1)}}));
    }
    return findings;
}

QList<Finding> checkDomains(const EnrollmentApplication &application)
{
    const bool ev = std::any_of(application.applicants.begin(), application.applicants.end(),
                                [](const EnrollmentApplicant &applicant) { return applicant.ev; });
    QList<Finding> findings = checkDomainList(application.domains, ev, QStringLiteral("domains")).findings;
    const bool ticked = std::any_of(application.domains.begin(), application.domains.end(),
                                    [](const EnrollmentDomain &domain) { return domain.ev; });
    if (ev && !ticked && !application.domains.isEmpty())
        findings.append(makeFinding(FindingCode::DomainEvNone, FindingOutcome::Warning, QStringLiteral("domains")));
    if (!application.threeParty.enabled)
        return findings;
    const QList<EnrollmentDomain> &others = application.threeParty.domains;
    findings +=
        checkDomainList(others, application.threeParty.applicant.ev, QStringLiteral("threeParty.domains")).findings;
    QSet<QString> own;
    for (const EnrollmentDomain &domain : application.domains)
        own.insert(examineDomain(domain.name).registrable);
    own.remove(QString());
    for (qsizetype i = 0; i < others.size(); ++i) {
        if (own.contains(examineDomain(others.at(i).name).registrable))
            findings.append(makeFinding(FindingCode::DomainInBothLists, FindingOutcome::Warning,
                                        QStringLiteral("threeParty.domains[%1].name").arg(i),
                                        {{key("value"), others.at(i).name}}));
    }
    return findings;
}

} // namespace tegata
