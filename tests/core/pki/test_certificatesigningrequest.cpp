// SPDX-License-Identifier: Apache-2.0
#include "tests/core/pki/pkifixture.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

#include <openssl/err.h>

using namespace tegata;
using namespace tegata::test;

class TestCertificateSigningRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsAndReads_data();
    void createsAndReads();
    void opensslVerifiesOurs();
    void readsWhatOpensslWrites();
    void readsOddKeys_data();
    void readsOddKeys();
    void findsTheBlockInAnyText_data();
    void findsTheBlockInAnyText();
    void typedErrors_data();
    void typedErrors();
    void offsetsPointIntoTheFile();
    void badSignatureIsStillShown();
    void refusesBadExtensions_data();
    void refusesBadExtensions();
    void refusesBadSubjects_data();
    void refusesBadSubjects();
    void refusesBadNames();
    void hostileInput();

private:
    CertificateSigningRequest sample() const
    {
        return *CertificateSigningRequest::create(
            m_key, PkiFixture::name(QStringLiteral("C=JP, ST=東京都, O=株式会社手形, CN=www.example.jp")),
            {QStringLiteral("www.example.jp"), QStringLiteral("*.example.jp")});
    }

    const PrivateKey m_key = newKey();
    QTemporaryDir m_folder;
};

void TestCertificateSigningRequest::createsAndReads_data()
{
    QTest::addColumn<int>("spec");
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("digest");
    QTest::newRow("RSA") << int(KeySpec::Rsa2048) << "sha256WithRSAEncryption"
                         << "SHA256";
    QTest::newRow("P-256") << int(KeySpec::EcP256) << "ecdsa-with-SHA256"
                           << "SHA256";
    QTest::newRow("P-384") << int(KeySpec::EcP384) << "ecdsa-with-SHA384"
                           << "SHA384";
    QTest::newRow("P-521") << int(KeySpec::EcP521) << "ecdsa-with-SHA512"
                           << "SHA512";
}

void TestCertificateSigningRequest::createsAndReads()
{
    QFETCH(int, spec);
    QFETCH(QString, algorithm);
    QFETCH(QString, digest);
    const PrivateKey key = newKey(KeySpec(spec));
    const DistinguishedName subject = PkiFixture::name(QStringLiteral("C=JP, O=髙﨑商店, CN=a.jp"));
    const QStringList names = {QStringLiteral("a.jp"), QStringLiteral("xn--wgv71a119e.jp")};
    const Result<CertificateSigningRequest> request = CertificateSigningRequest::create(key, subject, names);
    QVERIFY(request);
    QCOMPARE(request->subject(), subject);
    QCOMPARE(request->dnsNames(), names);
    QCOMPARE(request->signatureAlgorithm(), algorithm);
    QCOMPARE(request->signatureDigest(), digest);
    QVERIFY(request->signatureValid());
    QCOMPARE(request->key(), key.facts());
    QCOMPARE(request->publicKeyDer(), key.publicKeyDer());
    QCOMPARE(request->requestedExtensions().size(), 1);
    QCOMPARE(request->requestedExtensions().first().oid, QStringLiteral("2.5.29.17"));
    QCOMPARE(request->requestedExtensions().first().name, QStringLiteral("subjectAltName"));
    const Result<CertificateSigningRequest> fromPem = CertificateSigningRequest::parse(request->pem());
    QVERIFY(fromPem);
    QCOMPARE(fromPem->der(), request->der());

    const Result<CertificateSigningRequest> plain = CertificateSigningRequest::create(key, subject, {});
    QVERIFY(plain);
    QVERIFY(plain->requestedExtensions().isEmpty());
    QVERIFY(plain->subjectAltNames().isEmpty());
}

void TestCertificateSigningRequest::opensslVerifiesOurs()
{
    writeBytes(m_folder.filePath(QStringLiteral("ours.csr")), sample().pem());
    const QByteArray text =
        openssl(m_folder.path(), {QStringLiteral("req"), QStringLiteral("-in"), QStringLiteral("ours.csr"),
                                  QStringLiteral("-verify"), QStringLiteral("-noout"), QStringLiteral("-text"),
                                  QStringLiteral("-nameopt"), QStringLiteral("utf8,sep_comma_plus_space")});
    QVERIFY(text.contains("株式会社手形"));
    QVERIFY(text.contains("DNS:www.example.jp, DNS:*.example.jp"));
}

void TestCertificateSigningRequest::readsWhatOpensslWrites()
{
    writeBytes(m_folder.filePath(QStringLiteral("req.cnf")),
               "[req]\ndistinguished_name=d\nreq_extensions=e\nprompt=no\nutf8=yes\nstring_mask=utf8only\n"
               "[d]\nC=JP\nO=株式会社手形\nemailAddress=a@example.jp\n"
               "[e]\nkeyUsage=critical,digitalSignature\n1.2.3.4=DER:0500\n"
               "subjectAltName=DNS:a.jp,IP:192.0.2.1,IP:2001:db8::1,email:b@example.jp,URI:https://c.jp/,"
               "otherName:1.2.3.5;UTF8:x,dirName:dn\n[dn]\nO=Tegata\n");
    const QByteArray der =
        openssl(m_folder.path(), {QStringLiteral("req"), QStringLiteral("-config"), QStringLiteral("req.cnf"),
                                  QStringLiteral("-new"), QStringLiteral("-newkey"), QStringLiteral("rsa:2048"),
                                  QStringLiteral("-nodes"), QStringLiteral("-keyout"), QStringLiteral("key.pem"),
                                  QStringLiteral("-outform"), QStringLiteral("DER")});
    const Result<CertificateSigningRequest> request = CertificateSigningRequest::parse(der);
    QVERIFY2(request, qPrintable(request ? QString() : request.error().detail));
    QVERIFY(request->signatureValid());
    QCOMPARE(request->subject().toString(), QStringLiteral("C=JP, O=株式会社手形, emailAddress=a@example.jp"));
    QCOMPARE(keyLabel(request->key()), QStringLiteral("RSA 2048"));
    const QList<GeneralName> names = request->subjectAltNames();
    QCOMPARE(names.size(), 7);
    QCOMPARE(names.at(0), (GeneralName{GeneralNameKind::Dns, QStringLiteral("a.jp")}));
    QCOMPARE(names.at(1), (GeneralName{GeneralNameKind::Ip, QStringLiteral("192.0.2.1")}));
    QCOMPARE(names.at(2), (GeneralName{GeneralNameKind::Ip, QStringLiteral("2001:db8::1")}));
    QCOMPARE(names.at(3), (GeneralName{GeneralNameKind::Email, QStringLiteral("b@example.jp")}));
    QCOMPARE(names.at(4), (GeneralName{GeneralNameKind::Uri, QStringLiteral("https://c.jp/")}));
    QCOMPARE(names.at(5), (GeneralName{GeneralNameKind::OtherName, QStringLiteral("1.2.3.5: x")}));
    QCOMPARE(names.at(6), (GeneralName{GeneralNameKind::Directory, QStringLiteral("O=Tegata")}));
    QCOMPARE(request->requestedExtensions().size(), 3);
    QCOMPARE(request->requestedExtensions().at(0).name, QStringLiteral("keyUsage"));
    QVERIFY(request->requestedExtensions().at(0).critical);
    QCOMPARE(request->requestedExtensions().at(1),
             (RequestedExtension{QStringLiteral("1.2.3.4"), QString(), false, QByteArray("\x05\x00", 2)}));
}

void TestCertificateSigningRequest::readsOddKeys_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("label");
    QTest::newRow("ED25519") << QStringList{QStringLiteral("-algorithm"), QStringLiteral("ED25519")} << "ED25519";
    QTest::newRow("secp256k1") << QStringList{QStringLiteral("-algorithm"), QStringLiteral("EC"),
                                              QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:secp256k1")}
                               << "EC secp256k1";
    QTest::newRow("explicit parameters") << QStringList{QStringLiteral("-algorithm"),
                                                        QStringLiteral("EC"),
                                                        QStringLiteral("-pkeyopt"),
                                                        QStringLiteral("ec_paramgen_curve:P-256"),
                                                        QStringLiteral("-pkeyopt"),
                                                        QStringLiteral("ec_param_enc:explicit")}
                                         << "EC explicit";
    QTest::newRow("RSA 1024") << QStringList{QStringLiteral("-algorithm"), QStringLiteral("RSA"),
                                             QStringLiteral("-pkeyopt"), QStringLiteral("rsa_keygen_bits:1024")}
                              << "RSA 1024";
}

void TestCertificateSigningRequest::readsOddKeys()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, label);
    openssl(m_folder.path(),
            QStringList{QStringLiteral("genpkey"), QStringLiteral("-out"), QStringLiteral("odd.pem")} + arguments);
    const QByteArray pem =
        openssl(m_folder.path(), {QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-key"),
                                  QStringLiteral("odd.pem"), QStringLiteral("-subj"), QStringLiteral("/CN=a.jp")});
    const Result<CertificateSigningRequest> request = CertificateSigningRequest::parse(pem);
    QVERIFY(request);
    QCOMPARE(keyLabel(request->key()), label);
    QVERIFY(request->signatureValid());
}

void TestCertificateSigningRequest::findsTheBlockInAnyText_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<bool>("crlf");
    QTest::addColumn<QByteArray>("label");
    const QByteArray label = "CERTIFICATE REQUEST";
    QTest::newRow("plain") << QByteArray() << QByteArray() << false << label;
    QTest::newRow("CR LF") << QByteArray() << QByteArray() << true << label;
    QTest::newRow("BOM") << QByteArray("\xef\xbb\xbf") << QByteArray() << false << label;
    QTest::newRow("Japanese text") << QByteArray("CSRをお送りします。\r\n\r\n") << QByteArray("\r\n以上です。") << true
                                   << label;
    QTest::newRow("text that starts with 0") << QByteArray("0123\n") << QByteArray("\0\0", 2) << false << label;
    QTest::newRow("openssl text") << QByteArray("Certificate Request:\n    Data:\n") << QByteArray() << false << label;
    QTest::newRow("NEW") << QByteArray() << QByteArray() << false << QByteArray("NEW CERTIFICATE REQUEST");
    QTest::newRow("after another block") << QByteArray("-----BEGIN X-----\nAAAA\n-----END X-----\n") << QByteArray()
                                         << false << label;
}

void TestCertificateSigningRequest::findsTheBlockInAnyText()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(bool, crlf);
    QFETCH(QByteArray, label);
    const CertificateSigningRequest good = sample();
    QByteArray pem = good.pem();
    pem.replace("CERTIFICATE REQUEST", label);
    if (crlf)
        pem.replace("\n", "\r\n");
    const Result<CertificateSigningRequest> request = CertificateSigningRequest::parse(before + pem + after);
    QVERIFY2(request, qPrintable(request ? QString() : request.error().detail));
    QCOMPARE(request->der(), good.der());
}

void TestCertificateSigningRequest::typedErrors_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("detail");
    const QByteArray good = sample().der();
    const auto row = [](const char *name, const QByteArray &bytes, ErrorCode code, const QString &detail = {}) {
        QTest::newRow(name) << bytes << int(code) << detail;
    };
    row("empty", {}, ErrorCode::Empty);
    row("blank", "\r\n \t\n", ErrorCode::Empty);
    row("too large", QByteArray(64 * 1024 + 1, '\n'), ErrorCode::TooLarge);
    row("10 MB", QByteArray(10'000'000, 'A'), ErrorCode::TooLarge);
    row("text", "hello", ErrorCode::NotPem);
    row("UTF-16", QByteArray("\xff\xfe-\0-\0", 6), ErrorCode::NotPem);
    row("certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", ErrorCode::WrongKind,
        QStringLiteral("CERTIFICATE"));
    row("private key", "x\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", ErrorCode::PrivateKeyFound);
    row("no END", sample().pem().chopped(10), ErrorCode::MalformedEncoding, QStringLiteral("END"));
    row("BEGIN alone", "-----BEGIN CERTIFICATE REQUEST-----", ErrorCode::MalformedEncoding);
    row("another END", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE-----",
        ErrorCode::MalformedEncoding);
    row("DER cut", good.chopped(1), ErrorCode::MalformedEncoding);
    row("DER and more", good + 'x', ErrorCode::TrailingData);
    row("other DER", QByteArray::fromHex("3003020101"), ErrorCode::MalformedEncoding);
    row("indefinite length", QByteArray::fromHex("308002010100000000"), ErrorCode::MalformedEncoding);
}

void TestCertificateSigningRequest::typedErrors()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QFETCH(QString, detail);
    const Result<CertificateSigningRequest> request = CertificateSigningRequest::parse(bytes);
    QVERIFY(!request);
    QCOMPARE(errorCodeName(request.error().code), errorCodeName(ErrorCode(code)));
    QVERIFY2(request.error().detail.contains(detail), qPrintable(request.error().detail));
    QCOMPARE(ERR_peek_error(), 0UL);
}

void TestCertificateSigningRequest::offsetsPointIntoTheFile()
{
    const CertificateSigningRequest good = sample();
    const Result<CertificateSigningRequest> longer = CertificateSigningRequest::parse(good.der() + "xyz");
    QCOMPARE(longer.error().offset, good.der().size());

    QByteArray pem = "前置き\n" + good.pem();
    const qsizetype at = pem.indexOf('\n', pem.indexOf("BEGIN")) + 100;
    pem[at] = '*';
    const Result<CertificateSigningRequest> notBase64 = CertificateSigningRequest::parse(pem);
    QCOMPARE(notBase64.error().code, ErrorCode::MalformedEncoding);
    QCOMPARE(notBase64.error().offset, at);

    // Trailing data inside a PEM block: the offset is that of its base64.
    const QByteArray begin = "x\n-----BEGIN CERTIFICATE REQUEST-----\n";
    const Result<CertificateSigningRequest> inPem = CertificateSigningRequest::parse(
        begin + QByteArray::fromHex("300000ffff00").toBase64() + "\n-----END CERTIFICATE REQUEST-----\n");
    QCOMPARE(inPem.error().code, ErrorCode::TrailingData);
    QCOMPARE(inPem.error().offset, begin.size() + 2);

    // A length inside that runs over its frame.
    QByteArray damaged = good.der();
    const qsizetype version = damaged.indexOf(QByteArray::fromHex("020100"));
    damaged[version + 1] = '\x84';
    const Result<CertificateSigningRequest> inside = CertificateSigningRequest::parse(damaged);
    QCOMPARE(inside.error().code, ErrorCode::MalformedEncoding);
    QCOMPARE(inside.error().offset, version);
}

void TestCertificateSigningRequest::badSignatureIsStillShown()
{
    QByteArray der = sample().der();
    const qsizetype at = der.indexOf("www.example.jp");
    der[at] = 'v';
    const Result<CertificateSigningRequest> request = CertificateSigningRequest::parse(der);
    QVERIFY(request);
    QVERIFY(!request->signatureValid());
    QCOMPARE(request->subject().value(QLatin1String("CN")), QStringLiteral("vww.example.jp"));
    QCOMPARE(ERR_peek_error(), 0UL);
}

void TestCertificateSigningRequest::refusesBadExtensions_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("subjectAltName does not decode")
        << QByteArray("\x82\x0ewww.example.jp") << QByteArray("\x8f\x0ewww.example.jp");
    QTest::newRow("NUL in a dNSName") << QByteArray("\x82\x0ewww.example.jp")
                                      << QByteArray("\x82\x0ewww\0example.jp", 16);
    QTest::newRow("8 bits in a dNSName") << QByteArray("\x82\x0ewww.example.jp")
                                         << QByteArray("\x82\x0ewww.exampl\xe9.jp");
}

void TestCertificateSigningRequest::refusesBadExtensions()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray der = sample().der();
    QCOMPARE(der.count(from), 1);
    der.replace(from, to);
    const Result<CertificateSigningRequest> request = CertificateSigningRequest::parse(der);
    QVERIFY(!request);
    QCOMPARE(request.error().code, ErrorCode::InvalidExtension);
}

void TestCertificateSigningRequest::refusesBadSubjects_data()
{
    QTest::addColumn<QByteArray>("to");
    // In place of the UTF8String "株式会社手形", 18 octets.
    QTest::newRow("Shift_JIS") << QByteArray("\x0c\x12\x8a\x94\x8e\xae\x89\xef\x8e\xd0\x8e\xe8\x8c\x60      ", 20);
    QTest::newRow("NUL") << QByteArray("\x0c\x12", 2) + QByteArray("abc\0defghijklmnopq", 18);
    QTest::newRow("lone surrogate in BMPString") << QByteArray("\x1e\x12", 2) + QByteArray(18, '\xd8');
    QTest::newRow("odd UniversalString") << QByteArray("\x1c\x12", 2) + QByteArray(18, '\0');
    QTest::newRow("8 bits in PrintableString") << QByteArray("\x13\x12", 2) + QByteArray(18, '\xe9');
}

void TestCertificateSigningRequest::refusesBadSubjects()
{
    QFETCH(QByteArray, to);
    QByteArray der = sample().der();
    const QByteArray from = "\x0c\x12株式会社手形";
    QCOMPARE(der.count(from), 1);
    QCOMPARE(to.size(), from.size());
    der.replace(from, to);
    const Result<CertificateSigningRequest> request = CertificateSigningRequest::parse(der);
    QVERIFY(!request);
    QCOMPARE(errorCodeName(request.error().code), errorCodeName(ErrorCode::InvalidSubject));
}

void TestCertificateSigningRequest::refusesBadNames()
{
    const DistinguishedName subject = PkiFixture::name(QStringLiteral("CN=a.jp"));
    for (const QString &name : {QString(), QStringLiteral("日本語.jp"), QStringLiteral("a b"), QStringLiteral("a\n")}) {
        const Result<CertificateSigningRequest> request = CertificateSigningRequest::create(m_key, subject, {name});
        QVERIFY(!request);
        QCOMPARE(request.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(request.error().field, QStringLiteral("dnsNames"));
    }
    const DistinguishedName bad({{QStringLiteral("O"), QString(65, QChar(u'x')), StringEncoding::Utf8}});
    QCOMPARE(CertificateSigningRequest::create(m_key, bad, {}).error().code, ErrorCode::InvalidSubject);
}

void TestCertificateSigningRequest::hostileInput()
{
    const CertificateSigningRequest good = sample();
    int refused = 0;
    const auto reader = [&](const QByteArray &bytes) {
        const Result<CertificateSigningRequest> request = CertificateSigningRequest::parse(bytes);
        refused += request ? 0 : 1;
        if (request && request->der() != good.der())
            QVERIFY(!request->signatureValid() || request->subject() == good.subject());
    };
    tryDamaged(good.der(), reader);
    tryDamaged(good.pem(), reader);
    QVERIFY(refused > good.der().size());
}

TEGATA_TEST(TestCertificateSigningRequest)
#include "test_certificatesigningrequest.moc"
