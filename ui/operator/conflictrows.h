// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/outboxitem.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace tegata {

// One line of a conflict: what the operator saw and what is there now.
struct ConflictRow
{
    QString field;
    QString seen;
    QString now;

    bool isChanged() const { return seen != now; }
};

// The lines of an item that asks, the changed ones first.
class ConflictRows
{
    Q_DECLARE_TR_FUNCTIONS(tegata::ConflictRows)

public:
    static QList<ConflictRow> of(const OutboxItem &item);
};

} // namespace tegata
