// SPDX-License-Identifier: Apache-2.0
// What becomes of a damaged file, and of the outbox that had one of its own.
#include "core/base/clock.h"
#include "core/base/privatefile.h"
#include "core/base/setaside.h"
#include "core/outbox/decisionlogstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace tegata {

namespace {

const auto NextSuffix = QLatin1String(".next");
const auto OutboxOfItsOwn = QLatin1String("outbox.sqlite");
constexpr int ReadingCache = 1024; // KiB
constexpr int Page = 1000;

void removeDatabase(const QString &path)
{
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(path + QLatin1String(suffix));
}

} // namespace

bool DecisionLogStore::isWhole(const CacheDatabase &database, const DecisionLogHead &head)
{
    DecisionLogRow previous;
    while (true) {
        const Result<QList<DecisionLogRow>> page = rowsIn(database, previous.sequence, Page);
        if (!page)
            return false;
        for (const DecisionLogRow &row : *page) {
            const bool fits = row.sequence == previous.sequence + 1 &&
                              row.hash == chained(previous.hash, row.content, row.sealed) &&
                              (row.sequence != head.sequence || row.hash == head.hash);
            if (!fits)
                return false;
            previous = row;
        }
        if (page->size() < Page)
            return previous.sequence >= head.sequence;
    }
}

Result<void> DecisionLogStore::mend(const DecisionLogHead &expected, const QDateTime &now)
{
    m_database.close();
    // Of what is no database at all, nothing can be read.
    if (Result<void> opened = m_database.openToRead(m_path, ReadingCache);
        !opened && opened.error().code != ErrorCode::StoreCorrupt)
        return opened;
    const Salvage salvage = salvageFrom(m_database);
    m_outboxTrouble = StoreTrouble();
    m_outboxTrouble->kind = StoreTrouble::Kind::Damaged;
    m_outboxTrouble->keptAs = QFileInfo(asidePathFor(m_path)).fileName();
    m_outboxTrouble->kept = salvage.outbox.size();
    if (!isWhole(m_database, expected))
        return beginAnew(DecisionLogLoss::Reason::Damaged, expected, now);
    return replace(salvage, [&] {
        CacheDatabase damaged; // closed before another file has its name
        return damaged.openToRead(m_path, ReadingCache).and_then([&] { return copyLog(damaged); });
    });
}

DecisionLogStore::Salvage DecisionLogStore::salvageFrom(CacheDatabase &file)
{
    OutboxStore outbox(file);
    Salvage salvage{outbox.readable(), outbox.lastGiven()};
    if (!salvage.outbox.isEmpty())
        salvage.given = std::max(salvage.given, salvage.outbox.constLast().id);
    return salvage;
}

Result<void> DecisionLogStore::replace(const Salvage &salvage, const std::function<Result<void>()> &fill)
{
    const QString next = m_path + NextSuffix;
    m_database.close();
    removeDatabase(next);
    QList<OutboxEntry> outbox = salvage.outbox;
    const auto keep = [&] {
        return m_outbox.add(outbox).and_then([&] { return m_outbox.continueAfter(salvage.given); });
    };
    m_dueHead.reset();
    Result<void> made = openFile(next).and_then([&] { return inTransaction(keep); }).and_then(fill);
    m_database.close();
    // Closing takes the journal into the file; what is left of it says that this could not be done.
    if (made && QFileInfo::exists(next + QLatin1String("-wal")))
        made = failure(ErrorCode::StoreUnavailable, QStringLiteral("the journal is left"), QFileInfo(next).fileName());
    if (made)
        made = setAside(m_path).map([](const QString &) {});
    if (made)
        made = finishReplacing().and_then([this] { return openFile(m_path); });
    // Not before: the head tells of what stands in its place.
    if (made)
        (void)writeDueHead();
    else
        m_dueHead.reset();
    return made;
}

Result<void> DecisionLogStore::finishReplacing()
{
    const QString next = m_path + NextSuffix;
    if (!QFileInfo::exists(next))
        return {};
    if (QFileInfo::exists(m_path)) { // begun, and perhaps not whole: it is made again
        removeDatabase(next);
        return {};
    }
    if (!QFile::rename(next, m_path))
        return failure(ErrorCode::FileNotWritable, {}, QFileInfo(m_path).fileName());
    return syncDirectory(QFileInfo(m_path).absolutePath());
}

Result<void> DecisionLogStore::copyLog(CacheDatabase &from)
{
    return inTransaction([&]() -> Result<void> {
        qint64 after = 0;
        while (true) {
            const Result<QList<DecisionLogRow>> page = rowsIn(from, after, Page);
            if (!page)
                return failure(page.error());
            QList<DecisionLogRow> rows = *page;
            if (Result<void> inserted = insert(rows); !inserted)
                return inserted;
            if (rows.size() < Page)
                return {};
            after = rows.constLast().sequence;
        }
    });
}

Result<bool> DecisionLogStore::isOutboxDue()
{
    QSqlQuery query = m_database.prepare(QStringLiteral("SELECT EXISTS (SELECT 1 FROM outbox_of_its_own)"));
    if (Result<void> done = CacheDatabase::run(query); !done)
        return failure(done.error());
    const bool isDue = query.next() && query.value(0).toBool();
    return CacheDatabase::atEnd(query).map([isDue] { return isDue; });
}

Result<void> DecisionLogStore::takeOutboxOfItsOwn(const QDateTime &now)
{
    const QString path = QFileInfo(m_path).dir().filePath(OutboxOfItsOwn);
    const bool isThere = QFileInfo::exists(path);
    const Result<bool> isDue = isOutboxDue();
    if (!isDue)
        return failure(isDue.error());
    if (!*isDue) // it was taken over, and the program ended before it was out of the way
        return isThere ? clearOutboxOfItsOwn(path) : Result<void>();
    Salvage salvage;
    bool isDamaged = false;
    if (isThere) {
        CacheDatabase file;
        Result<void> opened = file.open(path, QStringLiteral("outbox"), true).and_then([&file] {
            return file.check(QStringLiteral("outbox"));
        });
        isDamaged = !opened && opened.error().code == ErrorCode::StoreCorrupt;
        if (!opened && !isDamaged)
            return opened;
        if (isDamaged) {
            file.close();
            opened = file.openToRead(path, ReadingCache);
            if (!opened && opened.error().code != ErrorCode::StoreCorrupt)
                return opened;
        }
        OutboxStore own(file);
        const Result<QList<OutboxEntry>> all = own.entries();
        if (!all && !isDamaged)
            return failure(all.error());
        salvage = isDamaged ? salvageFrom(file) : Salvage{*all, own.lastGiven()};
    }
    const Result<QList<OutboxEntry>> here = outbox();
    if (!here)
        return failure(here.error());
    Result<QList<DecisionLogRow>> unknown = unknownOutcomes(salvage.outbox + *here, now);
    if (!unknown)
        return failure(unknown.error());
    // Beside a damaged one that was mended, some may be there already.
    salvage.outbox.removeIf([&here](const OutboxEntry &entry) {
        return std::any_of(here->cbegin(), here->cend(), [&entry](const OutboxEntry &one) {
            return one.idempotencyKey == entry.idempotencyKey || one.id == entry.id;
        });
    });
    const auto take = [&] {
        return m_outbox.add(salvage.outbox)
            .and_then([&] { return m_outbox.continueAfter(std::max(salvage.given, m_outbox.lastGiven())); })
            .and_then([&] { return insert(*unknown); })
            .and_then([&] { return m_database.execute(QStringLiteral("DELETE FROM outbox_of_its_own")); });
    };
    if (Result<void> taken = inTransaction(take); !taken)
        return taken;
    if (!unknown->isEmpty()) {
        m_dueHead = unknown->constLast();
        (void)writeDueHead();
    }
    if (isDamaged)
        return keepOutboxOfItsOwn(path, salvage.outbox.size());
    if (isThere)
        removeDatabase(path);
    return {};
}

Result<void> DecisionLogStore::clearOutboxOfItsOwn(const QString &path)
{
    {
        CacheDatabase file; // closed before it is removed
        const Result<void> whole =
            file.openToRead(path, ReadingCache).and_then([&file] { return file.check(QStringLiteral("outbox")); });
        if (!whole && whole.error().code != ErrorCode::StoreCorrupt)
            return {}; // nobody can say: it stays until somebody can
        if (!whole) {
            file.close();
            const Result<QList<OutboxEntry>> here = outbox();
            return keepOutboxOfItsOwn(path, here ? here->size() : 0);
        }
    }
    removeDatabase(path);
    return {};
}

Result<void> DecisionLogStore::keepOutboxOfItsOwn(const QString &path, qsizetype kept)
{
    const Result<QString> aside = setAside(path);
    if (!aside)
        return failure(aside.error());
    m_outboxTrouble = StoreTrouble();
    m_outboxTrouble->kind = StoreTrouble::Kind::Damaged;
    m_outboxTrouble->keptAs = QFileInfo(*aside).fileName();
    m_outboxTrouble->kept = kept;
    return {};
}

// With two files, the program could end between the log and the outbox, or between the answer and the log.
Result<QList<DecisionLogRow>> DecisionLogStore::unknownOutcomes(const QList<OutboxEntry> &waiting, const QDateTime &now)
{
    const Result<qint64> end = lastSequence();
    if (!end)
        return failure(end.error());
    const Result<QStringList> open = keysWithoutOutcome(*end);
    if (!open)
        return failure(open.error());
    QSet<QString> waitingKeys;
    for (const OutboxEntry &entry : waiting)
        waitingKeys.insert(entry.idempotencyKey);
    QList<DecisionLogRow> rows;
    for (const QString &key : *open) {
        if (waitingKeys.contains(key))
            continue;
        const QJsonObject json{{QStringLiteral("at"), toRfc3339(now)},
                               {QStringLiteral("idempotencyKey"), key},
                               {QStringLiteral("kind"), QStringLiteral("outcome")},
                               {QStringLiteral("outcome"), QStringLiteral("unknown")},
                               {QStringLiteral("state"), QString()},
                               {QStringLiteral("version"), 0},
                               {QStringLiteral("code"), QString()}};
        rows.append({0, QJsonDocument(json).toJson(QJsonDocument::Compact), {}, {}});
    }
    return rows;
}

} // namespace tegata
