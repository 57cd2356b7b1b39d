// SPDX-License-Identifier: Apache-2.0
#include "core/sync/feedguard.h"

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

// What a page costs that says that more is waiting, however little is in it.
constexpr qint64 SmallestPage = 100;
constexpr double DayMilliseconds = 24.0 * 60 * 60 * 1000;
constexpr std::chrono::milliseconds LongestPause{60000};

qint64 sizeOf(const QStringList &texts)
{
    qint64 size = 0;
    for (const QString &text : texts)
        size += text.size() + 16;
    return size;
}

qint64 sizeOf(const CertificateRequest &request)
{
    return 500 + request.csr.size() + request.subject.size() + request.commonName.size() + request.organization.size() +
           request.profile.size() + sizeOf(request.sans) + sizeOf(request.approvedBy);
}

qint64 sizeOf(const CertificateRecord &certificate)
{
    return 500 + certificate.subject.size() + certificate.commonName.size() + certificate.organization.size() +
           certificate.issuer.size() + sizeOf(certificate.sans);
}

qint64 countOf(const contract::ChangePage &page)
{
    return page.requests.size() + page.certificates.size() + page.removedRequests.size() +
           page.removedCertificates.size();
}

// About what the page takes on the disk.
qint64 sizeOf(const contract::ChangePage &page)
{
    qint64 size = sizeOf(page.removedRequests) + sizeOf(page.removedCertificates);
    for (const CertificateRequest &request : page.requests)
        size += sizeOf(request);
    for (const CertificateRecord &certificate : page.certificates)
        size += sizeOf(certificate);
    return size;
}

Error fault(const char *which, const QString &detail, ErrorCode code = ErrorCode::ProtocolViolation)
{
    return {code, detail, QLatin1String(which), -1};
}

} // namespace

FeedGuard::FeedGuard(FeedLimits limits)
    : m_limits(limits), m_changesLeft(double(limits.changes)), m_bytesLeft(double(limits.bytes))
{
    m_refilled.start();
}

std::optional<Error> FeedGuard::mayAsk()
{
    refill();
    if (m_changesLeft >= double(SmallestPage) && m_bytesLeft > 0)
        return std::nullopt;
    return fault("changes.total",
                 QStringLiteral("more than %1 changes or %2 bytes").arg(m_limits.changes).arg(m_limits.bytes),
                 ErrorCode::TooLarge);
}

std::optional<Error> FeedGuard::check(const contract::ChangePage &page, const QString &cursor, int asked)
{
    const qint64 count = countOf(page);
    m_changesLeft -= double(page.more ? std::max(count, SmallestPage) : count);
    m_bytesLeft -= double(sizeOf(page));
    if (count > asked)
        return fault("changes.page", QStringLiteral("%1 changes, %2 asked for").arg(count).arg(asked));
    if (page.reset) {
        m_cursors.clear();
        m_passBeganAnew = true;
        if (++m_resets > m_limits.resets)
            return fault("changes.reset", QStringLiteral("%1 times").arg(m_resets));
    }
    if (!page.more) {
        m_cursors.clear();
        if (!std::exchange(m_passBeganAnew, false))
            m_resets = 0;
        return std::nullopt;
    }
    m_cursors.insert(qHash(cursor));
    if (m_cursors.contains(qHash(page.next)))
        return fault("changes.cursor", QStringLiteral("the same place again"));
    return std::nullopt;
}

std::optional<Error> FeedGuard::checkPoll(const contract::ChangePage &page, const QString &cursor)
{
    m_wasEmpty = countOf(page) == 0;
    const bool isNews = !m_wasEmpty || page.more || page.reset || page.next != cursor;
    const bool waited = m_poll.isValid() && std::chrono::milliseconds(m_poll.elapsed()) >= m_limits.emptyPoll;
    m_emptyPolls = isNews || waited ? 0 : m_emptyPolls + 1;
    if (m_emptyPolls > m_limits.emptyPolls)
        return fault("changes.poll", QStringLiteral("%1 times").arg(m_emptyPolls));
    return std::nullopt;
}

std::chrono::milliseconds FeedGuard::pauseBeforePoll() const
{
    if (!m_poll.isValid())
        return std::chrono::milliseconds(0);
    const std::chrono::milliseconds since(m_poll.elapsed());
    // A cursor that moves without news may tell of what others see; a second is soon enough for that.
    const std::chrono::milliseconds shortest = m_limits.shortestPoll * (m_wasEmpty ? 5 : 1);
    const std::chrono::milliseconds pause =
        std::min(LongestPause, shortest * (1 << std::min(m_emptyPolls + m_resets, 10)));
    return std::max(std::chrono::milliseconds(0), pause - since);
}

void FeedGuard::beginRun()
{
    m_cursors.clear();
    m_passBeganAnew = false;
    m_resets = std::min(m_resets, m_limits.resets - 1);
}

void FeedGuard::refill()
{
    const double share = double(m_refilled.restart()) / DayMilliseconds;
    m_changesLeft = std::min(double(m_limits.changes), m_changesLeft + share * double(m_limits.changes));
    m_bytesLeft = std::min(double(m_limits.bytes), m_bytesLeft + share * double(m_limits.bytes));
}

} // namespace tegata
