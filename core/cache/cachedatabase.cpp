// SPDX-License-Identifier: Apache-2.0
#include "core/cache/cachedatabase.h"

#include <QFile>
#include <QRegularExpression>
#include <QSqlError>
#include <QUuid>
#include <QVariant>

namespace tegata {

namespace {

Error sqlError(const QSqlError &error)
{
    // SQLite's primary result codes (https://sqlite.org/rescode.html); extended codes carry them in the low byte.
    const int code = error.nativeErrorCode().toInt() & 0xff;
    const QString detail = error.driverText() + QLatin1String(": ") + error.databaseText();
    switch (code) {
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return {ErrorCode::StoreCorrupt, detail, {}, -1};
    case 13: // SQLITE_FULL
        return {ErrorCode::DiskFull, detail, {}, -1};
    default:
        return {ErrorCode::StoreUnavailable, detail, {}, -1};
    }
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

CacheDatabase::~CacheDatabase()
{
    close();
}

Result<void> CacheDatabase::open(const QString &path, const QString &migrations, bool durable)
{
    close();
    m_path = path;
    if (!makePrivate(path))
        return failure(ErrorCode::StoreUnavailable, QStringLiteral("cannot create the file"), path);
    m_connection = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!m_database.open())
        return failure(sqlError(m_database.lastError()));
    const QStringList settings = {
        QStringLiteral("PRAGMA journal_mode = WAL"),
        durable ? QStringLiteral("PRAGMA synchronous = FULL") : QStringLiteral("PRAGMA synchronous = NORMAL"),
        QStringLiteral("PRAGMA wal_autocheckpoint = 20000"),
        // Deleted rows are overwritten: what left the queue does not stay readable in the file.
        QStringLiteral("PRAGMA secure_delete = ON"),
    };
    for (const QString &setting : settings) {
        if (Result<void> done = execute(setting); !done)
            return done;
    }
    return migrate(migrations);
}

void CacheDatabase::close()
{
    if (m_connection.isEmpty())
        return;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
    m_connection.clear();
}

void CacheDatabase::setAside()
{
    close();
    for (const char *suffix : {"-wal", "-shm"})
        QFile::remove(m_path + QLatin1String(suffix));
    const QString damaged = m_path + QLatin1String(".damaged");
    QFile::remove(damaged);
    QFile::rename(m_path, damaged);
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

Result<void> CacheDatabase::execute(const QString &sql) const
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return failure(sqlError(query.lastError()));
    return {};
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
