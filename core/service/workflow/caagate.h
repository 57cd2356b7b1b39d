// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/caalookup.h"

#include <QJsonArray>

#include <chrono>
#include <memory>
#include <mutex>

namespace tegata {

// The service's way to the DNS; app gives it one. Called from several worker threads at once.
class CaaSource
{
public:
    virtual ~CaaSource() = default;
    // The records at exactly each of these domains; blocks for `limit` at most. What has not been answered by then is
    // left out.
    virtual CaaRecords lookUp(const QStringList &domains, std::chrono::milliseconds limit) = 0;
};

// What an approval has to know of the DNS (V3), asked before its transaction begins: no writer waits for a name server.
struct CaaOutcome
{
    QList<Finding> findings;
    QJsonArray evidence; // for the audit trail (V22): each name, where its records were found, what they were
};

// Looks CAA up for approvals. Of the workers only some may wait for the DNS at a time, so that a slow name server keeps
// nobody else waiting; for the rest the look-up has failed, and the approval says so. Thread-safe.
class CaaGate
{
public:
    static constexpr std::chrono::seconds LongestWait{6};
    static constexpr qsizetype MostDomains = 1000;

    // source: none for a service without DNS (the practice service), which then checks nothing.
    CaaGate(std::shared_ptr<CaaSource> source, int mostAtOnce);

    bool isOpen() const { return m_source != nullptr; }
    // issuers: the policy's; none: CAA is not checked.
    CaaOutcome lookUp(const QStringList &names, const QStringList &issuers);

private:
    CaaRecords ask(const QStringList &domains);

    const std::shared_ptr<CaaSource> m_source;
    const int m_mostAtOnce;
    std::mutex m_mutex;
    int m_waiting = 0;
};

} // namespace tegata
