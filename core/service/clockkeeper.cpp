// SPDX-License-Identifier: Apache-2.0
#include "core/service/clockkeeper.h"

#include "core/base/acceptabletext.h"
#include "core/service/store/audittrail.h"

#include <QLoggingCategory>

#include <utility>

namespace tegata {

namespace {

Q_LOGGING_CATEGORY(timeLog, "tegata.service.time")

AuditEvent clockEvent(const QString &action, const QDateTime &at, const QDateTime &trusted, const QDateTime &machine)
{
    AuditEvent event;
    event.at = at;
    event.action = action;
    event.objectKind = QStringLiteral("clock");
    event.evidence = {{QStringLiteral("trusted"), toRfc3339(trusted)}, {QStringLiteral("machine"), toRfc3339(machine)}};
    return event;
}

Result<void> append(Transaction &transaction, const AuditEvent &event)
{
    const auto appended = AuditTrail::append(transaction, event);
    return appended ? Result<void>() : failure(appended.error());
}

// Whether a service has told a leap and not settled it. It goes by the seconds that pass since, which the store does
// not know: after hours of a clock that is behind, the store's time can be within a day of it and the service's is not.
Result<bool> isLeapTold(ReadTransaction &transaction)
{
    const auto told = AuditTrail::history(transaction, QStringLiteral("clock"), QString());
    if (!told)
        return failure(told.error());
    return !told->isEmpty() && told->last().action == QLatin1String("clockLeap");
}

void warnOf(const char *what, const Error &error)
{
    qCWarning(timeLog) << what << errorCodeName(error.code) << error.field << error.detail;
}

} // namespace

ClockKeeper::ClockKeeper(Database &database, TrustedClock &clock, QString dataDirectory,
                         std::function<Result<void>()> renew)
    : m_database(database), m_clock(clock), m_dataDirectory(std::move(dataDirectory)), m_renew(std::move(renew))
{}

Result<std::optional<TrustedTime>> ClockKeeper::stored()
{
    return m_database.read([](ReadTransaction &transaction) { return TrustedTimeStore::find(transaction); });
}

bool ClockKeeper::keep()
{
    const auto time = stored();
    if (!time) {
        warnOf("the trusted time:", time.error());
        return false;
    }
    const TrustedTime known = time->value_or(TrustedTime());
    m_clock.learn(known);
    if (const auto leap = m_clock.leap()) {
        tell(*leap);
        return false;
    }
    if (m_hasTold || known.renewed < known.accepted) {
        if (const Result<void> settled = settle(known); !settled) {
            warnOf("not all is made again yet:", settled.error());
            return true;
        }
    }
    const auto advanced = m_database.write(
        [this](Transaction &transaction) { return TrustedTimeStore::advance(transaction, m_clock.now()); });
    if (!advanced)
        warnOf("the trusted time:", advanced.error());
    return true;
}

bool ClockKeeper::poll()
{
    if (const auto time = stored(); time && *time)
        m_clock.learn(**time);
    return !m_clock.leap();
}

void ClockKeeper::tell(const ClockLeap &leap)
{
    qCCritical(timeLog).noquote()
        << "THE CLOCK HAS LEAPED: it says" << toRfc3339(leap.machine) << "and the last trusted time is"
        << toRfc3339(leap.trusted)
        << "- nothing is signed and nothing expires. Set the clock right, or confirm it with: "
           "tegata-service clock accept"
        << m_dataDirectory;
    if (m_hasTold)
        return;
    const auto told = m_database.write([&](Transaction &transaction) {
        return append(transaction, clockEvent(QStringLiteral("clockLeap"), leap.trusted, leap.trusted, leap.machine));
    });
    if (!told)
        warnOf("the leap is not on the trail:", told.error());
    m_hasTold = told.has_value();
}

Result<void> ClockKeeper::settle(const TrustedTime &time)
{
    if (const Result<void> renewed = m_renew(); !renewed)
        return renewed;
    const QDateTime now = m_clock.now();
    const auto noted = m_database.write([&](Transaction &transaction) -> Result<void> {
        const auto appended =
            append(transaction, clockEvent(QStringLiteral("renewAfterLeap"), now, time.at, m_clock.machineTime()));
        return appended ? TrustedTimeStore::noteRenewed(transaction, time.accepted) : appended;
    });
    if (noted)
        m_hasTold = false;
    return noted;
}

Result<TrustedTime> trustedTimeOf(Database &database, const QDateTime &machine)
{
    return database.write([&](Transaction &transaction) -> Result<TrustedTime> {
        const auto known = TrustedTimeStore::find(transaction);
        if (!known)
            return failure(known.error());
        if (*known)
            return **known;
        if (const Result<void> begun = TrustedTimeStore::advance(transaction, machine); !begun)
            return failure(begun.error());
        return TrustedTime{machine, 0, 0};
    });
}

Result<std::optional<ClockLeap>> acceptClock(const ServiceFiles &files, const QString &user, const QDateTime &machine)
{
    if (!files.hasStore())
        return failure(ErrorCode::StoreMissing, files.store(), files.data);
    auto database = Database::open(files.store());
    if (!database)
        return failure(database.error());
    return (*database)->write([&](Transaction &transaction) -> Result<std::optional<ClockLeap>> {
        const auto known = TrustedTimeStore::find(transaction);
        if (!known)
            return failure(known.error());
        const TrustedTime last = known->value_or(TrustedTime{machine, 0, 0});
        const bool isLeap = std::chrono::milliseconds(std::abs(last.at.msecsTo(machine))) > TrustedClock::LargestStep;
        const auto isTold = isLeapTold(transaction);
        if (!isTold)
            return failure(isTold.error());
        if (!isLeap && !*isTold)
            return std::optional<ClockLeap>();
        if (const auto accepted = TrustedTimeStore::accept(transaction, machine); !accepted)
            return failure(accepted.error());
        AuditEvent event = clockEvent(QStringLiteral("acceptClock"), machine, last.at, machine);
        event.actor.name = acceptableForm(user);
        if (const Result<void> appended = append(transaction, event); !appended)
            return failure(appended.error());
        return std::optional(ClockLeap{last.at, machine});
    });
}

} // namespace tegata
