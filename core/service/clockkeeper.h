// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/authority/storelink.h"
#include "core/service/store/database.h"
#include "core/service/store/trustedclock.h"

#include <functional>
#include <optional>

namespace tegata {

// Keeps the trusted time in the store, tells a leap on the trail and in the log, and has everything that is signed for
// long made again once the clock is believed again. One thread, which may block; poll() from any.
class ClockKeeper
{
public:
    // renew: makes lists, responder and the listeners' certificates again. dataDirectory: for the words.
    ClockKeeper(Database &database, TrustedClock &clock, QString dataDirectory, std::function<Result<void>()> renew);

    // Whether the clock is believed: only then anything may end or begin by it. The log gets what goes wrong.
    bool keep();
    // While it has leaped: looks whether another time has been accepted, by another process too. True: it is believed.
    bool poll();

private:
    Result<std::optional<TrustedTime>> stored();
    void tell(const ClockLeap &leap);
    Result<void> settle(const TrustedTime &time);

    Database &m_database;
    TrustedClock &m_clock;
    const QString m_dataDirectory;
    const std::function<Result<void>()> m_renew;
    bool m_hasTold = false;
};

// The time that the store trusts; what the machine says where it has none yet, which is trusted from then on.
Result<TrustedTime> trustedTimeOf(Database &database, const QDateTime &machine);

// What `clock accept` does, while a service runs or not: the machine's time is trusted from now on, and the trail says
// who accepted it. Answers the leap; nothing: there was none to accept. Errors: StoreMissing, the store's.
Result<std::optional<ClockLeap>> acceptClock(const ServiceFiles &files, const QString &user, const QDateTime &machine);

} // namespace tegata
