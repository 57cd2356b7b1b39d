// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queueview.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace tegata {

// One condition on one column. Which members count follows from the column: texts look at `contains` (anywhere in the
// value, case-insensitively), Product, Check, State, Reason and Approvals at `values` (any of the numbers), times at
// `from` ≤ value < `until` (invalid: no bound).
struct ColumnCondition
{
    QueueColumn column = QueueColumn::CommonName;
    QString contains;
    QList<int> values;
    QDateTime from;
    QDateTime until;

    friend bool operator==(const ColumnCondition &, const ColumnCondition &) = default;
};

// What a list is narrowed to; everything must hold. text is the quick filter: each of its words (separated by spaces)
// anywhere in common name, SANs, subject, organisation, serial, key label or key hash. A value; searchjson.h stores it.
struct QueueFilter
{
    QString text;
    QList<ColumnCondition> conditions;
    QString spkiSha256;         // exactly this public key; empty: any
    bool dueForRenewal = false; // 更新対象 (V19): valid, ends before `dueBefore`, and no certificate renews it
    QDateTime dueBefore;

    bool isEmpty() const { return *this == QueueFilter(); }
    friend bool operator==(const QueueFilter &, const QueueFilter &) = default;
};

// A list as it is shown: which tab's records, narrowed, in which order.
struct QueueQuery
{
    QueueView view = QueueView::Pending;
    QueueFilter filter;
    QueueOrder order;

    friend bool operator==(const QueueQuery &, const QueueQuery &) = default;
};

} // namespace tegata
