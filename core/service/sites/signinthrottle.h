// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/sites/attemptwindow.h"

#include <mutex>

namespace tegata {

struct SignInLimits
{
    int failuresPerLogin = 10; // of one login ID from one address block, within `minutes`
    int failuresPerBlock = 50; // from one address block, within `minutes`
    int minutes = 15;
    int failuresPerAccount = 100; // of one login ID from everywhere, within `accountHours`
    int accountHours = 24;
};

struct SignInAttempt
{
    QString loginId;
    QString block;             // addressBlock() of where it comes from
    bool isKnownPlace = false; // the login ID has signed in from there before
};

// Slows guessing of passwords. So many failures of a login ID from one address block, and more attempts from there are
// refused until the oldest has passed; whoever owns the ID signs in from elsewhere meanwhile. Guessing from many blocks
// at once is slowed by the account's own, slower limit, which does not hold for places from which it was signed in to
// before. Login IDs that do not exist are counted alike. In memory only; a restart forgets. Thread-safe.
class SignInThrottle
{
public:
    explicit SignInThrottle(const SignInLimits &limits);

    // Seconds until the next attempt may be made; 0: now. An attempt that is let through counts as a failure until
    // succeeded() or takeBack() takes it back, so that attempts side by side count too.
    int secondsToWait(const SignInAttempt &attempt, const QDateTime &now);
    void succeeded(const SignInAttempt &attempt);
    void takeBack(const SignInAttempt &attempt); // it was never made
    // Whether no further attempt would be let through now: the owner should be told.
    bool isExhausted(const SignInAttempt &attempt, const QDateTime &now);

private:
    int waitOf(const SignInAttempt &attempt, const QDateTime &now); // with the mutex held
    static QString pairOf(const SignInAttempt &attempt);

    std::mutex m_mutex;
    AttemptWindow m_byLoginAndBlock;
    AttemptWindow m_byBlock;
    AttemptWindow m_byAccount;
};

} // namespace tegata
