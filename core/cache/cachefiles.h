// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secretbytes.h"
#include "core/cache/changelog.h"
#include "core/cache/queuestore.h"
#include "core/cache/recordsealer.h"

#include <QString>

#include <condition_variable>
#include <mutex>

namespace tegata {

// The files behind QueueCache, shared by the jobs of its threads: `queue` is the writer's alone, all else is for any
// thread.
class CacheFiles
{
public:
    explicit CacheFiles(QString directory) : m_directory(std::move(directory)) {}

    ChangeLog log;
    QueueStore queue{log};

    // On the owner's thread, before open() is sent to the writer's: from now on readers wait for it.
    void expect();
    // On the writer's thread; makes the folder.
    Result<void> open();
    // For readers: blocks until open() has ended. Errors: open()'s, StoreUnavailable when nobody has asked for it.
    Result<void> waitUntilOpen();
    const QString &directory() const { return m_directory; }
    QString queuePath() const;

    void setKey(SharedSecret key);
    RecordSealer sealer() const;

private:
    Result<void> openQueue();

    const QString m_directory;
    mutable std::mutex m_mutex;
    std::condition_variable m_ended;
    bool m_isExpected = false;
    std::optional<Result<void>> m_opened;
    SharedSecret m_key;
};

} // namespace tegata
