// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/privatekey.h"

#include <QByteArray>
#include <QStringList>

namespace tegata {

// One public key in the encodings that programs and attackers write.
enum class KeySpelling
{
    Usual,
    Compressed,       // EC point 02/03
    Hybrid,           // EC point 06/07
    Explicit,         // EC curve by its numbers
    NoParameters,     // rsaEncryption without NULL
    ForeignParameters // rsaEncryption with something else
};

// DER SubjectPublicKeyInfo of the key.
QByteArray spelledKey(const PrivateKey &key, KeySpelling spelling);
// A PKCS#10 request (DER) with the key in that encoding, signed by it.
QByteArray spelledRequest(const PrivateKey &key, KeySpelling spelling, const QString &subject,
                          const QStringList &dnsNames);
// A self-signed certificate (DER) with the key in that encoding: as a CA made them that copied the request's.
QByteArray spelledCertificate(const PrivateKey &key, KeySpelling spelling, const QString &subject);

} // namespace tegata
