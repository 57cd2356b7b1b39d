// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace tegata {

// What is stored of an action before it is sent (core/sync/outbox.h).
struct OutboxEntry
{
    qint64 id = 0;          // 0 before it is stored
    QString actor;          // id of the operator who decided
    QString kind;           // "decide" or "revoke"
    QString target;         // request id or serial
    QString idempotencyKey; // unique
    QByteArray payload;     // JSON
    QDateTime storedAt;
};

} // namespace tegata
