// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/registration.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/pki/openssl.h"
#include "core/rules/requestrules.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

namespace tegata::test {

// Real requests for the rules' tests, also such as no honest tool makes. Everything here aborts the test on failure.

CertificateSigningRequest request(const PrivateKey &key, const DistinguishedName &subject, const QStringList &sans);
CertificateSigningRequest request(const PrivateKey &key, const QString &subject, const QStringList &sans);

struct Oddity
{
    ossl::Key publicKey;                           // in place of the signer's
    const EVP_MD *digest = EVP_sha256();           // nullptr for keys that bring their own
    QList<std::pair<QByteArray, QString>> subject; // in place of the subject: types and values of any length
    QList<std::pair<int, QByteArray>> extensions;  // NID and OpenSSL's configuration text: "CA:TRUE"
};
CertificateSigningRequest oddRequest(const PrivateKey &signer, const QString &subject, const Oddity &oddity);

PrivateKey rsaKey(int bits, unsigned long exponent = 65537);
PrivateKey ecKey(const char *curve);
// Public numbers only: nobody can sign with these.
ossl::Key rsaPublicKey(const BIGNUM *modulus, unsigned long exponent = 65537);
ossl::Key closePrimesKey();
ossl::Key rocaKey();
ossl::Key multipleOf(unsigned factor);

// One organisation with both languages and EV, one without either; example.jp (EV), sample.co.jp, other.jp (the
// second one's), old.jp and soon.jp (by the age of their validation on 2026-11-22).
Registration registration();

// That registration, at noon of that day.
RequestContext context();
// "C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=www.example.jp": fits it.
QString goodSubject();

// Errors plain, warnings with "?", notes with "~", sorted: "key.curve domain.validationExpiring? san.upperCase~".
QString codesOf(const CheckReport &report);
const Finding *find(const CheckReport &report, const char *code);
// Placeholders of the finding's words that its args do not fill.
QStringList missingArguments(const Finding &finding);

} // namespace tegata::test
