// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/database.h"

#include <QHash>

#include <map>
#include <mutex>

namespace tegata {

struct RefusalLimits
{
    int callsPerMinute = 60;      // rows of refused calls, of one listener
    int handshakesPerMinute = 10; // rows of refused handshakes, of one listener: one for each reason and address block
};

// Puts refused accesses on the audit trail without letting a flood fill the disk. Within a minute and a listener the
// first ones get a row each; the rest are summed by reason, and after that minute one row for each reason says how many
// more there were and from where (action "refuse", note "suppressed", evidence {listener, reason, count, from: the
// address blocks with the most and their counts}). What could not be written is summed too, and its row comes with a
// later minute's. Thread-safe.
class RefusalJournal
{
public:
    RefusalJournal(Database &database, const Clock &clock, const RefusalLimits &limits = {});

    // event.at is set here; event.note is the reason. listener: "application", "operator", "examiner". A handshake is
    // what has the evidence {stage: handshake}.
    Result<void> record(const QString &listener, AuditEvent event);
    // Writes the rows of minutes that have passed; the service calls it now and then, and with `all` at its end.
    Result<void> flush(bool all = false);

private:
    static constexpr qsizetype MostBlocks = 256; // remembered of one sum
    static constexpr int ToldBlocks = 5;

    struct Sum
    {
        qint64 count = 0;
        QHash<QString, qint64> blocks;
    };
    struct Minute
    {
        qint64 number = -1;             // minutes since 1970
        int calls = 0;                  // written
        QHash<QString, int> handshakes; // written, by reason and address block
        std::map<QString, Sum> sums;    // not written, by reason
    };
    // Taken out to be written.
    struct TakenSum
    {
        QString listener;
        QString reason;
        Sum sum;
    };
    bool getsRow(Minute &minute, const AuditEvent &event) const;
    static void add(Sum &sum, const QString &block, qint64 count);
    AuditEvent sumEvent(const TakenSum &taken) const;
    static void takeSums(const QString &listener, Minute &minute, QList<TakenSum> &taken);
    Result<void> write(const QList<TakenSum> &taken, const QList<AuditEvent> &rows);
    void giveBack(const QList<TakenSum> &taken);

    Database &m_database;
    const Clock &m_clock;
    const RefusalLimits m_limits;
    std::mutex m_mutex;
    std::map<QString, Minute> m_minutes;
};

} // namespace tegata
