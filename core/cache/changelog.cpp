// SPDX-License-Identifier: Apache-2.0
#include "core/cache/changelog.h"

namespace tegata {

namespace {

// Beyond, reading the list anew is as fast.
constexpr qsizetype MaximumKeys = 20000;

} // namespace

quint64 ChangeLog::announce(const ChangeSet &changes)
{
    const std::lock_guard lock(m_mutex);
    Entry entry{++m_announced, {}, 0};
    for (const QueueView view : AllQueueViews) {
        QVector<qint64> &touched = entry.touched[static_cast<std::size_t>(view)];
        touched = changes.of(view).added + changes.of(view).removed + changes.of(view).updated;
        entry.size += touched.size();
    }
    m_size += entry.size;
    m_entries.push_back(std::move(entry));
    while (m_size > MaximumKeys) {
        m_size -= m_entries.front().size;
        m_forgotten = m_entries.front().revision;
        m_entries.pop_front();
    }
    return m_announced;
}

void ChangeLog::commit(quint64 revision)
{
    const std::lock_guard lock(m_mutex);
    m_committed = revision;
}

void ChangeLog::restart()
{
    const std::lock_guard lock(m_mutex);
    m_entries.clear();
    m_size = 0;
    ++m_edition;
    m_forgotten = m_committed = ++m_announced;
}

int ChangeLog::edition() const
{
    const std::lock_guard lock(m_mutex);
    return m_edition;
}

quint64 ChangeLog::revision() const
{
    const std::lock_guard lock(m_mutex);
    return m_committed;
}

std::optional<QVector<qint64>> ChangeLog::touchedSince(quint64 revision, QueueView view) const
{
    const std::lock_guard lock(m_mutex);
    if (revision < m_forgotten)
        return std::nullopt;
    QVector<qint64> touched;
    for (const Entry &entry : m_entries) {
        if (entry.revision > revision)
            touched += entry.touched[static_cast<std::size_t>(view)];
    }
    return touched;
}

} // namespace tegata
