// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/worker.h"
#include "core/cache/queueview.h"
#include "core/domain/contract.h"
#include "core/domain/registration.h"

#include <QObject>
#include <QVector>

#include <functional>
#include <memory>
#include <optional>

namespace tegata {

// What is stored of an action before it is sent (core/sync/outbox.h).
struct OutboxEntry
{
    qint64 id = 0;          // 0 before it is stored
    QString actor;          // id of the operator who decided
    QString kind;           // "decide" or "revoke"
    QString target;         // request id or serial
    QString idempotencyKey; // unique
    QByteArray payload;     // JSON
    QDateTime storedAt;
};

// The local copy of one site's queue, for one identity: SQLite on a thread of its own (WAL, numbered migrations).
// The first picture of every view comes from here, before any network. Holds what certificates show anyway, never
// personal data, comments or notes. All calls are safe from the owner's thread and never block it; the signal arrives
// there. A damaged file is set aside (".damaged") and started anew: the site fills it again, but the outbox lives in a
// file of its own, which is never discarded.
class QueueCache : public QObject
{
    Q_OBJECT

public:
    // directory: made when missing (0700); files 0600.
    explicit QueueCache(QString directory, QObject *parent = nullptr);
    ~QueueCache() override;

    // Once, before anything else. Errors: StoreUnavailable, StoreTooNew, DiskFull.
    Future<void> open();

    Future<QueueCounts> counts();
    // All keys of a view in its order: 8 bytes a row.
    Future<QVector<qint64>> keys(QueueView view, QueueOrder order);
    // The first rows of a view in its order, for the first picture.
    Future<QList<QueueRow>> firstRows(QueueView view, QueueOrder order, int limit);
    // Rows by key; keys that left the view meanwhile are absent in the answer.
    Future<QList<QueueRow>> rows(QueueView view, QVector<qint64> keys);
    Future<std::optional<CertificateRequest>> request(const QString &id);
    Future<std::optional<CertificateRecord>> certificate(const QString &serial);

    // The cursor of the last applied page, empty before the first.
    Future<QString> cursor();
    // One transaction: rows, removals and cursor. A record with a lower version than the stored one is ignored (an
    // answer to an action may overtake the feed). Emits changed() when anything is different.
    Future<ChangeSet> apply(const contract::ChangePage &page);
    // Upserts outside the feed (the answer to an action); the cursor stays.
    Future<ChangeSet> upsert(const QList<CertificateRequest> &requests, const QList<CertificateRecord> &certificates);

    Future<std::optional<Registration>> registration();
    Future<void> storeRegistration(const Registration &registration);

    Future<qint64> addToOutbox(const OutboxEntry &entry);
    Future<QList<OutboxEntry>> outbox();
    Future<void> removeFromOutbox(qint64 id);

Q_SIGNALS:
    void changed(const tegata::ChangeSet &changes);

private:
    Future<ChangeSet> announced(std::function<Result<ChangeSet>()> job);

    struct Store; // lives on the worker's thread
    std::shared_ptr<Store> m_store;
    Worker m_worker;
};

} // namespace tegata
