// SPDX-License-Identifier: Apache-2.0
#include "core/cache/listupdate.h"

#include "core/cache/keyset.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace tegata {

namespace {

// A touched key that is in the list afterwards.
struct Arrival
{
    SortPlace place;
    qsizetype gap = 0;     // stands before the untouched key of this number
    qsizetype row = -1;    // before, -1 when it was not in the list
    qsizetype oldGap = -1; // … and its gap then
    bool stays = false;
};

class Bisection
{
public:
    Bisection(const QVector<qint64> &keys, bool descending,
              const std::function<Result<std::optional<SortPlace>>(qint64)> &placeOf)
        : m_keys(keys), m_descending(descending), m_placeOf(placeOf)
    {}

    // The number of keys that stand before the place; -1 when one of them is not in the list.
    Result<qsizetype> gapOf(const SortPlace &place)
    {
        qsizetype low = 0;
        qsizetype high = m_keys.size();
        while (low < high) {
            const qsizetype middle = low + (high - low) / 2;
            auto known = m_places.constFind(middle);
            if (known == m_places.constEnd()) {
                const Result<std::optional<SortPlace>> found = m_placeOf(m_keys.at(middle));
                if (!found)
                    return failure(found.error());
                if (!*found)
                    return -1;
                known = m_places.insert(middle, **found);
            }
            if (known->isBefore(place, m_descending))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

private:
    const QVector<qint64> &m_keys;
    bool m_descending;
    const std::function<Result<std::optional<SortPlace>>(qint64)> &m_placeOf;
    QHash<qsizetype, SortPlace> m_places;
};

// Keys of one gap that were in it before stay when they are still in the same order among themselves.
void markStaying(QVector<Arrival> &arrivals)
{
    for (auto begin = arrivals.begin(); begin != arrivals.end();) {
        const auto end =
            std::find_if(begin, arrivals.end(), [&](const Arrival &each) { return each.gap != begin->gap; });
        qsizetype last = -1;
        bool inOrder = true;
        for (auto each = begin; each != end; ++each) {
            if (each->oldGap != each->gap)
                continue;
            inOrder = inOrder && each->row > last;
            last = each->row;
        }
        for (auto each = begin; each != end; ++each)
            each->stays = inOrder && each->oldGap == each->gap;
        begin = end;
    }
}

} // namespace

Result<QueueListChange> updatedList(const QVector<qint64> &before, const QVector<qint64> &touched, bool descending,
                                    const std::function<Result<std::optional<SortPlace>>(qint64)> &placeOf)
{
    QueueListChange change;
    KeySet isTouched;
    for (const qint64 key : touched)
        isTouched.insert(key);

    QVector<qint64> untouched;
    untouched.reserve(before.size());
    QHash<qint64, std::pair<qsizetype, qsizetype>> stood; // row and gap before
    for (qsizetype row = 0; row < before.size(); ++row) {
        if (isTouched.contains(before[row]))
            stood.insert(before[row], {row, untouched.size()});
        else
            untouched.append(before[row]);
    }

    QVector<Arrival> arrivals;
    QSet<qint64> done;
    Bisection bisection(untouched, descending, placeOf);
    for (const qint64 key : touched) {
        if (done.contains(key))
            continue;
        done.insert(key);
        const Result<std::optional<SortPlace>> place = placeOf(key);
        if (!place)
            return failure(place.error());
        if (!*place)
            continue;
        const Result<qsizetype> gap = bisection.gapOf(**place);
        if (!gap)
            return failure(gap.error());
        if (*gap < 0) {
            change.isWhole = true;
            return change;
        }
        const auto [row, oldGap] = stood.value(key, {-1, -1});
        arrivals.append({**place, *gap, row, oldGap, false});
    }
    std::sort(arrivals.begin(), arrivals.end(), [descending](const Arrival &left, const Arrival &right) {
        return left.place.isBefore(right.place, descending);
    });
    markStaying(arrivals);

    QVector<qint64> &keys = change.list.keys;
    keys.reserve(untouched.size() + arrivals.size());
    qsizetype taken = 0;
    for (const Arrival &arrival : std::as_const(arrivals)) {
        std::copy(untouched.cbegin() + taken, untouched.cbegin() + arrival.gap, std::back_inserter(keys));
        taken = arrival.gap;
        const qint64 key = arrival.place.key;
        if (arrival.stays) {
            stood.remove(key);
            change.updated.append(key);
        } else {
            change.inserted.append({keys.size(), key});
        }
        keys.append(key);
    }
    std::copy(untouched.cbegin() + taken, untouched.cend(), std::back_inserter(keys));
    for (const auto &[row, gap] : std::as_const(stood))
        change.removed.append(row);
    std::sort(change.removed.begin(), change.removed.end());
    return change;
}

} // namespace tegata
