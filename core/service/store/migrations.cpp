// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/migrations.h"

#include "core/service/store/keyhashstep.h"
#include "core/service/store/transaction.h"

#include <QDir>
#include <QFile>
#include <QStringList>

// A static library's resources are not registered by themselves. Outside the namespace: the macro declares a function.
static void registerMigrations()
{
    Q_INIT_RESOURCE(service_migrations);
}

namespace tegata {

namespace {

constexpr int KeyHashStep = 7;

QString stepFile(int version, const QString &infix)
{
    return QStringLiteral(":/tegata/service/migrations/%1%2.sql").arg(version, 3, 10, QLatin1Char('0')).arg(infix);
}

QStringList statementsOf(const QString &text)
{
    QStringList statements;
    QString current;
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString &line = lines.at(i);
        if (line.startsWith(QLatin1String("--")))
            continue;
        if (!line.isEmpty())
            current += line + QLatin1Char('\n');
        const bool lastOfBlock = i + 1 == lines.size() || lines.at(i + 1).isEmpty();
        if (line.endsWith(QLatin1Char(';')) && lastOfBlock) {
            statements.append(current);
            current.clear();
        }
    }
    return statements;
}

Result<void> execute(const QSqlDatabase &connection, const QString &sql)
{
    QSqlQuery query(connection);
    if (!query.exec(sql))
        return failure(storeError(query.lastError()));
    return {};
}

Result<void> runFile(const QSqlDatabase &connection, const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Internal, QStringLiteral("the schema step is missing"), name);
    const QStringList statements = statementsOf(QString::fromUtf8(file.readAll()));
    for (const QString &statement : statements) {
        if (Result<void> done = execute(connection, statement); !done)
            return done;
    }
    return {};
}

Result<void> runStep(const QSqlDatabase &connection, int version)
{
    if (Result<void> done = runFile(connection, stepFile(version, QString())); !done)
        return done;
    const QString special = stepFile(version, QLatin1Char('.') + connection.driverName().toLower());
    if (QFile::exists(special)) {
        if (Result<void> done = runFile(connection, special); !done)
            return done;
    }
    if (version == KeyHashStep) {
        if (Result<void> done = makeKeyHashesAgain(connection); !done)
            return done;
    }
    return execute(connection, QStringLiteral("INSERT INTO schema_version (version) VALUES (%1)").arg(version));
}

} // namespace

Result<int> storedSchemaVersion(const QSqlDatabase &connection)
{
    if (!connection.tables().contains(QStringLiteral("schema_version")))
        return 0;
    QSqlQuery query(connection);
    if (!query.exec(QStringLiteral("SELECT MAX(version) FROM schema_version")) || !query.next())
        return failure(storeError(query.lastError()));
    return query.value(0).toInt();
}

int newestSchemaVersion()
{
    registerMigrations();
    int version = 0;
    while (QFile::exists(stepFile(version + 1, QString())))
        ++version;
    return version;
}

Result<int> migrate(QSqlDatabase &connection, int upTo)
{
    const int newest = newestSchemaVersion();
    const int target = upTo < 0 ? newest : qMin(upTo, newest);
    // Two programs that start at once must not run the same step: the version is read under the write lock.
    for (;;) {
        if (Result<void> begun = execute(connection, QStringLiteral("BEGIN IMMEDIATE")); !begun)
            return failure(begun.error());
        const Result<int> version = storedSchemaVersion(connection);
        Result<void> done;
        if (!version)
            done = failure(version.error());
        else if (*version > newest)
            done = failure(ErrorCode::StoreTooNew,
                           QStringLiteral("schema version %1, known are %2").arg(*version).arg(newest));
        else if (*version == 0)
            done = execute(
                connection,
                QStringLiteral("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY)"));
        const bool isStep = done && *version < target;
        if (isStep)
            done = runStep(connection, *version + 1);
        const Result<void> ended =
            execute(connection, done && isStep ? QStringLiteral("COMMIT") : QStringLiteral("ROLLBACK"));
        if (!done)
            return failure(done.error());
        if (!ended)
            return failure(ended.error());
        if (!isStep)
            return *version;
    }
}

} // namespace tegata
