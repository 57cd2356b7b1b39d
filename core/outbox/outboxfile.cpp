// SPDX-License-Identifier: Apache-2.0
#include "core/outbox/outboxfile.h"

#include "core/base/privatefile.h"

#include <QFileInfo>

#include <utility>

namespace tegata {

Result<void> OutboxFile::Store::open(const QString &path, const QDateTime &now, Access access)
{
    if (access == Access::Read)
        return openToRead(path);
    if (Result<void> made = makePrivateDirectory(QFileInfo(path).absolutePath()); !made)
        return made;
    Result<FileLock> held = FileLock::acquire(path + QLatin1String(".lock"));
    if (!held)
        return held.error().code == ErrorCode::Conflict ? openToRead(path) : failure(held.error());
    lock = std::move(*held);
    return file.open(path, now);
}

Result<void> OutboxFile::Store::openToRead(const QString &path)
{
    inUse = storeInUse();
    return file.openToRead(path);
}

OutboxFile::OutboxFile(QString path, const QDateTime &now, Access access, QObject *parent)
    : QObject(parent), m_store(std::make_shared<Store>()), m_worker(QStringLiteral("decisions"))
{
    // SQLite's connection must be closed by the thread that opened it: this runs there, as its last act.
    connect(m_worker.context(), &QObject::destroyed, [store = m_store] {
        store->file.close();
        store->lock.reset();
    });
    m_worker.run<void>([store = m_store, path = std::move(path), now, access] {
        store->opened = store->open(path, now, access);
        return store->opened;
    });
}

OutboxFile::~OutboxFile()
{
    m_worker.finish();
}

Future<std::optional<StoreTrouble>> OutboxFile::troubleWith(StoreTrouble::Store part)
{
    return m_worker.run<std::optional<StoreTrouble>>([store = m_store, part]() -> Result<std::optional<StoreTrouble>> {
        StoreTrouble trouble;
        trouble.store = part;
        if (!store->opened) {
            trouble.error = store->opened.error();
            return trouble;
        }
        if (store->inUse) {
            trouble.kind = StoreTrouble::Kind::InUse;
            return trouble;
        }
        if (part == StoreTrouble::Store::Outbox)
            return store->file.outboxTrouble();
        const std::optional<DecisionLogLoss> &loss = store->file.loss();
        return loss ? std::optional(troubleOf(*loss)) : std::nullopt;
    });
}

Future<std::optional<StoreTrouble>> OutboxFile::trouble()
{
    return troubleWith(StoreTrouble::Store::Outbox);
}

Future<std::optional<StoreTrouble>> OutboxFile::logTrouble()
{
    return troubleWith(StoreTrouble::Store::DecisionLog);
}

Future<QList<OutboxEntry>> OutboxFile::entries()
{
    return whenOpen<QList<OutboxEntry>>([](DecisionLogStore &file) { return file.outbox(); });
}

Future<QList<qint64>> OutboxFile::write(OutboxChanges changes)
{
    ++m_store->waiting;
    const auto job = [changes = std::move(changes)](DecisionLogStore &file) -> Result<QList<qint64>> {
        DecisionChanges rows{{}, changes.added, changes.updated, changes.removed};
        for (const LogRowMaker &make : changes.log) {
            Result<DecisionLogRow> row = make();
            if (!row)
                return failure(row.error());
            rows.log.append(*std::move(row));
        }
        if (Result<void> written = file.write(rows); !written)
            return failure(written.error());
        QList<qint64> ids;
        for (const OutboxEntry &entry : std::as_const(rows.added))
            ids.append(entry.id);
        return ids;
    };
    const Future<QList<qint64>> written = whenWritable<QList<qint64>>(job);
    // Behind it, so that nobody waits for the head; and once for all that wait.
    m_worker.run<void>([this, store = m_store]() -> Result<void> {
        if (--store->waiting > 0)
            return {};
        if (const std::optional<DecisionLogHead> head = store->file.writeDueHead())
            Q_EMIT headMoved(head->sequence, head->hash);
        return {};
    });
    return written;
}

StoreTrouble troubleOf(const DecisionLogLoss &loss)
{
    StoreTrouble trouble;
    trouble.store = StoreTrouble::Store::DecisionLog;
    trouble.kind = StoreTrouble::Kind::Lost;
    trouble.keptAs = loss.keptAs;
    trouble.lost = loss.expected.sequence;
    return trouble;
}

} // namespace tegata
