// SPDX-License-Identifier: Apache-2.0
#include "tests/core/pki/pkifixture.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <openssl/x509.h>

namespace tegata::test {

namespace {

Certificate sign(const CertificateTemplate &content, const std::optional<Certificate> &issuer, const PrivateKey &key)
{
    const Result<Certificate> certificate = signCertificate(content, issuer, key);
    if (!certificate)
        qFatal("fixture: %s", qPrintable(errorCodeName(certificate.error().code) + certificate.error().detail));
    return *certificate;
}

CertificateTemplate caTemplate(const QString &subject, const PrivateKey &key)
{
    CertificateTemplate content;
    content.serial = newSerial();
    content.subject = PkiFixture::name(subject);
    content.publicKeyDer = key.publicKeyDer();
    content.notBefore = PkiFixture::now().addYears(-1);
    content.notAfter = PkiFixture::now().addYears(9);
    content.isCa = true;
    content.keyUsage = QStringList{QStringLiteral("keyCertSign"), QStringLiteral("cRLSign")};
    return content;
}

Certificate rootOf(const PrivateKey &key)
{
    return sign(caTemplate(QStringLiteral("C=JP, O=手形 Test, CN=Test Root"), key), std::nullopt, key);
}

Certificate caOf(const PrivateKey &key, const Certificate &root, const PrivateKey &rootKey)
{
    CertificateTemplate content = caTemplate(QStringLiteral("C=JP, O=手形 Test, CN=Test Issuing CA"), key);
    content.pathLength = 0;
    return sign(content, root, rootKey);
}

} // namespace

PkiFixture::PkiFixture()
    : rootKey(newKey(KeySpec::EcP384)), caKey(newKey()), root(rootOf(rootKey)), ca(caOf(caKey, root, rootKey))
{}

QDateTime PkiFixture::now()
{
    return QDateTime(QDate(2026, 11, 22), QTime(12, 0), Qt::UTC);
}

DistinguishedName PkiFixture::name(const QString &text)
{
    const Result<DistinguishedName> name = DistinguishedName::parse(text);
    if (!name)
        qFatal("fixture: %s", qPrintable(name.error().detail));
    return *name;
}

CertificateTemplate PkiFixture::leafTemplate(const PrivateKey &key) const
{
    CertificateTemplate content;
    content.serial = newSerial();
    content.subject = name(QStringLiteral("C=JP, ST=東京都, L=千代田区, O=株式会社手形, CN=www.example.jp"));
    content.publicKeyDer = key.publicKeyDer();
    content.notBefore = now().addDays(-10);
    content.notAfter = now().addDays(90);
    content.dnsNames = QStringList{QStringLiteral("www.example.jp"), QStringLiteral("example.jp")};
    content.keyUsage = QStringList{QStringLiteral("digitalSignature")};
    content.extendedKeyUsage = {ExtendedKeyUsage::ServerAuth};
    content.policyOids = QStringList{QStringLiteral("2.23.140.1.2.2")};
    content.crlUrl = QStringLiteral("http://ca.example.jp/crl,1.crl");
    content.ocspUrl = QStringLiteral("http://ocsp.example.jp/");
    content.caIssuersUrl = QStringLiteral("http://ca.example.jp/ca.cer");
    return content;
}

Certificate PkiFixture::leaf(const PrivateKey &key, const std::function<void(CertificateTemplate &)> &change) const
{
    CertificateTemplate content = leafTemplate(key);
    if (change)
        change(content);
    return sign(content, ca, caKey);
}

SecretBytes secret(const QString &text)
{
    return SecretBytes::fromText(text);
}

PrivateKey newKey(KeySpec spec)
{
    const Result<PrivateKey> key = PrivateKey::generate(spec);
    if (!key)
        qFatal("fixture: %s", qPrintable(key.error().detail));
    return *key;
}

QByteArray openssl(const QString &folder, const QStringList &arguments)
{
    QProcess program;
    program.setWorkingDirectory(folder);
    program.start(QStringLiteral("openssl"), arguments);
    const bool isFinished = program.waitForFinished(30'000);
    const QByteArray errors = program.readAllStandardError();
    if (!isFinished || program.exitStatus() != QProcess::NormalExit || program.exitCode() != 0)
        QTest::qFail(
            qPrintable(
                QStringLiteral("openssl %1: %2").arg(arguments.join(QLatin1Char(' ')), QString::fromUtf8(errors))),
            __FILE__, __LINE__);
    return program.readAllStandardOutput();
}

QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        QTest::qFail(qPrintable(path), __FILE__, __LINE__);
    return file.readAll();
}

void writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        QTest::qFail(qPrintable(path), __FILE__, __LINE__);
}

PrivateKey damagedKey(const PrivateKey &key)
{
    unsigned char *data = nullptr;
    const int size = i2d_PrivateKey(key.handle(), &data); // RFC 5915: version, then the secret number of 32 octets
    QByteArray der(reinterpret_cast<const char *>(data), size);
    OPENSSL_free(data);
    const qsizetype secret = der.indexOf(QByteArray::fromHex("0420")) + 2;
    der[secret + 31] = static_cast<char>(der.at(secret + 31) ^ 1);
    return PrivateKey::parse(der).value();
}

int tryDamaged(const QByteArray &good, const std::function<void(const QByteArray &)> &reader, int step)
{
    int count = 0;
    const auto attempt = [&](const QByteArray &bytes) {
        reader(bytes);
        ++count;
    };
    for (qsizetype size = 0; size < good.size(); size += step)
        attempt(good.left(size));
    for (qsizetype at = 0; at < good.size(); at += step) {
        for (const int mask : {0x01, 0x80, 0xff}) {
            QByteArray bytes = good;
            bytes[at] = static_cast<char>(bytes.at(at) ^ mask);
            attempt(bytes);
        }
    }
    for (const char *hex :
         {"30847fffffff", "3084ffffffff", "3088ffffffffffffffff", "3080", "30800000", "1f8080808001", "30", "3082"})
        attempt(QByteArray::fromHex(hex) + good);
    attempt(QByteArray(60'000, '\x30'));
    QByteArray nested;
    for (int depth = 0; depth < 9'000; ++depth) {
        const qsizetype size = nested.size();
        const QByteArray head =
            size < 0x80 ? QByteArray(1, static_cast<char>(size))
                        : QByteArray("\x82") + static_cast<char>(size >> 8) + static_cast<char>(size & 0xff);
        nested = '\x30' + head + nested;
    }
    attempt(nested);
    attempt(QByteArray(10'000'000, 'A'));
    return count;
}

} // namespace tegata::test
