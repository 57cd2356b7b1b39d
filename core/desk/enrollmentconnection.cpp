// SPDX-License-Identifier: Apache-2.0
#include "core/desk/enrollmentconnection.h"

#include <utility>

namespace tegata {

namespace {

// A well-formed number that nobody was given: asking for it changes nothing.
const auto NoReceipt = QLatin1String("0000000000");

bool isUnreachable(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Offline:
    case ErrorCode::ConnectionLost:
    case ErrorCode::TimedOut:
    case ErrorCode::TlsServerUntrusted:
    case ErrorCode::Cancelled:
        return true;
    default:
        return false;
    }
}

} // namespace

EnrollmentConnection::EnrollmentConnection(QObject *parent) : QObject(parent)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &EnrollmentConnection::probe);
}

void EnrollmentConnection::setSite(std::shared_ptr<EnrollmentSite> site, const QString &siteId)
{
    ++m_generation;
    m_site = std::move(site);
    m_siteId = siteId;
    m_isProbing = false;
    m_backoff.reset();
    m_retry.stop();
    setConnected(false);
    Q_EMIT siteChanged();
    if (m_isActive)
        probe();
}

void EnrollmentConnection::resume()
{
    m_isActive = true;
    if (!m_isConnected)
        probe();
}

void EnrollmentConnection::pause()
{
    ++m_generation;
    m_isActive = false;
    m_isProbing = false;
    m_retry.stop();
}

void EnrollmentConnection::retryNow()
{
    m_backoff.reset();
    if (!m_isConnected)
        probe();
}

void EnrollmentConnection::probe()
{
    if (!m_site || !m_isActive || m_isProbing)
        return;
    m_isProbing = true;
    observe(m_site->fetchEnrollment(NoReceipt), this,
            [this, generation = m_generation](const Result<EnrollmentReceipt> &answer) {
                if (generation != m_generation)
                    return;
                m_isProbing = false;
                note(answer ? std::nullopt : std::optional(answer.error()));
            });
}

void EnrollmentConnection::note(const std::optional<Error> &error)
{
    const bool isReached = !error || !isUnreachable(error->code);
    if (isReached) {
        m_backoff.reset();
        m_retry.stop();
    } else if (m_site && m_isActive && !m_retry.isActive()) {
        m_retry.start(m_backoff.next());
    }
    setConnected(isReached);
}

void EnrollmentConnection::setConnected(bool connected)
{
    if (std::exchange(m_isConnected, connected) != connected)
        Q_EMIT connectionChanged(connected);
}

} // namespace tegata
