// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/remote/probe/hostprobe.h"

#include <chrono>

namespace tegata {

// HostProbe over QSslSocket, on a thread of its own, because handshakes and the system's authorities take their time.
// The handshake verifies like every other; when it fails, what the host presented is told together with the reason.
// Nothing of this program goes out but the host's name (SNI): no identity, no data after the handshake.
class TlsHostProbe final : public HostProbe
{
public:
    enum class Addresses
    {
        Public, // addresses of this computer, of private networks and the like are not connected to
        Any,    // for tests
    };

    explicit TlsHostProbe(Addresses addresses = Addresses::Public,
                          std::chrono::milliseconds timeout = std::chrono::seconds(10));

    Future<HostCertificates> look(const QString &host, quint16 port) override;

private:
    const Addresses m_addresses;
    const std::chrono::milliseconds m_timeout;
    Worker m_worker;
};

} // namespace tegata
