// SPDX-License-Identifier: Apache-2.0
#include "tests/core/pki/pkifixture.h"
#include "tests/support/testmain.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;
using namespace tegata::test;

class TestCertificateBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesEveryField();
    void opensslAcceptsTheResult();
    void choosesTheDigestByTheIssuersKey();
    void writesEachEncodingExactly();
    void longNameIsCountedInCharacters();
    void timesAfter2049();
    void emptySubjectMakesTheNamesCritical();
    void refusesBadInput_data();
    void refusesBadInput();
    void serialsAreLargeAndDifferent();
    void givesOutNoSignatureThatDoesNotVerify();

private:
    const PkiFixture m_pki;
    const PrivateKey m_key = newKey();
};

void TestCertificateBuilder::writesEveryField()
{
    const CertificateTemplate content = m_pki.leafTemplate(m_key);
    const Result<Certificate> leaf = signCertificate(content, m_pki.ca, m_pki.caKey);
    QVERIFY(leaf);
    QCOMPARE(leaf->serial(), content.serial);
    QCOMPARE(leaf->subject(), content.subject);
    QCOMPARE(leaf->issuer(), m_pki.ca.subject());
    QCOMPARE(leaf->notBefore(), content.notBefore);
    QCOMPARE(leaf->notAfter(), content.notAfter);
    QCOMPARE(leaf->dnsNames(), content.dnsNames);
    QCOMPARE(leaf->publicKeyDer(), m_key.publicKeyDer());
    QCOMPARE(leaf->authorityKeyId(), m_pki.ca.subjectKeyId());
    QCOMPARE(leaf->subjectKeyId().size(), 20);
    QCOMPARE(leaf->crlUrls(), QStringList(content.crlUrl));
    QCOMPARE(leaf->ocspUrls(), QStringList(content.ocspUrl));
    QVERIFY(!leaf->isCa());
    QVERIFY(leaf->allows(ExtendedKeyUsage::ServerAuth));
    QVERIFY(!leaf->allows(ExtendedKeyUsage::ClientAuth));
    QVERIFY(leaf->isSignedBy(m_pki.ca));
    QVERIFY(!leaf->isSignedBy(m_pki.root));
    QVERIFY(m_pki.root.isSelfIssued());
    QVERIFY(m_pki.root.isSignedBy(m_pki.root));
    QVERIFY(m_pki.ca.isCa());
}

void TestCertificateBuilder::opensslAcceptsTheResult()
{
    QTemporaryDir folder;
    const Certificate leaf = m_pki.leaf(m_key);
    writeBytes(folder.filePath(QStringLiteral("root.pem")), m_pki.root.pem());
    writeBytes(folder.filePath(QStringLiteral("ca.pem")), m_pki.ca.pem());
    writeBytes(folder.filePath(QStringLiteral("leaf.pem")), leaf.pem());
    const QByteArray verified =
        openssl(folder.path(), {QStringLiteral("verify"), QStringLiteral("-x509_strict"), QStringLiteral("-attime"),
                                QString::number(PkiFixture::now().toSecsSinceEpoch()), QStringLiteral("-CAfile"),
                                QStringLiteral("root.pem"), QStringLiteral("-untrusted"), QStringLiteral("ca.pem"),
                                QStringLiteral("-purpose"), QStringLiteral("sslserver"), QStringLiteral("leaf.pem")});
    QCOMPARE(verified, QByteArray("leaf.pem: OK\n"));
    const QByteArray text =
        openssl(folder.path(), {QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-text"),
                                QStringLiteral("-in"), QStringLiteral("leaf.pem")});
    for (const char *part :
         {"Version: 3", "X509v3 Basic Constraints: critical", "CA:FALSE", "X509v3 Key Usage: critical",
          "Digital Signature", "TLS Web Server Authentication", "DNS:www.example.jp, DNS:example.jp",
          "Policy: 2.23.140.1.2.2", "URI:http://ca.example.jp/crl,1.crl", "OCSP - URI:http://ocsp.example.jp/",
          "CA Issuers - URI:http://ca.example.jp/ca.cer", "ecdsa-with-SHA256"})
        QVERIFY2(text.contains(part), part);
    const QByteArray caText =
        openssl(folder.path(), {QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-text"),
                                QStringLiteral("-in"), QStringLiteral("ca.pem")});
    QVERIFY(caText.contains("CA:TRUE, pathlen:0"));
    QVERIFY(caText.contains("Certificate Sign, CRL Sign"));
}

void TestCertificateBuilder::choosesTheDigestByTheIssuersKey()
{
    const QList<std::pair<KeySpec, QString>> expected = {{KeySpec::EcP256, QStringLiteral("ecdsa-with-SHA256")},
                                                         {KeySpec::EcP384, QStringLiteral("ecdsa-with-SHA384")},
                                                         {KeySpec::EcP521, QStringLiteral("ecdsa-with-SHA512")},
                                                         {KeySpec::Rsa2048, QStringLiteral("sha256WithRSAEncryption")}};
    for (const auto &[spec, algorithm] : expected) {
        const PrivateKey key = newKey(spec);
        CertificateTemplate content = m_pki.leafTemplate(key);
        const Result<Certificate> self = signCertificate(content, std::nullopt, key);
        QVERIFY(self);
        QCOMPARE(self->signatureAlgorithm(), algorithm);
        QVERIFY(self->isSignedBy(*self));
        QCOMPARE(self->authorityKeyId(), self->subjectKeyId());
    }
}

void TestCertificateBuilder::writesEachEncodingExactly()
{
    const DistinguishedName subject({{QStringLiteral("C"), QStringLiteral("JP"), StringEncoding::Printable},
                                     {QStringLiteral("ST"), QStringLiteral("東京都"), StringEncoding::Bmp},
                                     {QStringLiteral("L"), QStringLiteral("千代田区"), StringEncoding::Utf8},
                                     {QStringLiteral("O"), QStringLiteral("Tegata"), StringEncoding::Printable},
                                     {QStringLiteral("OU"), QStringLiteral("髙﨑𠮷"), StringEncoding::Utf8},
                                     {QStringLiteral("CN"), QStringLiteral("www.example.jp"), StringEncoding::Utf8}});
    const Certificate leaf = m_pki.leaf(m_key, [&](CertificateTemplate &content) { content.subject = subject; });
    QCOMPARE(leaf.subject(), subject);
}

void TestCertificateBuilder::longNameIsCountedInCharacters()
{
    const auto withName = [this](int length) {
        CertificateTemplate content = m_pki.leafTemplate(m_key);
        content.subject =
            DistinguishedName({{QStringLiteral("O"), QString(length, QChar(u'手')), StringEncoding::Utf8}});
        return signCertificate(content, m_pki.ca, m_pki.caKey);
    };
    QVERIFY(withName(64));
    QCOMPARE(withName(64)->subject().value(QLatin1String("O")).size(), 64);
    const Result<Certificate> tooLong = withName(65);
    QVERIFY(!tooLong);
    QCOMPARE(tooLong.error().code, ErrorCode::InvalidSubject);
    QCOMPARE(tooLong.error().field, QStringLiteral("O"));
}

void TestCertificateBuilder::timesAfter2049()
{
    const QDateTime far(QDate(2051, 1, 2), QTime(3, 4, 5), Qt::UTC);
    const Certificate leaf = m_pki.leaf(m_key, [&](CertificateTemplate &content) { content.notAfter = far; });
    QCOMPARE(leaf.notAfter(), far);
    QVERIFY(leaf.der().contains("20510102030405Z"));
    QVERIFY(leaf.der().contains("\x17\x0d"
                                "261112120000Z"));
}

void TestCertificateBuilder::emptySubjectMakesTheNamesCritical()
{
    const Certificate leaf =
        m_pki.leaf(m_key, [](CertificateTemplate &content) { content.subject = DistinguishedName(); });
    QVERIFY(leaf.subject().isEmpty());
    QVERIFY(leaf.text().contains(QStringLiteral("X509v3 Subject Alternative Name: critical")));
}

void TestCertificateBuilder::refusesBadInput_data()
{
    QTest::addColumn<QString>("serial");
    QTest::addColumn<QString>("dnsName");
    QTest::addColumn<QString>("keyUsage");
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("field");
    const QString good = QStringLiteral("01AB");
    const QString name = QStringLiteral("a.jp");
    const QString usage = QStringLiteral("digitalSignature");
    const QString policy = QStringLiteral("2.23.140.1.2.2");
    const QString url = QStringLiteral("http://a.jp/");
    QTest::newRow("serial empty") << QString() << name << usage << policy << url << "serial";
    QTest::newRow("serial zero") << "00" << name << usage << policy << url << "serial";
    QTest::newRow("serial not hex") << "0x1G" << name << usage << policy << url << "serial";
    QTest::newRow("serial negative") << "-01" << name << usage << policy << url << "serial";
    QTest::newRow("serial 21 octets") << QString(42, QLatin1Char('1')) << name << usage << policy << url << "serial";
    QTest::newRow("serial high bit in 20 octets")
        << QString(40, QLatin1Char('F')) << name << usage << policy << url << "serial";
    QTest::newRow("name Japanese") << good << "日本語.jp" << usage << policy << url << "dnsNames";
    QTest::newRow("name empty") << good << "" << usage << policy << url << "dnsNames";
    QTest::newRow("name with space") << good << "a b.jp" << usage << policy << url << "dnsNames";
    QTest::newRow("key usage") << good << name << "signEverything" << policy << url << "keyUsage";
    QTest::newRow("policy") << good << name << usage << "not.an.oid" << url << "policyOids";
    QTest::newRow("URL") << good << name << usage << policy << "http://手形.jp/"
                         << "url";
}

void TestCertificateBuilder::refusesBadInput()
{
    QFETCH(QString, serial);
    QFETCH(QString, dnsName);
    QFETCH(QString, keyUsage);
    QFETCH(QString, policy);
    QFETCH(QString, url);
    QFETCH(QString, field);
    CertificateTemplate content = m_pki.leafTemplate(m_key);
    content.serial = serial;
    content.dnsNames = QStringList{dnsName};
    content.keyUsage = QStringList{keyUsage};
    content.policyOids = QStringList{policy};
    content.crlUrl = url;
    const Result<Certificate> leaf = signCertificate(content, m_pki.ca, m_pki.caKey);
    QVERIFY(!leaf);
    QCOMPARE(leaf.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(leaf.error().field, field);
}

void TestCertificateBuilder::serialsAreLargeAndDifferent()
{
    QSet<QString> seen;
    for (int i = 0; i < 1000; ++i) {
        const QString serial = newSerial();
        QCOMPARE(serial.size(), 32);
        QVERIFY(serial.at(0) < QLatin1Char('8')); // positive
        seen.insert(serial);
    }
    QCOMPARE(seen.size(), 1000);

    CertificateTemplate content = m_pki.leafTemplate(m_key);
    QCOMPARE(signCertificate(content, m_pki.ca, m_pki.rootKey).error().code, ErrorCode::KeyMismatch);
    QCOMPARE(signCertificate(content, std::nullopt, m_pki.rootKey).error().code, ErrorCode::KeyMismatch);
    QCOMPARE(signCertificate(content, m_pki.leaf(m_key), m_key).error().code, ErrorCode::WrongPurpose);
    content.notAfter = content.notBefore.addSecs(-1);
    QCOMPARE(signCertificate(content, m_pki.ca, m_pki.caKey).error().field, QStringLiteral("notAfter"));
}

void TestCertificateBuilder::givesOutNoSignatureThatDoesNotVerify()
{
    const PrivateKey damaged = damagedKey(m_pki.caKey);
    QCOMPARE(damaged.publicKeyDer(), m_pki.ca.publicKeyDer());
    const Result<Certificate> leaf = signCertificate(m_pki.leafTemplate(m_key), m_pki.ca, damaged);
    QVERIFY(!leaf);
    QCOMPARE(leaf.error().code, ErrorCode::Internal);
}

TEGATA_TEST(TestCertificateBuilder)
#include "test_certificatebuilder.moc"
