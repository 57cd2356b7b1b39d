// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/outboxitem.h"
#include "ui/models/queuecell.h"
#include "ui/style/roles.h"

#include <QCoreApplication>
#include <QHash>
#include <QVariant>

#include <optional>

namespace tegata {

// How far the decision on one row is, as the row itself shows it.
struct WaitingState
{
    QString text; // "Approve · sends in 8 s"
    QString icon; // of PaletteIcon
    Meaning meaning = Meaning::Info;
    bool canBeTakenBack = false;
};

// Rows that somebody has decided about and the site has not answered yet: in the list they look decided, say how far
// their decision is, and can be taken back. A value.
class WaitingRows
{
    Q_DECLARE_TR_FUNCTIONS(tegata::WaitingRows)

public:
    WaitingRows() = default;
    // isLocked: what waits is sent with the next unlocking; isOffline: with the next connection.
    WaitingRows(const QList<OutboxItem> &items, bool isLocked, bool isOffline = false);

    bool isEmpty() const { return m_items.isEmpty(); }
    bool isLocked() const { return m_isLocked; }
    WaitingRows locked() const;
    // Seconds are being counted down.
    bool isCounting() const;
    // What the cell of a waiting row shows instead of its own; invalid: its own.
    QVariant cell(const QueueRow &row, QueueColumn column, int role, const QDateTime &now) const;
    // Nothing where nothing waits for this row.
    std::optional<WaitingState> stateOf(const QueueRow &row, const QDateTime &now) const;
    // Of the outbox, for taking it back; nothing where nothing waits.
    std::optional<qint64> itemOf(const QString &id) const;

private:
    QString text(const OutboxItem &item, const QDateTime &now) const;

    QHash<QString, OutboxItem> m_items; // by request id or serial
    bool m_isLocked = false;
    bool m_isOffline = false;
};

} // namespace tegata
