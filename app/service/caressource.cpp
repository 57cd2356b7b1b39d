// SPDX-License-Identifier: Apache-2.0
#include "app/service/caressource.h"

#include <condition_variable>
#include <mutex>

namespace tegata {

namespace {

// Outlives the call: answers may come after it has given up.
struct Answers
{
    std::mutex mutex;
    std::condition_variable arrived;
    CaaRecords records;
};

} // namespace

CaaRecords CaresSource::lookUp(const QStringList &domains, std::chrono::milliseconds limit)
{
    const auto answers = std::make_shared<Answers>();
    for (const QString &domain : domains) {
        m_resolver.caaRecords(domain).then(
            QtFuture::Launch::Sync, [answers, domain](const Future<QList<CaaRecord>> &answer) {
                const std::lock_guard lock(answers->mutex);
                answers->records.insert(domain, answer.resultCount() > 0
                                                    ? answer.resultAt(0)
                                                    : Result<QList<CaaRecord>>(failure(ErrorCode::Cancelled)));
                answers->arrived.notify_all();
            });
    }
    std::unique_lock lock(answers->mutex);
    answers->arrived.wait_for(lock, limit, [&] { return answers->records.size() == domains.size(); });
    return answers->records;
}

} // namespace tegata
