// SPDX-License-Identifier: Apache-2.0
#include "core/desk/auditcomparison.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace tegata {

namespace {

const QSet<QString> OperatorActionNames = {
    QStringLiteral("approve"),
    QStringLiteral("reject"),
    QStringLiteral("hold"),
    QStringLiteral("cancel"),
    QStringLiteral("claim"),
    QStringLiteral("release"),
    QStringLiteral("edit"),
    QStringLiteral("note"),
    QStringLiteral("revoke"),
    QStringLiteral("scheduleRevocation"),
    QStringLiteral("cancelScheduledRevocation"),
};

QString keyOf(const AuditRecord &record)
{
    return record.evidence.value(QLatin1String("idempotencyKey")).toString();
}

QString placeOf(const QString &action, const QString &target)
{
    return action + QLatin1Char('\n') + target;
}

// The actions of the trail that are still to be matched.
class Trail
{
public:
    Trail(const QList<AuditRecord> &records, const QString &operatorId)
    {
        for (const AuditRecord &record : records) {
            if (record.actor.id != operatorId || !OperatorActionNames.contains(record.action))
                continue;
            if (const QString key = keyOf(record); !key.isEmpty())
                m_byKey.insert(key, record);
            else
                m_byPlace[placeOf(record.action, record.objectId)].append(record);
        }
    }

    std::optional<AuditRecord> takeByKey(const QString &key)
    {
        const auto found = m_byKey.constFind(key);
        return found == m_byKey.cend() ? std::nullopt : std::optional(m_byKey.take(key));
    }

    std::optional<AuditRecord> takeByPlace(const DecisionLogEntry &entry)
    {
        const auto found = m_byPlace.find(placeOf(entry.action, entry.target));
        if (found == m_byPlace.end() || found->isEmpty())
            return std::nullopt;
        return found->takeFirst();
    }

    QList<AuditRecord> rest() const
    {
        QList<AuditRecord> records = m_byKey.values();
        for (const QList<AuditRecord> &place : m_byPlace)
            records.append(place);
        std::sort(records.begin(), records.end(),
                  [](const AuditRecord &a, const AuditRecord &b) { return a.sequence < b.sequence; });
        return records;
    }

private:
    QHash<QString, AuditRecord> m_byKey;
    QHash<QString, QList<AuditRecord>> m_byPlace;
};

QList<AuditRecord> headsMissing(const QList<DecisionLogEntry> &entries, const QList<AuditRecord> &records,
                                const QString &operatorId, const QString &logName)
{
    QHash<qint64, QString> hashes;
    qint64 lost = 0; // told by the log itself
    for (const DecisionLogEntry &entry : entries) {
        hashes.insert(entry.sequence, QString::fromLatin1(entry.hash.toHex()));
        if (entry.kind == DecisionLogEntry::Kind::Loss)
            lost = std::max(lost, entry.facts.value(QLatin1String("lostSequence")).toInteger());
    }
    QList<AuditRecord> missing;
    for (const AuditRecord &record : records) {
        if (record.actor.id != operatorId || record.action != QLatin1String("reportDecisionLog") ||
            record.objectId != logName)
            continue;
        const qint64 sequence = record.evidence.value(QLatin1String("sequence")).toInteger();
        if (sequence > lost && hashes.value(sequence) != record.evidence.value(QLatin1String("hash")).toString())
            missing.append(record);
    }
    return missing;
}

} // namespace

AuditComparison compareWithAudit(const QList<DecisionLogEntry> &entries, const QList<AuditRecord> &records,
                                 const QString &operatorId, const QString &logName)
{
    QHash<QString, QString> outcomes;
    for (const DecisionLogEntry &entry : entries) {
        // "unknown" is what a later answer may still replace.
        if (entry.kind == DecisionLogEntry::Kind::Outcome &&
            (!outcomes.contains(entry.idempotencyKey) || entry.outcome != QLatin1String("unknown")))
            outcomes.insert(entry.idempotencyKey, entry.outcome);
    }
    Trail trail(records, operatorId);
    AuditComparison comparison;
    for (const DecisionLogEntry &entry : entries) {
        if (entry.kind != DecisionLogEntry::Kind::Action || entry.author.operatorActor.id != operatorId)
            continue;
        const QString outcome = outcomes.value(entry.idempotencyKey);
        const bool isDone = outcome == QLatin1String("done");
        const bool isOpen = outcome.isEmpty() || outcome == QLatin1String("unknown");
        std::optional<AuditRecord> record = trail.takeByKey(entry.idempotencyKey);
        if (!record && isDone)
            record = trail.takeByPlace(entry);
        if (!record) {
            if (outcome.isEmpty())
                comparison.open.append(entry);
            else if (isDone || isOpen)
                comparison.onlyHere.append(entry);
            continue;
        }
        const QString difference = record->action != entry.action     ? QStringLiteral("action")
                                   : record->objectId != entry.target ? QStringLiteral("target")
                                   : !isDone && !isOpen               ? QStringLiteral("outcome")
                                                                      : QString();
        if (difference.isEmpty())
            ++comparison.agree;
        else
            comparison.differ.append({entry, *record, difference});
    }
    comparison.onlyThere = trail.rest();
    if (!logName.isEmpty())
        comparison.headsMissing = headsMissing(entries, records, operatorId, logName);
    return comparison;
}

} // namespace tegata
