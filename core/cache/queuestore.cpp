// SPDX-License-Identifier: Apache-2.0
#include "core/cache/queuestore.h"

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

const QString CursorName = QStringLiteral("cursor");
const QString PassNumber = QStringLiteral("pass");
const QString PassOpen = QStringLiteral("passOpen");

RecordTable tableOf(const CertificateRequest &)
{
    return RecordTable::Request;
}

RecordTable tableOf(const CertificateRecord &)
{
    return RecordTable::Certificate;
}

const QString &idOf(const CertificateRequest &request)
{
    return request.id;
}

const QString &idOf(const CertificateRecord &certificate)
{
    return certificate.serial;
}

QString placeholders(int count)
{
    return QStringList(count, QStringLiteral("?")).join(QLatin1Char(','));
}

// The statement for one row of the table, made once.
QString insertRow(RecordTable table)
{
    return QStringLiteral("INSERT INTO %1 (%2, pass) VALUES (%3)")
        .arg(tableName(table), recordColumns(table), placeholders(recordColumnCount(table) + 1));
}

QString updateRow(RecordTable table)
{
    return QStringLiteral("UPDATE %1 SET (%2, pass) = (%3) WHERE key = ?")
        .arg(tableName(table), recordColumns(table), placeholders(recordColumnCount(table) + 1));
}

} // namespace

Result<void> QueueStore::open(const QString &path)
{
    m_path = path;
    Result<void> opened = m_database.open(path, QStringLiteral("queue"), false);
    return !opened && opened.error().code == ErrorCode::StoreCorrupt ? mend() : opened;
}

Result<void> QueueStore::mend()
{
    m_database.setAside();
    Result<void> opened = m_database.open(m_path, QStringLiteral("queue"), false);
    m_log.restart();
    return opened;
}

template <typename Work>
auto QueueStore::inTransaction(Work &&work) -> decltype(work())
{
    using Answer = decltype(work());
    Answer answer = failure(ErrorCode::Internal);
    if (Result<void> begun = m_database.begin(); !begun)
        answer = failure(begun.error());
    else if (answer = work(); !answer)
        m_database.rollback();
    else if (Result<void> committed = m_database.commit(); !committed)
        answer = failure(committed.error());
    if (!answer && answer.error().code == ErrorCode::StoreCorrupt) {
        if (Result<void> mended = mend(); !mended)
            return failure(mended.error());
    }
    return answer;
}

template <typename Work>
Result<ChangeSet> QueueStore::change(Work &&work)
{
    Result<ChangeSet> changed = inTransaction([&]() -> Result<ChangeSet> {
        ChangeSet changes;
        if (Result<void> done = work(changes); !done)
            return failure(done.error());
        if (Result<void> counted = count(changes); !counted)
            return failure(counted.error());
        changes.revision = m_log.announce(changes);
        return changes;
    });
    if (changed)
        m_log.commit(changed->revision);
    return changed;
}

Result<QString> QueueStore::meta(const QString &name)
{
    Statement statement = m_database.statement(QStringLiteral("SELECT value FROM meta WHERE name = ?"));
    statement.bind(name);
    return statement.step().map([&](bool found) { return found ? statement.text(0) : QString(); });
}

Result<void> QueueStore::setMeta(const QString &name, const QString &value)
{
    return m_database
        .statement(QStringLiteral("INSERT INTO meta (name, value) VALUES (?, ?) "
                                  "ON CONFLICT (name) DO UPDATE SET value = excluded.value"))
        .bind(name)
        .bind(value)
        .run();
}

Result<QString> QueueStore::cursor()
{
    return meta(CursorName);
}

Result<qint64> QueueStore::pass()
{
    return meta(PassNumber).map([](const QString &value) { return value.toLongLong(); });
}

Result<void> QueueStore::count(ChangeSet &changes)
{
    for (const QueueView view : AllQueueViews) {
        const ChangeSet::View &changed = changes.of(view);
        const auto number = static_cast<int>(view);
        if (const qint64 more = changed.added.size() - changed.removed.size(); more != 0) {
            Statement statement =
                m_database.statement(QStringLiteral("INSERT INTO tally (view, rows) VALUES (?, ?) "
                                                    "ON CONFLICT (view) DO UPDATE SET rows = rows + excluded.rows"));
            if (Result<void> done = statement.bind(number).bind(more).run(); !done)
                return done;
        }
        Statement statement = m_database.statement(QStringLiteral("SELECT rows FROM tally WHERE view = ?"));
        const Result<bool> found = statement.bind(number).step();
        if (!found)
            return failure(found.error());
        changes.counts[static_cast<std::size_t>(view)] = *found ? statement.number(0) : 0;
    }
    return {};
}

Result<std::optional<QueueStore::Known>> QueueStore::find(RecordTable table, const QString &id)
{
    Statement row = m_database.statement(QStringLiteral("SELECT key, version, view, %1 FROM %2 WHERE %3 = ?")
                                             .arg(searchedColumns(), tableName(table), idColumn(table)));
    const Result<bool> found = row.bind(id).step();
    if (!found)
        return failure(found.error());
    if (!*found)
        return std::optional<Known>();
    Known known{row.number(0), static_cast<int>(row.number(1)), std::nullopt, readSearchText(row, 3),
                table == RecordTable::Certificate ? readNames(row, 3) : QStringList()};
    if (!row.isNull(2))
        known.view = static_cast<QueueView>(row.number(2));
    return std::optional<Known>(known);
}

Result<void> QueueStore::setNames(qint64 key, const QStringList &before, const QStringList &after)
{
    if (before == after)
        return {};
    const auto runForEach = [&](const QStringList &names, const QString &sql) -> Result<void> {
        for (const QString &name : names) {
            if (Result<void> done = m_database.statement(sql).bind(name).bind(key).run(); !done)
                return done;
        }
        return {};
    };
    if (Result<void> done =
            runForEach(before, QStringLiteral("DELETE FROM certificate_name WHERE name = ? AND key = ?"));
        !done)
        return done;
    return runForEach(after, QStringLiteral("INSERT INTO certificate_name (name, key) VALUES (?, ?)"));
}

Result<void> QueueStore::reindex(RecordTable table, const Known &before)
{
    const Result<bool> isIndexed = m_index.holds(table, before.key);
    if (!isIndexed)
        return failure(isIndexed.error());
    if (!*isIndexed)
        return {};
    Statement row = m_database.statement(
        QStringLiteral("SELECT %1 FROM %2 WHERE key = ?").arg(searchedColumns(), tableName(table)));
    const Result<bool> found = row.bind(before.key).step();
    if (!found)
        return failure(found.error());
    const QString after = *found ? readSearchText(row, 0) : QString();
    if (after == before.text)
        return {};
    if (Result<void> removed = m_index.remove(table, before.key, before.text); !removed)
        return removed;
    return *found ? m_index.add(table, before.key, after) : Result<void>();
}

template <typename Record>
Result<void> QueueStore::mergeOne(const Record &record, Merge mode, qint64 pass, ChangeSet &changes)
{
    constexpr bool IsCertificate = std::is_same_v<Record, CertificateRecord>;
    const RecordTable table = tableOf(record);
    const Result<std::optional<Known>> found = find(table, idOf(record));
    if (!found)
        return failure(found.error());
    const std::optional<QueueView> view = viewOf(record);

    if (!*found) {
        static const QString sql = insertRow(table);
        Statement statement = m_database.statement(sql);
        bind(statement, record);
        if (Result<void> done = statement.bind(pass).run(); !done)
            return done;
        const qint64 key = m_database.lastKey();
        if constexpr (IsCertificate) {
            if (Result<void> done = setNames(key, {}, namesOf(record)); !done)
                return done;
        }
        if (view)
            changes.of(*view).added.append(key);
        return {};
    }

    const Known &known = **found;
    if (mode == Merge::NewerOnly && record.version <= known.version) {
        Statement statement =
            m_database.statement(QStringLiteral("UPDATE %1 SET pass = ? WHERE key = ?").arg(tableName(table)));
        return statement.bind(pass).bind(known.key).run();
    }
    static const QString sql = updateRow(table);
    Statement statement = m_database.statement(sql);
    bind(statement, record);
    if (Result<void> done = statement.bind(pass).bind(known.key).run(); !done)
        return done;
    if constexpr (IsCertificate) {
        if (Result<void> done = setNames(known.key, known.names, namesOf(record)); !done)
            return done;
    }
    if (Result<void> done = reindex(table, known); !done)
        return done;
    if (known.view == view) {
        if (view)
            changes.of(*view).updated.append(known.key);
        return {};
    }
    if (known.view)
        changes.of(*known.view).removed.append(known.key);
    if (view)
        changes.of(*view).added.append(known.key);
    return {};
}

template <typename Record>
Result<void> QueueStore::merge(const QList<Record> &records, Merge mode, qint64 pass, ChangeSet &changes)
{
    for (const Record &record : records) {
        if (Result<void> done = mergeOne(record, mode, pass, changes); !done)
            return done;
    }
    return {};
}

Result<void> QueueStore::removeRow(RecordTable table, const QString &id, ChangeSet &changes)
{
    const Result<std::optional<Known>> found = find(table, id);
    if (!found)
        return failure(found.error());
    if (!*found)
        return {};
    const Known &known = **found;
    if (table == RecordTable::Certificate) {
        if (Result<void> done = setNames(known.key, known.names, {}); !done)
            return done;
    } else {
        Statement detail = m_database.statement(QStringLiteral("DELETE FROM detail WHERE id = ?"));
        if (Result<void> done = detail.bind(id).run(); !done)
            return done;
    }
    Statement row = m_database.statement(QStringLiteral("DELETE FROM %1 WHERE key = ?").arg(tableName(table)));
    if (Result<void> done = row.bind(known.key).run(); !done)
        return done;
    if (Result<void> done = reindex(table, known); !done)
        return done;
    if (known.view)
        changes.of(*known.view).removed.append(known.key);
    return {};
}

Result<void> QueueStore::removeRows(RecordTable table, const QStringList &ids, ChangeSet &changes)
{
    for (const QString &id : ids) {
        if (Result<void> done = removeRow(table, id, changes); !done)
            return done;
    }
    return {};
}

Result<void> QueueStore::removeUnseen(RecordTable table, qint64 pass, ChangeSet &changes)
{
    QStringList unseen;
    Statement rows =
        m_database.statement(QStringLiteral("SELECT %1 FROM %2 WHERE pass < ?").arg(idColumn(table), tableName(table)));
    rows.bind(pass);
    Result<bool> more = rows.step();
    for (; more && *more; more = rows.step())
        unseen.append(rows.text(0));
    return more ? removeRows(table, unseen, changes) : Result<void>(failure(more.error()));
}

Result<ChangeSet> QueueStore::apply(const contract::ChangePage &page, const std::optional<QString> &after)
{
    return change([&](ChangeSet &changes) -> Result<void> {
        const Result<QString> stored = cursor();
        Result<qint64> number = pass();
        const Result<QString> open = meta(PassOpen);
        if (!stored)
            return failure(stored.error());
        if (!number)
            return failure(number.error());
        if (!open)
            return failure(open.error());
        if (after && *after != *stored)
            return failure(ErrorCode::Conflict, QStringLiteral("the cursor moved meanwhile"));
        bool inPass = !open->isEmpty();
        // A complete pass may have been cut off: it goes on by its cursor, or begins again with reset.
        if (page.reset) {
            *number += 1;
            inPass = true;
            if (Result<void> done = setMeta(PassNumber, QString::number(*number)); !done)
                return done;
        }
        const Merge mode = inPass ? Merge::Always : Merge::NewerOnly;
        if (Result<void> done = merge(page.requests, mode, *number, changes); !done)
            return done;
        if (Result<void> done = merge(page.certificates, mode, *number, changes); !done)
            return done;
        if (Result<void> done = removeRows(RecordTable::Request, page.removedRequests, changes); !done)
            return done;
        if (Result<void> done = removeRows(RecordTable::Certificate, page.removedCertificates, changes); !done)
            return done;
        // Absence means removal only at the end of a complete pass.
        if (inPass && !page.more) {
            for (const RecordTable table : {RecordTable::Request, RecordTable::Certificate}) {
                if (Result<void> done = removeUnseen(table, *number, changes); !done)
                    return done;
            }
            inPass = false;
        }
        if (Result<void> done = setMeta(PassOpen, inPass ? QStringLiteral("1") : QString()); !done)
            return done;
        return setMeta(CursorName, page.next);
    });
}

Result<ChangeSet> QueueStore::upsert(const QList<CertificateRequest> &requests,
                                     const QList<CertificateRecord> &certificates)
{
    return change([&](ChangeSet &changes) -> Result<void> {
        const Result<qint64> number = pass();
        if (!number)
            return failure(number.error());
        if (Result<void> done = merge(requests, Merge::NewerOnly, *number, changes); !done)
            return done;
        return merge(certificates, Merge::NewerOnly, *number, changes);
    });
}

Result<void> QueueStore::storeDetail(const QString &id, const QByteArray &sealed)
{
    return m_database
        .statement(QStringLiteral("INSERT INTO detail (id, sealed) VALUES (?, ?) "
                                  "ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed"))
        .bind(id)
        .bind(sealed)
        .run();
}

Result<bool> QueueStore::index(int rows)
{
    return inTransaction([&] { return m_index.step(rows); });
}

} // namespace tegata
