// SPDX-License-Identifier: Apache-2.0
#include "core/desk/caacheck.h"

#include "core/rules/caalookup.h"
#include "core/rules/findingcatalogue.h"

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

constexpr qsizetype MaximumLookups = 1000; // a request may hold a thousand deep names
constexpr qsizetype MaximumShown = 20;     // records of one name
constexpr qsizetype MaximumNotAsked = 10;  // named in a finding

bool isWildcard(const QString &name)
{
    return name.startsWith(QLatin1String("*."));
}

// Of a server at all: what it says about the name is another matter.
bool isAnswer(const Result<QList<CaaRecord>> &records)
{
    return records || (records.error().code != ErrorCode::Offline && records.error().code != ErrorCode::TimedOut);
}

QString problemText(const Error &error)
{
    return error.detail.isEmpty() ? errorCodeName(error.code) : error.detail;
}

} // namespace

QStringList namesToAsk(const QList<CaaResult> &results)
{
    QStringList names;
    for (const CaaResult &each : results) {
        if (each.state == CaaResult::State::Asking)
            names.append(each.name);
    }
    return names;
}

QHash<QString, QString> nameFields(const QStringList &names)
{
    QHash<QString, QString> fields;
    for (qsizetype i = 0; i < names.size(); ++i)
        fields.insert(names[i], QStringLiteral("sans[%1]").arg(i));
    return fields;
}

QList<Finding> notAskedFindings(const QList<CaaResult> &results)
{
    QStringList names;
    for (const CaaResult &each : results) {
        if (each.state == CaaResult::State::NotAsked)
            names.append(each.name);
    }
    return notAskedFindings(names);
}

QList<Finding> notAskedFindings(const QStringList &names)
{
    if (names.isEmpty())
        return {};
    QString named = names.mid(0, MaximumNotAsked).join(QStringLiteral(", "));
    if (names.size() > MaximumNotAsked)
        named += QStringLiteral(", …");
    return {makeFinding(FindingCode::CaaNotChecked, FindingOutcome::Note, QStringLiteral("sans"),
                        {{QStringLiteral("names"), named}})};
}

bool leavesCaaUnchecked(const QList<Finding> &findings)
{
    const QString notChecked = findingKind(FindingCode::CaaNotChecked).code;
    const QString noDns = findingKind(FindingCode::CaaNoDns).code;
    return std::any_of(findings.cbegin(), findings.cend(),
                       [&](const Finding &finding) { return finding.code == notChecked || finding.code == noDns; });
}

CaaCheck::CaaCheck(CaaResolver &resolver, QStringList issuers, QObject *parent)
    : QObject(parent), m_resolver(resolver), m_issuers(std::move(issuers))
{}

void CaaCheck::start(const QStringList &names)
{
    m_open = names.size() + 1; // answers may be there at once: not before all were asked
    for (const QString &name : names) {
        CaaResult result;
        result.name = name;
        result.state = CaaResult::State::Asking;
        m_results.append(result);
        m_verdicts.append(CaaVerdict::Allowed);
    }
    for (qsizetype i = 0; i < names.size(); ++i)
        climb(i, isWildcard(names[i]) ? names[i].mid(2) : names[i]);
    settle();
}

void CaaCheck::climb(qsizetype index, const QString &domain)
{
    if (!m_asked.contains(domain) && m_asked.size() >= MaximumLookups) {
        onRecords(index, domain, failure(ErrorCode::TooLarge, QStringLiteral("too many domains to ask for")));
        return;
    }
    auto asked = m_asked.constFind(domain);
    if (asked == m_asked.cend())
        asked = m_asked.insert(domain, m_resolver.caaRecords(domain));
    observe<QList<CaaRecord>>(*asked, this, [this, index, domain](const Result<QList<CaaRecord>> &records) {
        onRecords(index, domain, records);
    });
}

void CaaCheck::onRecords(qsizetype index, const QString &domain, const Result<QList<CaaRecord>> &records)
{
    CaaResult &result = m_results[index];
    if (isAnswer(records))
        m_hasAnswer = true;
    else
        m_silent = domain;
    if (!records) {
        result.state = CaaResult::State::Failed;
        result.foundAt = domain;
        result.problem = problemText(records.error());
        settle();
        return;
    }
    const qsizetype dot = domain.indexOf(QLatin1Char('.'));
    if (records->isEmpty() && dot >= 0) {
        climb(index, domain.mid(dot + 1));
        return;
    }
    if (!records->isEmpty())
        result.foundAt = domain;
    for (const CaaRecord &record : *records) {
        if (result.records.size() == MaximumShown)
            break;
        result.records.append(caaRecordText(record));
    }
    m_verdicts[index] = caaVerdict(*records, isWildcard(result.name), m_issuers);
    result.state = m_verdicts[index] == CaaVerdict::Allowed ? CaaResult::State::Allowed : CaaResult::State::Forbidden;
    settle();
}

void CaaCheck::settle()
{
    if (--m_open > 0)
        return;
    if (m_silent.isEmpty() || m_hasAnswer) {
        Q_EMIT finished();
        return;
    }
    // A domain's own servers may be out of order; those of a top-level domain are not.
    const QString top = m_silent.mid(m_silent.lastIndexOf(QLatin1Char('.')) + 1);
    observe<QList<CaaRecord>>(m_resolver.caaRecords(top), this, [this](const Result<QList<CaaRecord>> &records) {
        m_hasNoDns = !isAnswer(records);
        if (m_hasNoDns) {
            for (CaaResult &result : m_results)
                result.state = CaaResult::State::NoDns;
        }
        Q_EMIT finished();
    });
}

QList<Finding> CaaCheck::findings(const QHash<QString, QString> &fields) const
{
    if (m_hasNoDns)
        return {makeFinding(FindingCode::CaaNoDns, FindingOutcome::Note, QStringLiteral("sans"), {})};
    QList<CaaAnswer> answers;
    for (qsizetype i = 0; i < m_results.size(); ++i) {
        const CaaResult &result = m_results[i];
        answers.append({result.name, m_verdicts[i], result.foundAt, result.records,
                        result.state == CaaResult::State::Failed ? result.problem : QString()});
    }
    return caaFindings(answers, m_issuers, fields);
}

} // namespace tegata
