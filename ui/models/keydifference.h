// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSet>
#include <QVector>

namespace tegata {

// What turns one order of keys into another.
struct KeyDifference
{
    QSet<qint64> gone;
    QSet<qint64> come;
    bool moved = false; // the keys in both stand in another order
};

// touched: keys known to have come, gone or changed. Where they explain every difference, one pass with a comparison a
// key is enough (a million keys: milliseconds); else both orders are hashed. Keys are unique in each order.
KeyDifference differenceOf(const QVector<qint64> &before, const QVector<qint64> &after, const QSet<qint64> &touched);

} // namespace tegata
