// SPDX-License-Identifier: Apache-2.0
#include "core/domain/errortext.h"
#include "core/pki/certificatechain.h"
#include "core/pki/derelement.h"
#include "core/pki/inputreader.h"
#include "tests/core/pki/pkifixture.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QStringEncoder>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;
using namespace tegata::test;

// Every file of tests/cases/csr by its README, and each kind that a file can be mistaken for.
class TestInputReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOrNamesEachCase_data();
    void readsOrNamesEachCase();
    void everyCaseHasARow();
    void offersEveryRequest();
    void readsOneRequestInEverySpelling_data();
    void readsOneRequestInEverySpelling();
    void readsCertificatesInEverySpelling_data();
    void readsCertificatesInEverySpelling();
    void namesOtherKinds_data();
    void namesOtherKinds();
    void namesThePlace_data();
    void namesThePlace();
    void seesPrivateKeys_data();
    void seesPrivateKeys();
    void hostileInput();
    void aHeaderThatIsNotThereIsNotRead_data();
    void aHeaderThatIsNotThereIsNotRead();

private:
    static QByteArray caseFile(const QString &name)
    {
        return fileBytes(QStringLiteral("%1/tests/cases/csr/%2").arg(qEnvironmentVariable("TEGATA_SOURCE_DIR"), name));
    }
    CertificateSigningRequest sample() const
    {
        return *CertificateSigningRequest::create(m_key, PkiFixture::name(QStringLiteral("C=JP, O=株式会社手形")),
                                                  {QStringLiteral("www.example.jp")});
    }
    static QByteArray encoded(const QByteArray &utf8, QStringConverter::Encoding encoding, bool withMark)
    {
        QStringEncoder encoder(encoding, withMark ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
        return encoder.encode(QString::fromUtf8(utf8));
    }

    const PkiFixture m_pki;
    const PrivateKey m_key = newKey();
};

void TestInputReader::readsOrNamesEachCase_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("code"); // empty: read
    QTest::addColumn<QString>("found");
    QTest::addColumn<int>("line");
    const auto row = [](const char *file, ErrorCode code = ErrorCode::Internal, const char *found = "", int line = 0) {
        QTest::newRow(file) << QString::fromLatin1(file)
                            << (code == ErrorCode::Internal ? QString() : errorCodeName(code))
                            << QString::fromLatin1(found) << line;
    };
    for (const char *read :
         {"w06-utf16le-bom", "w08-utf16le-nobom", "w10-mixed-header", "w18-base64-only", "w26-em-dashes",
          "w27-four-dashes", "w29-nbsp", "w31-fullwidth-space", "w37-base64-twice", "w55-utf16le-crlf-new"})
        row(read);
    row("w23-two-csrs", ErrorCode::SeveralFound);
    row("w24-key-then-csr", ErrorCode::PrivateKeyFound, "", 1);
    row("w25-only-key", ErrorCode::PrivateKeyFound, "", 1);
    row("w40-empty", ErrorCode::Empty);
    row("w41-only-bom", ErrorCode::Empty);
    row("w42-cert-instead", ErrorCode::WrongKind, "certificate", 1);
    row("w43-pkcs7-wrapped", ErrorCode::WrongKind, "pkcs7", 1);
}

void TestInputReader::readsOrNamesEachCase()
{
    QFETCH(QString, file);
    QFETCH(QString, code);
    QFETCH(QString, found);
    QFETCH(int, line);
    const Result<CertificateSigningRequest> csr =
        CertificateSigningRequest::parse(caseFile(file + QStringLiteral(".csr")));
    QCOMPARE(csr ? QString() : errorCodeName(csr.error().code), code);
    if (csr) {
        QVERIFY(csr->signatureValid());
        QCOMPARE(csr->dnsNames().constFirst(), QStringLiteral("www.example.jp"));
        return;
    }
    QCOMPARE(csr.error().found, found);
    QCOMPARE(csr.error().line, line);
    for (const Language language : {Language::English, Language::Japanese}) {
        const ErrorText text = describe(csr.error(), Phrasebook(language));
        QVERIFY2(!text.message.contains(QStringLiteral("%{")), qPrintable(text.message));
        QVERIFY(!text.remedy.isEmpty());
    }
}

void TestInputReader::everyCaseHasARow()
{
    const QDir cases(QStringLiteral("%1/tests/cases/csr").arg(qEnvironmentVariable("TEGATA_SOURCE_DIR")));
    QCOMPARE(cases.entryList({QStringLiteral("w*.csr")}).size(), 17);
}

void TestInputReader::offersEveryRequest()
{
    const QByteArray two = caseFile(QStringLiteral("w23-two-csrs.csr"));
    const Result<CertificateSigningRequest> one = CertificateSigningRequest::parse(two);
    QCOMPARE(one.error().count, 2);
    QVERIFY(describe(one.error(), Phrasebook(Language::English)).message.contains(QLatin1Char('2')));
    const Result<QList<CertificateSigningRequest>> all = CertificateSigningRequest::parseAll(two);
    QVERIFY(all);
    QCOMPARE(all->size(), 2);
    const QByteArray base64 = sample().der().toBase64();
    for (const QByteArray &text : {base64 + "\n\n" + base64, "one:" + base64 + "two:" + base64, sample().pem() + base64,
                                   base64 + '\n' + sample().pem()}) {
        const Result<QList<CertificateSigningRequest>> both = CertificateSigningRequest::parseAll(text);
        QVERIFY(both);
        QCOMPARE(both->size(), 2);
    }
}

void TestInputReader::readsOneRequestInEverySpelling_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray pem = sample().pem();
    const QByteArray der = sample().der();
    const auto changed = [&pem](const QByteArray &from, const QByteArray &to) {
        QByteArray text = pem;
        return text.replace(from, to);
    };
    QTest::newRow("PEM") << pem;
    QTest::newRow("DER") << der;
    QTest::newRow("DER and line end") << der + "\r\n";
    QTest::newRow("CR alone") << changed("\n", "\r");
    QTest::newRow("one line") << changed("\n", " ");
    QTest::newRow("line ends written out") << changed("\n", "\\n");
    QTest::newRow("quoted mail") << changed("\n", "\n> ");
    QTest::newRow("no dashes") << changed("-----", "");
    QTest::newRow("spaces around the words")
        << changed("-----BEGIN CERTIFICATE REQUEST-----", "----- BEGIN CERTIFICATE REQUEST -----");
    QTest::newRow("lower case") << changed("BEGIN CERTIFICATE REQUEST", "begin certificate request");
    QTest::newRow("full-width line") << changed(
        "-----BEGIN CERTIFICATE REQUEST-----",
        "－－－－－ＢＥＧＩＮ　ＣＥＲＴＩＦＩＣＡＴＥ　ＲＥＱＵＥＳＴ－－－－－");
    QTest::newRow("zero-width space") << changed("\nMI", "\n\xe2\x80\x8bM\xe2\x80\x8bI");
    QTest::newRow("base64 alone") << der.toBase64();
    QTest::newRow("base64 with the END line alone") << changed("-----BEGIN CERTIFICATE REQUEST-----\n", "");
    QTest::newRow("base64 in a mail") << "CSRをお送りします。\n\n" + der.toBase64() + "\n\n以上です。\n";
    QTest::newRow("twice") << pem.toBase64();
    QTest::newRow("certificate beside it") << m_pki.ca.pem() + pem;
    using Encoding = QStringConverter::Encoding;
    QTest::newRow("UTF-16LE, mark") << encoded(pem, Encoding::Utf16LE, true);
    QTest::newRow("UTF-16BE, mark") << encoded(pem, Encoding::Utf16BE, true);
    QTest::newRow("UTF-16BE") << encoded(pem, Encoding::Utf16BE, false);
    QTest::newRow("UTF-16LE, Japanese before") << encoded("手形\n" + pem, Encoding::Utf16LE, true);
    QTest::newRow("UTF-32LE, mark") << encoded(pem, Encoding::Utf32LE, true);
    QTest::newRow("UTF-32BE, mark") << encoded(pem, Encoding::Utf32BE, true);
    QTest::newRow("UTF-32LE") << encoded(pem, Encoding::Utf32LE, false);
    QTest::newRow("UTF-32BE") << encoded(pem, Encoding::Utf32BE, false);
    QTest::newRow("UTF-16LE base64 alone") << encoded(der.toBase64(), Encoding::Utf16LE, false);
}

void TestInputReader::readsOneRequestInEverySpelling()
{
    QFETCH(QByteArray, bytes);
    const Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(bytes);
    QVERIFY2(csr, qPrintable(csr ? QString() : errorCodeName(csr.error().code) + csr.error().detail));
    QVERIFY(csr->signatureValid());
    // What is sent on is made from what was read, in the one form.
    QVERIFY(csr->pem().startsWith("-----BEGIN CERTIFICATE REQUEST-----\n"));
}

void TestInputReader::readsCertificatesInEverySpelling_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("count");
    const QByteArray pem = m_pki.ca.pem();
    const CertificateChain chain = CertificateChain::build(m_pki.ca, {m_pki.root});
    const QByteArray pkcs7 = *chain.pkcs7();
    QTest::newRow("PEM") << pem << 1;
    QTest::newRow("DER") << m_pki.ca.der() << 1;
    QTest::newRow("chain") << "subject=x\n" + pem + "subject=y\n" + m_pki.root.pem() << 2;
    QTest::newRow("PKCS#7, DER") << pkcs7 << 2;
    QTest::newRow("PKCS#7, PEM") << "-----BEGIN PKCS7-----\n" + pkcs7.toBase64() + "\n-----END PKCS7-----\n" << 2;
    QTest::newRow("PKCS#7, base64") << pkcs7.toBase64() << 2;
    QTest::newRow("base64 alone") << m_pki.ca.der().toBase64() << 1;
    QTest::newRow("UTF-16") << encoded(pem, QStringConverter::Encoding::Utf16LE, true) << 1;
    QTest::newRow("key beside it") << *m_key.toEncryptedPem(secret(QStringLiteral("pw"))) + pem << 1;
    QByteArray trusted = "-----BEGIN TRUSTED CERTIFICATE-----\n" +
                         (m_pki.ca.der() + QByteArray::fromHex("300c300a06082b06010505070301")).toBase64() +
                         "\n-----END TRUSTED CERTIFICATE-----\n";
    QTest::newRow("OpenSSL's trusted") << trusted << 1;
}

void TestInputReader::readsCertificatesInEverySpelling()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, count);
    const Result<QList<Certificate>> all = Certificate::parseAll(bytes);
    QVERIFY2(all, qPrintable(all ? QString() : errorCodeName(all.error().code) + all.error().detail));
    QCOMPARE(all->size(), count);
    QCOMPARE(all->constFirst(), m_pki.ca);
}

void TestInputReader::namesOtherKinds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const QByteArray &bytes, InputKind found) {
        QTest::newRow(name) << bytes << inputKindName(found);
    };
    const QByteArray csr = sample().der();
    const QByteArray pkcs7 = *CertificateChain::build(m_pki.ca, {}).pkcs7();
    const QString p12 = QStringLiteral("%1/tests/cases/p12/own-").arg(qEnvironmentVariable("TEGATA_SOURCE_DIR"));
    row("certificate, DER", m_pki.ca.der(), InputKind::Certificate);
    row("certificate, base64", m_pki.ca.der().toBase64(), InputKind::Certificate);
    row("PKCS#7", pkcs7, InputKind::Pkcs7);
    row("PKCS#12", fileBytes(p12 + QStringLiteral("rc4.p12")), InputKind::Pkcs12);
    row("PKCS#12, base64", fileBytes(p12 + QStringLiteral("b64.p12")), InputKind::Pkcs12);
    row("PKCS#12, PEM", fileBytes(p12 + QStringLiteral("pem.p12")), InputKind::Pkcs12);
    row("JKS", QByteArray::fromHex("feedfeed00000002"), InputKind::JavaKeyStore);
    row("JCEKS", QByteArray::fromHex("cececece00000002"), InputKind::JavaKeyStore);
    row("SSH key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJx me@host\n", InputKind::SshKey);
    row("SSH2 key", "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----\n", InputKind::SshKey);
    row("OpenPGP", "-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n", InputKind::OpenPgp);
    row("HTML", "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n", InputKind::Html);
    row("HTML with a mark", "\xef\xbb\xbf<html lang=ja>", InputKind::Html);
    row("PDF", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", InputKind::Pdf);
    row("ZIP", "PK\x03\x04....", InputKind::Archive);
    row("picture", "\x89PNG\r\n\x1a\n", InputKind::Image);
    row("public key", "-----BEGIN PUBLIC KEY-----\n" + m_key.publicKeyDer().toBase64() + "\n-----END PUBLIC KEY-----\n",
        InputKind::PublicKey);
    row("public key, DER", m_key.publicKeyDer(), InputKind::PublicKey);
    row("CRL", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", InputKind::Crl);
    row("certificate under the words of a CSR",
        "-----BEGIN CERTIFICATE REQUEST-----\n" + m_pki.ca.der().toBase64() + "\n-----END CERTIFICATE REQUEST-----\n",
        InputKind::Certificate);
    row("CSR under the words of a certificate",
        "-----BEGIN CERTIFICATE-----\n" + csr.toBase64() + "\n-----END CERTIFICATE-----\n", InputKind::Certificate);
    row("other words", "-----BEGIN FOO-----\nAAAA\n-----END FOO-----\n", InputKind::OtherPem);
}

void TestInputReader::namesOtherKinds()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, found);
    const Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(bytes);
    QVERIFY(!csr);
    QCOMPARE(errorCodeName(csr.error().code), QStringLiteral("wrongKind"));
    QCOMPARE(csr.error().found, found);
    QCOMPARE(csr.error().wanted, QStringLiteral("certificateRequest"));
    const ErrorText text = describe(csr.error(), Phrasebook(Language::English));
    QVERIFY2(text.message.contains(QStringLiteral("(CSR)")), qPrintable(text.message));
}

void TestInputReader::namesThePlace_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("offset");
    const QByteArray pem = sample().pem();
    QByteArray starred = "手形\n" + pem;
    const qsizetype star = starred.indexOf("\n", starred.indexOf("BEGIN")) + 70; // in the second line of base64
    starred[star] = '*';
    QTest::newRow("no base64") << starred << QStringLiteral("notBase64") << 4 << int(star);
    QByteArray wide = encoded(pem, QStringConverter::Encoding::Utf16LE, true);
    wide[2 + 2 * 40] = '*';
    QTest::newRow("in UTF-16") << wide << QStringLiteral("notBase64") << 2 << 82;
    QTest::newRow("no END") << "x\n" + pem.left(200) << QStringLiteral("noEndLine") << 2 << 2;
    QTest::newRow("empty block") << QByteArray("-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----")
                                 << QStringLiteral("emptyBlock") << 1 << 0;
    QTest::newRow("base64 cut") << sample().der().toBase64().left(101) << QStringLiteral("base64Cut") << 1 << 101;
}

void TestInputReader::namesThePlace()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    QFETCH(int, line);
    QFETCH(int, offset);
    const Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(bytes);
    QVERIFY(!csr);
    QCOMPARE(csr.error().code, ErrorCode::MalformedEncoding);
    QCOMPARE(csr.error().reason, reason);
    QCOMPARE(csr.error().line, line);
    QCOMPARE(csr.error().offset, qint64(offset));
    const QString message = describe(csr.error(), Phrasebook(Language::English)).message;
    QVERIFY2(message.contains(QStringLiteral("line %1 (byte %2)").arg(line).arg(offset)), qPrintable(message));
}

void TestInputReader::seesPrivateKeys_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray key = caseFile(QStringLiteral("w25-only-key.csr"));
    const QByteArray der = QByteArray::fromBase64(key.mid(key.indexOf('\n')).chopped(26));
    const QByteArray csr = sample().pem();
    const auto relabelled = [&key](const QByteArray &label) { return QByteArray(key).replace("PRIVATE KEY", label); };
    QVERIFY(!der.isEmpty());
    QTest::newRow("before the CSR") << key + csr;
    QTest::newRow("behind the CSR") << csr + key;
    QTest::newRow("encrypted") << csr + *m_key.toEncryptedPem(secret(QStringLiteral("pw")));
    QTest::newRow("OpenSSH") << csr + relabelled("OPENSSH PRIVATE KEY");
    QTest::newRow("under the words of a CSR") << relabelled("CERTIFICATE REQUEST");
    QTest::newRow("without END line") << csr + key.left(100);
    QTest::newRow("long dashes") << csr + QByteArray(key).replace("-----", "—–—");
    QTest::newRow("DER") << der;
    QTest::newRow("base64 alone") << der.toBase64();
    QTest::newRow("base64 among words") << "my key: " + der.toBase64() + " is this one\n" + csr;
    QTest::newRow("base64 before the CSR") << der.toBase64() + "\n\n" + csr;
    QTest::newRow("base64 twice") << key.toBase64();
    QTest::newRow("UTF-16") << encoded(key + csr, QStringConverter::Encoding::Utf16BE, true);
    QTest::newRow("PuTTY") << QByteArray("PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n");
}

void TestInputReader::seesPrivateKeys()
{
    QFETCH(QByteArray, bytes);
    const Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(bytes);
    QVERIFY(!csr);
    QCOMPARE(errorCodeName(csr.error().code), QStringLiteral("privateKeyFound"));
}

void TestInputReader::hostileInput()
{
    const auto read = [](const QByteArray &bytes) { (void)CertificateSigningRequest::parse(bytes); };
    for (const QByteArray &good :
         {sample().pem(), sample().der(), encoded(sample().pem(), QStringConverter::Encoding::Utf16LE, false),
          sample().pem().toBase64(), caseFile(QStringLiteral("w26-em-dashes.csr"))})
        QVERIFY(tryDamaged(good, read, 7) > 0);
    // Markers without end must not cost the square of their number.
    read(QByteArray("-----BEGIN CERTIFICATE REQUEST-----\n").repeated(1500));
    read(QByteArray("END BEGIN ").repeated(6000));
}

void TestInputReader::aHeaderThatIsNotThereIsNotRead_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("isWhole");
    QTest::newRow("tag alone") << QByteArray("\x30") << false;
    QTest::newRow("tag of several octets, cut") << QByteArray("\x3f\x81") << false;
    QTest::newRow("tag of several octets, no length") << QByteArray("\x3f\x81\x01") << false;
    QTest::newRow("long length, cut") << QByteArray("\x30\x82\x01") << false;
    QTest::newRow("content missing") << QByteArray("\x30\x82\x01\x00", 4) << true;
    QTest::newRow("short, content missing") << QByteArray("\x30\x10") << true;
}

// The reader of base64 asks the first octets how long the rest is to be.
void TestInputReader::aHeaderThatIsNotThereIsNotRead()
{
    QFETCH(QByteArray, header);
    QFETCH(bool, isWhole);
    QCOMPARE(readDerElement(header, 0, 1000).has_value(), isWhole);
    for (const char *name : {"certificate/header-cut-by-padding", "site/anchor-cut-by-padding"}) {
        const QByteArray found = fileBytes(QStringLiteral("%1/tests/fuzz/corpus/%2")
                                               .arg(qEnvironmentVariable("TEGATA_SOURCE_DIR"), QLatin1String(name)));
        QVERIFY(!found.isEmpty());
        QVERIFY(!readFirst(found, InputKind::Certificate, 64 * 1024));
    }
}

TEGATA_TEST(TestInputReader)
#include "test_inputreader.moc"
