// SPDX-License-Identifier: Apache-2.0
#include "core/cache/queuereader.h"

#include "core/cache/listupdate.h"
#include "core/cache/queuefinder.h"

#include <algorithm>

namespace tegata {

namespace {

// More rows than this are read faster as a whole list.
constexpr qsizetype MostTouched = 2000;
constexpr int DaysOfWeek = 7;

QString selectAll(RecordTable table, const QString &where)
{
    return QStringLiteral("SELECT key, %1 FROM %2 WHERE %3").arg(recordColumns(table), tableName(table), where);
}

} // namespace

template <typename Work>
auto QueueReader::inSnapshot(Work &&work) -> decltype(work())
{
    if (Result<void> begun = m_database.statement(QStringLiteral("BEGIN")).run(); !begun)
        return failure(begun.error());
    auto answer = work();
    // Nothing was written: it only ends the snapshot, and must do so after an interruption too.
    m_database.rollback();
    return answer;
}

Result<QueueCounts> QueueReader::counts()
{
    QueueCounts counts{};
    Statement rows = m_database.statement(QStringLiteral("SELECT view, rows FROM tally"));
    Result<bool> more = rows.step();
    for (; more && *more; more = rows.step()) {
        if (const qint64 view = rows.number(0); view >= 0 && view < QueueViewCount)
            counts[static_cast<std::size_t>(view)] = rows.number(1);
    }
    return more ? Result<QueueCounts>(counts) : failure(more.error());
}

Result<QList<QueueRow>> QueueReader::firstRows(const QueueQuery &query, int limit)
{
    return inSnapshot([&]() -> Result<QList<QueueRow>> {
        const Result<QVector<qint64>> keys = QueueFinder(m_database, query).keys(limit);
        if (!keys)
            return failure(keys.error());
        return rows(query.view, *keys);
    });
}

Result<QueueKeys> QueueReader::keys(const QueueQuery &query)
{
    // Before the snapshot: it holds at least this revision.
    const quint64 revision = m_log.revision();
    return inSnapshot([&]() -> Result<QueueKeys> {
        Result<QVector<qint64>> keys = QueueFinder(m_database, query).keys(-1);
        if (!keys)
            return failure(keys.error());
        return QueueKeys{*std::move(keys), revision};
    });
}

Result<qint64> QueueReader::count(const QueueQuery &query)
{
    if (query.filter.isEmpty())
        return counts().map([&](const QueueCounts &counts) { return counts[static_cast<std::size_t>(query.view)]; });
    return inSnapshot([&] { return QueueFinder(m_database, query).count(); });
}

Result<QueueListChange> QueueReader::changesOf(const QueueQuery &query, const QueueKeys &held)
{
    const quint64 revision = m_log.revision();
    return inSnapshot([&]() -> Result<QueueListChange> {
        QueueFinder finder(m_database, query);
        // Begins the snapshot; only what is announced after this cannot be in it.
        if (const Result<QueueCounts> counted = counts(); !counted)
            return failure(counted.error());
        const std::optional<QVector<qint64>> touched = m_log.touchedSince(held.revision, query.view);
        QueueListChange change;
        change.isWhole = true;
        if (touched && touched->size() <= MostTouched) {
            Result<QueueListChange> updated = updatedList(held.keys, *touched, query.order.descending,
                                                          [&](qint64 key) { return finder.placeOf(key); });
            if (!updated)
                return failure(updated.error());
            change = *std::move(updated);
        }
        if (change.isWhole) {
            Result<QVector<qint64>> keys = finder.keys(-1);
            if (!keys)
                return failure(keys.error());
            change.list.keys = *std::move(keys);
        }
        change.list.revision = revision;
        return change;
    });
}

Result<QList<QueueRow>> QueueReader::rows(QueueView view, const QVector<qint64> &keys)
{
    QList<QueueRow> rows;
    rows.reserve(keys.size());
    const RecordTable table = tableOf(view);
    const QString sql = selectAll(table, QStringLiteral("key = ? AND view = ?"));
    for (const qint64 key : keys) {
        Statement row = m_database.statement(sql);
        row.bind(key).bind(static_cast<int>(view));
        const Result<bool> found = row.step();
        if (!found)
            return failure(found.error());
        if (*found)
            rows.append(readRow(table, row));
    }
    return rows;
}

Result<QList<QueueRow>> QueueReader::read(RecordTable table, Statement statement)
{
    QList<QueueRow> rows;
    Result<bool> more = statement.step();
    for (; more && *more; more = statement.step())
        rows.append(readRow(table, statement));
    return more ? Result<QList<QueueRow>>(rows) : failure(more.error());
}

Result<QList<CertificateRecord>> QueueReader::certificates(Statement statement)
{
    return read(RecordTable::Certificate, std::move(statement)).map([](const QList<QueueRow> &rows) {
        QList<CertificateRecord> certificates;
        for (const QueueRow &row : rows)
            certificates.append(*row.certificate());
        return certificates;
    });
}

Result<std::optional<CertificateRequest>> QueueReader::request(const QString &id)
{
    Statement statement = m_database.statement(selectAll(RecordTable::Request, QStringLiteral("id = ?")));
    statement.bind(id);
    return read(RecordTable::Request, std::move(statement)).map([](const QList<QueueRow> &rows) {
        return rows.isEmpty() ? std::nullopt : std::optional(*rows.first().request());
    });
}

Result<QList<CertificateRequest>> QueueReader::waitingLike(const CertificateRequest &request, int limit)
{
    // Each part has an index; "none" matches nothing. The plus signs keep SQLite from walking the whole view instead.
    Statement statement = m_database.statement(selectAll(
        RecordTable::Request,
        QStringLiteral("key IN ("
                       "SELECT key FROM request WHERE substr(key_sha256, 1, 12) = ? AND +key_sha256 = ? "
                       "AND +key_sha256 <> '' "
                       "UNION SELECT key FROM request WHERE view IN (%1, %2) AND common_name = ? AND common_name <> '' "
                       "UNION SELECT key FROM request WHERE renewal_of = ? AND renewal_of <> '') "
                       "AND +view IN (%1, %2) AND id <> ? ORDER BY submitted_at, key LIMIT ?")
            .arg(static_cast<int>(QueueView::Pending))
            .arg(static_cast<int>(QueueView::OnHold))));
    const QString &key = request.key.spkiSha256;
    statement.bind(key.left(12)).bind(key).bind(request.commonName).bind(request.renewalOf).bind(request.id);
    statement.bind(limit);
    return read(RecordTable::Request, std::move(statement)).map([](const QList<QueueRow> &rows) {
        QList<CertificateRequest> requests;
        for (const QueueRow &row : rows)
            requests.append(*row.request());
        return requests;
    });
}

Result<std::optional<CertificateRecord>> QueueReader::certificate(const QString &serial)
{
    Statement statement = m_database.statement(selectAll(RecordTable::Certificate, QStringLiteral("serial = ?")));
    statement.bind(serial);
    return certificates(std::move(statement)).map([](const QList<CertificateRecord> &found) {
        return found.isEmpty() ? std::nullopt : std::optional(found.first());
    });
}

Result<QList<CertificateRecord>> QueueReader::certificatesOfName(const QStringList &dnsNames, int limit)
{
    if (dnsNames.isEmpty())
        return QList<CertificateRecord>();
    const QStringList places(dnsNames.size(), QStringLiteral("?"));
    Statement statement = m_database.statement(selectAll(
        RecordTable::Certificate, QStringLiteral("key IN (SELECT key FROM certificate_name WHERE name IN (%1)) "
                                                 "ORDER BY issued_at DESC, key DESC LIMIT ?")
                                      .arg(places.join(QLatin1Char(',')))));
    for (const QString &name : dnsNames)
        statement.bind(name.toLower());
    statement.bind(limit);
    return certificates(std::move(statement));
}

Result<QList<CertificateRecord>> QueueReader::certificatesOfKey(const QString &spkiSha256, int limit)
{
    // With the plus sign: SQLite would put the value into substr() too, and then not know its index by it.
    Statement statement = m_database.statement(
        selectAll(RecordTable::Certificate, QStringLiteral("substr(key_sha256, 1, 12) = ? AND +key_sha256 = ? "
                                                           "ORDER BY issued_at DESC, key DESC LIMIT ?")));
    statement.bind(spkiSha256.left(12)).bind(spkiSha256).bind(limit);
    return certificates(std::move(statement));
}

Result<std::optional<CertificateRecord>> QueueReader::successorOf(const QString &serial)
{
    Statement statement = m_database.statement(
        selectAll(RecordTable::Certificate, QStringLiteral("renewal_of = ? AND renewal_of <> '' AND state <> %1 "
                                                           "ORDER BY issued_at DESC, key DESC LIMIT 1")
                                                .arg(static_cast<int>(CertificateState::Revoked))));
    statement.bind(serial);
    return certificates(std::move(statement)).map([](const QList<CertificateRecord> &found) {
        return found.isEmpty() ? std::nullopt : std::optional(found.first());
    });
}

Result<QList<ExpiryWeek>> QueueReader::expiriesByWeek(const QDateTime &now, int weeks)
{
    return inSnapshot([&]() -> Result<QList<ExpiryWeek>> {
        Statement rows = m_database.statement(
            QStringLiteral(
                "SELECT count(*), total(EXISTS (SELECT 1 FROM certificate AS next "
                "WHERE next.renewal_of = certificate.serial AND next.renewal_of <> '' AND next.state <> %1)) "
                "FROM certificate WHERE view = %2 AND not_after >= ? AND not_after < ?")
                .arg(static_cast<int>(CertificateState::Revoked))
                .arg(static_cast<int>(QueueView::Issued)));
        QList<ExpiryWeek> answer;
        QDateTime begin = now; // keeps its time zone
        begin.setDate(now.date().addDays(1 - now.date().dayOfWeek()));
        begin.setTime(QTime(0, 0));
        for (int week = 0; week < weeks; ++week) {
            const QDateTime end = begin.addDays(DaysOfWeek);
            rows.bind(std::max(begin, now)).bind(end);
            const Result<bool> counted = rows.step();
            if (!counted)
                return failure(counted.error());
            answer.append({begin.date(), rows.number(0), rows.number(1)});
            rows.reset();
            begin = end;
        }
        return answer;
    });
}

Result<std::optional<QByteArray>> QueueReader::sealedDetail(const QString &id)
{
    Statement statement = m_database.statement(QStringLiteral("SELECT sealed FROM detail WHERE id = ?"));
    statement.bind(id);
    return statement.step().map([&](bool found) { return found ? std::optional(statement.bytes(0)) : std::nullopt; });
}

} // namespace tegata
