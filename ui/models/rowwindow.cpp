// SPDX-License-Identifier: Apache-2.0
#include "ui/models/rowwindow.h"

#include <utility>

namespace tegata {

RowWindow::RowWindow(QueueCache &cache, QueueView view, QObject *parent)
    : QObject(parent), m_cache(cache), m_view(view), m_rows(RowsKept)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &RowWindow::fetch);
}

void RowWindow::want(qint64 key)
{
    if (m_rows.contains(key) || m_asked.contains(key))
        return;
    m_wanted.insert(key);
    m_timer.start();
}

void RowWindow::refresh(const QList<qint64> &keys)
{
    for (const qint64 key : keys) {
        if (m_rows.contains(key) || m_asked.contains(key))
            m_wanted.insert(key);
    }
    if (!m_wanted.isEmpty())
        m_timer.start();
}

void RowWindow::store(const QList<QueueRow> &rows)
{
    for (const QueueRow &row : rows)
        m_rows.insert(row.key, new QueueRow(row));
}

void RowWindow::fetch()
{
    if (m_wanted.isEmpty())
        return;
    const QSet<qint64> wanted = std::exchange(m_wanted, {});
    m_asked.unite(wanted);
    observe(m_cache.rows(m_view, QVector<qint64>(wanted.cbegin(), wanted.cend())), this,
            [this, wanted](const Result<QList<QueueRow>> &rows) {
                m_asked.subtract(wanted);
                if (!rows) {
                    Q_EMIT failed(rows.error());
                    return;
                }
                store(*rows);
                QVector<qint64> keys;
                keys.reserve(rows->size());
                for (const QueueRow &row : *rows)
                    keys.append(row.key);
                Q_EMIT arrived(keys);
            });
}

} // namespace tegata
