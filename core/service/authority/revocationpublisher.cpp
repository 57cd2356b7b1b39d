// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/revocationpublisher.h"

#include "core/service/store/topics.h"

#include <optional>

namespace tegata {

RevocationPublisher::RevocationPublisher(Database &database, IssuingAuthority &authority, const Clock &clock)
    : m_database(database), m_authority(authority), m_clock(clock)
{}

RevocationPublisher::~RevocationPublisher()
{
    if (m_listener != 0)
        m_database.removeListener(m_listener);
}

Result<void> RevocationPublisher::start()
{
    if (Result<void> published = publishRoot(); !published)
        return published;
    if (Result<void> published = publish(); !published)
        return published;
    m_listener = m_database.onCommitted([this](const QSet<QString> &topics) {
        if (!topics.contains(revocationTopic()))
            return;
        // Where it fails, refresh() tries again and reports.
        if (!publish()) {
            std::lock_guard lock(m_mutex);
            m_isStale = true;
        }
    });
    return {};
}

Result<void> RevocationPublisher::refresh()
{
    const QDateTime now = m_clock.now();
    bool isDue = false;
    bool isRootDue = false;
    {
        std::lock_guard lock(m_mutex);
        isDue = m_isStale || m_crlAt.secsTo(now) >= CrlRefreshHours * 3600;
        isRootDue = m_rootCrlAt.daysTo(now) >= RootCrlDays / 2;
    }
    if (isDue) {
        if (Result<void> published = publish(); !published)
            return published;
    }
    if (isRootDue)
        return publishRoot();
    return {};
}

Result<void> RevocationPublisher::publish()
{
    const QDateTime now = m_clock.now();
    // The number is taken and the list read under the writer's lock: a higher number never holds less.
    const auto crl = m_database.write([&](Transaction &transaction) -> Result<CertificateRevocationList> {
        const auto number = CertificateStore::nextCrlNumber(transaction, QStringLiteral("issuing"));
        if (!number)
            return failure(number.error());
        // RFC 5280, 3.3: an entry stays until it was on one CRL issued after the certificate's end.
        const auto revoked = CertificateStore::revoked(transaction, now.addSecs(-CrlHours * 3600));
        if (!revoked)
            return failure(revoked.error());
        return m_authority.createCrl(*number, now, now.addSecs(CrlHours * 3600), *revoked);
    });
    if (!crl)
        return failure(crl.error());
    std::lock_guard lock(m_mutex);
    if (crl->number() > m_crlNumber) {
        m_crl = crl->der();
        m_crlNumber = crl->number();
        m_crlAt = now;
        m_isStale = false;
    }
    return {};
}

Result<void> RevocationPublisher::publishRoot()
{
    const QDateTime now = m_clock.now();
    const auto number = m_database.write(
        [](Transaction &transaction) { return CertificateStore::nextCrlNumber(transaction, QStringLiteral("root")); });
    if (!number)
        return failure(number.error());
    const auto crl = m_authority.createRootCrl(*number, now, now.addDays(RootCrlDays));
    if (!crl)
        return failure(crl.error());
    std::lock_guard lock(m_mutex);
    if (crl->number() > m_rootCrlNumber) {
        m_rootCrl = crl->der();
        m_rootCrlNumber = crl->number();
        m_rootCrlAt = now;
    }
    return {};
}

QByteArray RevocationPublisher::crl() const
{
    std::lock_guard lock(m_mutex);
    return m_crl;
}

QByteArray RevocationPublisher::rootCrl() const
{
    std::lock_guard lock(m_mutex);
    return m_rootCrl;
}

Result<QByteArray> RevocationPublisher::ocsp(const QByteArray &request)
{
    const QDateTime now = m_clock.now();
    const auto responder = m_authority.ocspResponder(now);
    if (!responder)
        return failure(responder.error());
    std::optional<Error> error;
    const QByteArray answer =
        (*responder)->respond(request, now, now.addSecs(OcspHours * 3600), [&](const QString &serial) {
            const auto status = m_database.read(
                [&serial](ReadTransaction &transaction) { return CertificateStore::status(transaction, serial); });
            if (!status)
                error = status.error();
            return status.value_or(OcspAnswer());
        });
    // A status that could not be read must not go out as "unknown".
    if (error)
        return failure(*error);
    return answer;
}

} // namespace tegata
