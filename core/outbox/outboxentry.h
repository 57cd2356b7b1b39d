// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace tegata {

// What is stored of an action before it is sent (core/sync/outbox.h).
struct OutboxEntry
{
    qint64 id = 0;          // 0 before it is stored; never used again
    QString actor;          // id of the operator who decided: only that operator's connection may send it
    QString kind;           // "decide", "revoke", "unschedule", "edit", "note"
    QString target;         // request id or serial
    QString title;          // its common name
    QString idempotencyKey; // unique
    QByteArray payload;     // JSON without anybody's words
    QByteArray texts;       // sealed: the words
    QByteArray seen;        // JSON of the target as the operator saw it
    QDateTime storedAt;
    QDateTime sendAt;  // end of the undo window; invalid: there was none
    bool sent = false; // it may have reached the site
};

} // namespace tegata
