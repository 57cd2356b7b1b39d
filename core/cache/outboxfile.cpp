// SPDX-License-Identifier: Apache-2.0
#include "core/cache/outboxfile.h"

#include "core/base/privatefile.h"
#include "core/cache/outboxstore.h"

#include <QFileInfo>

namespace tegata {

struct OutboxFile::Store
{
    OutboxStore file;
    Result<void> opened = failure(ErrorCode::StoreUnavailable);
};

OutboxFile::OutboxFile(QString path) : m_store(std::make_shared<Store>()), m_worker(QStringLiteral("outbox"))
{
    // SQLite's connection must be closed by the thread that opened it: this runs there, as its last act.
    QObject::connect(m_worker.context(), &QObject::destroyed, [store = m_store] { store->file.close(); });
    m_worker.run<void>([store = m_store, path = std::move(path)] {
        store->opened = makePrivateDirectory(QFileInfo(path).absolutePath());
        if (store->opened)
            store->opened = store->file.open(path);
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

Future<QList<qint64>> OutboxFile::add(QList<OutboxEntry> entries)
{
    return whenOpen<QList<qint64>>([entries = std::move(entries)](OutboxStore &file) { return file.add(entries); });
}

Future<QList<OutboxEntry>> OutboxFile::entries()
{
    return whenOpen<QList<OutboxEntry>>([](OutboxStore &file) { return file.entries(); });
}

Future<void> OutboxFile::update(QList<OutboxEntry> entries)
{
    return whenOpen<void>([entries = std::move(entries)](OutboxStore &file) { return file.update(entries); });
}

Future<void> OutboxFile::remove(QList<qint64> ids)
{
    return whenOpen<void>([ids = std::move(ids)](OutboxStore &file) { return file.remove(ids); });
}

} // namespace tegata
