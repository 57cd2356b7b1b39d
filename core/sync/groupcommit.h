// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

#include <functional>
#include <utility>

namespace tegata {

// What comes while a commit is under way goes into the next one, together: the disk is asked once for all of it. In the
// order given. One thread; the commit must not call done() after this has been destroyed.
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

    // What waits, and is not committed any more.
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
