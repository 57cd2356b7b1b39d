// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

#include <array>

namespace tegata::dogtag {

// How far a search by a time (issued, revoked) has been read: all up to `from`, and of those at `from` itself `seen`.
// While a result of several pages is read, where it is and what it has shown.
struct SearchPlace
{
    qint64 from = 0; // milliseconds since 1970, inclusive as the server's search is
    qint64 seen = 0;
    qint64 start = 0; // index of the next page
    qint64 latest = 0;
    qint64 atLatest = 0;

    friend bool operator==(const SearchPlace &, const SearchPlace &) = default;
};

// What the feed knows of the authority, to find out what changed: the cursor of ChangePage. Its size grows with the
// requests that wait, and no further.
struct FeedCursor
{
    qint64 lastRequest = 0;
    std::array<qint64, 3> counts{-1, -1, -1}; // complete, rejected, cancelled; -1: never counted
    QList<qint64> pending;                    // ascending
    SearchPlace issued;
    SearchPlace revoked;
    QMap<QString, int> held;     // serial → version
    QMap<QString, int> released; // serial → version
    bool heldMayBeReleased = false;
    QDateTime roundAt;    // when all that waits was read again
    qint64 roundFrom = 0; // … the last one of the round that is under way

    friend bool operator==(const FeedCursor &, const FeedCursor &) = default;
};

QString toText(const FeedCursor &cursor);
// Errors: MalformedEncoding, UnsupportedVersion.
Result<FeedCursor> feedCursorFromText(const QString &text);

} // namespace tegata::dogtag
