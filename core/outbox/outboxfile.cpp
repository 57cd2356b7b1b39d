// SPDX-License-Identifier: Apache-2.0
#include "core/outbox/outboxfile.h"

#include "core/base/filelock.h"
#include "core/base/privatefile.h"
#include "core/outbox/outboxstore.h"

#include <QFileInfo>

namespace tegata {

struct OutboxFile::Store
{
    Result<void> open(const QString &path)
    {
        if (Result<void> made = makePrivateDirectory(QFileInfo(path).absolutePath()); !made)
            return made;
        Result<FileLock> held = FileLock::acquire(path + QLatin1String(".lock"));
        if (held) {
            lock = std::move(*held);
            return file.open(path);
        }
        if (held.error().code != ErrorCode::Conflict)
            return failure(held.error());
        inUse = storeInUse();
        Result<void> read = file.openToRead(path);
        return read || read.error().code != ErrorCode::NotFound ? read : Result<void>();
    }

    OutboxStore file;
    std::optional<FileLock> lock;
    std::optional<Error> inUse;
    Result<void> opened = failure(ErrorCode::StoreUnavailable);
};

OutboxFile::OutboxFile(QString path) : m_store(std::make_shared<Store>()), m_worker(QStringLiteral("outbox"))
{
    // SQLite's connection must be closed by the thread that opened it: this runs there, as its last act.
    QObject::connect(m_worker.context(), &QObject::destroyed, [store = m_store] {
        store->file.close();
        store->lock.reset();
    });
    m_worker.run<void>([store = m_store, path = std::move(path)] {
        store->opened = store->open(path);
        return store->opened;
    });
}

OutboxFile::~OutboxFile()
{
    m_worker.finish();
}

template <typename T, typename Job>
Future<T> OutboxFile::whenOpen(Job job)
{
    return m_worker.run<T>([store = m_store, job = std::move(job)]() -> Result<T> {
        if (!store->opened)
            return failure(store->opened.error());
        return job(store->file);
    });
}

template <typename T, typename Job>
Future<T> OutboxFile::whenWritable(Job job)
{
    return m_worker.run<T>([store = m_store, job = std::move(job)]() -> Result<T> {
        if (store->inUse)
            return failure(*store->inUse);
        if (!store->opened)
            return failure(store->opened.error());
        return job(store->file);
    });
}

Future<std::optional<StoreTrouble>> OutboxFile::trouble()
{
    return m_worker.run<std::optional<StoreTrouble>>([store = m_store]() -> Result<std::optional<StoreTrouble>> {
        StoreTrouble trouble;
        if (!store->opened) {
            trouble.error = store->opened.error();
            return trouble;
        }
        trouble.kind = StoreTrouble::Kind::InUse;
        return store->inUse ? trouble : store->file.trouble();
    });
}

Future<QList<qint64>> OutboxFile::add(QList<OutboxEntry> entries)
{
    return whenWritable<QList<qint64>>([entries = std::move(entries)](OutboxStore &file) { return file.add(entries); });
}

Future<QList<OutboxEntry>> OutboxFile::entries()
{
    return whenOpen<QList<OutboxEntry>>([](OutboxStore &file) { return file.entries(); });
}

Future<void> OutboxFile::update(QList<OutboxEntry> entries)
{
    return whenWritable<void>([entries = std::move(entries)](OutboxStore &file) { return file.update(entries); });
}

Future<void> OutboxFile::remove(QList<qint64> ids)
{
    return whenWritable<void>([ids = std::move(ids)](OutboxStore &file) { return file.remove(ids); });
}

} // namespace tegata
