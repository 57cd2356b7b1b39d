// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/cache/cachefiles.h"
#include "core/cache/queuereader.h"
#include "core/cache/searchline.h"

#include <functional>
#include <memory>

namespace tegata {

// A thread with a connection of its own that answers questions to the cache in the order given, while the writer goes
// on. Opens when it is first asked, and anew when the file was set aside. The destructor stops the question at hand.
class CacheReader
{
public:
    // cache: KiB of memory for pages. damaged: told from the reader's thread that a file of that edition
    // (ChangeLog::edition) is damaged.
    CacheReader(const QString &name, int cache, std::shared_ptr<CacheFiles> files, std::function<void(int)> damaged);
    ~CacheReader();

    // question: (QueueReader &) -> Result<T>. A stopped ticket's question answers Cancelled.
    template <typename T, typename Question>
    Future<T> ask(const SearchTicket &ticket, Question question)
    {
        return m_worker.run<T>([state = m_state, ticket, question = std::move(question)]() -> Result<T> {
            if (ticket.isStopped())
                return failure(ErrorCode::Cancelled);
            if (Result<void> ready = state->prepare(ticket); !ready)
                return failure(ready.error());
            Result<T> answer = question(state->reader);
            if (!answer && answer.error().code == ErrorCode::StoreCorrupt)
                state->damaged(state->edition);
            return answer;
        });
    }

private:
    struct State // on the worker's thread
    {
        State(std::shared_ptr<CacheFiles> files, int cache, std::function<void(int)> damaged);
        Result<void> prepare(const SearchTicket &ticket);

        std::shared_ptr<CacheFiles> files;
        QueueReader reader;
        int cache;
        std::function<void(int)> damaged;
        SearchTicket life;
        int edition = -1; // of the file that is open
    };

    std::shared_ptr<State> m_state;
    SearchLine m_life;
    Worker m_worker;
};

} // namespace tegata
