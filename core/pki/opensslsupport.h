// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/pki/keyfacts.h"
#include "core/pki/openssl.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace tegata::ossl {

// Small pieces that core/pki's sources share. All are thread-safe; none keeps state.

// OpenSSL's error queue belongs to the thread: nothing of it comes in from before or stays behind.
class ErrorScope
{
public:
    ErrorScope() { clear(); }
    ~ErrorScope() { clear(); }
    ErrorScope(const ErrorScope &) = delete;
    ErrorScope &operator=(const ErrorScope &) = delete;

    static void clear();
    // The reason of the last error, in English; holds no input data. Empty when there is none.
    static QString reason();
    // An algorithm, cipher or digest in the queue that OpenSSL does not know or has not got.
    static bool isUnsupported();
};

// Whether decoding failed in a subject: OpenSSL refuses some strings (odd BMPString, bad UTF-8) by itself. Empties the
// queue.
bool isSubjectError();
// "what: OpenSSL's reason".
tl::unexpected<Error> opensslFailure(ErrorCode code, const QString &what);

QByteArray bioBytes(BIO *bio);
// DER by an i2d function, called with (nullptr) for the size and then with the place to write to.
QByteArray derBytes(const std::function<int(unsigned char **)> &i2d);
QByteArray pemText(const char *label, const QByteArray &der);
QByteArray octets(const ASN1_STRING *string);
// Big-endian, without leading zero; the sign is lost.
QByteArray bigNumBytes(const BIGNUM *number);
// Upper-case hex, even number of digits: Certificate::serial()'s form.
QString serialText(const ASN1_INTEGER *serial);
// The inverse; null when the text is not hex, not positive, or more than 20 octets (RFC 5280, 4.1.2.2).
Integer serialNumber(const QString &text);
// Invalid when the ASN.1 time is not valid.
QDateTime dateTime(const ASN1_TIME *time);
// UTCTime until 2049, then GeneralizedTime (RFC 5280, 4.1.2.5).
Time asn1Time(const QDateTime &time);
// Dotted numbers.
QString oidText(const ASN1_OBJECT *object);
// OpenSSL's short name, else the dotted numbers.
QString objectName(const ASN1_OBJECT *object);
// As the RFCs write it ("sha256WithRSAEncryption", which OpenSSL calls the long name), else the dotted numbers.
QString algorithmName(const ASN1_OBJECT *object);
// RFC 5280, 4.2.1.3, in the order of the bits.
QStringList keyUsageNames(const ASN1_BIT_STRING *bits);
// -1 for an unknown name.
int keyUsageBit(const QString &name);
// 7-bit text without NUL; nothing for anything else.
std::optional<QString> asciiText(const ASN1_STRING *string);

// canonical: the key in the form of canonicalkey.h.
KeyFacts keyFacts(const EVP_PKEY *key, const QByteArray &canonical);
// What the key signs with: SHA-256 for RSA and P-256, SHA-384 for P-384, SHA-512 for P-521.
const EVP_MD *signingDigest(const EVP_PKEY *key);
// The passphrase with a closing NUL, as OpenSSL's PKCS#12 functions want it.
SecretBytes terminated(const SecretBytes &passphrase);
// More than any writer uses, and still done in seconds.
constexpr long MaximumIterations = 10'000'000;
// Whether the key derivation stays within a few seconds: a hostile file can ask for hours.
bool isDerivationBounded(const X509_ALGOR *algorithm);

} // namespace tegata::ossl
