// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/service/store/storequery.h"

#include <QDateTime>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlError>
#include <QString>
#include <QVariantList>

#include <optional>

namespace tegata {

// One snapshot of the store on the calling thread's connection; lives only while Database::read or write calls.
class ReadTransaction
{
public:
    // queries: the connection's. now: the one time of all that is read.
    ReadTransaction(QSqlDatabase connection, QueryPool &queries, QDateTime now)
        : m_connection(std::move(connection)), m_queries(queries), m_now(std::move(now))
    {}
    virtual ~ReadTransaction() = default;
    ReadTransaction(const ReadTransaction &) = delete;
    ReadTransaction &operator=(const ReadTransaction &) = delete;

    // Binds the values to the statement's `?` in order and runs it. NULL is QVariant(); a null QString or
    // QByteArray is bound as empty. The query must be gone before the transaction ends. Errors: see storeError();
    // InvalidArgument for a text that the database would not give back as it is (acceptabletext.h).
    Result<StoreQuery> run(const QString &sql, const QVariantList &values = {});
    // The first row that could not be read: nothing made of this transaction counts.
    const std::optional<Error> &readFailure() const { return m_readFailure; }
    // The first statement that failed for another reason than its values (disk, lock).
    const std::optional<Error> &failedStatement() const { return m_failedStatement; }

    // What is over follows from it: requests whose time-out has passed, certificates after their end.
    const QDateTime &now() const { return m_now; }

protected:
    void setNow(const QDateTime &now) { m_now = now; }
    void setStopsAtFailure() { m_stopsAtFailure = true; }

private:
    QSqlDatabase m_connection;
    QueryPool &m_queries;
    std::optional<Error> m_readFailure;
    std::optional<Error> m_failedStatement;
    bool m_stopsAtFailure = false;
    QDateTime m_now;
};

// StoreCorrupt, DiskFull, Conflict for a broken constraint, StoreUnavailable for the rest.
Error storeError(const QSqlError &error);

// The one writer's.
class Transaction final : public ReadTransaction
{
public:
    using ReadTransaction::ReadTransaction;

    // For a past that is written into the store at once: what follows is read and written as of that time, so that a
    // request which was decided in time is not over when it is told.
    void goTo(const QDateTime &time) { setNow(time); }

    // After a failed statement every other one answers its error: SQLite may have rolled the whole transaction back,
    // and what follows would be committed by itself.
    void stopAtFailure() { setStopsAtFailure(); }

    // The next number of the change sequence: 1, 2, 3, … over all committed writes, without gap or repeat, in the
    // order of the commits (allocated under the writer's lock; a rolled back number is given out again).
    Result<qint64> nextSequence();

    // Who waits for what changed here ("customer:<id>", topics.h) is woken after the commit.
    void touch(const QString &topic) { m_topics.insert(topic); }
    const QSet<QString> &topics() const { return m_topics; }

    // The audit trail's last line as this transaction left it; AuditTrail's own.
    struct AuditHead
    {
        qint64 sequence = 0;
        QByteArray hash;
    };
    std::optional<AuditHead> auditHead;

private:
    QSet<QString> m_topics;
};

// Columns ↔ values: times are BIGINT milliseconds since 1970 UTC, NULL when invalid.
QVariant timeValue(const QDateTime &time);
QDateTime timeOf(const QVariant &value);
// A list of texts as a JSON array.
QString listValue(const QStringList &list);
QStringList listOf(const QVariant &value);

} // namespace tegata
