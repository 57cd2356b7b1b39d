// SPDX-License-Identifier: Apache-2.0
#include "core/cache/queuestore.h"

#include "core/cache/rowmapping.h"

#include <QVariant>

#include <utility>

namespace tegata {

namespace {

// SQLite allows far more; a page of the view is a hundred.
constexpr int KeysPerQuery = 500;

const QString PassNumber = QStringLiteral("pass");
const QString PassOpen = QStringLiteral("passOpen");

QString placeholders(int count)
{
    return QStringList(count, QStringLiteral("?")).join(QLatin1Char(','));
}

} // namespace

Result<void> QueueStore::open(const QString &path)
{
    m_path = path;
    Result<void> opened = m_database.open(path, QStringLiteral("queue"), false);
    if (!opened && opened.error().code == ErrorCode::StoreCorrupt) {
        m_database.setAside();
        opened = m_database.open(path, QStringLiteral("queue"), false);
    }
    return opened;
}

template <typename T>
Result<T> QueueStore::mended(Result<T> result)
{
    if (!result && result.error().code == ErrorCode::StoreCorrupt) {
        m_database.setAside();
        if (Result<void> opened = m_database.open(m_path, QStringLiteral("queue"), false); !opened)
            return failure(opened.error());
    }
    return result;
}

template <typename Work>
auto QueueStore::inTransaction(Work &&work) -> decltype(work())
{
    using Answer = decltype(work());
    if (Result<void> begun = m_database.begin(); !begun)
        return mended(Answer(failure(begun.error())));
    Answer answer = work();
    if (!answer) {
        m_database.rollback();
        return mended(std::move(answer));
    }
    if (Result<void> committed = m_database.commit(); !committed)
        return mended(Answer(failure(committed.error())));
    return answer;
}

Result<QueueCounts> QueueStore::counts()
{
    QueueCounts counts{};
    QSqlQuery query = m_database.prepare(QStringLiteral("SELECT view, count(*) FROM request WHERE view IS NOT NULL GROUP BY view "
                                                        "UNION ALL SELECT view, count(*) FROM certificate GROUP BY view"));
    if (Result<void> done = CacheDatabase::run(query); !done)
        return mended(Result<QueueCounts>(failure(done.error())));
    while (query.next()) {
        const int view = query.value(0).toInt();
        if (view >= 0 && view < QueueViewCount)
            counts[static_cast<std::size_t>(view)] = query.value(1).toLongLong();
    }
    return counts;
}

Result<QVector<qint64>> QueueStore::keys(QueueView view, QueueOrder order, int limit)
{
    const QString direction = order.descending ? QStringLiteral("DESC") : QStringLiteral("ASC");
    QSqlQuery query = m_database.prepare(
        QStringLiteral("SELECT key FROM %1 WHERE view = ? ORDER BY %2 %3, key %3 LIMIT ?")
            .arg(isRequestView(view) ? QStringLiteral("request") : QStringLiteral("certificate"),
                 orderExpression(view, order.column), direction));
    query.addBindValue(static_cast<int>(view));
    query.addBindValue(limit);
    if (Result<void> done = CacheDatabase::run(query); !done)
        return mended(Result<QVector<qint64>>(failure(done.error())));
    QVector<qint64> keys;
    while (query.next())
        keys.append(query.value(0).toLongLong());
    return keys;
}

Result<QList<QueueRow>> QueueStore::rows(QueueView view, const QVector<qint64> &keys)
{
    QList<QueueRow> rows;
    rows.reserve(keys.size());
    const bool requests = isRequestView(view);
    for (qsizetype begin = 0; begin < keys.size(); begin += KeysPerQuery) {
        const QVector<qint64> part = keys.mid(begin, KeysPerQuery);
        QSqlQuery query = m_database.prepare(
            QStringLiteral("SELECT key, %1 FROM %2 WHERE key IN (%3) AND view = ?")
                .arg(requests ? cachedRequestColumns() : cachedCertificateColumns(),
                     requests ? QStringLiteral("request") : QStringLiteral("certificate"),
                     placeholders(static_cast<int>(part.size()))));
        for (const qint64 key : part)
            query.addBindValue(key);
        query.addBindValue(static_cast<int>(view));
        if (Result<void> done = CacheDatabase::run(query); !done)
            return mended(Result<QList<QueueRow>>(failure(done.error())));
        while (query.next())
            rows.append(requests ? readRequest(query) : readCertificate(query));
    }
    return rows;
}

Result<std::optional<CertificateRequest>> QueueStore::request(const QString &id)
{
    QSqlQuery query =
        m_database.prepare(QStringLiteral("SELECT key, %1 FROM request WHERE id = ?").arg(cachedRequestColumns()));
    query.addBindValue(id);
    if (Result<void> done = CacheDatabase::run(query); !done)
        return mended(Result<std::optional<CertificateRequest>>(failure(done.error())));
    if (!query.next())
        return std::optional<CertificateRequest>();
    return std::optional<CertificateRequest>(*readRequest(query).request());
}

Result<std::optional<CertificateRecord>> QueueStore::certificate(const QString &serial)
{
    QSqlQuery query = m_database.prepare(
        QStringLiteral("SELECT key, %1 FROM certificate WHERE serial = ?").arg(cachedCertificateColumns()));
    query.addBindValue(serial);
    if (Result<void> done = CacheDatabase::run(query); !done)
        return mended(Result<std::optional<CertificateRecord>>(failure(done.error())));
    if (!query.next())
        return std::optional<CertificateRecord>();
    return std::optional<CertificateRecord>(*readCertificate(query).certificate());
}

Result<QString> QueueStore::meta(const QString &name)
{
    QSqlQuery query = m_database.prepare(QStringLiteral("SELECT value FROM meta WHERE name = ?"));
    query.addBindValue(name);
    if (Result<void> done = CacheDatabase::run(query); !done)
        return mended(Result<QString>(failure(done.error())));
    return query.next() ? query.value(0).toString() : QString();
}

Result<void> QueueStore::setMeta(const QString &name, const QString &value)
{
    QSqlQuery query = m_database.prepare(QStringLiteral(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"));
    query.addBindValue(name);
    query.addBindValue(value.isNull() ? QLatin1String("") : value);
    return CacheDatabase::run(query);
}

Result<qint64> QueueStore::pass()
{
    return meta(PassNumber).map([](const QString &value) { return value.toLongLong(); });
}

Result<std::optional<QueueStore::Known>> QueueStore::find(Table table, const QString &id)
{
    QSqlQuery query = m_database.prepare(
        table == Table::Request ? QStringLiteral("SELECT key, version, view FROM request WHERE id = ?")
                                : QStringLiteral("SELECT key, version, view FROM certificate WHERE serial = ?"));
    query.addBindValue(id);
    if (Result<void> done = CacheDatabase::run(query); !done)
        return failure(done.error());
    if (!query.next())
        return std::optional<Known>();
    Known known{query.value(0).toLongLong(), query.value(1).toInt(), std::nullopt};
    if (!query.isNull(2))
        known.view = static_cast<QueueView>(query.value(2).toInt());
    return std::optional<Known>(known);
}

template <typename Record>
Result<void> QueueStore::merge(Table table, const Record &record, Merge mode, qint64 pass, ChangeSet &changes)
{
    const bool isRequest = table == Table::Request;
    const QString name = isRequest ? QStringLiteral("request") : QStringLiteral("certificate");
    QString id;
    if constexpr (std::is_same_v<Record, CertificateRequest>)
        id = record.id;
    else
        id = record.serial;
    const Result<std::optional<Known>> found = find(table, id);
    if (!found)
        return failure(found.error());
    const std::optional<QueueView> view = viewOf(record);

    if (!*found) {
        QSqlQuery query = m_database.prepare(
            QStringLiteral("INSERT INTO %1 (%2, pass) VALUES (%3)")
                .arg(name, isRequest ? cachedRequestColumns() : cachedCertificateColumns(),
                     placeholders((isRequest ? RequestColumnCount : CertificateColumnCount) + 1)));
        bind(query, record);
        query.addBindValue(pass);
        if (Result<void> done = CacheDatabase::run(query); !done)
            return done;
        if (view)
            changes.of(*view).added.append(query.lastInsertId().toLongLong());
        return {};
    }

    const Known &known = **found;
    if (mode == Merge::NewerOnly && record.version <= known.version) {
        QSqlQuery query = m_database.prepare(QStringLiteral("UPDATE %1 SET pass = ? WHERE key = ?").arg(name));
        query.addBindValue(pass);
        query.addBindValue(known.key);
        return CacheDatabase::run(query);
    }
    const QString columns = isRequest ? cachedRequestColumns() : cachedCertificateColumns();
    QSqlQuery query = m_database.prepare(
        QStringLiteral("UPDATE %1 SET (%2, pass) = (%3) WHERE key = ?")
            .arg(name, columns, placeholders((isRequest ? RequestColumnCount : CertificateColumnCount) + 1)));
    bind(query, record);
    query.addBindValue(pass);
    query.addBindValue(known.key);
    if (Result<void> done = CacheDatabase::run(query); !done)
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

Result<void> QueueStore::removeRow(Table table, const Known &known, ChangeSet &changes)
{
    QSqlQuery query =
        m_database.prepare(table == Table::Request ? QStringLiteral("DELETE FROM request WHERE key = ?")
                                                   : QStringLiteral("DELETE FROM certificate WHERE key = ?"));
    query.addBindValue(known.key);
    if (Result<void> done = CacheDatabase::run(query); !done)
        return done;
    if (known.view)
        changes.of(*known.view).removed.append(known.key);
    return {};
}

Result<void> QueueStore::removeById(Table table, const QString &id, ChangeSet &changes)
{
    const Result<std::optional<Known>> found = find(table, id);
    if (!found)
        return failure(found.error());
    return *found ? removeRow(table, **found, changes) : Result<void>();
}

Result<void> QueueStore::removeUnseen(Table table, qint64 pass, ChangeSet &changes)
{
    QSqlQuery query = m_database.prepare(
        table == Table::Request ? QStringLiteral("SELECT key, view FROM request WHERE pass < ?")
                                : QStringLiteral("SELECT key, view FROM certificate WHERE pass < ?"));
    query.addBindValue(pass);
    if (Result<void> done = CacheDatabase::run(query); !done)
        return done;
    QList<Known> unseen;
    while (query.next()) {
        Known known{query.value(0).toLongLong(), 0, std::nullopt};
        if (!query.isNull(1))
            known.view = static_cast<QueueView>(query.value(1).toInt());
        unseen.append(known);
    }
    for (const Known &known : std::as_const(unseen)) {
        if (Result<void> done = removeRow(table, known, changes); !done)
            return done;
    }
    return {};
}

Result<ChangeSet> QueueStore::apply(const contract::ChangePage &page)
{
    return inTransaction([&]() -> Result<ChangeSet> {
        ChangeSet changes;
        Result<qint64> number = pass();
        Result<QString> open = meta(PassOpen);
        if (!number)
            return failure(number.error());
        if (!open)
            return failure(open.error());
        bool inPass = !open->isEmpty();
        // A complete pass may have been cut off: it goes on by its cursor, or begins again with reset.
        if (page.reset) {
            *number += 1;
            inPass = true;
            if (Result<void> done = setMeta(PassNumber, QString::number(*number)); !done)
                return failure(done.error());
        }
        const Merge mode = inPass ? Merge::Always : Merge::NewerOnly;
        for (const CertificateRequest &request : page.requests) {
            if (Result<void> done = merge(Table::Request, request, mode, *number, changes); !done)
                return failure(done.error());
        }
        for (const CertificateRecord &certificate : page.certificates) {
            if (Result<void> done = merge(Table::Certificate, certificate, mode, *number, changes); !done)
                return failure(done.error());
        }
        for (const QString &id : page.removedRequests) {
            if (Result<void> done = removeById(Table::Request, id, changes); !done)
                return failure(done.error());
        }
        for (const QString &serial : page.removedCertificates) {
            if (Result<void> done = removeById(Table::Certificate, serial, changes); !done)
                return failure(done.error());
        }
        // Absence means removal only at the end of a complete pass.
        if (inPass && !page.more) {
            for (const Table table : {Table::Request, Table::Certificate}) {
                if (Result<void> done = removeUnseen(table, *number, changes); !done)
                    return failure(done.error());
            }
            inPass = false;
        }
        for (const auto &[name, value] : {std::pair(PassOpen, inPass ? QStringLiteral("1") : QString()),
                                          std::pair(QStringLiteral("cursor"), page.next)}) {
            if (Result<void> done = setMeta(name, value); !done)
                return failure(done.error());
        }
        const Result<QueueCounts> total = counts();
        if (!total)
            return failure(total.error());
        changes.counts = *total;
        return changes;
    });
}

Result<ChangeSet> QueueStore::upsert(const QList<CertificateRequest> &requests,
                                     const QList<CertificateRecord> &certificates)
{
    return inTransaction([&]() -> Result<ChangeSet> {
        ChangeSet changes;
        const Result<qint64> number = pass();
        if (!number)
            return failure(number.error());
        for (const CertificateRequest &request : requests) {
            if (Result<void> done = merge(Table::Request, request, Merge::NewerOnly, *number, changes); !done)
                return failure(done.error());
        }
        for (const CertificateRecord &certificate : certificates) {
            if (Result<void> done = merge(Table::Certificate, certificate, Merge::NewerOnly, *number, changes); !done)
                return failure(done.error());
        }
        const Result<QueueCounts> total = counts();
        if (!total)
            return failure(total.error());
        changes.counts = *total;
        return changes;
    });
}

} // namespace tegata
