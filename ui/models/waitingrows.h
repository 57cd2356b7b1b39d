// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/outboxitem.h"
#include "ui/models/queuecell.h"

#include <QCoreApplication>
#include <QHash>
#include <QVariant>

namespace tegata {

// Rows that somebody has decided about and the site has not answered yet: in the list they look decided, say how far
// their decision is, and can be taken back. A value.
class WaitingRows
{
    Q_DECLARE_TR_FUNCTIONS(tegata::WaitingRows)

public:
    WaitingRows() = default;
    // isLocked: what waits is sent with the next unlocking.
    WaitingRows(const QList<OutboxItem> &items, bool isLocked);

    bool isEmpty() const { return m_items.isEmpty(); }
    bool isLocked() const { return m_isLocked; }
    WaitingRows locked() const;
    // Seconds are being counted down.
    bool isCounting() const;
    // What the cell of a waiting row shows instead of its own; invalid: its own.
    QVariant cell(const QueueRow &row, QueueColumn column, int role, const QDateTime &now) const;

private:
    QString text(const OutboxItem &item, const QDateTime &now) const;

    QHash<QString, OutboxItem> m_items; // by request id or serial
    bool m_isLocked = false;
};

} // namespace tegata
