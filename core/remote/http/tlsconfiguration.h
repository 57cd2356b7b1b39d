// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/pki/certificate.h"
#include "core/pki/privatekey.h"

#include <QList>
#include <QSslConfiguration>

#include <optional>

namespace tegata {

// What a client shows in the handshake.
struct TlsIdentity
{
    Certificate certificate;
    QList<Certificate> chain; // issuers
    PrivateKey key;
};

// TLS 1.2 or later; the server must be issued by one of the anchors (never the system's) and match the host's name.
// There is no way to weaken this. Errors: InvalidArgument (no anchors), UnsupportedAlgorithm (a key or certificate that
// Qt's TLS cannot take), TlsIdentityRefused with a fault's name as field (core/base/identityfault.h).
Result<QSslConfiguration> makeTlsConfiguration(const QList<Certificate> &trustAnchors,
                                               const std::optional<TlsIdentity> &identity);

} // namespace tegata
