// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificatechain.h"
#include "tests/core/pki/pkifixture.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tegata;
using namespace tegata::test;

class TestCertificateChain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersThePool();
    void pkcs7IsReadByOpenssl();
    void verify_data();
    void verify();
    void tamperedLeaf();

private:
    const PkiFixture m_pki;
    const PkiFixture m_foreign;
    const PrivateKey m_key = newKey();
    const Certificate m_leaf = m_pki.leaf(m_key);
};

void TestCertificateChain::ordersThePool()
{
    const CertificateChain chain =
        CertificateChain::build(m_leaf, {m_foreign.ca, m_pki.root, m_leaf, m_foreign.root, m_pki.ca});
    QCOMPARE(chain.certificates(), QList<Certificate>({m_leaf, m_pki.ca, m_pki.root}));
    // The foreign CA has the same name: the signature decides.
    QCOMPARE(CertificateChain::build(m_leaf, {m_foreign.ca}).certificates(), QList<Certificate>{m_leaf});
    QVERIFY(CertificateChain().isEmpty());
    const Result<QList<Certificate>> again = Certificate::parseAll(chain.pem());
    QVERIFY(again);
    QCOMPARE(*again, chain.certificates());
}

void TestCertificateChain::pkcs7IsReadByOpenssl()
{
    QTemporaryDir folder;
    const CertificateChain chain = CertificateChain::build(m_leaf, {m_pki.ca, m_pki.root});
    const Result<QByteArray> bundle = chain.pkcs7();
    QVERIFY(bundle);
    writeBytes(folder.filePath(QStringLiteral("chain.p7b")), *bundle);
    const QByteArray pem =
        openssl(folder.path(), {QStringLiteral("pkcs7"), QStringLiteral("-inform"), QStringLiteral("DER"),
                                QStringLiteral("-in"), QStringLiteral("chain.p7b"), QStringLiteral("-print_certs")});
    const Result<QList<Certificate>> again = Certificate::parseAll(pem);
    QVERIFY(again);
    QCOMPARE(*again, chain.certificates());
}

void TestCertificateChain::verify_data()
{
    QTest::addColumn<bool>("withCa");
    QTest::addColumn<bool>("foreignAnchor");
    QTest::addColumn<int>("usage");
    QTest::addColumn<QDateTime>("at");
    QTest::addColumn<QString>("code");
    const int server = int(ExtendedKeyUsage::ServerAuth);
    const QDateTime now = PkiFixture::now();
    QTest::newRow("good") << true << false << server << now << "";
    QTest::newRow("CA missing") << false << false << server << now << "chainIncomplete";
    QTest::newRow("another root") << true << true << server << now << "chainUntrusted";
    QTest::newRow("expired") << true << false << server << now.addDays(91) << "certificateExpired";
    QTest::newRow("not yet") << true << false << server << now.addDays(-11) << "certificateNotYetValid";
    QTest::newRow("client") << true << false << int(ExtendedKeyUsage::ClientAuth) << now << "wrongPurpose";
    QTest::newRow("OCSP") << true << false << int(ExtendedKeyUsage::OcspSigning) << now << "wrongPurpose";
}

void TestCertificateChain::verify()
{
    QFETCH(bool, withCa);
    QFETCH(bool, foreignAnchor);
    QFETCH(int, usage);
    QFETCH(QDateTime, at);
    QFETCH(QString, code);
    const QList<Certificate> pool = withCa ? QList<Certificate>{m_pki.ca, m_pki.root} : QList<Certificate>();
    const Result<void> result = CertificateChain::build(m_leaf, pool)
                                    .verify({foreignAnchor ? m_foreign.root : m_pki.root}, ExtendedKeyUsage(usage), at);
    QCOMPARE(result ? QString() : errorCodeName(result.error().code), code);
    QCOMPARE(CertificateChain().verify({m_pki.root}, ExtendedKeyUsage(usage), at).error().code,
             ErrorCode::CertificateMissing);
}

void TestCertificateChain::tamperedLeaf()
{
    QByteArray der = m_leaf.der();
    der[der.indexOf("www.example.jp")] = 'v';
    const Result<Certificate> tampered = Certificate::parse(der);
    QVERIFY(tampered);
    QVERIFY(!tampered->isSignedBy(m_pki.ca));
    // Only what is signed joins a chain, so the CA is given as an anchor here.
    const Result<void> result = CertificateChain::build(*tampered, {m_pki.ca})
                                    .verify({m_pki.ca, m_pki.root}, ExtendedKeyUsage::ServerAuth, PkiFixture::now());
    QVERIFY(!result);
    QCOMPARE(errorCodeName(result.error().code), errorCodeName(ErrorCode::SignatureInvalid));
}

TEGATA_TEST(TestCertificateChain)
#include "test_certificatechain.moc"
