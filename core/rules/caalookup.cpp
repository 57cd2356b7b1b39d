// SPDX-License-Identifier: Apache-2.0
#include "core/rules/caalookup.h"

#include "core/rules/findingcatalogue.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype MaximumShown = 20; // records of one name

bool isWildcard(const QString &name)
{
    return name.startsWith(QLatin1String("*."));
}

QString hostOf(const QString &name)
{
    return isWildcard(name) ? name.mid(2) : name;
}

QString parentOf(const QString &domain)
{
    const qsizetype dot = domain.indexOf(QLatin1Char('.'));
    return dot < 0 ? QString() : domain.mid(dot + 1);
}

CaaAnswer answerFor(const QString &name, const CaaRecords &records, const QStringList &issuers)
{
    CaaAnswer answer;
    answer.name = name;
    for (QString domain = hostOf(name); !domain.isEmpty(); domain = parentOf(domain)) {
        const Result<QList<CaaRecord>> found = records.value(domain, failure(ErrorCode::TimedOut));
        if (!found) {
            answer.foundAt = domain;
            answer.problem = found.error().detail.isEmpty() ? errorCodeName(found.error().code) : found.error().detail;
            return answer;
        }
        if (found->isEmpty())
            continue;
        answer.foundAt = domain;
        for (const CaaRecord &record : found->first(std::min(found->size(), MaximumShown)))
            answer.records.append(caaRecordText(record));
        answer.verdict = caaVerdict(*found, isWildcard(name), issuers);
        return answer;
    }
    return answer;
}

bool isGood(const CaaAnswer &answer)
{
    return answer.problem.isEmpty() && answer.verdict == CaaVerdict::Allowed;
}

Finding findingOf(const CaaAnswer &answer, const QStringList &names, const QStringList &issuers, const QString &field)
{
    QMap<QString, QString> args = {{QStringLiteral("name"), names.join(QStringLiteral(", "))}};
    if (!answer.problem.isEmpty()) {
        args.insert(QStringLiteral("value"), answer.problem);
        return makeFinding(FindingCode::CaaLookupFailed, FindingOutcome::Warning, field, args);
    }
    args.insert(QStringLiteral("domain"), answer.foundAt);
    args.insert(QStringLiteral("value"), answer.records.join(QStringLiteral("; ")));
    if (answer.verdict == CaaVerdict::UnknownCritical)
        return makeFinding(FindingCode::CaaUnknownProperty, FindingOutcome::Error, field, args);
    args.insert(QStringLiteral("expected"), issuers.join(QStringLiteral(", ")));
    return makeFinding(FindingCode::CaaForbidden, FindingOutcome::Error, field, args);
}

} // namespace

QStringList caaDomains(const QStringList &names)
{
    QStringList domains;
    for (const QString &name : names) {
        for (QString domain = hostOf(name); !domain.isEmpty(); domain = parentOf(domain)) {
            if (!domains.contains(domain))
                domains.append(domain);
        }
    }
    return domains;
}

QList<CaaAnswer> caaAnswers(const QStringList &names, const CaaRecords &records, const QStringList &issuers)
{
    QList<CaaAnswer> answers;
    for (const QString &name : names)
        answers.append(answerFor(name, records, issuers));
    return answers;
}

QList<Finding> caaFindings(const QList<CaaAnswer> &answers, const QStringList &issuers,
                           const QHash<QString, QString> &fields)
{
    QList<std::pair<CaaAnswer, QStringList>> groups;
    for (const CaaAnswer &answer : answers) {
        if (isGood(answer))
            continue;
        const auto group = std::find_if(groups.begin(), groups.end(), [&answer](const auto &each) {
            return each.first.foundAt == answer.foundAt && each.first.problem == answer.problem &&
                   each.first.verdict == answer.verdict;
        });
        if (group == groups.end())
            groups.append({answer, {answer.name}});
        else
            group->second.append(answer.name);
    }
    QList<Finding> findings;
    for (const auto &[answer, names] : std::as_const(groups))
        findings.append(findingOf(answer, names, issuers, fields.value(names.constFirst(), QStringLiteral("sans"))));
    return findings;
}

} // namespace tegata
