// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QSet>
#include <QString>

#include <optional>

namespace tegata {

// Sees to it that a list of a site that is read to its end, page after page, has one. Errors with the field
// "changes.cursor" (the same place again) or "changes.total" (more than a site can have). A value, for one walk.
class ListWalk
{
public:
    explicit ListWalk(qint64 mostItems = 2'000'000) : m_itemsLeft(mostItems) {}

    // next: where the page after this one begins; items: of this one.
    std::optional<Error> take(const QString &next, qsizetype items)
    {
        constexpr qsizetype SmallestPage = 10; // an empty page costs as well
        m_itemsLeft -= qMax(items, SmallestPage);
        if (next.isEmpty())
            return std::nullopt;
        if (m_seen.contains(qHash(next)))
            return Error{ErrorCode::ProtocolViolation, QStringLiteral("the same place again"),
                         QStringLiteral("changes.cursor"), -1};
        if (m_itemsLeft < 0)
            return Error{ErrorCode::TooLarge, QStringLiteral("a list without end"), QStringLiteral("changes.total"),
                         -1};
        m_seen.insert(qHash(next));
        return std::nullopt;
    }

private:
    QSet<size_t> m_seen; // hashes of the cursors
    qint64 m_itemsLeft;
};

} // namespace tegata
