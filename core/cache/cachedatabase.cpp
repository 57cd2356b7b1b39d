// SPDX-License-Identifier: Apache-2.0
#include "core/cache/cachedatabase.h"

#include "core/base/setaside.h"
#include "core/cache/bigramtokenizer.h"

#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSqlDriver>
#include <QSqlError>
#include <QUuid>
#include <QVariant>

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

Q_LOGGING_CATEGORY(log, "tegata.cache")

// Virtual machine steps between two looks at the tickets: some microseconds.
constexpr int StepsPerLook = 2000;

Error sqlError(const QSqlError &error)
{
    return storeError(error.nativeErrorCode().toInt(), error.driverText() + QLatin1String(": ") + error.databaseText());
}

int isStopped(void *tickets)
{
    const auto &each = *static_cast<const CacheDatabase::Tickets *>(tickets);
    return std::any_of(each.begin(), each.end(), [](const SearchTicket &ticket) { return ticket.isStopped(); }) ? 1 : 0;
}

sqlite3 *handleOf(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    return handle.isValid() && qstrcmp(handle.typeName(), "sqlite3*") == 0
               ? *static_cast<sqlite3 *const *>(handle.constData())
               : nullptr;
}

// SQLite gives -wal and -shm the rights of the main file, so it must exist with the right ones before it is opened.
bool makePrivate(const QString &path)
{
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::WriteOnly))
        return false;
    return file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace

Error storeError(int code, const QString &detail)
{
    switch (code & 0xff) { // extended codes carry the primary one in the low byte (https://sqlite.org/rescode.html)
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorCode::StoreCorrupt, detail, {}, -1};
    case SQLITE_FULL:
        return {ErrorCode::DiskFull, detail, {}, -1};
    case SQLITE_INTERRUPT:
        return {ErrorCode::Cancelled, detail, {}, -1};
    default:
        return {ErrorCode::StoreUnavailable, detail, {}, -1};
    }
}

CacheDatabase::~CacheDatabase()
{
    close();
}

Result<void> CacheDatabase::open(const QString &path, const QString &migrations, bool durable)
{
    if (!makePrivate(path))
        return failure(ErrorCode::StoreUnavailable, QStringLiteral("cannot create the file"), path);
    const QStringList settings = {
        QStringLiteral("PRAGMA journal_mode = WAL"),
        durable ? QStringLiteral("PRAGMA synchronous = FULL") : QStringLiteral("PRAGMA synchronous = NORMAL"),
        QStringLiteral("PRAGMA wal_autocheckpoint = 20000"),
        // Deleted rows are overwritten: what left the queue does not stay readable in the file.
        QStringLiteral("PRAGMA secure_delete = ON"),
        QStringLiteral("PRAGMA cache_size = -8192"),
    };
    return connect(path, settings).and_then([&] { return migrate(migrations); });
}

Result<void> CacheDatabase::openToRead(const QString &path, int cache)
{
    return connect(path,
                   {QStringLiteral("PRAGMA cache_size = -%1").arg(cache), QStringLiteral("PRAGMA query_only = ON")});
}

Result<void> CacheDatabase::connect(const QString &path, const QStringList &settings)
{
    close();
    m_path = path;
    m_connection = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!m_database.open())
        return failure(sqlError(m_database.lastError()));
    m_handle = handleOf(m_database);
    if (!m_handle)
        return failure(ErrorCode::Internal, QStringLiteral("Qt's SQLite driver gives no handle"));
    if (Result<void> known = registerBigramTokenizer(m_handle); !known)
        return known;
    sqlite3_progress_handler(m_handle, StepsPerLook, isStopped, &m_tickets);
    for (const QString &setting : settings) {
        if (Result<void> done = execute(setting); !done)
            return done;
    }
    return {};
}

void CacheDatabase::close()
{
    if (m_connection.isEmpty())
        return;
    for (sqlite3_stmt *statement : std::as_const(m_statements))
        sqlite3_finalize(statement);
    m_statements.clear();
    m_handle = nullptr;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
    m_connection.clear();
}

void CacheDatabase::setAside()
{
    close();
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(m_path + QLatin1String(".damaged") + QLatin1String(suffix));
    if (const Result<QString> aside = tegata::setAside(m_path))
        qCWarning(log) << QFileInfo(m_path).fileName() << "was damaged, and is fetched again; kept as"
                       << QFileInfo(*aside).fileName();
}

Result<void> CacheDatabase::check(const QString &table) const
{
    QSqlQuery query = prepare(QStringLiteral("PRAGMA quick_check(%1)").arg(table));
    if (Result<void> done = run(query); !done)
        return done;
    const QString said = query.next() ? query.value(0).toString() : QString();
    if (Result<void> read = atEnd(query); !read)
        return read;
    if (said != QLatin1String("ok"))
        return failure(ErrorCode::StoreCorrupt, said, QFileInfo(m_path).fileName());
    return {};
}

QSqlQuery CacheDatabase::prepare(const QString &sql) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(sql);
    return query;
}

Result<void> CacheDatabase::run(QSqlQuery &query)
{
    if (!query.exec())
        return failure(sqlError(query.lastError()));
    return {};
}

Result<void> CacheDatabase::atEnd(const QSqlQuery &query)
{
    if (query.lastError().isValid())
        return failure(sqlError(query.lastError()));
    return {};
}

Result<void> CacheDatabase::execute(const QString &sql) const
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return failure(sqlError(query.lastError()));
    return {};
}

Statement CacheDatabase::statement(const QString &sql)
{
    sqlite3_stmt *prepared = m_statements.take(sql);
    if (!prepared && m_handle) {
        const QByteArray utf8 = sql.toUtf8();
        sqlite3_prepare_v3(m_handle, utf8.constData(), int(utf8.size()), SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    }
    return {m_handle, prepared, sql, &m_statements};
}

qint64 CacheDatabase::lastKey() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

Result<void> CacheDatabase::commit() const
{
    Result<void> done = execute(QStringLiteral("COMMIT"));
    if (!done)
        rollback();
    return done;
}

void CacheDatabase::rollback() const
{
    // Fails when SQLite has already rolled back by itself (disk full): that is what is wanted.
    (void)execute(QStringLiteral("ROLLBACK"));
}

Result<void> CacheDatabase::migrate(const QString &migrations) const
{
    QSqlQuery version(m_database);
    if (!version.exec(QStringLiteral("PRAGMA user_version")) || !version.next())
        return failure(sqlError(version.lastError()));
    int current = version.value(0).toInt();
    version.finish();

    const auto stepFile = [&](int step) {
        return QStringLiteral(":/migrations/cache/%1-%2.sql").arg(migrations).arg(step, 3, 10, QLatin1Char('0'));
    };
    if (current > 0 && !QFile::exists(stepFile(current)))
        return failure(ErrorCode::StoreTooNew, QStringLiteral("schema %1").arg(current), m_path);
    for (; QFile::exists(stepFile(current + 1)); ++current) {
        QFile file(stepFile(current + 1));
        if (!file.open(QIODevice::ReadOnly))
            return failure(ErrorCode::Internal, QStringLiteral("migration %1 cannot be read").arg(current + 1));
        QString script = QString::fromUtf8(file.readAll());
        static const QRegularExpression comment(QStringLiteral("--[^\n]*"));
        script.remove(comment);
        if (Result<void> begun = begin(); !begun)
            return begun;
        QStringList statements = script.split(QLatin1Char(';'), Qt::SkipEmptyParts);
        statements.append(QStringLiteral("PRAGMA user_version = %1").arg(current + 1));
        for (const QString &statement : statements) {
            if (statement.trimmed().isEmpty())
                continue;
            if (Result<void> done = execute(statement); !done) {
                rollback();
                return done;
            }
        }
        if (Result<void> done = commit(); !done)
            return done;
    }
    return {};
}

} // namespace tegata
