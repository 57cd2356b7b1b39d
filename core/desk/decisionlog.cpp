// SPDX-License-Identifier: Apache-2.0
#include "core/desk/decisionlog.h"

#include "core/base/privatefile.h"
#include "core/desk/decisionlogexport.h"

#include <QFileInfo>
#include <QSet>

namespace tegata {

struct DecisionLog::Store
{
    DecisionLogStore file;
    Result<void> opened = failure(ErrorCode::StoreUnavailable);
    qint64 lastOfEarlierRuns = 0;
};

DecisionLog::DecisionLog(QString path, const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_store(std::make_shared<Store>()), m_worker(QStringLiteral("decisions")),
      m_appending([this](const QList<Append> &appends, const std::function<void()> &done) { write(appends, done); })
{
    // SQLite's connection must be closed by the thread that opened it: this runs there, as its last act.
    connect(m_worker.context(), &QObject::destroyed, [store = m_store] { store->file.close(); });
    m_worker.run<void>([store = m_store, path = std::move(path)] {
        store->opened = makePrivateDirectory(QFileInfo(path).absolutePath());
        if (store->opened)
            store->opened = store->file.open(path);
        if (store->opened)
            store->lastOfEarlierRuns = store->file.lastSequence().value_or(0);
        return store->opened;
    });
}

DecisionLog::~DecisionLog()
{
    m_worker.finish();
}

void DecisionLog::setKey(const SharedSecret &key)
{
    m_sealer = RecordSealer(key);
}

template <typename T, typename Job>
Future<T> DecisionLog::whenOpen(Job job)
{
    return m_worker.run<T>([store = m_store, job = std::move(job)]() -> Result<T> {
        if (!store->opened)
            return failure(store->opened.error());
        return job(store->file);
    });
}

Future<void> DecisionLog::appendAction(const OutboxAction &action, const QJsonObject &evidence)
{
    return append({actionEntry(action, m_author, evidence, m_clock.now())});
}

Future<void> DecisionLog::appendOutcomes(const QList<OutboxAnswer> &answers)
{
    QList<DecisionLogEntry> entries;
    for (const OutboxAnswer &answer : answers)
        entries.append(outcomeEntry(answer, m_clock.now()));
    return append(std::move(entries));
}

Future<void> DecisionLog::append(QList<DecisionLogEntry> entries)
{
    auto done = std::make_shared<Promise<void>>();
    const Future<void> future = done->future();
    m_appending.add({std::move(entries), done});
    return future;
}

void DecisionLog::write(const QList<Append> &appends, const std::function<void()> &done)
{
    QList<DecisionLogEntry> entries;
    for (const Append &append : appends)
        entries.append(append.entries);
    const auto job = [entries, sealer = m_sealer](DecisionLogStore &file) -> Result<void> {
        QList<DecisionLogRow> rows;
        for (const DecisionLogEntry &entry : entries) {
            Result<DecisionLogRow> row = toRow(entry, sealer);
            if (!row)
                return failure(row.error());
            rows.append(*std::move(row));
        }
        return file.append(rows);
    };
    observe<void>(whenOpen<void>(job), this, [appends, done](const Result<void> &written) {
        for (const Append &append : appends)
            append.done->deliver(written);
        done();
    });
}

Future<void> DecisionLog::closeOpen(const QStringList &waitingKeys)
{
    const auto job = [waitingKeys, now = m_clock.now(), store = m_store](DecisionLogStore &file) -> Result<void> {
        const Result<QStringList> open = file.keysWithoutOutcome(store->lastOfEarlierRuns);
        if (!open)
            return failure(open.error());
        const QSet<QString> waiting(waitingKeys.cbegin(), waitingKeys.cend());
        QList<DecisionLogRow> rows;
        for (const QString &key : *open) {
            if (waiting.contains(key))
                continue;
            DecisionLogEntry entry;
            entry.kind = DecisionLogEntry::Kind::Outcome;
            entry.at = now;
            entry.idempotencyKey = key;
            entry.outcome = QStringLiteral("unknown");
            const Result<DecisionLogRow> row = toRow(entry, RecordSealer());
            if (!row)
                return failure(row.error());
            rows.append(*row);
        }
        return rows.isEmpty() ? Result<void>() : file.append(rows);
    };
    return whenOpen<void>(job);
}

Future<LogVerification> DecisionLog::verify()
{
    return whenOpen<LogVerification>([](DecisionLogStore &file) { return file.verify(); });
}

Future<QList<DecisionLogEntry>> DecisionLog::entries(qint64 after, int limit)
{
    return whenOpen<QList<DecisionLogEntry>>(
        [after, limit, sealer = m_sealer](DecisionLogStore &file) -> Result<QList<DecisionLogEntry>> {
            const Result<QList<DecisionLogRow>> rows = file.rows(after, limit);
            if (!rows)
                return failure(rows.error());
            QList<DecisionLogEntry> entries;
            for (const DecisionLogRow &row : *rows)
                entries.append(fromRow(row, sealer));
            return entries;
        });
}

Future<void> DecisionLog::exportTo(const QString &path, DecisionLogFormat format)
{
    return whenOpen<void>([path, format, sealer = m_sealer](DecisionLogStore &file) {
        return format == DecisionLogFormat::Csv ? exportCsv(file, sealer, path) : exportJsonLines(file, sealer, path);
    });
}

Future<AuditComparison> DecisionLog::compareWith(const QList<AuditRecord> &records, const QString &operatorId)
{
    return whenOpen<AuditComparison>(
        [records, operatorId, sealer = m_sealer](DecisionLogStore &file) -> Result<AuditComparison> {
            QList<DecisionLogEntry> entries;
            while (true) {
                constexpr int PageSize = 1000;
                const Result<QList<DecisionLogRow>> page =
                    file.rows(entries.isEmpty() ? 0 : entries.constLast().sequence, PageSize);
                if (!page)
                    return failure(page.error());
                for (const DecisionLogRow &row : *page)
                    entries.append(fromRow(row, sealer));
                if (page->size() < PageSize)
                    return compareWithAudit(entries, records, operatorId);
            }
        });
}

} // namespace tegata
