// SPDX-License-Identifier: Apache-2.0
#include "core/cache/cachereader.h"

namespace tegata {

CacheReader::State::State(std::shared_ptr<CacheFiles> shared, int pages, std::function<void(int)> tell)
    : files(std::move(shared)), reader(files->log), cache(pages), damaged(std::move(tell))
{}

Result<void> CacheReader::State::prepare(const SearchTicket &ticket)
{
    if (Result<void> opened = files->waitUntilOpen(); !opened)
        return opened;
    if (const int current = files->log.edition(); edition != current) {
        if (Result<void> opened = reader.open(files->queuePath(), cache); !opened)
            return opened;
        edition = current;
    }
    reader.setTickets(life, ticket);
    return {};
}

CacheReader::CacheReader(const QString &name, int cache, std::shared_ptr<CacheFiles> files,
                         std::function<void(int)> damaged)
    : m_state(std::make_shared<State>(std::move(files), cache, std::move(damaged))), m_worker(name)
{
    m_state->life = m_life.next();
    // SQLite's connections must be closed by the thread that opened them: this runs there, as its last act.
    QObject::connect(m_worker.context(), &QObject::destroyed, [state = m_state] { state->reader.close(); });
}

CacheReader::~CacheReader()
{
    m_life.stop();
}

} // namespace tegata
