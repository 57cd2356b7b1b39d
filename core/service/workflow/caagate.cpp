// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/caagate.h"

#include <QJsonObject>

#include <algorithm>

namespace tegata {

CaaGate::CaaGate(std::shared_ptr<CaaSource> source, int mostAtOnce)
    : m_source(std::move(source)), m_mostAtOnce(std::max(1, mostAtOnce))
{}

CaaRecords CaaGate::ask(const QStringList &domains)
{
    const auto none = [&domains](ErrorCode code, const QString &detail) {
        CaaRecords records;
        for (const QString &domain : domains)
            records.insert(domain, failure(code, detail));
        return records;
    };
    if (domains.size() > MostDomains)
        return none(ErrorCode::TooLarge, QStringLiteral("too many domains to ask for"));
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting >= m_mostAtOnce)
            return none(ErrorCode::TimedOut, QStringLiteral("too many look-ups at a time"));
        ++m_waiting;
    }
    CaaRecords records = m_source->lookUp(domains, LongestWait);
    const std::lock_guard lock(m_mutex);
    --m_waiting;
    return records;
}

CaaOutcome CaaGate::lookUp(const QStringList &names, const QStringList &issuers)
{
    CaaOutcome outcome;
    if (!m_source || issuers.isEmpty() || names.isEmpty())
        return outcome;
    const QList<CaaAnswer> answers = caaAnswers(names, ask(caaDomains(names)), issuers);
    outcome.findings = caaFindings(answers, issuers);
    for (const CaaAnswer &answer : answers) {
        QJsonObject each{{QStringLiteral("name"), answer.name},
                         {QStringLiteral("foundAt"), answer.foundAt},
                         {QStringLiteral("records"), QJsonArray::fromStringList(answer.records)}};
        if (!answer.problem.isEmpty())
            each.insert(QStringLiteral("problem"), answer.problem);
        outcome.evidence.append(each);
    }
    return outcome;
}

} // namespace tegata
