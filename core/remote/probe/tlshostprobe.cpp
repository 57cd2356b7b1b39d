// SPDX-License-Identifier: Apache-2.0
#include "core/remote/probe/tlshostprobe.h"

#include "core/remote/probe/hostlook.h"
#include "core/rules/domainname.h"

namespace tegata {

TlsHostProbe::TlsHostProbe(Addresses addresses, std::chrono::milliseconds timeout)
    : m_addresses(addresses), m_timeout(timeout), m_worker(QStringLiteral("host probe"))
{}

Future<HostCertificates> TlsHostProbe::look(const QString &host, quint16 port)
{
    const DomainName name = examineDomain(host);
    const bool isHost = !name.wildcard && !name.check.hasErrors() && name.aLabel == host.toLower();
    // localhost is no host name for a certificate, but the tests' servers have no other.
    if (!isHost && !(m_addresses == Addresses::Any && host == QLatin1String("localhost")))
        return readyFuture<HostCertificates>(failure(ErrorCode::InvalidArgument, {}, QStringLiteral("host")));
    auto promise = std::make_shared<Promise<HostCertificates>>();
    const Future<HostCertificates> future = promise->future();
    QMetaObject::invokeMethod(
        m_worker.context(),
        [promise, host, port, isAny = m_addresses == Addresses::Any, timeout = m_timeout,
         context = m_worker.context()] {
            (new HostLook(std::move(*promise), host, port, isAny, context))->start(timeout);
        },
        Qt::QueuedConnection);
    return future;
}

} // namespace tegata
