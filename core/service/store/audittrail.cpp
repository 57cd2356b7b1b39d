// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/audittrail.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <utility>

namespace tegata {

namespace {

const std::pair<ActorKind, QLatin1String> ActorKinds[] = {
    {ActorKind::System, QLatin1String("system")},     {ActorKind::Contact, QLatin1String("contact")},
    {ActorKind::Operator, QLatin1String("operator")}, {ActorKind::Examiner, QLatin1String("examiner")},
    {ActorKind::Nobody, QLatin1String("nobody")},
};

// In the order of the columns from `at` to `evidence`; the hash runs over exactly these texts.
constexpr int FieldCount = 13;

const QString &fieldColumns()
{
    static const QString columns = QStringLiteral("at, actor_kind, actor_id, actor_name, remote_address, action, "
                                                  "object_kind, object_id, customer_id, from_state, to_state, note, "
                                                  "evidence");
    return columns;
}

QStringList fieldsOf(const AuditEvent &event)
{
    return {QString::number(event.at.toMSecsSinceEpoch()),
            actorKindName(event.actorKind),
            event.actor.id,
            event.actor.name,
            event.remoteAddress,
            event.action,
            event.objectKind,
            event.objectId,
            event.customerId,
            event.fromState,
            event.toState,
            event.note,
            QString::fromUtf8(QJsonDocument(event.evidence).toJson(QJsonDocument::Compact))};
}

// Each text with its length, so that no two rows give the same bytes.
QByteArray chainHash(const QByteArray &previous, qint64 sequence, const QStringList &fields)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(previous);
    const auto add = [&hash](const QByteArray &bytes) {
        hash.addData(QByteArray::number(bytes.size()) + ':');
        hash.addData(bytes);
    };
    add(QByteArray::number(sequence));
    for (const QString &field : fields)
        add(field.toUtf8());
    return hash.result();
}

using Head = Transaction::AuditHead;

Result<Head> headOf(ReadTransaction &transaction)
{
    auto query = transaction.run(QStringLiteral("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"));
    if (!query)
        return failure(query.error());
    if (!query->next())
        return Head{};
    return Head{query->value(0).toLongLong(), query->value(1).toByteArray()};
}

QStringList storedFields(const QSqlQuery &query, int first)
{
    QStringList fields;
    for (int i = 0; i < FieldCount; ++i)
        fields.append(query.value(first + i).toString());
    return fields;
}

Result<AuditEvent> eventOf(const QSqlQuery &query, int first)
{
    const QStringList fields = storedFields(query, first);
    AuditEvent event;
    event.at = timeOf(query.value(first));
    bool isKnown = false;
    for (const auto &[kind, name] : ActorKinds) {
        if (fields.at(1) == name) {
            event.actorKind = kind;
            isKnown = true;
        }
    }
    if (!isKnown)
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("unknown value"), QStringLiteral("actor_kind"));
    event.actor = {fields.at(2), fields.at(3)};
    event.remoteAddress = fields.at(4);
    event.action = fields.at(5);
    event.objectKind = fields.at(6);
    event.objectId = fields.at(7);
    event.customerId = fields.at(8);
    event.fromState = fields.at(9);
    event.toState = fields.at(10);
    event.note = fields.at(11);
    event.evidence = QJsonDocument::fromJson(fields.at(12).toUtf8()).object();
    return event;
}

} // namespace

QString actorKindName(ActorKind kind)
{
    for (const auto &[known, name] : ActorKinds) {
        if (known == kind)
            return name;
    }
    return {};
}

Result<qint64> AuditTrail::append(Transaction &transaction, const AuditEvent &event)
{
    if (!event.at.isValid())
        return failure(ErrorCode::Internal, QStringLiteral("an audit event without a time"));
    const Result<Head> head = transaction.auditHead ? Result<Head>(*transaction.auditHead) : headOf(transaction);
    if (!head)
        return failure(head.error());
    const qint64 sequence = head->sequence + 1;
    const QStringList fields = fieldsOf(event);
    QVariantList values{sequence, event.at.toMSecsSinceEpoch()};
    for (qsizetype i = 1; i < fields.size(); ++i)
        values.append(fields.at(i));
    const QByteArray hash = chainHash(head->hash, sequence, fields);
    values << head->hash << hash;
    const auto inserted = transaction.run(QStringLiteral("INSERT INTO audit (sequence, %1, previous_hash, hash) "
                                                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                                              .arg(fieldColumns()),
                                          values);
    if (!inserted)
        return failure(inserted.error());
    transaction.auditHead = Head{sequence, hash};
    return sequence;
}

Result<QList<AuditRow>> AuditTrail::list(ReadTransaction &transaction, const std::optional<QString> &customerId,
                                         qint64 after, int limit)
{
    QString sql = QStringLiteral("SELECT sequence, %1, hash FROM audit WHERE sequence > ?").arg(fieldColumns());
    QVariantList values{after};
    if (customerId) {
        sql += QStringLiteral(" AND customer_id = ?");
        values.append(*customerId);
    }
    values.append(limit);
    auto query = transaction.run(sql + QStringLiteral(" ORDER BY sequence LIMIT ?"), values);
    if (!query)
        return failure(query.error());
    QList<AuditRow> rows;
    while (query->next()) {
        auto event = eventOf(*query, 1);
        if (!event)
            return failure(event.error());
        rows.append({query->value(0).toLongLong(), std::move(*event), query->value(FieldCount + 1).toByteArray()});
    }
    return rows;
}

Result<QList<HistoryEntry>> AuditTrail::history(ReadTransaction &transaction, const QString &objectKind,
                                                const QString &objectId)
{
    auto query =
        transaction.run(QStringLiteral("SELECT %1 FROM audit WHERE object_kind = ? AND object_id = ? ORDER BY sequence")
                            .arg(fieldColumns()),
                        {objectKind, objectId});
    if (!query)
        return failure(query.error());
    QList<HistoryEntry> entries;
    while (query->next()) {
        auto event = eventOf(*query, 0);
        if (!event)
            return failure(event.error());
        entries.append({event->at, event->action, event->actor, event->fromState, event->toState, event->note});
    }
    return entries;
}

Result<Transaction::AuditHead> AuditTrail::head(ReadTransaction &transaction)
{
    return headOf(transaction);
}

Result<QByteArray> AuditTrail::hashAt(ReadTransaction &transaction, qint64 sequence)
{
    auto query = transaction.run(QStringLiteral("SELECT hash FROM audit WHERE sequence = ?"), {sequence});
    if (!query)
        return failure(query.error());
    return query->next() ? query->value(0).toByteArray() : QByteArray();
}

Result<AuditVerification> AuditTrail::verify(ReadTransaction &transaction,
                                             const std::function<void(qint64 sequence)> &broken,
                                             const std::function<void(const AuditEvent &)> &row)
{
    auto query = transaction.run(
        QStringLiteral("SELECT sequence, %1, previous_hash, hash FROM audit ORDER BY sequence").arg(fieldColumns()));
    if (!query)
        return failure(query.error());
    AuditVerification verification;
    QByteArray previous;
    qint64 last = 0;
    while (query->next()) {
        ++verification.rows;
        const qint64 sequence = query->value(0).toLongLong();
        const qint64 expected = last + 1;
        const QByteArray hash = query->value(FieldCount + 2).toByteArray();
        const bool fits = sequence == expected && query->value(FieldCount + 1).toByteArray() == previous &&
                          hash == chainHash(previous, sequence, storedFields(*query, 1));
        if (!fits && verification.firstBroken == 0)
            verification.firstBroken = expected;
        if (!fits && broken)
            broken(expected);
        previous = hash;
        last = sequence;
        if (row) {
            if (const auto event = eventOf(*query, 1))
                row(*event);
            else if (broken && fits)
                broken(sequence);
        }
    }
    return verification;
}

} // namespace tegata
