// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/database.h"

#include <map>
#include <mutex>

namespace tegata {

// Puts refused accesses on the audit trail without letting a flood fill the disk: at most `perMinute` rows a minute
// and listener; after that minute one row (action "refuse", note "suppressed", evidence {listener, count}) says how
// many more there were. Thread-safe.
class RefusalJournal
{
public:
    RefusalJournal(Database &database, const Clock &clock, int perMinute = 60);

    // event.at is set here. listener: "application", "operator", "examiner".
    Result<void> record(const QString &listener, AuditEvent event);
    // Writes the rows of minutes that have passed; the service calls it now and then, and with `all` at its end.
    Result<void> flush(bool all = false);

private:
    struct Minute
    {
        qint64 number = -1; // minutes since 1970
        int written = 0;
        qint64 suppressed = 0;
    };
    Result<void> writeSuppressed(const QString &listener, qint64 count);

    Database &m_database;
    const Clock &m_clock;
    const int m_perMinute;
    std::mutex m_mutex;
    std::map<QString, Minute> m_minutes;
};

} // namespace tegata
