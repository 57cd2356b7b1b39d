// SPDX-License-Identifier: Apache-2.0
#include "core/desk/logreporter.h"

#include <QUuid>

namespace tegata {

namespace {

constexpr qint64 PauseSeconds = 15 * 60;

} // namespace

LogReporter::LogReporter(DecisionLog &log, const Clock &clock, QObject *parent)
    : QObject(parent), m_log(log), m_clock(clock)
{}

void LogReporter::open(OperatorSite &site)
{
    close();
    m_site = &site;
}

void LogReporter::close()
{
    ++m_generation;
    m_site = nullptr;
    m_isBusy = false;
    m_reportedAt = QDateTime(); // another session may be another operator's
    m_reported = DecisionLogHead();
}

void LogReporter::report()
{
    const bool isEarly =
        m_reportedAt.isValid() && m_reportedAt.secsTo(m_clock.now()) < PauseSeconds && m_reportedAt <= m_clock.now();
    if (!m_site || m_name.isEmpty() || m_isBusy || isEarly)
        return;
    m_isBusy = true;
    const quint64 generation = m_generation;
    observe<DecisionLogHead>(m_log.head(), this, [this, generation](const Result<DecisionLogHead> &head) {
        if (generation != m_generation)
            return;
        m_isBusy = false;
        if (head && head->sequence > 0 && *head != m_reported)
            send(*head);
    });
}

void LogReporter::send(const DecisionLogHead &head)
{
    m_isBusy = true;
    const quint64 generation = m_generation;
    const DecisionLogReport report{m_name, head.sequence, head.hash,
                                   QUuid::createUuid().toString(QUuid::WithoutBraces)};
    observe<void>(m_site->reportDecisionLog(report), this, [this, generation, head](const Result<void> &reported) {
        if (generation != m_generation)
            return;
        m_isBusy = false;
        if (!reported)
            return;
        m_reported = head;
        m_reportedAt = m_clock.now();
    });
}

} // namespace tegata
