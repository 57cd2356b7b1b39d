// SPDX-License-Identifier: Apache-2.0
#include "core/cache/cachefiles.h"

#include <QDir>
#include <QFile>

namespace tegata {

void CacheFiles::expect()
{
    const std::lock_guard lock(m_mutex);
    m_isExpected = true;
}

Result<void> CacheFiles::open()
{
    Result<void> opened = openQueue();
    const std::lock_guard lock(m_mutex);
    m_opened = opened;
    m_ended.notify_all();
    return opened;
}

Result<void> CacheFiles::openQueue()
{
    const QDir directory(m_directory);
    if (!directory.mkpath(QStringLiteral(".")))
        return failure(ErrorCode::StoreUnavailable, QStringLiteral("cannot create the folder"), m_directory);
    QFile::setPermissions(m_directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return queue.open(queuePath());
}

Result<void> CacheFiles::waitUntilOpen()
{
    std::unique_lock lock(m_mutex);
    if (!m_isExpected)
        return failure(ErrorCode::StoreUnavailable, QStringLiteral("the store is not open"));
    m_ended.wait(lock, [this] { return m_opened.has_value(); });
    return *m_opened;
}

QString CacheFiles::queuePath() const
{
    return QDir(m_directory).filePath(QStringLiteral("queue.sqlite"));
}

void CacheFiles::setKey(SharedSecret key)
{
    const std::lock_guard lock(m_mutex);
    m_key = std::move(key);
}

RecordSealer CacheFiles::sealer() const
{
    const std::lock_guard lock(m_mutex);
    return RecordSealer(m_key);
}

} // namespace tegata
