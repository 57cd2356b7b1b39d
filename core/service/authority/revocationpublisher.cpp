// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/revocationpublisher.h"

#include "core/service/authority/owncertificates.h"
#include "core/service/store/topics.h"

#include <optional>
#include <utility>

namespace tegata {

namespace {

const QString &issuingName()
{
    static const QString name = QStringLiteral("issuing");
    return name;
}

const QString &rootName()
{
    static const QString name = QStringLiteral("root");
    return name;
}

} // namespace

RevocationPublisher::RevocationPublisher(Database &database, IssuingAuthority &authority, const Clock &clock,
                                         std::function<Result<void>()> beforeHandOut)
    : m_database(database), m_authority(authority), m_clock(clock), m_beforeHandOut(std::move(beforeHandOut))
{}

RevocationPublisher::~RevocationPublisher()
{
    if (m_listener != 0)
        m_database.removeListener(m_listener);
}

Result<void> RevocationPublisher::start()
{
    for (const auto &[issuer, list] : {std::pair(rootName(), &m_rootCrl), std::pair(issuingName(), &m_crl)}) {
        Result<void> published = list == &m_crl ? publish() : publishRoot();
        if (!published && published.error().code == ErrorCode::ClockLeaped)
            published = takeKept(issuer, *list);
        if (!published)
            return published;
    }
    if (const auto made = responder(m_clock.now()); !made && made.error().code != ErrorCode::ClockLeaped)
        return failure(made.error());
    m_listener = m_database.onCommitted([this](const QSet<QString> &topics) {
        if (!topics.contains(revocationTopic()))
            return;
        // Where it fails, refresh() tries again and reports.
        if (!publish()) {
            std::lock_guard lock(m_mutex);
            m_crl.isStale = true;
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
        // One from the future was made before the clock was set right.
        isDue = m_crl.isStale || m_crl.at.secsTo(now) >= CrlRefreshHours * 3600 || m_crl.at > now;
        isRootDue = m_rootCrl.isStale || m_rootCrl.at.daysTo(now) >= RootCrlDays / 2 || m_rootCrl.at > now;
    }
    if (isDue) {
        if (Result<void> published = publish(); !published)
            return published;
    }
    if (isRootDue)
        return publishRoot();
    return {};
}

Result<void> RevocationPublisher::renew()
{
    m_authority.retireResponder();
    if (Result<void> published = publish(); !published)
        return published;
    if (Result<void> published = publishRoot(); !published)
        return published;
    const auto made = responder(m_clock.now());
    return made ? Result<void>() : failure(made.error());
}

Result<void> RevocationPublisher::publish()
{
    const QDateTime now = m_clock.now();
    return publish(issuingName(), m_crl, now,
                   [&](Transaction &transaction, quint64 number) -> Result<CertificateRevocationList> {
                       // RFC 5280, 3.3: an entry stays until it was on one CRL issued after the certificate's end.
                       const auto revoked = CertificateStore::revoked(transaction, now.addSecs(-CrlHours * 3600));
                       if (!revoked)
                           return failure(revoked.error());
                       return m_authority.createCrl(number, now, now.addSecs(CrlHours * 3600), *revoked);
                   });
}

Result<void> RevocationPublisher::publishRoot()
{
    const QDateTime now = m_clock.now();
    return publish(rootName(), m_rootCrl, now, [&](Transaction &, quint64 number) {
        return m_authority.createRootCrl(number, now, now.addDays(RootCrlDays));
    });
}

Result<void> RevocationPublisher::publish(const QString &issuer, List &list, const QDateTime &now, const Sign &sign)
{
    bool wasStale = false;
    {
        std::lock_guard lock(m_mutex);
        wasStale = list.isStale;
    }
    // The number is taken and the list read under the writer's lock: a higher number never holds less.
    const auto crl = m_database.write([&](Transaction &transaction) -> Result<CertificateRevocationList> {
        const auto number = CertificateStore::nextCrlNumber(transaction, issuer);
        if (!number)
            return failure(number.error());
        auto made = sign(transaction, *number);
        if (!made)
            return made;
        const Result<void> kept = CertificateStore::keepCrl(transaction, issuer, made->der());
        return kept ? std::move(made) : failure(kept.error());
    });
    if (!crl)
        return failure(crl.error());
    if (m_beforeHandOut) {
        if (Result<void> done = m_beforeHandOut(); !done)
            return done;
    }
    std::lock_guard lock(m_mutex);
    // What was revoked since this list was signed, and could not be published, is not on it.
    if (crl->number() > list.number)
        list = {crl->der(), crl->number(), now, list.isStale && !wasStale};
    return {};
}

Result<void> RevocationPublisher::takeKept(const QString &issuer, List &list)
{
    const auto der =
        m_database.read([&](ReadTransaction &transaction) { return CertificateStore::keptCrl(transaction, issuer); });
    if (!der)
        return failure(der.error());
    List kept;
    kept.isStale = true;
    kept.at = m_clock.now();
    if (!der->isEmpty()) {
        const auto crl = CertificateRevocationList::parse(*der);
        if (!crl)
            return failure(ErrorCode::StoreCorrupt, crl.error().detail, issuer);
        kept.der = crl->der();
        kept.number = crl->number();
    }
    std::lock_guard lock(m_mutex);
    list = kept;
    return {};
}

QByteArray RevocationPublisher::bytesOf(const List &list) const
{
    std::lock_guard lock(m_mutex);
    return list.der;
}

QByteArray RevocationPublisher::crl() const
{
    return bytesOf(m_crl);
}

QByteArray RevocationPublisher::rootCrl() const
{
    return bytesOf(m_rootCrl);
}

Result<std::shared_ptr<const OcspResponder>> RevocationPublisher::responder(const QDateTime &now)
{
    return m_authority.ocspResponder(now, [this](const IssuedCertificate &issued) {
        return m_database.write(
            [&issued](Transaction &transaction) { return recordOwnCertificate(transaction, issued); });
    });
}

Result<QByteArray> RevocationPublisher::ocsp(const QByteArray &request)
{
    const QDateTime now = m_clock.now();
    const auto responder = this->responder(now);
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
