// SPDX-License-Identifier: Apache-2.0
#include "ui/models/keydifference.h"

#include <optional>

namespace tegata {

namespace {

// Nothing when a difference is not explained by the touched keys.
std::optional<KeyDifference> walk(const QVector<qint64> &before, const QVector<qint64> &after,
                                  const QSet<qint64> &touched)
{
    KeyDifference difference;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < before.size() && j < after.size()) {
        if (before[i] == after[j]) {
            ++i;
            ++j;
        } else if (touched.contains(before[i])) {
            difference.gone.insert(before[i++]);
        } else if (touched.contains(after[j])) {
            difference.come.insert(after[j++]);
        } else {
            return std::nullopt;
        }
    }
    while (i < before.size())
        difference.gone.insert(before[i++]);
    while (j < after.size())
        difference.come.insert(after[j++]);
    const QSet<qint64> both = QSet<qint64>(difference.gone).intersect(difference.come);
    difference.moved = !both.isEmpty();
    difference.gone.subtract(both);
    difference.come.subtract(both);
    return difference;
}

KeyDifference hash(const QVector<qint64> &before, const QVector<qint64> &after)
{
    const QSet<qint64> old(before.cbegin(), before.cend());
    const QSet<qint64> now(after.cbegin(), after.cend());
    KeyDifference difference;
    QVector<qint64> stay;
    for (const qint64 key : before) {
        if (now.contains(key))
            stay.append(key);
        else
            difference.gone.insert(key);
    }
    qsizetype next = 0;
    for (const qint64 key : after) {
        if (!old.contains(key))
            difference.come.insert(key);
        else if (stay[next++] != key)
            difference.moved = true;
    }
    return difference;
}

} // namespace

KeyDifference differenceOf(const QVector<qint64> &before, const QVector<qint64> &after, const QSet<qint64> &touched)
{
    if (before.isEmpty())
        return {{}, QSet<qint64>(after.cbegin(), after.cend()), false};
    if (const std::optional<KeyDifference> difference = walk(before, after, touched))
        return *difference;
    return hash(before, after);
}

} // namespace tegata
