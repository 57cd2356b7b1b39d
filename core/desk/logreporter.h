// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/decisionlog.h"

#include <QObject>

namespace tegata {

// Tells the site where the decision log ends, with a synchronisation: a log that is lost, cut or replaced on this
// computer, with everything beside it, still differs from the site's audit trail. At most one report in a quarter of an
// hour, and none where nothing was logged since; one that fails is repeated with a later synchronisation. Lives on its
// owner's thread.
class LogReporter : public QObject
{
    Q_OBJECT

public:
    // Both outlive this.
    LogReporter(DecisionLog &log, const Clock &clock, QObject *parent = nullptr);

    // Which log it is (decisionLogName); without a name nothing is reported.
    void setName(const QString &name) { m_name = name; }
    void open(OperatorSite &site);
    void close();
    // After a synchronisation with a site that takes reports.
    void report();

private:
    void send(const DecisionLogHead &head);

    DecisionLog &m_log;
    const Clock &m_clock;
    QString m_name;
    OperatorSite *m_site = nullptr;
    quint64 m_generation = 0; // of the site
    bool m_isBusy = false;
    QDateTime m_reportedAt;
    DecisionLogHead m_reported;
};

} // namespace tegata
