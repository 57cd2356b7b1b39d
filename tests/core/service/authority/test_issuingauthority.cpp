// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/issuingauthority.h"

#include "core/base/clock.h"
#include "core/pki/certificatebuilder.h"
#include "core/pki/certificatechain.h"
#include "core/pki/certificatesigningrequest.h"
#include "tests/core/service/authority/authorityfixture.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace tegata;

namespace {

QDateTime utc(const QString &text)
{
    return fromRfc3339(text);
}

QDateTime today()
{
    return AuthorityFixture::today();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), qint64(bytes.size()));
}

struct Outcome
{
    int exitCode = -1;
    QByteArray output; // both channels
};

Outcome openssl(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"), arguments);
    if (!process.waitForFinished(30000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAll()};
}

Organization organization()
{
    Organization result;
    result.id = QStringLiteral("o1");
    result.legalName = QStringLiteral("株式会社サンプル");
    result.legalNameEnglish = QStringLiteral("Sample Co., Ltd.");
    result.prefecture = 13;
    result.municipality = QStringLiteral("港区");
    result.municipalityEnglish = QStringLiteral("Minato-ku");
    result.registrationNumber = QStringLiteral("010401012345");
    result.businessCategory = QStringLiteral("Private Organization");
    result.evAllowed = true;
    return result;
}

Result<void> nowhere(const IssuedCertificate &)
{
    return {};
}

RequestRow request(KeySpec spec = KeySpec::EcP256, Product product = Product::Ov)
{
    const PrivateKey key = PrivateKey::generate(spec).value();
    const DistinguishedName subject =
        DistinguishedName::parse(
            QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, OU=ignored, CN=www.example.jp"))
            .value();
    const auto csr = CertificateSigningRequest::create(
        key, subject, {QStringLiteral("www.example.jp"), QStringLiteral("example.jp")});
    RequestRow row;
    row.customerId = QStringLiteral("c1");
    row.detail.request.id = QStringLiteral("r1");
    row.detail.request.product = product;
    row.detail.request.organizationId = QStringLiteral("o1");
    row.detail.request.csr = csr->pem();
    return row;
}

Result<IssuedCertificate> issueServer(const IssuingAuthority &authority, const RequestRow &row, const Policy &policy,
                                      const QDateTime &now, const QString &serial = newSerial())
{
    const auto csr = CertificateSigningRequest::parse(row.detail.request.csr);
    return csr ? authority.issueServer({row.detail.request, *csr, organization(), policy, serial}, now)
               : failure(csr.error());
}

} // namespace

class TestIssuingAuthority : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesItselfOnceAndPrivately();
    void beginsAnewAfterAnInterruptedStart();
    void refusesADamagedDirectory_data();
    void refusesADamagedDirectory();
    void refusesAWrongPassphrase();
    void issuesServerCertificates_data();
    void issuesServerCertificates();
    void keepsWithinTheValidityOfTheDay_data();
    void keepsWithinTheValidityOfTheDay();
    void refusesWhatCannotBeIssued();
    void issuesForOperatorsAndListeners();
    void signsBothCrls();
    void renewsTheResponder();
    void signsNothingWhereItMayNot();
};

void TestIssuingAuthority::makesItselfOnceAndPrivately()
{
    AuthorityFixture fixture(AuthorityFixture::Content::Empty);
    QByteArray root;
    {
        const auto authority = fixture.open();
        QVERIFY2(authority, qPrintable(authority ? QString() : authority.error().detail + authority.error().field));
        QVERIFY((*authority)->ocspResponder(today(), nowhere));
        root = (*authority)->root().der();
        QVERIFY(CertificateChain::build((*authority)->issuing(), {(*authority)->root()}).certificates().size() == 2);
        QCOMPARE((*authority)->root().key().curve, QStringLiteral("P-384"));
        QCOMPARE((*authority)->issuing().key().curve, QStringLiteral("P-256"));
        QCOMPARE((*authority)->issuing().crlUrls(), QStringList{QStringLiteral("http://127.0.0.1:8080/crl/root.crl")});
    }
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(fixture.options().directory).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, mode_t(0700));
    const QStringList files = QDir(fixture.options().directory).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    QCOMPARE(files.join(QLatin1Char(' ')),
             QStringLiteral("issuing.crt.pem issuing.key.pem ocsp.pem root.crt.pem root.key.pem"));
    for (const QString &file : files) {
        const QString path = fixture.options().directory + QLatin1Char('/') + file;
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, mode_t(0600));
        QVERIFY(!contentOf(path).contains("BEGIN PRIVATE KEY"));
        QVERIFY(!contentOf(path).contains("BEGIN EC PRIVATE KEY"));
    }
    QVERIFY(!QFile::exists(fixture.options().directory + QStringLiteral(".new")));
    const auto again = fixture.open();
    QVERIFY(again);
    QCOMPARE((*again)->root().der(), root);

    const Outcome text = openssl({QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-text"),
                                  QStringLiteral("-in"), fixture.path("issuing.crt.pem")});
    QVERIFY(text.output.contains("CA:TRUE, pathlen:0"));
    QVERIFY(text.output.contains("Certificate Sign, CRL Sign"));
}

void TestIssuingAuthority::beginsAnewAfterAnInterruptedStart()
{
    AuthorityFixture fixture(AuthorityFixture::Content::Empty);
    // What a start that was killed half-way leaves: some of the files in the unfinished directory.
    const QString unfinished = fixture.options().directory + QStringLiteral(".new");
    QVERIFY(QDir().mkpath(unfinished));
    write(unfinished + QStringLiteral("/root.key.pem"), "half a ke");
    write(unfinished + QStringLiteral("/root.crt.pem.new"), "");
    QVERIFY(QDir().mkpath(fixture.options().directory)); // made by the packager, empty
    const auto authority = fixture.open();
    QVERIFY2(authority, qPrintable(authority ? QString() : authority.error().detail));
    QVERIFY(!QFile::exists(unfinished));
    QVERIFY((*authority)->createRootCrl(1, today(), today().addDays(1)));
}

void TestIssuingAuthority::refusesADamagedDirectory_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("content"); // empty: removed; "other": of another authority
    for (const char *file : {"root.crt.pem", "root.key.pem", "issuing.crt.pem", "issuing.key.pem"}) {
        QTest::addRow("%s missing", file) << QString::fromLatin1(file) << QByteArray();
        if (qstrcmp(file, "root.key.pem") == 0)
            continue; // not read at start
        QTest::addRow("%s damaged", file) << QString::fromLatin1(file) << QByteArray("-----BEGIN NONSENSE-----\n");
        QTest::addRow("%s of another", file) << QString::fromLatin1(file) << QByteArray("other");
    }
}

void TestIssuingAuthority::refusesADamagedDirectory()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, content);
    AuthorityFixture fixture;
    static const AuthorityFixture other(AuthorityFixture::Content::Empty);
    static const bool isOtherMade = other.open().has_value();
    QVERIFY(isOtherMade);
    const QByteArray name = file.toLatin1();
    if (content.isEmpty())
        QVERIFY(QFile::remove(fixture.path(name.constData())));
    else
        write(fixture.path(name.constData()), content == "other" ? contentOf(other.path(name.constData())) : content);
    const auto opened = fixture.open();
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::StoreCorrupt);
    QVERIFY(!opened.error().field.isEmpty());
}

void TestIssuingAuthority::refusesAWrongPassphrase()
{
    AuthorityFixture fixture;
    const auto wrong =
        IssuingAuthority::open(fixture.options(), SecretBytes::fromText(QStringLiteral("wrong")), today());
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, ErrorCode::WrongPassphrase);
    const auto empty = IssuingAuthority::open(fixture.options(), SecretBytes(), today());
    QVERIFY(!empty);
    QCOMPARE(empty.error().code, ErrorCode::InvalidArgument);
}

void TestIssuingAuthority::issuesServerCertificates_data()
{
    QTest::addColumn<int>("spec");
    QTest::addColumn<int>("product");
    QTest::addColumn<QByteArray>("keyUsage");
    QTest::addColumn<QByteArray>("policy");
    QTest::newRow("OV, P-256") << int(KeySpec::EcP256) << int(Product::Ov) << QByteArray("Digital Signature\n")
                               << QByteArray("2.23.140.1.2.2");
    QTest::newRow("OV, RSA 3072") << int(KeySpec::Rsa3072) << int(Product::Ov)
                                  << QByteArray("Digital Signature, Key Encipherment\n")
                                  << QByteArray("2.23.140.1.2.2");
    QTest::newRow("EV, P-384") << int(KeySpec::EcP384) << int(Product::Ev) << QByteArray("Digital Signature\n")
                               << QByteArray("2.23.140.1.1");
}

void TestIssuingAuthority::issuesServerCertificates()
{
    QFETCH(int, spec);
    QFETCH(int, product);
    QFETCH(QByteArray, keyUsage);
    QFETCH(QByteArray, policy);
    static const AuthorityFixture fixture;
    static const auto opened = fixture.open();
    QVERIFY(opened);
    const IssuingAuthority &authority = **opened;
    const RequestRow row = request(KeySpec(spec), Product(product));
    const Policy limits = loadPolicy(QStringLiteral("public-tls-2026")).value();
    const QString serial = newSerial();
    const auto issued = issueServer(authority, row, limits, today(), serial);
    QVERIFY2(issued, qPrintable(issued ? QString() : issued.error().detail));
    const Certificate &certificate = issued->certificate;
    QCOMPARE(certificate.dnsNames(), (QStringList{QStringLiteral("www.example.jp"), QStringLiteral("example.jp")}));
    QVERIFY(certificate.subject().value(QLatin1String("OU")).isEmpty());
    QCOMPARE(certificate.subject().value(QLatin1String("CN")), QStringLiteral("www.example.jp"));
    QCOMPARE(certificate.ocspUrls(), QStringList{QStringLiteral("http://127.0.0.1:8080/ocsp")});
    QVERIFY(certificate.serial().size() >= 16);
    QCOMPARE(certificate.serial(), serial);
    QVERIFY(CertificateChain::build(certificate, authority.chain())
                .verify({authority.root()}, ExtendedKeyUsage::ServerAuth, today()));

    const CertificateRow stored = certificateRow(*issued, row);
    QCOMPARE(stored.certificate.serial, certificate.serial());
    QCOMPARE(stored.certificate.requestId, QStringLiteral("r1"));
    QCOMPARE(stored.certificate.product, Product(product));
    QCOMPARE(stored.certificate.organization, QStringLiteral("株式会社サンプル"));
    QCOMPARE(stored.certificate.key.spkiSha256.size(), 64);

    write(fixture.scratch("leaf.pem"), certificate.pem());
    const Outcome verified =
        openssl({QStringLiteral("verify"), QStringLiteral("-x509_strict"), QStringLiteral("-purpose"),
                 QStringLiteral("sslserver"), QStringLiteral("-attime"), QString::number(today().toSecsSinceEpoch()),
                 QStringLiteral("-CAfile"), fixture.path("root.crt.pem"), QStringLiteral("-untrusted"),
                 fixture.path("issuing.crt.pem"), fixture.scratch("leaf.pem")});
    QVERIFY2(verified.exitCode == 0, verified.output.constData());
    const Outcome text = openssl({QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-text"),
                                  QStringLiteral("-in"), fixture.scratch("leaf.pem")});
    QVERIFY2(text.output.contains(keyUsage), text.output.constData());
    QVERIFY(text.output.contains("Policy: " + policy));
    QVERIFY(text.output.contains("TLS Web Server Authentication"));
    QVERIFY(text.output.contains("URI:http://127.0.0.1:8080/crl/issuing.crl"));
    QVERIFY(text.output.contains("CA Issuers - URI:http://127.0.0.1:8080/ca/issuing.crt"));
    QVERIFY(text.output.contains("CA:FALSE"));
}

void TestIssuingAuthority::keepsWithinTheValidityOfTheDay_data()
{
    QTest::addColumn<QString>("now");
    QTest::addColumn<int>("maximum");
    QTest::newRow("before 2026-03-15") << QStringLiteral("2026-03-14T23:59:59Z") << 398;
    QTest::newRow("2026-03-15, first second") << QStringLiteral("2026-03-15T00:00:00Z") << 200;
    QTest::newRow("2026-03-15, notBefore a day earlier") << QStringLiteral("2026-03-15T00:04:59Z") << 200;
    QTest::newRow("2027-03-14") << QStringLiteral("2027-03-14T23:59:59Z") << 200;
    QTest::newRow("2027-03-15") << QStringLiteral("2027-03-15T00:00:00Z") << 100;
    QTest::newRow("2029-03-14") << QStringLiteral("2029-03-14T12:00:00Z") << 100;
    QTest::newRow("2029-03-15") << QStringLiteral("2029-03-15T00:00:00.999Z") << 47;
}

void TestIssuingAuthority::keepsWithinTheValidityOfTheDay()
{
    QFETCH(QString, now);
    QFETCH(int, maximum);
    // One for all rows: opening costs two key derivations.
    static const AuthorityFixture fixture;
    static const auto authority = fixture.open();
    QVERIFY(authority);
    const Policy policy = loadPolicy(QStringLiteral("public-tls-2026")).value();
    const auto issued = issueServer(**authority, request(), policy, utc(now));
    QVERIFY2(issued, qPrintable(issued ? QString() : issued.error().detail));
    const Certificate &certificate = issued->certificate;
    // notAfter is the last valid second: the period has one second more than the difference.
    const qint64 seconds = certificate.notBefore().secsTo(certificate.notAfter()) + 1;
    QCOMPARE(seconds, qint64(maximum - 1) * 86400);
    QVERIFY(certificate.notBefore() < utc(now));
    QVERIFY(certificate.notBefore().secsTo(utc(now)) <= 48 * 3600);
}

void TestIssuingAuthority::refusesWhatCannotBeIssued()
{
    AuthorityFixture fixture;
    const auto authority = fixture.open();
    QVERIFY(authority);
    const Policy policy = loadPolicy(QStringLiteral("public-tls-2026")).value();
    RequestRow row = request();
    const auto refuse = [&](const RequestRow &wanted, const Policy &limits) {
        const auto issued = issueServer(**authority, wanted, limits, today());
        return issued ? ErrorCode::Internal : issued.error().code;
    };
    QCOMPARE(refuse(row, Policy()), ErrorCode::Refused);
    row.detail.request.csr = "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n";
    QVERIFY(refuse(row, policy) != ErrorCode::Internal);
}

void TestIssuingAuthority::issuesForOperatorsAndListeners()
{
    AuthorityFixture fixture;
    const auto opened = fixture.open();
    QVERIFY(opened);
    const IssuingAuthority &authority = **opened;
    const DistinguishedName subject = IssuingAuthority::operatorSubject(
        QStringLiteral("株式会社サンプル"), QStringLiteral("S000123"), QStringLiteral("T.YAMADA"));
    QCOMPARE(subject.toString(), QStringLiteral("C=JP, O=株式会社サンプル, OU=S000123, CN=T.YAMADA"));
    const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
    const auto client = authority.issueClient(QStringLiteral("operator"), subject, key.publicKeyDer(), today());
    QVERIFY(client);
    QVERIFY(client->certificate.allows(ExtendedKeyUsage::ClientAuth));
    QVERIFY(!client->certificate.allows(ExtendedKeyUsage::ServerAuth));
    QCOMPARE(client->certificate.notBefore().secsTo(client->certificate.notAfter()) + 1, qint64(365) * 86400);
    QVERIFY(CertificateChain::build(client->certificate, authority.chain())
                .verify({authority.root()}, ExtendedKeyUsage::ClientAuth, today()));
    const auto wrong = authority.issueClient(QStringLiteral("server-ov"), subject, key.publicKeyDer(), today());
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().code, ErrorCode::WrongPurpose);

    const auto service = authority.issueService({QStringLiteral("localhost")},
                                                {QStringLiteral("127.0.0.1"), QStringLiteral("::1")}, today());
    QVERIFY2(service, qPrintable(service ? QString() : service.error().detail));
    QCOMPARE(service->key.publicKeyDer(), service->issued.certificate.publicKeyDer());
    write(fixture.scratch("service.pem"), service->issued.certificate.pem());
    for (const QString &name : {QStringLiteral("127.0.0.1"), QStringLiteral("::1")}) {
        const Outcome verified = openssl(
            {QStringLiteral("verify"), QStringLiteral("-verify_ip"), name, QStringLiteral("-attime"),
             QString::number(today().toSecsSinceEpoch()), QStringLiteral("-CAfile"), fixture.path("root.crt.pem"),
             QStringLiteral("-untrusted"), fixture.path("issuing.crt.pem"), fixture.scratch("service.pem")});
        QVERIFY2(verified.exitCode == 0, verified.output.constData());
    }
    QVERIFY(!authority.issueService({QStringLiteral("localhost")}, {QStringLiteral("127.0.0.300")}, today()));
}

void TestIssuingAuthority::signsBothCrls()
{
    AuthorityFixture fixture;
    const auto opened = fixture.open();
    QVERIFY(opened);
    const IssuingAuthority &authority = **opened;
    const auto crl = authority.createCrl(7, today(), today().addDays(1),
                                         {{QStringLiteral("4A0F"), today(), RevocationReason::KeyCompromise},
                                          {QStringLiteral("4A10"), today(), RevocationReason::Unspecified}});
    QVERIFY(crl);
    QCOMPARE(crl->number(), 7U);
    QVERIFY(crl->isSignedBy(authority.issuing()));
    write(fixture.scratch("issuing.crl"), crl->der());
    const Outcome text =
        openssl({QStringLiteral("crl"), QStringLiteral("-inform"), QStringLiteral("DER"), QStringLiteral("-noout"),
                 QStringLiteral("-text"), QStringLiteral("-in"), fixture.scratch("issuing.crl"),
                 QStringLiteral("-CAfile"), fixture.path("issuing.crt.pem")});
    QVERIFY2(text.output.contains("verify OK"), text.output.constData());
    QVERIFY(text.output.contains("Serial Number: 4A0F"));
    QCOMPARE(text.output.count("X509v3 CRL Reason Code"), 1);
    const auto root = authority.createRootCrl(1, today(), today().addDays(90));
    QVERIFY(root);
    QVERIFY(root->isSignedBy(authority.root()));
    QVERIFY(root->revoked().isEmpty());
}

void TestIssuingAuthority::renewsTheResponder()
{
    AuthorityFixture fixture;
    const auto opened = fixture.open();
    QVERIFY(opened);
    QList<IssuedCertificate> recorded;
    const auto record = [&recorded](const IssuedCertificate &issued) -> Result<void> {
        recorded.append(issued);
        return {};
    };
    const auto first = (*opened)->ocspResponder(today(), record);
    QVERIFY(first);
    QCOMPARE((*opened)->ocspResponder(today().addDays(59), record).value(), *first);
    QCOMPARE(recorded.size(), 1);
    QCOMPARE(recorded.first().profile, QStringLiteral("ocsp"));
    const QByteArray before = contentOf(fixture.path("ocsp.pem"));
    QVERIFY(before.contains(recorded.first().certificate.pem()));
    const auto renewed = (*opened)->ocspResponder(today().addDays(61), record);
    QVERIFY(renewed);
    QVERIFY(*renewed != *first);
    const QByteArray after = contentOf(fixture.path("ocsp.pem"));
    QVERIFY(after != before);
    QCOMPARE(recorded.size(), 2);
    // Made by a clock that was ahead: it does not serve before its time.
    const auto earlier = (*opened)->ocspResponder(today(), record);
    QVERIFY(earlier);
    QVERIFY(*earlier != *renewed);
    QVERIFY(recorded.last().certificate.notBefore() <= today());
    (*opened)->retireResponder();
    const auto replaced = (*opened)->ocspResponder(today(), record);
    QVERIFY(replaced);
    QVERIFY(*replaced != *earlier);
    QCOMPARE((*opened)->ocspResponder(today(), record).value(), *replaced);
    // A damaged one is no loss: it is made anew.
    write(fixture.path("ocsp.pem"), "damaged");
    const auto again = fixture.open();
    QVERIFY(again);
    QVERIFY((*again)->ocspResponder(today(), nowhere));
    const auto certificate = Certificate::parse(contentOf(fixture.path("ocsp.pem")));
    QVERIFY(certificate);
    QVERIFY(certificate->allows(ExtendedKeyUsage::OcspSigning));
    QVERIFY(certificate->text().contains(QStringLiteral("OCSP No Check")));
}

void TestIssuingAuthority::signsNothingWhereItMayNot()
{
    AuthorityFixture fixture;
    bool isAllowed = true;
    AuthorityOptions options = fixture.options();
    options.maySign = [&isAllowed]() -> Result<void> {
        return isAllowed ? Result<void>() : failure(ErrorCode::ClockLeaped);
    };
    const auto opened = IssuingAuthority::open(options, AuthorityFixture::passphrase(), today());
    QVERIFY(opened);
    IssuingAuthority &authority = **opened;
    const auto responder = authority.ocspResponder(today(), nowhere);
    QVERIFY(responder);
    isAllowed = false;
    Policy limits;
    const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
    QCOMPARE(issueServer(authority, request(), limits, today()).error().code, ErrorCode::ClockLeaped);
    QCOMPARE(authority
                 .issueClient(QStringLiteral("operator"), authority.examinerSubject(QStringLiteral("X")),
                              key.publicKeyDer(), today())
                 .error()
                 .code,
             ErrorCode::ClockLeaped);
    QCOMPARE(authority.createCrl(1, today(), today().addDays(1), {}).error().code, ErrorCode::ClockLeaped);
    QCOMPARE(authority.createRootCrl(1, today(), today().addDays(1)).error().code, ErrorCode::ClockLeaped);
    // The listeners must be reached to tell it, and questions about revocations go on.
    QVERIFY(authority.issueService({QStringLiteral("localhost")}, {}, today()));
    QCOMPARE(authority.ocspResponder(today().addDays(61), nowhere).value(), *responder);
}

TEGATA_TEST(TestIssuingAuthority)
#include "test_issuingauthority.moc"
