// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

#include <functional>
#include <utility>

namespace tegata {

// Collects what is given while a commit is under way and writes it with the next one: one durable commit for all of it,
// in the order given. One thread; the commit must not call done() after this has been destroyed.
template <typename Item>
class GroupCommit
{
public:
    using Commit = std::function<void(QList<Item> items, std::function<void()> done)>;

    explicit GroupCommit(Commit commit) : m_commit(std::move(commit)) {}

    void add(Item item)
    {
        m_waiting.append(std::move(item));
        next();
    }

    // What was given and not committed; it is not committed any more.
    QList<Item> take() { return std::exchange(m_waiting, {}); }

private:
    void next()
    {
        if (m_busy || m_waiting.isEmpty())
            return;
        m_busy = true;
        m_commit(std::exchange(m_waiting, {}), [this] {
            m_busy = false;
            next();
        });
    }

    Commit m_commit;
    QList<Item> m_waiting;
    bool m_busy = false;
};

} // namespace tegata
