// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

#include <mutex>

namespace tegata {

struct SignInLimits
{
    int failuresPerLogin = 10;
    int failuresPerAddress = 50;
    int minutes = 15;
};

// Slows guessing of passwords: so many failures of a login id, or from an address, within the last minutes, and more
// attempts are refused until the oldest has passed. In memory only; a restart forgets. Thread-safe.
class SignInThrottle
{
public:
    explicit SignInThrottle(SignInLimits limits) : m_limits(limits) {}

    // Seconds until the next attempt may be made; 0: now. An attempt that is let through counts as a failure until
    // succeeded() takes it back, so that attempts side by side count too.
    int secondsToWait(const QString &loginId, const QString &address, const QDateTime &now);
    void succeeded(const QString &loginId, const QString &address);

private:
    using Failures = QHash<QString, QList<QDateTime>>;
    void forgetOld(Failures &failures, const QDateTime &now) const;
    int waitFor(const Failures &failures, const QString &key, int limit, const QDateTime &now) const;

    const SignInLimits m_limits;
    std::mutex m_mutex;
    Failures m_byLogin;
    Failures m_byAddress;
};

} // namespace tegata
