// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificate.h"
#include "tests/core/pki/pkifixture.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

#include <openssl/err.h>

using namespace tegata;
using namespace tegata::test;

class TestCertificate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithOpenssl();
    void serialForm_data();
    void serialForm();
    void noUsageExtensionAllowsAll();
    void readsPemAmongText();
    void readsAll();
    void typedErrors();
    void textIsReadable();
    void colonHexForm();
    void hostileInput();

private:
    const PkiFixture m_pki;
    const PrivateKey m_key = newKey();
    const Certificate m_leaf = m_pki.leaf(m_key);
};

void TestCertificate::agreesWithOpenssl()
{
    QTemporaryDir folder;
    writeBytes(folder.filePath(QStringLiteral("leaf.pem")), m_leaf.pem());
    const QByteArray text =
        openssl(folder.path(),
                {QStringLiteral("x509"), QStringLiteral("-in"), QStringLiteral("leaf.pem"), QStringLiteral("-noout"),
                 QStringLiteral("-serial"), QStringLiteral("-fingerprint"), QStringLiteral("-sha256")});
    QVERIFY(text.contains("serial=" + m_leaf.serial().toLatin1()));
    QVERIFY(text.contains(colonHex(m_leaf.sha256()).toLatin1()));
    QCOMPARE(keyLabel(m_leaf.key()), QStringLiteral("EC P-256"));
    QCOMPARE(m_leaf.signatureAlgorithm(), QStringLiteral("ecdsa-with-SHA256"));
}

void TestCertificate::serialForm_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("form");
    QTest::newRow("one octet") << "0a"
                               << "0A";
    QTest::newRow("high bit") << "FF"
                              << "FF";
    QTest::newRow("leading zero octet") << "00FF"
                                        << "FF";
    QTest::newRow("odd digits") << "ABC"
                                << "0ABC";
}

void TestCertificate::serialForm()
{
    QFETCH(QString, given);
    QFETCH(QString, form);
    const Certificate leaf = m_pki.leaf(m_key, [&](CertificateTemplate &content) { content.serial = given; });
    QCOMPARE(leaf.serial(), form);
}

void TestCertificate::noUsageExtensionAllowsAll()
{
    const Certificate leaf = m_pki.leaf(m_key, [](CertificateTemplate &content) { content.extendedKeyUsage.clear(); });
    QVERIFY(leaf.allows(ExtendedKeyUsage::ServerAuth) && leaf.allows(ExtendedKeyUsage::ClientAuth));
    QVERIFY(m_leaf.allows(ExtendedKeyUsage::ServerAuth) && !m_leaf.allows(ExtendedKeyUsage::OcspSigning));
}

void TestCertificate::readsPemAmongText()
{
    QByteArray pem = m_leaf.pem();
    pem.replace("\n", "\r\n");
    const Result<Certificate> certificate = Certificate::parse("\xef\xbb\xbfサーバ証明書\r\n" + pem + "以上");
    QVERIFY(certificate);
    QCOMPARE(*certificate, m_leaf);
}

void TestCertificate::readsAll()
{
    const QByteArray pem = "s:root\n" + m_pki.root.pem() + "text\n" + m_pki.ca.pem() + m_leaf.pem();
    const Result<QList<Certificate>> all = Certificate::parseAll(pem);
    QVERIFY(all);
    QCOMPARE(*all, QList<Certificate>({m_pki.root, m_pki.ca, m_leaf}));
    QVERIFY(Certificate::parseAll(m_leaf.pem().repeated(100)));
    QCOMPARE(Certificate::parseAll(m_leaf.pem().repeated(101)).error().code, ErrorCode::TooLarge);
    QCOMPARE(Certificate::parseAll("nothing").error().code, ErrorCode::NotPem);
    QCOMPARE(Certificate::parseAll(m_leaf.pem() + m_leaf.pem().chopped(20)).error().code, ErrorCode::MalformedEncoding);
}

void TestCertificate::typedErrors()
{
    const auto codeOf = [](const QByteArray &bytes) { return Certificate::parse(bytes).error().code; };
    QCOMPARE(codeOf({}), ErrorCode::Empty);
    QCOMPARE(codeOf(QByteArray(64 * 1024 + 1, 'A')), ErrorCode::TooLarge);
    QCOMPARE(codeOf("hello"), ErrorCode::NotPem);
    QCOMPARE(codeOf(m_leaf.der().chopped(1)), ErrorCode::MalformedEncoding);
    const Result<Certificate> trailing = Certificate::parse(m_leaf.der() + "xy");
    QCOMPARE(trailing.error().code, ErrorCode::TrailingData);
    QCOMPARE(trailing.error().offset, m_leaf.der().size());
    QByteArray badName = m_leaf.der();
    badName[badName.indexOf("\x82\x0ewww.example.jp") + 5] = '\0';
    QCOMPARE(codeOf(badName), ErrorCode::InvalidExtension);
    QCOMPARE(ERR_peek_error(), 0UL);
}

void TestCertificate::textIsReadable()
{
    const QString text = m_leaf.text();
    QVERIFY(text.contains(QStringLiteral("株式会社手形")));
    QVERIFY(text.contains(QStringLiteral("DNS:www.example.jp")));
}

void TestCertificate::colonHexForm()
{
    QCOMPARE(colonHex(QByteArray::fromHex("4a0fff")), QStringLiteral("4A:0F:FF"));
    QCOMPARE(colonHex({}), QString());
}

void TestCertificate::hostileInput()
{
    int refused = 0;
    const auto reader = [&](const QByteArray &bytes) {
        const Result<Certificate> certificate = Certificate::parse(bytes);
        refused += certificate ? 0 : 1;
        if (certificate && certificate->der() != m_leaf.der())
            QVERIFY(!certificate->isSignedBy(m_pki.ca));
    };
    tryDamaged(m_leaf.der(), reader);
    QVERIFY(refused > m_leaf.der().size());
}

TEGATA_TEST(TestCertificate)
#include "test_certificate.moc"
