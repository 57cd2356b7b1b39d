// SPDX-License-Identifier: Apache-2.0
#include "core/rules/requestrules.h"
#include "tests/core/rules/requestmaker.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <openssl/rsa.h>

#include <functional>
#include <memory>

using namespace tegata;
using namespace tegata::test;

// F23, F24: what private authorities issue, under their policy and under the public one.
class TestPrivatePki : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void privateNamesAndSubjects_data();
    void privateNamesAndSubjects();
    void keysOfPrivateAuthorities_data();
    void keysOfPrivateAuthorities();
    void whatProtectsAnybodyStays_data();
    void whatProtectsAnybodyStays();
    void aSitesOwnOutcomeDecides();
    void kinds_data();
    void kinds();
    void valuesOfTheProfileDecide();
    void otherKindsAreNotCheckedAsServers();
    void theUsagesOfACsrChooseNoRules();
    void unitsAndAddressesReachTheCertificate();

private:
    RequestContext privateContext() const;

    std::unique_ptr<PrivateKey> m_key;
    Policy m_private;
    Policy m_public;
};

namespace {

CertificateSigningRequest made(const PrivateKey &key, const QString &subject, const QByteArray &sans,
                               const QByteArray &usages = {})
{
    Oddity oddity;
    if (!sans.isEmpty())
        oddity.extensions.append({NID_subject_alt_name, sans});
    if (!usages.isEmpty())
        oddity.extensions.append({NID_ext_key_usage, usages});
    return oddRequest(key, subject, oddity);
}

ossl::Key generated(const QByteArray &type, int bits)
{
    const ossl::KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type.constData(), nullptr));
    EVP_PKEY *key = nullptr;
    if (context && EVP_PKEY_keygen_init(context.get()) == 1 &&
        (bits == 0 || EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), bits) == 1))
        EVP_PKEY_generate(context.get(), &key);
    return ossl::Key(key);
}

} // namespace

void TestPrivatePki::initTestCase()
{
    m_key = std::make_unique<PrivateKey>(PrivateKey::generate(KeySpec::EcP256).value());
    m_private = loadPolicy(QStringLiteral("private-pki")).value();
    m_public = loadPolicy(QStringLiteral("public-tls-2026")).value();
}

// Of an authority that tells no registered data, as Dogtag does.
RequestContext TestPrivatePki::privateContext() const
{
    RequestContext made = context();
    made.registration.reset();
    made.siteRegisters = false;
    return made;
}

void TestPrivatePki::privateNamesAndSubjects_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QByteArray>("sans");
    QTest::addColumn<QString>("codes");       // under private-pki
    QTest::addColumn<QString>("publicError"); // one that the public policy has
    const QString corp = QStringLiteral("C=JP, L=Minato, O=Corp");
    const auto row = [](const char *title, const QString &subject, const char *sans, const char *codes,
                        const char *publicError) {
        QTest::newRow(title) << subject << QByteArray(sans) << QString::fromLatin1(codes)
                             << QString::fromLatin1(publicError);
    };
    row("internal", corp + QStringLiteral(", CN=ldap.corp.internal"), "DNS:ldap.corp.internal",
        "domain.internal~ registration.notTold~", "domain.internal");
    row("test", corp, "DNS:h1.example.test", "domain.internal~ registration.notTold~", "domain.internal");
    row("local", corp, "DNS:printer.local", "domain.internal~ registration.notTold~", "domain.internal");
    row("home.arpa", corp, "DNS:nas.home.arpa", "domain.internal~ registration.notTold~", "domain.internal");
    row("wildcard", corp, "DNS:*.corp.internal", "domain.internal~ registration.notTold~", "domain.internal");
    row("single label", corp, "DNS:ldap", "domain.singleLabel~ registration.notTold~", "domain.singleLabel");
    row("own top-level domain", corp, "DNS:db.intra", "domain.unknownTld~ registration.notTold~", "domain.unknownTld");
    row("private address", corp, "DNS:www.example.jp,IP:10.0.0.5", "registration.notTold~ san.reservedAddress~",
        "san.reservedAddress");
    row("address alone", corp, "IP:192.168.1.1", "registration.notTold~ san.reservedAddress~", "san.reservedAddress");
    row("public address", corp, "IP:203.0.114.9", "registration.notTold~ san.publicAddress~", "san.publicAddress");
    row("IPv6", corp, "IP:fd00::1", "registration.notTold~ san.reservedAddress~", "san.reservedAddress");
    row("CN is the address", corp + QStringLiteral(", CN=10.0.0.5"), "IP:10.0.0.5",
        "registration.notTold~ san.reservedAddress~", "san.reservedAddress");
    row("no L", QStringLiteral("C=JP, O=Corp"), "DNS:www.example.jp", "registration.notTold~", "subject.missing");
    row("no O", QStringLiteral("C=JP, L=Minato"), "DNS:www.example.jp", "registration.notTold~", "subject.missing");
    row("CN alone", QStringLiteral("CN=www.example.jp"), "DNS:www.example.jp", "registration.notTold~",
        "subject.missing");
    row("another country", QStringLiteral("C=DE, L=Berlin, O=Corp"), "DNS:www.example.jp", "registration.notTold~",
        "subject.country");
    row("OU", corp + QStringLiteral(", OU=Sales, OU=East"), "DNS:www.example.jp", "registration.notTold~",
        "subject.duplicate");
    row("reverse look-up", corp, "DNS:1.0.168.192.in-addr.arpa", "domain.arpa? registration.notTold~", "domain.arpa");
    row("mail address", corp, "DNS:www.example.jp,email:a@example.jp", "registration.notTold~ san.kind?", "san.kind");
}

void TestPrivatePki::privateNamesAndSubjects()
{
    QFETCH(const QString, subject);
    QFETCH(const QByteArray, sans);
    QFETCH(const QString, publicError);
    const CertificateSigningRequest csr = made(*m_key, subject, sans);
    RequestContext context = privateContext();
    context.language = languageOf(csr.subject());
    const CheckReport report = checkRequest(csr, context, m_private);
    QTEST(codesOf(report), "codes");
    const CheckReport strict = checkRequest(csr, context, m_public);
    const Finding *found = find(strict, qPrintable(publicError));
    QVERIFY2(found, qPrintable(codesOf(strict)));
    QCOMPARE(found->outcome, FindingOutcome::Error);
}

void TestPrivatePki::keysOfPrivateAuthorities_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("bits");
    QTest::addColumn<QString>("codes");
    QTest::newRow("Ed25519") << QByteArray("ED25519") << 0 << QString();
    QTest::newRow("Ed448") << QByteArray("ED448") << 0 << QString();
    QTest::newRow("RSASSA-PSS") << QByteArray("RSA-PSS") << 2048 << QString();
    QTest::newRow("short RSASSA-PSS") << QByteArray("RSA-PSS") << 1024 << QStringLiteral("key.rsaTooShort");
}

void TestPrivatePki::keysOfPrivateAuthorities()
{
    QFETCH(const QByteArray, type);
    QFETCH(const int, bits);
    QFETCH(const QString, codes);
    Oddity oddity;
    oddity.publicKey = generated(type, bits);
    QVERIFY(oddity.publicKey);
    oddity.extensions.append({NID_subject_alt_name, "DNS:www.example.jp"});
    const CertificateSigningRequest csr =
        oddRequest(*m_key, QStringLiteral("C=JP, L=Minato, O=Corp, CN=www.example.jp"), oddity);
    const auto keyCodes = [&csr, this](const Policy &policy) {
        CheckReport report;
        for (const Finding &finding : checkRequest(csr, privateContext(), policy).findings) {
            // Another key signed, and with a digest that this one would not use.
            if (finding.rule == QLatin1String("V6") && finding.field == QLatin1String("publicKey"))
                report.findings.append(finding);
        }
        return codesOf(report);
    };
    QCOMPARE(keyCodes(m_private), codes);
    QVERIFY(keyCodes(m_public).contains(QLatin1String("key.algorithm")));
}

void TestPrivatePki::whatProtectsAnybodyStays_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QByteArray>("sans");
    QTest::addColumn<QString>("error");
    QTest::newRow("L of dots") << QStringLiteral("O=Corp, L=..") << QByteArray("DNS:a.corp.internal")
                               << QStringLiteral("subject.emptyValue");
    QTest::newRow("underscore") << QStringLiteral("O=Corp") << QByteArray("DNS:a_b.corp.internal")
                                << QStringLiteral("domain.underscore");
    QTest::newRow("address as a dNSName")
        << QStringLiteral("O=Corp") << QByteArray("DNS:10.0.0.5") << QStringLiteral("domain.reservedIp");
    QTest::newRow("partial wildcard") << QStringLiteral("O=Corp") << QByteArray("DNS:a*.corp.internal")
                                      << QStringLiteral("domain.wildcardPartial");
    QTest::newRow("wildcard over others")
        << QStringLiteral("O=Corp") << QByteArray("DNS:*.co.jp") << QStringLiteral("domain.wildcardPublicSuffix");
}

void TestPrivatePki::whatProtectsAnybodyStays()
{
    QFETCH(const QString, subject);
    QFETCH(const QByteArray, sans);
    QFETCH(const QString, error);
    const CheckReport report = checkRequest(made(*m_key, subject, sans), privateContext(), m_private);
    const Finding *found = find(report, qPrintable(error));
    QVERIFY2(found, qPrintable(codesOf(report)));
    QCOMPARE(found->outcome, FindingOutcome::Error);
}

void TestPrivatePki::aSitesOwnOutcomeDecides()
{
    const CertificateSigningRequest csr =
        made(*m_key, QStringLiteral("C=JP, L=Minato, O=Corp"), "DNS:ldap.corp.internal");
    Policy own = m_private;
    own.rules[QStringLiteral("domain.internal")] = {RuleOutcome::Off, QStringLiteral("ours"), {}};
    QCOMPARE(codesOf(checkRequest(csr, privateContext(), own)), QStringLiteral("registration.notTold~"));
    own.rules[QStringLiteral("domain.internal")].outcome = RuleOutcome::Error;
    QVERIFY(checkRequest(csr, privateContext(), own).hasErrors());
}

void TestPrivatePki::kinds_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *profile, CertificateKind kind) {
        QTest::newRow(*profile ? profile : "of products") << QString::fromLatin1(profile) << int(kind);
    };
    row("", CertificateKind::Server); // a site of products
    row("Manual Server Certificate Enrollment", CertificateKind::Server);
    row("Manual User Dual-Use Certificate Enrollment", CertificateKind::Client);
    row("caUserCert", CertificateKind::Client);
    row("Manual Certificate Manager Signing Certificate Enrollment", CertificateKind::Ca);
    row("Manual OCSP Manager Signing Certificate Enrollment", CertificateKind::Other);
    row("Agent-Authenticated File Signing", CertificateKind::Code);
    row("S/MIME", CertificateKind::Mail);
    row("Corp 7", CertificateKind::Unknown);
}

void TestPrivatePki::kinds()
{
    QFETCH(const QString, profile);
    QTEST(int(certificateKindOf(profile)), "kind");
}

void TestPrivatePki::valuesOfTheProfileDecide()
{
    const auto kindOf = [](const char *name, const char *value) {
        EnrollmentProfile profile;
        ProfileValue one;
        one.name = QString::fromLatin1(name);
        one.value = QString::fromLatin1(value);
        profile.values = {one};
        return certificateKindOf(QStringLiteral("Manual User Certificate"), &profile);
    };
    QCOMPARE(kindOf("exKeyUsageOIDs", "1.3.6.1.5.5.7.3.1,1.3.6.1.5.5.7.3.2"), CertificateKind::Server);
    QCOMPARE(kindOf("exKeyUsageOIDs", "1.3.6.1.5.5.7.3.9"), CertificateKind::Other);
    QCOMPARE(kindOf("exKeyUsageOIDs", "2.5.29.37.0"), CertificateKind::Server); // any purpose
    QCOMPARE(kindOf("basicConstraintsIsCA", "true"), CertificateKind::Ca);
    QCOMPARE(kindOf("basicConstraintsIsCA", "false"), CertificateKind::Client);
}

void TestPrivatePki::otherKindsAreNotCheckedAsServers()
{
    const CertificateSigningRequest csr =
        made(*m_key, QStringLiteral("O=Corp, CN=山田 太郎"), "email:taro@example.jp", "clientAuth");
    RequestContext context = privateContext();
    QVERIFY(checkRequest(csr, context, m_private).hasErrors()); // as a server
    for (const auto &[kind, codes] :
         {std::pair{CertificateKind::Client, "kind.client~"}, std::pair{CertificateKind::Mail, "kind.mail~"},
          std::pair{CertificateKind::Code, "kind.code~"}, std::pair{CertificateKind::Other, "kind.other~"},
          std::pair{CertificateKind::Ca, "kind.ca?"}}) {
        context.kind = kind;
        const CheckReport report = checkRequest(csr, context, m_private);
        QCOMPARE(codesOf(report), QString::fromLatin1(codes));
        QCOMPARE(report.findings.constFirst().field, QStringLiteral("profile"));
    }
    // Key and signature are checked whatever it is for.
    Oddity weak;
    weak.publicKey = rocaKey();
    const CheckReport report = checkRequest(oddRequest(*m_key, QStringLiteral("CN=x"), weak), context, m_private);
    QVERIFY(find(report, "key.roca"));
}

// Whoever hands in a CSR could otherwise choose the laxer rules.
void TestPrivatePki::theUsagesOfACsrChooseNoRules()
{
    RequestContext context = privateContext();
    context.kind = certificateKindOf(QStringLiteral("Corp 7"));
    const CertificateSigningRequest csr =
        made(*m_key, QStringLiteral("O=Corp, CN=山田 太郎"), "email:taro@example.jp", "clientAuth");
    const CheckReport unknown = checkRequest(csr, context, m_private);
    QVERIFY(unknown.hasErrors());
    QVERIFY(find(unknown, "kind.unknown"));
    QVERIFY(!saysOtherKind(unknown.findings)); // its names were checked
    context.kind = CertificateKind::Server;
    const CheckReport server = checkRequest(csr, context, m_private);
    QVERIFY(!find(server, "kind.unknown"));
    QCOMPARE(unknown.findings.size(), server.findings.size() + 1);
}

void TestPrivatePki::unitsAndAddressesReachTheCertificate()
{
    const CertificateSigningRequest csr = made(*m_key, QStringLiteral("C=JP, O=Corp, OU=Sales, OU=East"),
                                               "IP:10.0.0.5,DNS:ldap.corp.internal,IP:10.0.0.5,IP:fd00::1");
    QCOMPARE(certificateUnits(csr, m_public), QStringList());
    QCOMPARE(certificateUnits(csr, m_private), (QStringList{QStringLiteral("Sales"), QStringLiteral("East")}));
    QCOMPARE(certificateAddresses(csr).size(), 2);
    QCOMPARE(certificateAddresses(csr).constFirst(), QStringLiteral("10.0.0.5"));
    QCOMPARE(certificateDnsNames(csr), QStringList{QStringLiteral("ldap.corp.internal")});
    const Organization organization = registration().organizations.constFirst();
    QCOMPARE(certificateSubject(organization, {}, Product::Ov, Language::Japanese, certificateUnits(csr, m_private))
                 .toString(),
             QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, OU=Sales, OU=East"));
}

TEGATA_TEST(TestPrivatePki)
#include "test_privatepki.moc"
