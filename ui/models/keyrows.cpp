// SPDX-License-Identifier: Apache-2.0
#include "ui/models/keyrows.h"

#include <QSet>

#include <vector>

namespace tegata {

QHash<qint64, int> rowsOfKeys(const QVector<qint64> &list, const QVector<qint64> &wanted)
{
    QHash<qint64, int> rows;
    if (wanted.isEmpty())
        return rows;
    const QSet<qint64> keys(wanted.cbegin(), wanted.cend());
    // A bit for a few of the keys' lowest bits turns nearly every key of the list away without hashing it.
    std::size_t size = 1024;
    while (size < static_cast<std::size_t>(keys.size()) * 32)
        size *= 2;
    const std::size_t mask = size - 1;
    std::vector<quint8> may(size, 0);
    for (const qint64 key : keys)
        may[static_cast<std::size_t>(key) & mask] = 1;
    rows.reserve(keys.size());
    const qint64 *const begin = list.constData();
    const qsizetype count = list.size();
    for (qsizetype row = 0; row < count; ++row) {
        const qint64 key = begin[row];
        if (may[static_cast<std::size_t>(key) & mask] != 0 && keys.contains(key)) {
            rows.insert(key, static_cast<int>(row));
            if (rows.size() == keys.size())
                break;
        }
    }
    return rows;
}

} // namespace tegata
