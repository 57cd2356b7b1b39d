// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace tegata {

// What a TLS server presented.
struct HostCertificates
{
    QString address;         // that was connected to
    QList<QByteArray> chain; // DER, the host's own certificate first
    bool isTrusted = false;  // by this computer's authorities, for this name, now
    QString problem;         // why it is not trusted: technical, one line

    friend bool operator==(const HostCertificates &, const HostCertificates &) = default;
};

// Looks at the certificate that a host serves now. A look, not a use: the handshake is made without any identity and as
// strictly as every other of this program; nothing is sent after it, and a chain that does not verify is told as such
// but shown all the same, because that is what the operator wants to know. Whoever asks makes sure that the name lies
// in a domain registered for the customer: the names of a request may point anywhere.
class HostProbe
{
public:
    virtual ~HostProbe() = default;

    // host: A-label, no wildcard, no IP address. Errors: InvalidArgument (no host name), Forbidden (it points only to
    // addresses of this computer or of a private network), Offline (no such name, refused), TimedOut, ConnectionLost
    // (the handshake failed before a certificate came).
    virtual Future<HostCertificates> look(const QString &host, quint16 port) = 0;
};

} // namespace tegata
