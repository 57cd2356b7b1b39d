// SPDX-License-Identifier: Apache-2.0
#include "core/pki/privatekeyfinder.h"
#include "tests/core/pki/pkifixture.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QTest>

using namespace tegata;
using namespace tegata::test;

class TestPrivateKeyFinder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsKeysInText_data();
    void findsKeysInText();
    void leavesOtherTextAlone_data();
    void leavesOtherTextAlone();
    void namesTheMember();

private:
    const QByteArray m_key =
        fileBytes(QStringLiteral("%1/tests/cases/csr/w25-only-key.csr").arg(qEnvironmentVariable("TEGATA_SOURCE_DIR")));
};

void TestPrivateKeyFinder::findsKeysInText_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray base64 = m_key.mid(m_key.indexOf('\n') + 1).chopped(26);
    QTest::newRow("PEM") << m_key;
    QTest::newRow("in a note") << "鍵を送ります。\n" + m_key + "よろしくお願いします。";
    QTest::newRow("on one line") << QByteArray(m_key).replace("\n", " ");
    QTest::newRow("line ends written out") << QByteArray(m_key).replace("\n", "\\n");
    QTest::newRow("base64 alone") << base64;
    QTest::newRow("base64 in a note") << "key:\n" + base64 + "\nregards";
    QTest::newRow("encrypted") << QByteArray(m_key).replace("PRIVATE", "ENCRYPTED PRIVATE");
    QTest::newRow("JSON Web Key") << QByteArray(
        R"({"kty":"EC","crv":"P-256","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"})");
    QTest::newRow("XML") << QByteArray("<RSAKeyValue><Modulus>AAAA</Modulus><D>AAAAAAAAAAAAAAAA</D></RSAKeyValue>");
    QTest::newRow("PuTTY") << QByteArray("PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: x\n");
}

void TestPrivateKeyFinder::findsKeysInText()
{
    QFETCH(QByteArray, text);
    QVERIFY(holdsPrivateKey(text));
}

void TestPrivateKeyFinder::leavesOtherTextAlone_data()
{
    QTest::addColumn<QByteArray>("text");
    const PkiFixture pki;
    const PrivateKey key = newKey();
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("prose") << QByteArray(
        "The private key stays on the server; please begin with the CSR. 秘密鍵は送りません。");
    QTest::newRow("CSR")
        << CertificateSigningRequest::create(key, PkiFixture::name(QStringLiteral("CN=a.jp")), {})->pem();
    QTest::newRow("certificate") << pki.ca.pem();
    QTest::newRow("certificate, base64") << pki.ca.der().toBase64();
    QTest::newRow("public key") << key.publicKeyDer().toBase64();
    QTest::newRow("random base64") << QByteArray(300, 'q').toBase64();
}

void TestPrivateKeyFinder::leavesOtherTextAlone()
{
    QFETCH(QByteArray, text);
    QVERIFY(!holdsPrivateKey(text));
}

void TestPrivateKeyFinder::namesTheMember()
{
    const QString key = QString::fromLatin1(m_key);
    QCOMPARE(memberWithPrivateKey({{QStringLiteral("note"), key}}), QStringLiteral("note"));
    const QJsonObject nested{{QStringLiteral("a"), 1},
                             {QStringLiteral("form"), QJsonObject{{QStringLiteral("x"), QJsonArray{1, key}}}}};
    QCOMPARE(memberWithPrivateKey(nested), QStringLiteral("form"));
    QCOMPARE(memberWithPrivateKey({{key.left(80), key}}), QStringLiteral("body"));
    QCOMPARE(memberWithPrivateKey({{QStringLiteral("note"), QStringLiteral("nothing here")}}), QString());
}

TEGATA_TEST(TestPrivateKeyFinder)
#include "test_privatekeyfinder.moc"
