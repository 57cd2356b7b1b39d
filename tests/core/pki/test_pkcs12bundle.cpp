// SPDX-License-Identifier: Apache-2.0
#include "core/pki/openssl.h"
#include "core/pki/pkcs12bundle.h"
#include "tests/core/pki/pkifixture.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

#include <openssl/err.h>

using namespace tegata;
using namespace tegata::test;

class TestPkcs12Bundle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void opensFilesOfOpenssl_data();
    void opensFilesOfOpenssl();
    void opensAnOldOpensslPassphrase();
    void keyWorksAfterwards();
    void createdFileIsReadByOpenssl();
    void createRefuses();
    void requireIdentity_data();
    void requireIdentity();
    void incompleteFiles();
    void typedErrors();
    void opensOrNamesEachCase_data();
    void opensOrNamesEachCase();
    void readsPemIdentities();
    void checksPbmac1();
    void refusesEndlessDerivation();
    void hostileInput();

private:
    QByteArray exported(const QStringList &arguments, const QString &passphrase);

    const PkiFixture m_pki;
    const PrivateKey m_key = newKey(KeySpec::Rsa2048);
    std::unique_ptr<Certificate> m_leaf;
    QTemporaryDir m_folder;
};

void TestPkcs12Bundle::initTestCase()
{
    m_leaf = std::make_unique<Certificate>(m_pki.leaf(
        m_key, [](CertificateTemplate &content) { content.extendedKeyUsage = {ExtendedKeyUsage::ClientAuth}; }));
    writeBytes(m_folder.filePath(QStringLiteral("key.pem")), *m_key.toEncryptedPem(secret(QStringLiteral("pass"))));
    writeBytes(m_folder.filePath(QStringLiteral("leaf.pem")), m_leaf->pem());
    writeBytes(m_folder.filePath(QStringLiteral("cas.pem")), m_pki.ca.pem() + m_pki.root.pem());
}

QByteArray TestPkcs12Bundle::exported(const QStringList &arguments, const QString &passphrase)
{
    openssl(m_folder.path(),
            QStringList{QStringLiteral("pkcs12"), QStringLiteral("-export"), QStringLiteral("-inkey"),
                        QStringLiteral("key.pem"), QStringLiteral("-passin"), QStringLiteral("pass:pass"),
                        QStringLiteral("-in"), QStringLiteral("leaf.pem"), QStringLiteral("-out"),
                        QStringLiteral("out.p12"), QStringLiteral("-passout"), QStringLiteral("pass:") + passphrase} +
                arguments);
    return fileBytes(m_folder.filePath(QStringLiteral("out.p12")));
}

void TestPkcs12Bundle::opensFilesOfOpenssl_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("passphrase");
    const QStringList legacy = {QStringLiteral("-legacy")};
    const QString japanese = QStringLiteral("手形 𠮷 ひみつ");
    QTest::newRow("current") << QStringList() << "secret";
    QTest::newRow("current, Japanese") << QStringList() << japanese;
    QTest::newRow("current, empty") << QStringList() << "";
    QTest::newRow("RC2-40") << legacy << "secret";
    QTest::newRow("RC2-40, Japanese") << legacy << japanese;
    QTest::newRow("RC2-40, empty") << legacy << "";
    QTest::newRow("3DES") << QStringList{QStringLiteral("-legacy"), QStringLiteral("-descert")} << "secret";
    QTest::newRow("SHA-1 MAC") << QStringList{QStringLiteral("-macalg"), QStringLiteral("sha1")} << "secret";
    QTest::newRow("nothing encrypted but the MAC") << QStringList{QStringLiteral("-keypbe"), QStringLiteral("NONE"),
                                                                  QStringLiteral("-certpbe"), QStringLiteral("NONE")}
                                                   << "secret";
}

void TestPkcs12Bundle::opensFilesOfOpenssl()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, passphrase);
    const QByteArray bytes =
        exported(arguments + QStringList{QStringLiteral("-certfile"), QStringLiteral("cas.pem")}, passphrase);
    const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(bytes, secret(passphrase));
    QVERIFY2(bundle, qPrintable(bundle ? QString() : errorCodeName(bundle.error().code) + bundle.error().detail));
    QVERIFY(bundle->key() && bundle->certificate());
    QCOMPARE(bundle->key()->publicKeyDer(), m_key.publicKeyDer());
    QCOMPARE(*bundle->certificate(), *m_leaf);
    QCOMPARE(bundle->others().size(), 2);
    QVERIFY(bundle->others().contains(m_pki.ca) && bundle->others().contains(m_pki.root));
    QVERIFY(bundle->requireIdentity(PkiFixture::now()));

    const Result<Pkcs12Bundle> wrong = Pkcs12Bundle::open(bytes, secret(QStringLiteral("other")));
    QVERIFY(!wrong);
    QCOMPARE(errorCodeName(wrong.error().code), errorCodeName(ErrorCode::WrongPassphrase));
    QCOMPARE(ERR_peek_error(), 0UL);
}

void TestPkcs12Bundle::opensAnOldOpensslPassphrase()
{
    // OpenSSL before 1.1.0 took each octet of the UTF-8 for one character: what it wrote for 手形 is what today's
    // writes for those octets read as Latin-1.
    const QString old = QString::fromLatin1(QStringLiteral("手形").toUtf8());
    const QByteArray bytes = exported({QStringLiteral("-legacy")}, old);
    const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(bytes, secret(QStringLiteral("手形")));
    QVERIFY(bundle);
    QCOMPARE(bundle->key()->publicKeyDer(), m_key.publicKeyDer());
}

void TestPkcs12Bundle::keyWorksAfterwards()
{
    // The key must not belong to the library context that opened the old file.
    const Result<Pkcs12Bundle> bundle =
        Pkcs12Bundle::open(exported({QStringLiteral("-legacy")}, QStringLiteral("x")), secret(QStringLiteral("x")));
    QVERIFY(bundle);
    const Result<CertificateSigningRequest> request = CertificateSigningRequest::create(
        *bundle->key(), PkiFixture::name(QStringLiteral("CN=a.jp")), {QStringLiteral("a.jp")});
    QVERIFY(request);
    QVERIFY(request->signatureValid());
    QVERIFY(bundle->key()->toEncryptedPem(secret(QStringLiteral("y"))));
}

void TestPkcs12Bundle::createdFileIsReadByOpenssl()
{
    const QString passphrase = QStringLiteral("手形 pass");
    const Result<QByteArray> bytes =
        Pkcs12Bundle::create(m_key, *m_leaf, {m_pki.ca, m_pki.root}, QStringLiteral("佐藤 花子"), secret(passphrase));
    QVERIFY(bytes);
    writeBytes(m_folder.filePath(QStringLiteral("ours.p12")), *bytes);
    const QByteArray text = openssl(m_folder.path(), {QStringLiteral("pkcs12"), QStringLiteral("-in"),
                                                      QStringLiteral("ours.p12"), QStringLiteral("-passin"),
                                                      QStringLiteral("pass:") + passphrase, QStringLiteral("-nodes")});
    QVERIFY(text.contains("friendlyName: "));
    QCOMPARE(text.count("BEGIN CERTIFICATE"), 3);
    QCOMPARE(text.count("BEGIN PRIVATE KEY"), 1);
    // aes-256-cbc (2.16.840.1.101.3.4.1.42) for key and certificates; no PBE of old
    QCOMPARE(bytes->count(QByteArray::fromHex("60864801650304012a")), 2);
    QVERIFY(!bytes->contains(QByteArray::fromHex("2a864886f70d010c01") + '\x06'));
    QVERIFY(bytes->contains(QByteArray::fromHex("608648016503040201"))); // SHA-256 in the MAC

    const Result<Pkcs12Bundle> again = Pkcs12Bundle::open(*bytes, secret(passphrase));
    QVERIFY(again);
    QCOMPARE(*again->certificate(), *m_leaf);
    QCOMPARE(again->others().size(), 2);
    QVERIFY(again->requireIdentity(PkiFixture::now()));
    QCOMPARE(Pkcs12Bundle::open(*bytes, secret(QStringLiteral("x"))).error().code, ErrorCode::WrongPassphrase);
}

void TestPkcs12Bundle::createRefuses()
{
    QCOMPARE(Pkcs12Bundle::create(m_key, *m_leaf, {}, {}, SecretBytes()).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(Pkcs12Bundle::create(m_key, *m_leaf, {}, {}, SecretBytes("a\0b", 3)).error().code,
             ErrorCode::InvalidArgument);
    QCOMPARE(Pkcs12Bundle::create(newKey(), *m_leaf, {}, {}, secret(QStringLiteral("x"))).error().code,
             ErrorCode::KeyMismatch);
}

void TestPkcs12Bundle::requireIdentity_data()
{
    QTest::addColumn<int>("usage");
    QTest::addColumn<QDateTime>("at");
    QTest::addColumn<int>("code");
    const QDateTime from = PkiFixture::now().addDays(-10);
    const QDateTime until = PkiFixture::now().addDays(90);
    const int client = int(ExtendedKeyUsage::ClientAuth);
    QTest::newRow("first second") << client << from << -1;
    QTest::newRow("last second") << client << until << -1;
    QTest::newRow("too early") << client << from.addSecs(-1) << int(ErrorCode::CertificateNotYetValid);
    QTest::newRow("too late") << client << until.addSecs(1) << int(ErrorCode::CertificateExpired);
    QTest::newRow("server only") << int(ExtendedKeyUsage::ServerAuth) << from << int(ErrorCode::WrongPurpose);
}

void TestPkcs12Bundle::requireIdentity()
{
    QFETCH(int, usage);
    QFETCH(QDateTime, at);
    QFETCH(int, code);
    const PrivateKey key = newKey();
    const Certificate leaf = m_pki.leaf(
        key, [usage](CertificateTemplate &content) { content.extendedKeyUsage = {ExtendedKeyUsage(usage)}; });
    const Result<QByteArray> bytes = Pkcs12Bundle::create(key, leaf, {}, {}, secret(QStringLiteral("x")));
    QVERIFY(bytes);
    const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(*bytes, secret(QStringLiteral("x")));
    QVERIFY(bundle);
    const Result<void> fit = bundle->requireIdentity(at);
    QCOMPARE(fit ? -1 : int(fit.error().code), code);
}

void TestPkcs12Bundle::incompleteFiles()
{
    const SecretBytes passphrase = secret(QStringLiteral("x"));
    openssl(m_folder.path(), {QStringLiteral("pkcs12"), QStringLiteral("-export"), QStringLiteral("-nokeys"),
                              QStringLiteral("-in"), QStringLiteral("leaf.pem"), QStringLiteral("-out"),
                              QStringLiteral("nokey.p12"), QStringLiteral("-passout"), QStringLiteral("pass:x")});
    const Result<Pkcs12Bundle> noKey =
        Pkcs12Bundle::open(fileBytes(m_folder.filePath(QStringLiteral("nokey.p12"))), passphrase);
    QVERIFY(noKey);
    QVERIFY(!noKey->key());
    QCOMPARE(noKey->others(), QList<Certificate>{*m_leaf});
    QCOMPARE(noKey->requireIdentity(PkiFixture::now()).error().code, ErrorCode::KeyMissing);

    openssl(m_folder.path(),
            {QStringLiteral("pkcs12"), QStringLiteral("-export"), QStringLiteral("-nocerts"), QStringLiteral("-inkey"),
             QStringLiteral("key.pem"), QStringLiteral("-passin"), QStringLiteral("pass:pass"), QStringLiteral("-out"),
             QStringLiteral("nocert.p12"), QStringLiteral("-passout"), QStringLiteral("pass:x")});
    const Result<Pkcs12Bundle> noCertificate =
        Pkcs12Bundle::open(fileBytes(m_folder.filePath(QStringLiteral("nocert.p12"))), passphrase);
    QVERIFY(noCertificate);
    QVERIFY(noCertificate->key() && !noCertificate->certificate());
    QCOMPARE(noCertificate->requireIdentity(PkiFixture::now()).error().code, ErrorCode::CertificateMissing);

    // A key and somebody else's certificate: OpenSSL's program refuses to write it, its library does not.
    const ossl::Certificates others(sk_X509_new_null());
    const auto *data = reinterpret_cast<const unsigned char *>(m_pki.ca.der().constData());
    sk_X509_push(others.get(), d2i_X509(nullptr, &data, static_cast<long>(m_pki.ca.der().size())));
    const ossl::Pkcs12 file(PKCS12_create("x", nullptr, m_key.handle(), nullptr, others.get(), 0, 0, 0, 0, 0));
    unsigned char *der = nullptr;
    const int size = i2d_PKCS12(file.get(), &der);
    const QByteArray bytes(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    const Result<Pkcs12Bundle> mismatch = Pkcs12Bundle::open(bytes, passphrase);
    QVERIFY(mismatch);
    QCOMPARE(mismatch->requireIdentity(PkiFixture::now()).error().code, ErrorCode::KeyMismatch);
}

void TestPkcs12Bundle::typedErrors()
{
    const auto codeOf = [](const QByteArray &bytes) {
        const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(bytes, secret(QStringLiteral("x")));
        return bundle ? QString() : errorCodeName(bundle.error().code);
    };
    const QByteArray good = exported({}, QStringLiteral("x"));
    QCOMPARE(codeOf(good), QString());
    QCOMPARE(codeOf({}), errorCodeName(ErrorCode::Empty));
    QCOMPARE(codeOf(QByteArray(1024 * 1024 + 1, '\x30')), errorCodeName(ErrorCode::TooLarge));
    QCOMPARE(codeOf("not a PKCS#12"), errorCodeName(ErrorCode::MalformedEncoding));
    QCOMPARE(codeOf(m_leaf->der()), errorCodeName(ErrorCode::WrongKind));
    QCOMPARE(codeOf(m_leaf->pem()), errorCodeName(ErrorCode::WrongKind));
    QCOMPARE(codeOf(good.chopped(1)), errorCodeName(ErrorCode::MalformedEncoding));
    QCOMPARE(codeOf(exported({QStringLiteral("-nomac")}, QStringLiteral("x"))), errorCodeName(ErrorCode::MacMissing));
    QCOMPARE(codeOf(good + 'x'), errorCodeName(ErrorCode::TrailingData));
    QCOMPARE(Pkcs12Bundle::open(good, SecretBytes("x\0y", 3)).error().code, ErrorCode::WrongPassphrase);
}

void TestPkcs12Bundle::opensOrNamesEachCase_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("code"); // empty: opened
    for (const char *opened : {"own-b64", "own-pem", "own-pemident", "own-rc2key", "own-rc4", "own-trail"})
        QTest::newRow(opened) << QString::fromLatin1(opened) << QString();
    for (const char *withoutMac : {"own-nomac", "own-nomacnoenc"})
        QTest::newRow(withoutMac) << QString::fromLatin1(withoutMac) << errorCodeName(ErrorCode::MacMissing);
}

void TestPkcs12Bundle::opensOrNamesEachCase()
{
    QFETCH(QString, file);
    QFETCH(QString, code);
    const QByteArray bytes =
        fileBytes(QStringLiteral("%1/tests/cases/p12/%2.p12").arg(qEnvironmentVariable("TEGATA_SOURCE_DIR"), file));
    const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(bytes, secret(QStringLiteral("pw")));
    QCOMPARE(bundle ? QString() : errorCodeName(bundle.error().code), code);
    if (!bundle)
        return;
    QVERIFY(bundle->key() && bundle->certificate());
    QCOMPARE(bundle->certificate()->publicKeyDer(), bundle->key()->publicKeyDer());
    QCOMPARE(bundle->certificate()->subject().value(QLatin1String("CN")), QStringLiteral("T.YAMADA"));
    if (file != QLatin1String("own-pemident")) // its key is not encrypted
        QCOMPARE(Pkcs12Bundle::open(bytes, secret(QStringLiteral("other"))).error().code, ErrorCode::WrongPassphrase);
    QCOMPARE(ERR_peek_error(), 0UL);
}

void TestPkcs12Bundle::readsPemIdentities()
{
    const QByteArray key = *m_key.toEncryptedPem(secret(QStringLiteral("pw")));
    const QByteArray pem = m_pki.ca.pem() + key + m_leaf->pem();
    const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(pem, secret(QStringLiteral("pw")));
    QVERIFY(bundle);
    QCOMPARE(*bundle->certificate(), *m_leaf);
    QCOMPARE(bundle->others(), QList<Certificate>{m_pki.ca});
    QVERIFY(bundle->requireIdentity(PkiFixture::now()));
    QCOMPARE(Pkcs12Bundle::open(pem, SecretBytes()).error().code, ErrorCode::PassphraseNeeded);
    QCOMPARE(Pkcs12Bundle::open(pem, secret(QStringLiteral("x"))).error().code, ErrorCode::WrongPassphrase);
    const Result<Pkcs12Bundle> keyAlone = Pkcs12Bundle::open(key, secret(QStringLiteral("pw")));
    QVERIFY(keyAlone);
    QCOMPARE(keyAlone->requireIdentity(PkiFixture::now()).error().code, ErrorCode::CertificateMissing);
    const Result<Pkcs12Bundle> another = Pkcs12Bundle::open(key + m_pki.ca.pem(), secret(QStringLiteral("pw")));
    QCOMPARE(another->requireIdentity(PkiFixture::now()).error().code, ErrorCode::KeyMismatch);
}

void TestPkcs12Bundle::checksPbmac1()
{
    // Made by another implementation (Python's hashlib) from own-trail.p12.
    QByteArray bytes =
        fileBytes(QStringLiteral("%1/tests/core/pki/data/pbmac1.p12").arg(qEnvironmentVariable("TEGATA_SOURCE_DIR")));
    const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(bytes, secret(QStringLiteral("pw")));
    QVERIFY2(bundle, qPrintable(bundle ? QString() : errorCodeName(bundle.error().code) + bundle.error().detail));
    QVERIFY(bundle->certificate());
    QCOMPARE(Pkcs12Bundle::open(bytes, secret(QStringLiteral("pv"))).error().code, ErrorCode::WrongPassphrase);
    // One changed octet of what it protects.
    const qsizetype inside = bytes.size() / 2;
    bytes[inside] = static_cast<char>(bytes.at(inside) ^ 1);
    QVERIFY(!Pkcs12Bundle::open(bytes, secret(QStringLiteral("pw"))));
}

void TestPkcs12Bundle::refusesEndlessDerivation()
{
    // The count is read before anything is derived, so a wrong MAC does not matter. The salt before it gives up an
    // octet, which leaves all lengths as they are.
    QByteArray bytes = exported({QStringLiteral("-iter"), QStringLiteral("70000")}, QStringLiteral("x"));
    const QByteArray macTail = QByteArray::fromHex("0203011170");
    QVERIFY(bytes.endsWith(macTail));
    const qsizetype salt = bytes.size() - macTail.size() - 10;
    QCOMPARE(bytes.mid(salt, 2), QByteArray::fromHex("0408"));
    bytes[salt + 1] = '\x07';
    bytes.replace(salt + 9, 6, QByteArray::fromHex("02047fffffff"));
    const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(bytes, secret(QStringLiteral("x")));
    QVERIFY(!bundle);
    QCOMPARE(errorCodeName(bundle.error().code), errorCodeName(ErrorCode::UnsupportedAlgorithm));
}

void TestPkcs12Bundle::hostileInput()
{
    const QByteArray good = exported({QStringLiteral("-iter"), QStringLiteral("1")}, QStringLiteral("x"));
    const SecretBytes passphrase = secret(QStringLiteral("x"));
    int refused = 0;
    tryDamaged(
        good,
        [&](const QByteArray &bytes) {
            const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(bytes, passphrase);
            refused += bundle ? 0 : 1;
            if (bundle && bundle->key())
                QVERIFY(!bundle->key()->publicKeyDer().isEmpty());
        },
        29);
    QVERIFY(refused > good.size() / 29);
}

TEGATA_TEST(TestPkcs12Bundle)
#include "test_pkcs12bundle.moc"
