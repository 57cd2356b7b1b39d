// SPDX-License-Identifier: Apache-2.0
#include "core/pki/canonicalkey.h"
#include "core/pki/certificatebuilder.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/pki/opensslsupport.h"
#include "tests/core/pki/pkifixture.h"
#include "tests/support/keyspelling.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QTest>

#include <map>

using namespace tegata;
using namespace tegata::test;

Q_DECLARE_METATYPE(KeySpec)
Q_DECLARE_METATYPE(KeySpelling)

// A key is one key in every encoding: for the hash that checks, searches and stores go by, and in certificates.
class TestCanonicalKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOneKeyInEverySpelling_data();
    void isOneKeyInEverySpelling();
    void countsAPssKeyAsItsNumbers();
    void readsTheCasesAsOneKey();

private:
    const PrivateKey &key(KeySpec spec)
    {
        auto known = m_keys.find(spec);
        if (known == m_keys.end())
            known = m_keys.emplace(spec, newKey(spec)).first;
        return known->second;
    }

    PkiFixture m_pki;
    std::map<KeySpec, PrivateKey> m_keys;
};

void TestCanonicalKey::isOneKeyInEverySpelling_data()
{
    QTest::addColumn<KeySpec>("spec");
    QTest::addColumn<KeySpelling>("spelling");
    for (const auto &[name, spec] : {std::pair("P-256", KeySpec::EcP256), std::pair("P-384", KeySpec::EcP384),
                                     std::pair("P-521", KeySpec::EcP521)}) {
        QTest::addRow("%s usual", name) << spec << KeySpelling::Usual;
        QTest::addRow("%s compressed", name) << spec << KeySpelling::Compressed;
        QTest::addRow("%s hybrid", name) << spec << KeySpelling::Hybrid;
        QTest::addRow("%s explicit", name) << spec << KeySpelling::Explicit;
    }
    QTest::newRow("RSA usual") << KeySpec::Rsa2048 << KeySpelling::Usual;
    QTest::newRow("RSA without NULL") << KeySpec::Rsa2048 << KeySpelling::NoParameters;
    QTest::newRow("RSA with other parameters") << KeySpec::Rsa2048 << KeySpelling::ForeignParameters;
}

void TestCanonicalKey::isOneKeyInEverySpelling()
{
    QFETCH(KeySpec, spec);
    QFETCH(KeySpelling, spelling);
    const PrivateKey &one = key(spec);
    const QByteArray usual = one.publicKeyDer();
    const QByteArray spelled = spelledKey(one, spelling);
    QCOMPARE(spelled == usual, spelling == KeySpelling::Usual);
    QCOMPARE(ossl::canonicalPublicKey(spelled), usual);

    const auto csr =
        CertificateSigningRequest::parse(spelledRequest(one, spelling, QStringLiteral("CN=www.example.jp"), {}));
    QVERIFY2(csr, qPrintable(csr ? QString() : csr.error().detail));
    QVERIFY(csr->signatureValid());
    QVERIFY(csr->der().contains(spelled));
    QCOMPARE(csr->publicKeyDer(), usual);
    QCOMPARE(csr->key().spkiSha256, QCryptographicHash::hash(usual, QCryptographicHash::Sha256));
    QCOMPARE(csr->key().spkiSha256, one.facts().spkiSha256);
    if (spelling == KeySpelling::Explicit)
        QCOMPARE(csr->key().curve, QStringLiteral("explicit")); // BR 7.1.3.1.2: still no named curve

    CertificateTemplate content = m_pki.leafTemplate(one);
    content.publicKeyDer = spelled;
    const auto certificate = signCertificate(content, m_pki.ca, m_pki.caKey);
    QVERIFY2(certificate, qPrintable(certificate ? QString() : certificate.error().detail));
    QVERIFY(certificate->der().contains(usual));
    QCOMPARE(certificate->key(), one.facts());
}

// An RSASSA-PSS key is its own kind of key in a certificate, but whoever has its primes has the RSA key.
void TestCanonicalKey::countsAPssKeyAsItsNumbers()
{
    QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("pss.csr"));
    openssl(directory.path(),
            {QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-newkey"), QStringLiteral("rsa-pss"),
             QStringLiteral("-pkeyopt"), QStringLiteral("rsa_keygen_bits:2048"), QStringLiteral("-noenc"),
             QStringLiteral("-keyout"), directory.filePath(QStringLiteral("pss.key")), QStringLiteral("-subj"),
             QStringLiteral("/CN=www.example.jp"), QStringLiteral("-out"), file});
    const auto csr = CertificateSigningRequest::parse(fileBytes(file));
    QVERIFY2(csr, qPrintable(csr ? QString() : csr.error().detail));
    QCOMPARE(csr->key().algorithm, KeyAlgorithm::Other);
    const QByteArray numbers = openssl(
        directory.path(), {QStringLiteral("rsa"), QStringLiteral("-in"), directory.filePath(QStringLiteral("pss.key")),
                           QStringLiteral("-RSAPublicKey_out"), QStringLiteral("-outform"), QStringLiteral("DER")});
    const auto *data = reinterpret_cast<const unsigned char *>(numbers.constData());
    const ossl::Key plain(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &data, static_cast<long>(numbers.size())));
    QVERIFY(plain);
    const QByteArray spki = ossl::derBytes([&plain](unsigned char **out) { return i2d_PUBKEY(plain.get(), out); });
    QVERIFY(csr->publicKeyDer() != spki);
    QCOMPARE(csr->key().spkiSha256, QCryptographicHash::hash(spki, QCryptographicHash::Sha256));
}

void TestCanonicalKey::readsTheCasesAsOneKey()
{
    const auto read = [](const char *name) {
        return CertificateSigningRequest::parse(
                   fileBytes(qEnvironmentVariable("TEGATA_SOURCE_DIR") +
                             QStringLiteral("/tests/cases/csr/%1.csr").arg(QLatin1String(name))))
            .value();
    };
    const auto original = read("kc0-orig");
    QVERIFY(read("kc0-alt").der().size() < original.der().size());
    QCOMPARE(read("kc0-same").key(), original.key());
    QCOMPARE(read("kc0-alt").key(), original.key());
    QCOMPARE(read("kc0-alt").publicKeyDer(), original.publicKeyDer());
    const auto compressed = read("k-ec-compressed");
    QVERIFY(compressed.key().spkiSha256 != original.key().spkiSha256);
    QCOMPARE(compressed.publicKeyDer().size(), original.publicKeyDer().size());
}

TEGATA_TEST(TestCanonicalKey)
#include "test_canonicalkey.moc"
