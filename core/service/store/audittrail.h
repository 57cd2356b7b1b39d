// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "core/service/store/transaction.h"

#include <QJsonObject>

#include <functional>
#include <optional>

namespace tegata {

enum class ActorKind
{
    System,
    Contact,
    Operator,
    Examiner,
    Nobody
};
QString actorKindName(ActorKind kind); // "system", "contact", "operator", "examiner", "nobody"

// What happened. evidence: what the decision rested on (findings, serial, request id), never a secret.
struct AuditEvent
{
    QDateTime at;
    ActorKind actorKind = ActorKind::System;
    Actor actor;
    QString remoteAddress;
    QString action;     // "submit", "approve", "issue", "revoke", "signIn", "refuse", …
    QString objectKind; // "request", "certificate", "operator", "session", "access"
    QString objectId;
    QString customerId; // empty: of no customer
    QString fromState;
    QString toState;
    QString note;
    QJsonObject evidence;

    friend bool operator==(const AuditEvent &, const AuditEvent &) = default;
};

struct AuditRow
{
    qint64 sequence = 0; // 1, 2, 3, … without gap
    AuditEvent event;
    QByteArray hash; // SHA-256 over the row before's hash and this row

    friend bool operator==(const AuditRow &, const AuditRow &) = default;
};

struct AuditVerification
{
    qint64 rows = 0;        // read
    qint64 firstBroken = 0; // sequence of the first row that does not fit the chain; 0: the trail is whole
};

// Who did what, append-only: the database refuses UPDATE and DELETE, and a hash chain shows tampering with the file.
// Written in the transaction of the change itself.
class AuditTrail
{
public:
    static Result<qint64> append(Transaction &transaction, const AuditEvent &event);
    // In order of sequence after that one; customerId nothing: of all, also of no customer.
    static Result<QList<AuditRow>> list(ReadTransaction &transaction, const std::optional<QString> &customerId,
                                        qint64 after, int limit);
    // The lines of one thing, oldest first, as its readers see them.
    static Result<QList<HistoryEntry>> history(ReadTransaction &transaction, const QString &objectKind,
                                               const QString &objectId);
    // The last line; sequence 0: none.
    static Result<Transaction::AuditHead> head(ReadTransaction &transaction);
    // Of that line; empty: there is none.
    static Result<QByteArray> hashAt(ReadTransaction &transaction, qint64 sequence);
    // broken gets each sequence at which the chain does not fit, row each row that can be read.
    static Result<AuditVerification> verify(ReadTransaction &transaction,
                                            const std::function<void(qint64 sequence)> &broken = {},
                                            const std::function<void(const AuditEvent &)> &row = {});
};

} // namespace tegata
