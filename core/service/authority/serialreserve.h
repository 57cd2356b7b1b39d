// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/service/store/database.h"

#include <QStringList>

#include <mutex>

namespace tegata {

// Serial numbers for what is signed before its transaction: each is on the audit trail ("reserveSerials") before
// anything is signed with it, so that the trail also knows the numbers of what a crash left signed and unrecorded.
// Reserved in blocks, one commit for many; what is left of a block when the service ends is never used. Thread-safe;
// not within a transaction. Errors: the store's; Internal (no randomness).
class SerialReserve
{
public:
    static constexpr int BlockSize = 64;

    SerialReserve(Database &database, const Clock &clock) : m_database(database), m_clock(clock) {}
    Result<QString> take();

private:
    Result<QStringList> reserve();

    Database &m_database;
    const Clock &m_clock;
    std::mutex m_mutex;
    QStringList m_serials;
};

} // namespace tegata
