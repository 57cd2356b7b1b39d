// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/certificatebuilder.h"
#include "core/pki/certificatesigningrequest.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <functional>

namespace tegata::test {

// A root, an intermediate and leaves made for one test process; all times around 2026-11-22.
class PkiFixture
{
public:
    PkiFixture();

    // The middle of every validity here.
    static QDateTime now();
    static DistinguishedName name(const QString &text);
    CertificateTemplate leafTemplate(const PrivateKey &key) const;
    Certificate leaf(const PrivateKey &key, const std::function<void(CertificateTemplate &)> &change = {}) const;

    PrivateKey rootKey;
    PrivateKey caKey;
    Certificate root;
    Certificate ca;
};

SecretBytes secret(const QString &text);
PrivateKey newKey(KeySpec spec = KeySpec::EcP256);
// The P-256 key with a bit of its secret part turned over, as memory or a disk may do; the public part is as it was.
PrivateKey damagedKey(const PrivateKey &key);
// Runs the real openssl program in the folder; the test fails when it does not end with 0 within half a minute.
QByteArray openssl(const QString &folder, const QStringList &arguments);
QByteArray fileBytes(const QString &path);
void writeBytes(const QString &path, const QByteArray &bytes);
// Every truncation and every flipped byte (in steps), some huge lengths and deep nesting: each is handed to the reader,
// which must come back. Counts the inputs.
int tryDamaged(const QByteArray &good, const std::function<void(const QByteArray &)> &reader, int step = 1);

} // namespace tegata::test
