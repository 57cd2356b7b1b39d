// SPDX-License-Identifier: Apache-2.0
#include "core/desk/decisionlog.h"

#include "core/base/filelock.h"
#include "core/base/privatefile.h"
#include "core/desk/decisionlogexport.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSet>
#include <QSysInfo>

#include <utility>

namespace tegata {

namespace {

StoreTrouble troubleOf(const DecisionLogLoss &loss)
{
    StoreTrouble trouble;
    trouble.store = StoreTrouble::Store::DecisionLog;
    trouble.kind = StoreTrouble::Kind::Lost;
    trouble.keptAs = loss.keptAs;
    trouble.lost = loss.expected.sequence;
    return trouble;
}

} // namespace

QString decisionLogName(const QString &profileDirectory, const QString &siteId)
{
    const QByteArray place = QSysInfo::machineUniqueId() + '\n' +
                             QFileInfo(profileDirectory).absoluteFilePath().toUtf8() + '\n' + siteId.toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(place, QCryptographicHash::Sha256).toHex().left(32));
}

struct DecisionLog::Store
{
    Result<void> open(const QString &path, Access access, const QDateTime &now)
    {
        if (access == Access::Read)
            return openToRead(path);
        if (Result<void> made = makePrivateDirectory(QFileInfo(path).absolutePath()); !made)
            return made;
        Result<FileLock> held = FileLock::acquire(path + QLatin1String(".lock"));
        if (!held)
            return held.error().code == ErrorCode::Conflict ? openToRead(path) : failure(held.error());
        lock = std::move(*held);
        return file.open(path, now);
    }
    Result<void> openToRead(const QString &path)
    {
        inUse = storeInUse();
        return file.openToRead(path);
    }

    DecisionLogStore file;
    std::optional<FileLock> lock;
    std::optional<Error> inUse; // set: it is only read here
    Result<void> opened = failure(ErrorCode::StoreUnavailable);
    qint64 lastOfEarlierRuns = 0;
};

DecisionLog::DecisionLog(QString path, const Clock &clock, Access access, QObject *parent)
    : QObject(parent), m_clock(clock), m_store(std::make_shared<Store>()), m_worker(QStringLiteral("decisions")),
      m_appending([this](const QList<Append> &appends, const std::function<void()> &done) { write(appends, done); })
{
    // SQLite's connection must be closed by the thread that opened it: this runs there, as its last act.
    connect(m_worker.context(), &QObject::destroyed, [store = m_store] {
        store->file.close();
        store->lock.reset();
    });
    m_worker.run<void>([store = m_store, path = std::move(path), access, now = clock.now()] {
        store->opened = store->open(path, access, now);
        if (store->opened && !store->inUse)
            store->lastOfEarlierRuns = store->file.head().value_or(DecisionLogHead()).sequence;
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

template <typename T, typename Job>
Future<T> DecisionLog::whenWritable(Job job)
{
    return m_worker.run<T>([store = m_store, job = std::move(job)]() -> Result<T> {
        if (store->inUse)
            return failure(*store->inUse);
        if (!store->opened)
            return failure(store->opened.error());
        return job(store->file);
    });
}

Future<std::optional<StoreTrouble>> DecisionLog::trouble()
{
    return m_worker.run<std::optional<StoreTrouble>>([store = m_store]() -> Result<std::optional<StoreTrouble>> {
        StoreTrouble trouble;
        trouble.store = StoreTrouble::Store::DecisionLog;
        if (!store->opened) {
            trouble.error = store->opened.error();
            return trouble;
        }
        if (store->inUse) {
            trouble.kind = StoreTrouble::Kind::InUse;
            return trouble;
        }
        if (store->file.loss())
            return troubleOf(*store->file.loss());
        return std::nullopt;
    });
}

Future<DecisionLogHead> DecisionLog::head()
{
    return whenOpen<DecisionLogHead>([](DecisionLogStore &file) { return file.head(); });
}

void DecisionLog::keepHeadIn(SecretStore &secrets, const QString &name)
{
    m_headName = name;
    observe(secrets.read(name), this, [this, &secrets](const Result<SharedSecret> &kept) {
        const bool isNothing = !kept && kept.error().code == ErrorCode::KeychainEntryMissing;
        if (!kept && !isNothing) {
            if (kept.error().code == ErrorCode::KeychainLocked) // it may be open when somebody decides
                m_askAgain = &secrets;
            return;
        }
        // A locked keychain says so too: before anything is written over what it may hold, it is asked once more, when
        // somebody decides.
        if (isNothing && !std::exchange(m_hasAskedTwice, true)) {
            m_askAgain = &secrets;
            return;
        }
        const DecisionLogHead expected =
            kept ? headFromBytes(QByteArray((*kept)->data(), qsizetype((*kept)->size()))).value_or(DecisionLogHead())
                 : DecisionLogHead();
        struct Compared
        {
            std::optional<DecisionLogLoss> loss;
            DecisionLogHead now;
        };
        const auto job = [expected, at = m_clock.now()](DecisionLogStore &file) -> Result<Compared> {
            const auto loss = file.expect(expected, at);
            if (!loss)
                return failure(loss.error());
            return file.head().map([&loss](const DecisionLogHead &now) { return Compared{*loss, now}; });
        };
        observe<Compared>(whenWritable<Compared>(job), this,
                          [this, &secrets, expected](const Result<Compared> &compared) {
                              if (!compared)
                                  return;
                              m_secrets = &secrets;
                              if (compared->loss)
                                  Q_EMIT troubled(troubleOf(*compared->loss));
                              if (compared->now != expected)
                                  storeHead(compared->now);
                          });
    });
}

void DecisionLog::storeHead(const DecisionLogHead &head)
{
    if (SecretStore *secrets = std::exchange(m_askAgain, nullptr))
        keepHeadIn(*secrets, m_headName);
    if (!m_secrets || head.sequence == 0)
        return;
    if (m_isStoringHead) {
        m_headToStore = head; // only the latest counts
        return;
    }
    m_isStoringHead = true;
    QByteArray bytes = headBytes(head);
    const auto secret = std::make_shared<const SecretBytes>(SecretBytes::take(bytes));
    observe(m_secrets->write(m_headName, secret), this, [this](const Result<void> &) {
        m_isStoringHead = false;
        if (const std::optional<DecisionLogHead> next = std::exchange(m_headToStore, std::nullopt))
            storeHead(*next);
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
    const auto job = [entries, sealer = m_sealer](DecisionLogStore &file) -> Result<DecisionLogHead> {
        QList<DecisionLogRow> rows;
        for (const DecisionLogEntry &entry : entries) {
            Result<DecisionLogRow> row = toRow(entry, sealer);
            if (!row)
                return failure(row.error());
            rows.append(*std::move(row));
        }
        if (Result<void> appended = file.append(rows); !appended)
            return failure(appended.error());
        return rows.isEmpty() ? file.head() : DecisionLogHead{rows.constLast().sequence, rows.constLast().hash};
    };
    observe<DecisionLogHead>(whenWritable<DecisionLogHead>(job), this,
                             [this, appends, done](const Result<DecisionLogHead> &written) {
                                 if (written)
                                     storeHead(*written);
                                 for (const Append &append : appends)
                                     append.done->deliver(written.map([](const DecisionLogHead &) {}));
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
    return whenWritable<void>(job);
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

Future<AuditComparison> DecisionLog::compareWith(const QList<AuditRecord> &records, const QString &operatorId,
                                                 const QString &logName)
{
    return whenOpen<AuditComparison>(
        [records, operatorId, logName, sealer = m_sealer](DecisionLogStore &file) -> Result<AuditComparison> {
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
                    return compareWithAudit(entries, records, operatorId, logName);
            }
        });
}

} // namespace tegata
