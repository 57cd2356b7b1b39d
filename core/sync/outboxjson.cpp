// SPDX-License-Identifier: Apache-2.0
#include "core/sync/outboxjson.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tegata {

namespace {

const QString DecideKind = QStringLiteral("decide");
const QString RevokeKind = QStringLiteral("revoke");

} // namespace

OutboxEntry toOutboxEntry(const OutboxAction &action, const QDateTime &now)
{
    OutboxEntry entry;
    QJsonObject json;
    if (const Decision *decision = std::get_if<Decision>(&action)) {
        entry.kind = DecideKind;
        entry.target = decision->requestId;
        entry.idempotencyKey = decision->idempotencyKey;
        json = {{QStringLiteral("version"), decision->version},
                {QStringLiteral("action"), requestActionName(decision->action)},
                {QStringLiteral("note"), decision->note}};
    } else {
        const Revocation &revocation = std::get<Revocation>(action);
        entry.kind = RevokeKind;
        entry.target = revocation.serial;
        entry.idempotencyKey = revocation.idempotencyKey;
        json = {{QStringLiteral("version"), revocation.version},
                {QStringLiteral("reason"), revocationReasonName(revocation.reason)},
                {QStringLiteral("note"), revocation.note}};
    }
    entry.payload = QJsonDocument(json).toJson(QJsonDocument::Compact);
    entry.storedAt = now;
    return entry;
}

Result<OutboxAction> fromOutboxEntry(const OutboxEntry &entry)
{
    const QJsonObject json = QJsonDocument::fromJson(entry.payload).object();
    const QString note = json.value(QLatin1String("note")).toString();
    const int version = json.value(QLatin1String("version")).toInt(-1);
    if (entry.kind == DecideKind) {
        const auto action = requestActionFromName(json.value(QLatin1String("action")).toString());
        if (action && version >= 0)
            return OutboxAction(Decision{entry.target, version, *action, note, entry.idempotencyKey});
    } else if (entry.kind == RevokeKind) {
        const auto reason = revocationReasonFromName(json.value(QLatin1String("reason")).toString());
        if (reason && version >= 0)
            return OutboxAction(Revocation{entry.target, version, *reason, note, entry.idempotencyKey, {}});
    }
    return failure(ErrorCode::StoreCorrupt, QStringLiteral("outbox entry %1").arg(entry.id));
}

} // namespace tegata
