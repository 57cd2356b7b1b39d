// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/transaction.h"

#include "core/base/acceptabletext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tegata {

namespace {

// SQLite's primary result codes (sqlite.org/rescode.html); the driver reports the extended ones.
constexpr int SqliteCorrupt = 11;
constexpr int SqliteFull = 13;
constexpr int SqliteConstraint = 19;
constexpr int SqliteNotADatabase = 26;

QVariant bindable(const QVariant &value)
{
    if (value.typeId() == QMetaType::QString && value.toString().isNull())
        return QStringLiteral("");
    if (value.typeId() == QMetaType::QByteArray && value.toByteArray().isNull())
        return QByteArray("");
    return value;
}

} // namespace

Error storeError(const QSqlError &error)
{
    const QString native = error.nativeErrorCode();
    bool isNumber = false;
    const int primary = native.toInt(&isNumber) & 0xff;
    ErrorCode code = ErrorCode::StoreUnavailable;
    if (isNumber && native.size() < 5) {
        if (primary == SqliteConstraint)
            code = ErrorCode::Conflict;
        else if (primary == SqliteCorrupt || primary == SqliteNotADatabase)
            code = ErrorCode::StoreCorrupt;
        else if (primary == SqliteFull)
            code = ErrorCode::DiskFull;
    } else if (native.startsWith(QLatin1String("23"))) { // SQLSTATE class 23: integrity constraint violation
        code = ErrorCode::Conflict;
    }
    return Error{code, error.driverText() + QStringLiteral(": ") + error.databaseText(), {}, -1};
}

Result<StoreQuery> ReadTransaction::run(const QString &sql, const QVariantList &values)
{
    if (m_stopsAtFailure && m_failedStatement)
        return failure(*m_failedStatement);
    for (const QVariant &value : values) {
        if (value.typeId() != QMetaType::QString)
            continue;
        if (const Result<void> text = checkAcceptableText(value.toString(), {}); !text)
            return failure(text.error());
    }
    auto query = m_queries.take(m_connection, sql);
    if (!query)
        return failure(storeError(query.error()));
    for (const QVariant &value : values)
        query->addBindValue(bindable(value));
    if (!query->exec()) {
        const Error error = storeError(query->lastError());
        if (error.code != ErrorCode::Conflict && !m_failedStatement)
            m_failedStatement = error;
        return failure(error); // the query is not kept: what fails may be what was prepared
    }
    return StoreQuery(m_queries, sql, *std::move(query), [this](const QSqlError &error) {
        if (!m_readFailure)
            m_readFailure = storeError(error);
    });
}

Result<qint64> Transaction::nextSequence()
{
    auto query = run(QStringLiteral("UPDATE change_counter SET value = value + 1 WHERE id = 1 RETURNING value"));
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("the change counter is missing"));
    return query->value(0).toLongLong();
}

QVariant timeValue(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime timeOf(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

QString listValue(const QStringList &list)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(list)).toJson(QJsonDocument::Compact));
}

QStringList listOf(const QVariant &value)
{
    const QJsonArray array = QJsonDocument::fromJson(value.toString().toUtf8()).array();
    QStringList list;
    list.reserve(array.size());
    for (const auto &item : array)
        list.append(item.toString());
    return list;
}

} // namespace tegata
