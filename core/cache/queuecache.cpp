// SPDX-License-Identifier: Apache-2.0
#include "core/cache/queuecache.h"

#include "core/cache/outboxstore.h"
#include "core/cache/queuestore.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonDocument>

namespace tegata {

// Made on the owner's thread, used and closed on the worker's.
struct QueueCache::Store
{
    QString directory;
    QueueStore queue;
    OutboxStore outbox;
};

namespace {

const QString CursorName = QStringLiteral("cursor");
const QString RegistrationName = QStringLiteral("registration");

bool isEmpty(const ChangeSet &changes)
{
    for (const ChangeSet::View &view : changes.views) {
        if (!view.isEmpty())
            return false;
    }
    return true;
}

} // namespace

QueueCache::QueueCache(QString directory, QObject *parent)
    : QObject(parent), m_store(std::make_shared<Store>()), m_worker(QStringLiteral("cache"))
{
    m_store->directory = std::move(directory);
    // SQLite's connections must be closed by the thread that opened them: this runs there, as its last act.
    connect(m_worker.context(), &QObject::destroyed, [store = m_store] {
        store->queue.close();
        store->outbox.close();
    });
}

QueueCache::~QueueCache()
{
    m_worker.finish();
}

Future<void> QueueCache::open()
{
    return m_worker.run<void>([store = m_store]() -> Result<void> {
        const QDir directory(store->directory);
        if (!directory.mkpath(QStringLiteral(".")))
            return failure(ErrorCode::StoreUnavailable, QStringLiteral("cannot create the folder"), store->directory);
        QFile::setPermissions(store->directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        // The outbox first: without it nothing may be decided, while the queue is only a copy.
        if (Result<void> opened = store->outbox.open(directory.filePath(QStringLiteral("outbox.sqlite"))); !opened)
            return opened;
        return store->queue.open(directory.filePath(QStringLiteral("queue.sqlite")));
    });
}

Future<QueueCounts> QueueCache::counts()
{
    return m_worker.run<QueueCounts>([store = m_store] { return store->queue.counts(); });
}

Future<QVector<qint64>> QueueCache::keys(QueueView view, QueueOrder order)
{
    return m_worker.run<QVector<qint64>>([store = m_store, view, order] { return store->queue.keys(view, order, -1); });
}

Future<QList<QueueRow>> QueueCache::firstRows(QueueView view, QueueOrder order, int limit)
{
    return m_worker.run<QList<QueueRow>>([store = m_store, view, order, limit]() -> Result<QList<QueueRow>> {
        const Result<QVector<qint64>> keys = store->queue.keys(view, order, limit);
        if (!keys)
            return failure(keys.error());
        const Result<QList<QueueRow>> rows = store->queue.rows(view, *keys);
        if (!rows)
            return failure(rows.error());
        QHash<qint64, qsizetype> places;
        for (qsizetype i = 0; i < rows->size(); ++i)
            places.insert(rows->at(i).key, i);
        QList<QueueRow> ordered;
        for (const qint64 key : *keys) {
            if (places.contains(key))
                ordered.append(rows->at(places.value(key)));
        }
        return ordered;
    });
}

Future<QList<QueueRow>> QueueCache::rows(QueueView view, QVector<qint64> keys)
{
    return m_worker.run<QList<QueueRow>>(
        [store = m_store, view, keys = std::move(keys)] { return store->queue.rows(view, keys); });
}

Future<std::optional<CertificateRequest>> QueueCache::request(const QString &id)
{
    return m_worker.run<std::optional<CertificateRequest>>([store = m_store, id] { return store->queue.request(id); });
}

Future<std::optional<CertificateRecord>> QueueCache::certificate(const QString &serial)
{
    return m_worker.run<std::optional<CertificateRecord>>(
        [store = m_store, serial] { return store->queue.certificate(serial); });
}

Future<QList<QueueRow>> QueueCache::firstRows(const QueueQuery &query, int limit, const SearchTicket &)
{
    if (!query.filter.isEmpty())
        return readyFuture<QList<QueueRow>>(failure(ErrorCode::Unsupported));
    return firstRows(query.view, query.order, limit);
}

Future<QueueKeys> QueueCache::keys(const QueueQuery &query, const SearchTicket &)
{
    return m_worker.run<QueueKeys>([store = m_store, query]() -> Result<QueueKeys> {
        if (!query.filter.isEmpty())
            return failure(ErrorCode::Unsupported);
        const Result<QVector<qint64>> keys = store->queue.keys(query.view, query.order, -1);
        if (!keys)
            return failure(keys.error());
        return QueueKeys{*keys, 0};
    });
}

Future<qint64> QueueCache::count(const QueueQuery &query, const SearchTicket &)
{
    return m_worker.run<qint64>([store = m_store, query]() -> Result<qint64> {
        if (!query.filter.isEmpty())
            return failure(ErrorCode::Unsupported);
        return store->queue.counts().map(
            [&](const QueueCounts &counts) { return counts[static_cast<std::size_t>(query.view)]; });
    });
}

Future<QueueListChange> QueueCache::changesOf(const QueueQuery &query, const QueueKeys &, const SearchTicket &)
{
    return m_worker.run<QueueListChange>([store = m_store, query]() -> Result<QueueListChange> {
        if (!query.filter.isEmpty())
            return failure(ErrorCode::Unsupported);
        const Result<QVector<qint64>> keys = store->queue.keys(query.view, query.order, -1);
        if (!keys)
            return failure(keys.error());
        QueueListChange change;
        change.list = {*keys, 0};
        change.isWhole = true;
        return change;
    });
}

Future<QList<CertificateRecord>> QueueCache::certificatesOfName(const QStringList &)
{
    return readyFuture<QList<CertificateRecord>>(failure(ErrorCode::Unsupported));
}

Future<QList<CertificateRecord>> QueueCache::certificatesOfKey(const QString &)
{
    return readyFuture<QList<CertificateRecord>>(failure(ErrorCode::Unsupported));
}

Future<std::optional<CertificateRecord>> QueueCache::successorOf(const QString &)
{
    return readyFuture<std::optional<CertificateRecord>>(failure(ErrorCode::Unsupported));
}

Future<QList<ExpiryWeek>> QueueCache::expiriesByWeek(const QDateTime &, int)
{
    return readyFuture<QList<ExpiryWeek>>(failure(ErrorCode::Unsupported));
}

void QueueCache::setSealingKey(SharedSecret) {}

void QueueCache::dropSealingKey() {}

Future<void> QueueCache::storeDetail(const RequestDetail &)
{
    return readyFuture<void>(failure(ErrorCode::IdentityLocked));
}

Future<std::optional<RequestDetail>> QueueCache::detail(const QString &)
{
    return readyFuture<std::optional<RequestDetail>>(failure(ErrorCode::IdentityLocked));
}

Future<QString> QueueCache::cursor()
{
    return m_worker.run<QString>([store = m_store] { return store->queue.meta(CursorName); });
}

Future<ChangeSet> QueueCache::announced(std::function<Result<ChangeSet>()> job)
{
    // The signal is posted from the worker before the future delivers: who waits for the answer finds the views told.
    return m_worker.run<ChangeSet>([this, job = std::move(job)]() -> Result<ChangeSet> {
        Result<ChangeSet> changes = job();
        if (changes && !isEmpty(*changes))
            QMetaObject::invokeMethod(this, [this, set = *changes] { Q_EMIT changed(set); }, Qt::QueuedConnection);
        return changes;
    });
}

Future<ChangeSet> QueueCache::apply(const contract::ChangePage &page, const std::optional<QString> &after)
{
    return announced([store = m_store, page, after]() -> Result<ChangeSet> {
        const Result<QString> stored = store->queue.meta(CursorName);
        if (stored && after && *stored != *after)
            return failure(ErrorCode::Conflict, QStringLiteral("the cursor moved meanwhile"));
        return store->queue.apply(page);
    });
}

Future<ChangeSet> QueueCache::upsert(const QList<CertificateRequest> &requests,
                                     const QList<CertificateRecord> &certificates)
{
    return announced([store = m_store, requests, certificates] { return store->queue.upsert(requests, certificates); });
}

Future<std::optional<Registration>> QueueCache::registration()
{
    return m_worker.run<std::optional<Registration>>([store = m_store]() -> Result<std::optional<Registration>> {
        const Result<QString> text = store->queue.meta(RegistrationName);
        if (!text)
            return failure(text.error());
        if (text->isEmpty())
            return std::optional<Registration>();
        const Result<Registration> read =
            contract::registrationFromJson(QJsonDocument::fromJson(text->toUtf8()).object());
        if (!read)
            return std::optional<Registration>(); // of another version of the program: the site gives it again
        return std::optional<Registration>(*read);
    });
}

Future<void> QueueCache::storeRegistration(const Registration &registration)
{
    return m_worker.run<void>([store = m_store, registration] {
        const QJsonDocument document(contract::toJson(registration));
        return store->queue.setMeta(RegistrationName,
                                    QString::fromUtf8(document.toJson(QJsonDocument::Compact)));
    });
}

Future<qint64> QueueCache::addToOutbox(const OutboxEntry &entry)
{
    return m_worker.run<qint64>([store = m_store, entry] { return store->outbox.add(entry); });
}

Future<QList<OutboxEntry>> QueueCache::outbox()
{
    return m_worker.run<QList<OutboxEntry>>([store = m_store] { return store->outbox.entries(); });
}

Future<void> QueueCache::removeFromOutbox(qint64 id)
{
    return m_worker.run<void>([store = m_store, id] { return store->outbox.remove(id); });
}

} // namespace tegata
