// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace tegata {

// What a file, or a PEM block in it, holds. Unknown: none of these; how it reads then is for its decoder to say.
enum class InputKind
{
    Unknown,
    CertificateRequest, // PKCS#10 (RFC 2986)
    Certificate,        // X.509 (RFC 5280)
    Pkcs7,              // PKCS#7, CMS (RFC 5652)
    Pkcs12,             // RFC 7292
    Identity,           // as wanted only: a private key with its certificate, as PKCS#12 or PEM
    PrivateKey,         // plain or encrypted, also an SSH or PuTTY one
    PublicKey,
    Crl, // RFC 5280
    JavaKeyStore,
    SshKey, // public
    OpenPgp,
    Html,
    Pdf,
    Archive, // ZIP and what is made of it, gzip, old office documents
    Image,
    OtherPem // a PEM block with another label
};

// The stable name for JSON, logs and errortext.cpp's words ("certificateRequest"); empty for Unknown.
QString inputKindName(InputKind kind);

// By what stands between BEGIN and END, in upper case.
InputKind kindOfLabel(const QByteArray &label);
// By the shape of the outer elements: cheap, no decoding. Also BER with indefinite lengths.
InputKind kindOfDer(const QByteArray &der);
// By the first octets or characters of a file that is neither PEM nor DER.
InputKind kindOfFile(const QByteArray &bytes);

} // namespace tegata
