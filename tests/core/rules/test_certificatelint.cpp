// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificatebuilder.h"
#include "core/rules/certificatelint.h"
#include "core/rules/findingtext.h"
#include "tests/core/rules/requestmaker.h"
#include "tests/support/testmain.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <QTest>

#include <functional>

using namespace tegata;
using namespace tegata::test;

using Change = std::function<void(CertificateTemplate &)>;
Q_DECLARE_METATYPE(Change)

namespace {

QByteArray spkiOf(EVP_PKEY *key)
{
    unsigned char *bytes = nullptr;
    const int size = i2d_PUBKEY(key, &bytes);
    const QByteArray der(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    return der;
}

} // namespace

// V21 before signing: each rule broken once.
class TestCertificateLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsBroken_data();
    void findsWhatIsBroken();
    void followsThePolicy_data();
    void followsThePolicy();
    void weighsKeysByTheirRules();
    void draftIsTheCertificateButForTheSignature();

private:
    static QDateTime now() { return context().now; }
    CertificateTemplate good() const;
    QString lint(const CertificateTemplate &content, const Policy &policy) const;

    PrivateKey m_caKey = PrivateKey::generate(KeySpec::EcP256).value();
    PrivateKey m_key = PrivateKey::generate(KeySpec::EcP256).value();
    Certificate m_ca = [this] {
        CertificateTemplate content;
        content.serial = newSerial();
        content.subject = DistinguishedName::parse(QStringLiteral("C=JP, O=CA, CN=CA")).value();
        content.publicKeyDer = m_caKey.publicKeyDer();
        content.notBefore = now().addDays(-1);
        content.notAfter = now().addDays(1000);
        content.isCa = true;
        content.keyUsage = {QStringLiteral("keyCertSign"), QStringLiteral("cRLSign")};
        return signCertificate(content, std::nullopt, m_caKey).value();
    }();
};

CertificateTemplate TestCertificateLint::good() const
{
    CertificateTemplate content;
    content.serial = QStringLiteral("5A0102030405060708090A0B0C0D0E0F");
    content.subject = DistinguishedName::parse(goodSubject()).value();
    content.publicKeyDer = m_key.publicKeyDer();
    content.notBefore = now().addSecs(-300);
    content.notAfter = content.notBefore.addDays(199).addSecs(-1);
    content.dnsNames = {QStringLiteral("www.example.jp"), QStringLiteral("*.example.jp")};
    content.keyUsage = {QStringLiteral("digitalSignature")};
    content.extendedKeyUsage = {ExtendedKeyUsage::ServerAuth};
    content.policyOids = {QStringLiteral("2.23.140.1.2.2")};
    content.crlUrl = QStringLiteral("http://ca.example/crl");
    content.ocspUrl = QStringLiteral("http://ca.example/ocsp");
    content.caIssuersUrl = QStringLiteral("http://ca.example/ca");
    return content;
}

void TestCertificateLint::findsWhatIsBroken_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("codes");
    const auto row = [](const char *name, const char *codes, const Change &change) {
        QTest::newRow(name) << change << QString::fromLatin1(codes);
    };
    const auto subject = [](const char *text) {
        return [text](CertificateTemplate &content) {
            content.subject = DistinguishedName::parse(QString::fromUtf8(text)).value();
        };
    };
    row("whole", "", [](CertificateTemplate &) {});
    row("no OCSP but a CRL", "", [](CertificateTemplate &content) { content.ocspUrl.clear(); });
    row("short serial", "lint.serial",
        [](CertificateTemplate &content) { content.serial = QStringLiteral("5A010203"); });
    row("a second too long", "lint.validity",
        [](CertificateTemplate &content) { content.notAfter = content.notBefore.addDays(200); });
    row("longer than the CA", "lint.validity", [](CertificateTemplate &content) {
        content.notBefore = content.notBefore.addDays(900);
        content.notAfter = content.notBefore.addDays(150);
    });
    row("backdated", "lint.validity",
        [](CertificateTemplate &content) { content.notBefore = content.notBefore.addDays(-3); });
    row("client as well", "lint.usage",
        [](CertificateTemplate &content) { content.extendedKeyUsage.append(ExtendedKeyUsage::ClientAuth); });
    row("no extended usage", "lint.usage", [](CertificateTemplate &content) { content.extendedKeyUsage.clear(); });
    row("RSA's usage for EC", "lint.usage",
        [](CertificateTemplate &content) { content.keyUsage.append(QStringLiteral("keyEncipherment")); });
    row("signs certificates", "lint.usage",
        [](CertificateTemplate &content) { content.keyUsage.append(QStringLiteral("keyCertSign")); });
    row("no policy", "lint.usage", [](CertificateTemplate &content) { content.policyOids.clear(); });
    row("EV's policy for OV", "lint.usage",
        [](CertificateTemplate &content) { content.policyOids = {QStringLiteral("2.23.140.1.1")}; });
    row("a CA", "lint.extensionMissing", [](CertificateTemplate &content) { content.isCa = true; });
    row("no issuer's address", "lint.extensionMissing",
        [](CertificateTemplate &content) { content.caIssuersUrl.clear(); });
    row("neither CRL nor OCSP", "lint.extensionMissing", [](CertificateTemplate &content) {
        content.ocspUrl.clear();
        content.crlUrl.clear();
    });
    row("a responder's extension", "lint.extension", [](CertificateTemplate &content) { content.ocspNoCheck = true; });
    row("no names", "lint.commonName san.none", [](CertificateTemplate &content) { content.dnsNames.clear(); });
    row("upper case", "lint.commonName lint.name",
        [](CertificateTemplate &content) { content.dnsNames = {QStringLiteral("WWW.example.jp")}; });
    row("wildcard inside", "lint.name",
        [](CertificateTemplate &content) { content.dnsNames.append(QStringLiteral("a.*.example.jp")); });
    row("underscore", "lint.name",
        [](CertificateTemplate &content) { content.dnsNames.append(QStringLiteral("a_b.example.jp")); });
    row("dot at the end", "lint.name",
        [](CertificateTemplate &content) { content.dnsNames.append(QStringLiteral("a.example.jp.")); });
    row("CN of its own", "lint.commonName",
        subject("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=other.example.jp"));
    row("no O", "subject.missing", subject("C=JP, ST=東京都, L=港区, CN=www.example.jp"));
    row("no place", "subject.missing", subject("C=JP, O=株式会社サンプル, CN=www.example.jp"));
    row("order", "subject.order", subject("C=JP, O=株式会社サンプル, L=港区, CN=www.example.jp"));
    row("twice", "subject.duplicate", subject("C=JP, L=港区, L=港区, O=株式会社サンプル, CN=www.example.jp"));
    row("only marks", "subject.emptyValue", subject("C=JP, L=-, O=株式会社サンプル, CN=www.example.jp"));
    row("string type", "lint.stringType", [](CertificateTemplate &content) {
        QList<NameAttribute> attributes = content.subject.attributes();
        attributes[3].encoding = StringEncoding::Bmp;
        content.subject = DistinguishedName(attributes);
    });
    row("short RSA key", "lint.key", [](CertificateTemplate &content) {
        content.publicKeyDer = rsaKey(1024).publicKeyDer();
        content.keyUsage.append(QStringLiteral("keyEncipherment"));
    });
    row("other curve", "lint.key",
        [](CertificateTemplate &content) { content.publicKeyDer = ecKey("secp256k1").publicKeyDer(); });
}

void TestCertificateLint::findsWhatIsBroken()
{
    QFETCH(Change, change);
    QFETCH(QString, codes);
    CertificateTemplate content = good();
    change(content);
    const auto draft = draftCertificate(content, m_ca);
    QVERIFY2(draft, qPrintable(draft ? QString() : draft.error().detail));
    CheckReport report;
    report.findings =
        lintServerCertificate(*draft, m_ca, Product::Ov, loadPolicy(QStringLiteral("public-tls-2026")).value(), now());
    QCOMPARE(codesOf(report), codes);
    for (const Finding &finding : std::as_const(report.findings))
        QCOMPARE(missingArguments(finding), QStringList());
}

// "-": no draft, as codesOf() otherwise.
QString TestCertificateLint::lint(const CertificateTemplate &content, const Policy &policy) const
{
    const auto draft = draftCertificate(content, m_ca);
    if (!draft)
        return QStringLiteral("-");
    CheckReport report;
    report.findings = lintServerCertificate(*draft, m_ca, Product::Ov, policy, now());
    return codesOf(report);
}

// What private CAs exist for passes under their policy, and nothing of it under the public one; what protects anybody
// stays under both.
void TestCertificateLint::followsThePolicy_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("underPrivate");
    QTest::addColumn<QString>("underPublic");
    const auto row = [](const char *name, const char *underPrivate, const char *underPublic, const Change &change) {
        QTest::newRow(name) << change << QString::fromLatin1(underPrivate) << QString::fromLatin1(underPublic);
    };
    const auto key = [](const char *algorithm) {
        return [algorithm](CertificateTemplate &content) {
            const ossl::Key made(EVP_PKEY_Q_keygen(nullptr, nullptr, algorithm));
            content.publicKeyDer = spkiOf(made.get());
        };
    };
    const auto host = [](const char *name) {
        return [name](CertificateTemplate &content) { content.dnsNames.append(QString::fromLatin1(name)); };
    };
    const auto address = [](const char *text) {
        return [text](CertificateTemplate &content) { content.ipAddresses = {QString::fromLatin1(text)}; };
    };
    const auto subject = [](const char *text) {
        return [text](CertificateTemplate &content) {
            content.subject = DistinguishedName::parse(QString::fromUtf8(text)).value();
        };
    };
    row("whole", "", "", [](CertificateTemplate &) {});
    row("Ed25519", "", "lint.key", key("ED25519"));
    row("X25519", "lint.key", "lint.key", key("X25519")); // signs nothing
    row("secp256k1", "lint.key", "lint.key",
        [](CertificateTemplate &content) { content.publicKeyDer = ecKey("secp256k1").publicKeyDer(); });
    row("CN alone", "", "subject.missing subject.missing subject.missing", subject("CN=www.example.jp"));
    row("order", "", "subject.order", subject("C=JP, O=株式会社サンプル, L=港区, CN=www.example.jp"));
    row("only marks", "subject.emptyValue", "subject.emptyValue",
        subject("C=JP, L=-, O=株式会社サンプル, CN=www.example.jp"));
    row("internal name", "", "domain.internal", host("ldap.corp.internal"));
    row("name for tests", "", "domain.internal", host("h1.example.test"));
    row("single label", "", "domain.singleLabel", host("server"));
    row("public suffix", "domain.publicSuffix", "domain.publicSuffix", host("co.jp"));
    row("underscore", "lint.name", "lint.name", host("a_b.corp.internal"));
    row("private address", "", "san.reservedAddress", address("10.1.2.3"));
    row("private address of IPv6", "", "san.reservedAddress", address("fd00::1"));
    row("public address", "", "san.publicAddress", address("8.8.8.8"));
}

void TestCertificateLint::followsThePolicy()
{
    QFETCH(Change, change);
    CertificateTemplate content = good();
    change(content);
    QTEST(lint(content, loadPolicy(QStringLiteral("private-pki")).value()), "underPrivate");
    QTEST(lint(content, loadPolicy(QStringLiteral("public-tls-2026")).value()), "underPublic");
}

// A site may lower what is no danger: the request then passes with a reason, and the lint does not stop it behind that.
void TestCertificateLint::weighsKeysByTheirRules()
{
    Policy policy = loadPolicy(QStringLiteral("public-tls-2026")).value();
    CertificateTemplate content = good();
    content.publicKeyDer = ecKey("secp256k1").publicKeyDer();
    QCOMPARE(lint(content, policy), QStringLiteral("lint.key"));
    policy.rules[QStringLiteral("key.curve")].outcome = RuleOutcome::Warning;
    QCOMPARE(lint(content, policy), QString());
}

void TestCertificateLint::draftIsTheCertificateButForTheSignature()
{
    const CertificateTemplate content = good();
    const auto draft = draftCertificate(content, m_ca);
    const auto real = signCertificate(content, m_ca, m_caKey);
    QVERIFY(draft && real);
    QVERIFY(real->isSignedBy(m_ca));
    QVERIFY(!draft->isSignedBy(m_ca));
    // TBSCertificate: the first element of the outer sequence, up to the same algorithm identifier behind it.
    const qsizetype signedPart = real->der().indexOf(QByteArray::fromHex("300a06082a8648ce3d040302"), 40);
    QVERIFY(signedPart > 0);
    const qsizetype start = 4;
    QCOMPARE(draft->der().mid(start, signedPart - start), real->der().mid(start, signedPart - start));
}

TEGATA_TEST(TestCertificateLint)
#include "test_certificatelint.moc"
