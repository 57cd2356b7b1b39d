// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuefilter.h"

#include <QCoreApplication>
#include <QList>
#include <QPair>
#include <QString>

namespace tegata {

// The words of a condition on a column. No state.
class ColumnConditionText
{
    Q_DECLARE_TR_FUNCTIONS(tegata::ColumnConditionText)

public:
    enum class Kind
    {
        Text,
        Values,
        Times
    };

    static Kind kindOf(QueueColumn column);
    // The values that a column of the view can have, with their words; empty where it is no choice.
    static QList<QPair<int, QString>> valuesOf(QueueView view, QueueColumn column);
    // "Product: EV", for a chip.
    static QString describe(QueueView view, const ColumnCondition &condition);
    // Nothing is asked of the column.
    static bool isEmpty(const ColumnCondition &condition);
};

} // namespace tegata
