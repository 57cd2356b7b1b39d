// SPDX-License-Identifier: Apache-2.0
#include "core/pki/privatekey.h"
#include "tests/core/pki/pkifixture.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

#include <openssl/err.h>

#include <array>
#include <thread>
#include <vector>

using namespace tegata;
using namespace tegata::test;

class TestPrivateKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void generates_data();
    void generates();
    void exportsEncryptedForOpenssl();
    void exportNeedsAPassphrase();
    void passphraseIsChecked();
    void readsWhatOpensslWrites_data();
    void readsWhatOpensslWrites();
    void refusesOtherKeys();
    void refusesEndlessDerivation();
    void typedErrors_data();
    void typedErrors();
    void hostileInput();
    void copiesShareAcrossThreads();

private:
    QTemporaryDir m_folder;
    QByteArray m_encryptedPem;
};

void TestPrivateKey::initTestCase()
{
    const QString at = m_folder.path();
    openssl(at,
            {QStringLiteral("genpkey"), QStringLiteral("-algorithm"), QStringLiteral("EC"), QStringLiteral("-pkeyopt"),
             QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-out"), QStringLiteral("ec.pem")});
    openssl(at,
            {QStringLiteral("genpkey"), QStringLiteral("-algorithm"), QStringLiteral("RSA"), QStringLiteral("-pkeyopt"),
             QStringLiteral("rsa_keygen_bits:1024"), QStringLiteral("-out"), QStringLiteral("rsa.pem")});
    openssl(at, {QStringLiteral("genpkey"), QStringLiteral("-algorithm"), QStringLiteral("ED25519"),
                 QStringLiteral("-out"), QStringLiteral("ed.pem")});
    m_encryptedPem = *newKey().toEncryptedPem(secret(QStringLiteral("secret")));
}

void TestPrivateKey::generates_data()
{
    QTest::addColumn<int>("spec");
    QTest::addColumn<QString>("label");
    QTest::newRow("RSA 2048") << int(KeySpec::Rsa2048) << "RSA 2048";
    QTest::newRow("RSA 3072") << int(KeySpec::Rsa3072) << "RSA 3072";
    QTest::newRow("P-256") << int(KeySpec::EcP256) << "EC P-256";
    QTest::newRow("P-384") << int(KeySpec::EcP384) << "EC P-384";
    QTest::newRow("P-521") << int(KeySpec::EcP521) << "EC P-521";
}

void TestPrivateKey::generates()
{
    QFETCH(int, spec);
    QFETCH(QString, label);
    const PrivateKey key = newKey(KeySpec(spec));
    const KeyFacts facts = key.facts();
    QCOMPARE(keyLabel(facts), label);
    QCOMPARE(facts.spkiSha256.size(), 32);
    QVERIFY(!key.publicKeyDer().isEmpty());
    if (facts.algorithm == KeyAlgorithm::Rsa) {
        QCOMPARE(facts.modulus.size() * 8, facts.bits);
        QCOMPARE(facts.publicExponent, QByteArray("\x01\x00\x01", 3));
    }
    QVERIFY(newKey(KeySpec(spec)).publicKeyDer() != key.publicKeyDer());
}

void TestPrivateKey::exportsEncryptedForOpenssl()
{
    const PrivateKey key = newKey();
    const Result<QByteArray> pem = key.toEncryptedPem(secret(QStringLiteral("手形 pass")));
    QVERIFY(pem);
    QVERIFY(pem->startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    writeBytes(m_folder.filePath(QStringLiteral("ours.pem")), *pem);
    const QByteArray structure =
        openssl(m_folder.path(), {QStringLiteral("asn1parse"), QStringLiteral("-in"), QStringLiteral("ours.pem")});
    for (const char *part : {":PBES2", ":scrypt", ":4000", ":08", ":05", ":aes-256-cbc"})
        QVERIFY2(structure.contains(part), part);
    const QByteArray publicKey =
        openssl(m_folder.path(), {QStringLiteral("pkey"), QStringLiteral("-in"), QStringLiteral("ours.pem"),
                                  QStringLiteral("-passin"), QStringLiteral("pass:手形 pass"),
                                  QStringLiteral("-pubout"), QStringLiteral("-outform"), QStringLiteral("DER")});
    QCOMPARE(publicKey, key.publicKeyDer());
    const Result<PrivateKey> again = PrivateKey::parse(*pem, secret(QStringLiteral("手形 pass")));
    QVERIFY(again);
    QCOMPARE(again->publicKeyDer(), key.publicKeyDer());
    // Salt and IV are new each time.
    QVERIFY(*key.toEncryptedPem(secret(QStringLiteral("手形 pass"))) != *pem);
}

void TestPrivateKey::exportNeedsAPassphrase()
{
    const Result<QByteArray> pem = newKey().toEncryptedPem(SecretBytes());
    QVERIFY(!pem);
    QCOMPARE(pem.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(pem.error().field, QStringLiteral("passphrase"));
}

void TestPrivateKey::passphraseIsChecked()
{
    QCOMPARE(PrivateKey::parse(m_encryptedPem).error().code, ErrorCode::PassphraseNeeded);
    const Result<PrivateKey> wrong = PrivateKey::parse(m_encryptedPem, secret(QStringLiteral("Secret")));
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, ErrorCode::WrongPassphrase);
    QVERIFY(!wrong.error().detail.contains(QStringLiteral("Secret")));
    QVERIFY(PrivateKey::parse(m_encryptedPem, secret(QStringLiteral("secret"))));
    QCOMPARE(ERR_peek_error(), 0UL);
}

void TestPrivateKey::readsWhatOpensslWrites_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("passphrase");
    const auto row = [](const QByteArray &name, const QString &source, const QString &arguments,
                        const QString &pass = {}) {
        QTest::newRow(name.constData()) << source << arguments.split(QLatin1Char(' ')) << pass;
    };
    for (const QString &key : {QStringLiteral("ec.pem"), QStringLiteral("rsa.pem")}) {
        const QByteArray prefix = key.toLatin1() + ' ';
        row(prefix + "PKCS#8 PEM", key, QStringLiteral("pkey"));
        row(prefix + "PKCS#8 DER", key, QStringLiteral("pkcs8 -topk8 -nocrypt -outform DER"));
        row(prefix + "PBES2", key, QStringLiteral("pkcs8 -topk8 -v2 aes-256-cbc -passout pass:abc"),
            QStringLiteral("abc"));
        row(prefix + "PBES2 DER", key, QStringLiteral("pkcs8 -topk8 -outform DER -passout pass:abc"),
            QStringLiteral("abc"));
        row(prefix + "scrypt", key, QStringLiteral("pkcs8 -topk8 -scrypt -passout pass:abc"), QStringLiteral("abc"));
        row(prefix + "3DES", key, QStringLiteral("pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout pass:abc"),
            QStringLiteral("abc"));
    }
    row("EC traditional", QStringLiteral("ec.pem"), QStringLiteral("ec"));
    row("EC traditional encrypted", QStringLiteral("ec.pem"), QStringLiteral("ec -aes256 -passout pass:abc"),
        QStringLiteral("abc"));
    row("RSA traditional", QStringLiteral("rsa.pem"), QStringLiteral("rsa -traditional"));
    row("RSA traditional DER", QStringLiteral("rsa.pem"), QStringLiteral("rsa -traditional -outform DER"));
    row("RSA traditional encrypted", QStringLiteral("rsa.pem"),
        QStringLiteral("rsa -traditional -aes128 -passout pass:abc"), QStringLiteral("abc"));
}

void TestPrivateKey::readsWhatOpensslWrites()
{
    QFETCH(QString, source);
    QFETCH(QStringList, arguments);
    QFETCH(QString, passphrase);
    const QByteArray bytes = openssl(m_folder.path(), arguments + QStringList{QStringLiteral("-in"), source});
    QVERIFY(!bytes.isEmpty());
    const Result<PrivateKey> key = PrivateKey::parse(bytes, secret(passphrase));
    QVERIFY2(key, qPrintable(key ? QString() : errorCodeName(key.error().code) + key.error().detail));
    const QByteArray publicKey =
        openssl(m_folder.path(), {QStringLiteral("pkey"), QStringLiteral("-in"), source, QStringLiteral("-pubout"),
                                  QStringLiteral("-outform"), QStringLiteral("DER")});
    QCOMPARE(key->publicKeyDer(), publicKey);
    QCOMPARE(keyLabel(key->facts()),
             source == QLatin1String("ec.pem") ? QStringLiteral("EC P-256") : QStringLiteral("RSA 1024"));
    if (!passphrase.isEmpty()) {
        QCOMPARE(PrivateKey::parse(bytes).error().code, ErrorCode::PassphraseNeeded);
        QCOMPARE(PrivateKey::parse(bytes, secret(QStringLiteral("abd"))).error().code, ErrorCode::WrongPassphrase);
    }
}

void TestPrivateKey::refusesOtherKeys()
{
    const Result<PrivateKey> key = PrivateKey::parse(fileBytes(m_folder.filePath(QStringLiteral("ed.pem"))));
    QVERIFY(!key);
    QCOMPARE(key.error().code, ErrorCode::UnsupportedAlgorithm);
}

void TestPrivateKey::refusesEndlessDerivation()
{
    // 2^31 - 1 rounds would take half an hour; OpenSSL itself would try.
    const QByteArray hostile =
        QByteArray::fromHex(
            "307f304b06092a864886f70d01050d303e301d06092a864886f70d01050c30100408000000000000000002047fffffff"
            "301d060960864801650304012a0410000000000000000000000000000000000430") +
        QByteArray(48, '\x5a');
    const Result<PrivateKey> key = PrivateKey::parse(hostile, secret(QStringLiteral("abc")));
    QVERIFY(!key);
    QCOMPARE(key.error().code, ErrorCode::UnsupportedAlgorithm);
}

void TestPrivateKey::typedErrors_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("empty") << QByteArray() << int(ErrorCode::Empty);
    QTest::newRow("blank") << QByteArray(" \r\n\t") << int(ErrorCode::Empty);
    QTest::newRow("too large") << QByteArray(64 * 1024 + 1, 'A') << int(ErrorCode::TooLarge);
    QTest::newRow("text") << QByteArray("hello") << int(ErrorCode::NotPem);
    QTest::newRow("certificate") << QByteArray("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
                                 << int(ErrorCode::WrongKind);
    QTest::newRow("no END") << QByteArray("-----BEGIN PRIVATE KEY-----\nAAAA\n") << int(ErrorCode::MalformedEncoding);
    QTest::newRow("nothing inside") << QByteArray("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n")
                                    << int(ErrorCode::MalformedEncoding);
    QTest::newRow("not base64") << QByteArray("-----BEGIN PRIVATE KEY-----\nAA*A\n-----END PRIVATE KEY-----\n")
                                << int(ErrorCode::MalformedEncoding);
    QTest::newRow("trailing data") << QByteArray::fromHex("3003020100ff") << int(ErrorCode::TrailingData);
}

void TestPrivateKey::typedErrors()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    const Result<PrivateKey> key = PrivateKey::parse(bytes);
    QVERIFY(!key);
    QCOMPARE(errorCodeName(key.error().code), errorCodeName(ErrorCode(code)));
}

void TestPrivateKey::hostileInput()
{
    const QByteArray plain =
        openssl(m_folder.path(),
                {QStringLiteral("pkcs8"), QStringLiteral("-topk8"), QStringLiteral("-nocrypt"),
                 QStringLiteral("-outform"), QStringLiteral("DER"), QStringLiteral("-in"), QStringLiteral("ec.pem")});
    int refused = 0;
    tryDamaged(plain, [&refused](const QByteArray &bytes) {
        const Result<PrivateKey> key = PrivateKey::parse(bytes);
        refused += key ? 0 : 1;
        if (key)
            QVERIFY(key->facts().bits > 0);
    });
    QVERIFY(refused > plain.size());

    const QByteArray sealed =
        openssl(m_folder.path(), {QStringLiteral("pkcs8"), QStringLiteral("-topk8"), QStringLiteral("-outform"),
                                  QStringLiteral("DER"), QStringLiteral("-passout"), QStringLiteral("pass:abc"),
                                  QStringLiteral("-in"), QStringLiteral("ec.pem")});
    const SecretBytes passphrase = secret(QStringLiteral("abc"));
    refused = 0;
    tryDamaged(
        sealed, [&](const QByteArray &bytes) { refused += PrivateKey::parse(bytes, passphrase) ? 0 : 1; }, 3);
    QVERIFY(refused > sealed.size() / 3);
    refused = 0;
    tryDamaged(
        m_encryptedPem, [&](const QByteArray &bytes) { refused += PrivateKey::parse(bytes, passphrase) ? 0 : 1; },
        211); // scrypt takes its time
    QVERIFY(refused > 0);
}

void TestPrivateKey::copiesShareAcrossThreads()
{
    const PrivateKey key = newKey(KeySpec::Rsa2048);
    const QByteArray expected = key.publicKeyDer();
    std::vector<std::thread> threads;
    std::array<bool, 4> equal = {};
    for (std::size_t i = 0; i < equal.size(); ++i)
        threads.emplace_back([copy = key, expected, &equal, i] {
            equal[i] = copy.publicKeyDer() == expected && copy.facts().bits == 2048;
        });
    for (std::thread &thread : threads)
        thread.join();
    for (const bool isEqual : equal)
        QVERIFY(isEqual);
}

TEGATA_TEST(TestPrivateKey)
#include "test_privatekey.moc"
