// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/pki/distinguishedname.h"
#include "core/pki/openssl.h"

#include <QByteArray>

// How CertificateSigningRequest reads what OpenSSL reads otherwise, or not at all. Stateless.
namespace tegata::ossl {

// How many bytes follow the DER element that begins here; 0 also where none does.
qsizetype bytesBehindElement(const QByteArray &der);
// The subject of a PKCS#10 request, by our own reading of the DER: RDNs stay what they are, and a BMPString may hold
// surrogate pairs. Errors: InvalidSubject, MalformedEncoding.
Result<DistinguishedName> readRequestSubject(const QByteArray &der);
// The request with each BMPString of the subject as a TeletexString: OpenSSL refuses surrogate pairs, and reads
// TeletexString as Latin-1, in which each octet is a character (a name may hold no OCTET STRING). Its signature fits no
// longer.
QByteArray withoutBmpStrings(const QByteArray &der);
// Whether the signature over the request's first part, as it is encoded, fits the key.
bool isSignedByKey(const QByteArray &der, X509_REQ *request, EVP_PKEY *key);
// The digest of a signature, also of RSASSA-PSS with its parameters (RFC 4055, 3.1). Empty when it has none.
QString signatureDigest(const X509_ALGOR *algorithm);

struct RequestedExtensions
{
    Extensions all;            // each once
    QStringList contradictory; // OIDs that are asked for in different ways
};
// The extension requests of PKCS#9 and of Microsoft, all of them. Errors: InvalidExtension.
Result<RequestedExtensions> readExtensionRequests(const X509_REQ *request);

} // namespace tegata::ossl
