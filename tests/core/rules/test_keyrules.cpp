// SPDX-License-Identifier: Apache-2.0
// checkRequest()'s part on key, signature and extensions (core/rules/keyrules.cpp, extensionrules.cpp).
#include "core/rules/requestrules.h"

#include "requestmaker.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <functional>

using namespace tegata;
using tegata::test::codesOf;
using tegata::test::context;
using tegata::test::find;
using tegata::test::missingArguments;

namespace {

const QString subject = test::goodSubject();
const QStringList www = {QStringLiteral("www.example.jp")};

} // namespace

class TestKeyRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keys_data();
    void keys();
    void earlierUsesOfTheKey_data();
    void earlierUsesOfTheKey();
    void extensions_data();
    void extensions();
    void damagedSignature();
    void otherCustomersSerialStaysSecret();

private:
    std::optional<PrivateKey> m_ec;
    Policy m_policy;
};

void TestKeyRules::initTestCase()
{
    m_ec = test::ecKey("P-256");
    const Result<Policy> policy = loadPolicy(QStringLiteral("public-tls-2026"));
    QVERIFY(policy);
    m_policy = *policy;
}

void TestKeyRules::keys_data()
{
    using Maker = std::function<CertificateSigningRequest(const PrivateKey &)>;
    QTest::addColumn<Maker>("make");
    QTest::addColumn<QString>("codes");
    const auto row = [](const char *title, const char *codes, const Maker &make) {
        QTest::newRow(title) << make << QString::fromLatin1(codes);
    };
    const auto own = [](const PrivateKey &key, const EVP_MD *digest = EVP_sha256()) {
        test::Oddity oddity;
        oddity.digest = digest;
        return test::oddRequest(key, subject, oddity);
    };
    const auto foreign = [](const PrivateKey &signer, ossl::Key key) {
        test::Oddity oddity;
        oddity.publicKey = std::move(key);
        return test::oddRequest(signer, subject, oddity);
    };
    row("RSA 1024", "key.rsaTooShort subject.commonNameAdded~",
        [=](const PrivateKey &) { return own(test::rsaKey(1024)); });
    row("RSA 2052", "key.rsaSize subject.commonNameAdded~",
        [=](const PrivateKey &) { return own(test::rsaKey(2052)); });
    row("exponent 3", "key.rsaExponentRange? subject.commonNameAdded~",
        [=](const PrivateKey &) { return own(test::rsaKey(2048, 3)); });
    row("exponent 1", "key.rsaExponent key.signatureInvalid subject.commonNameAdded~", [=](const PrivateKey &signer) {
        const ossl::BigNum modulus(BN_new());
        const QByteArray bytes = test::rsaKey(2048).facts().modulus;
        BN_bin2bn(reinterpret_cast<const unsigned char *>(bytes.constData()), int(bytes.size()), modulus.get());
        return foreign(signer, test::rsaPublicKey(modulus.get(), 1));
    });
    row("even modulus", "key.rsaModulusEven key.signatureInvalid subject.commonNameAdded~",
        [=](const PrivateKey &signer) { return foreign(signer, test::multipleOf(2)); });
    row("small factor", "key.rsaSmallFactor key.signatureInvalid subject.commonNameAdded~",
        [=](const PrivateKey &signer) { return foreign(signer, test::multipleOf(751)); });
    row("close primes", "key.closePrimes key.signatureInvalid subject.commonNameAdded~",
        [=](const PrivateKey &signer) { return foreign(signer, test::closePrimesKey()); });
    row("ROCA", "key.roca key.signatureInvalid subject.commonNameAdded~",
        [=](const PrivateKey &signer) { return foreign(signer, test::rocaKey()); });
    row("secp256k1", "key.curve subject.commonNameAdded~",
        [=](const PrivateKey &) { return own(test::ecKey("secp256k1")); });
    row("P-224", "key.curve subject.commonNameAdded~", [=](const PrivateKey &) { return own(test::ecKey("P-224")); });
    row("SHA-1", "key.signatureDigest subject.commonNameAdded~",
        [=](const PrivateKey &signer) { return own(signer, EVP_sha1()); });
    row("SHA-512", "subject.commonNameAdded~", [=](const PrivateKey &signer) { return own(signer, EVP_sha512()); });
    row("another's key", "key.signatureInvalid subject.commonNameAdded~", [=](const PrivateKey &signer) {
        const PrivateKey other = test::ecKey("P-256");
        EVP_PKEY_up_ref(other.handle());
        return foreign(signer, ossl::Key(other.handle()));
    });
    row("Ed25519", "key.algorithm key.signatureInvalid subject.commonNameAdded~", [=](const PrivateKey &signer) {
        return foreign(signer, ossl::Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")));
    });
}

void TestKeyRules::keys()
{
    using Maker = std::function<CertificateSigningRequest(const PrivateKey &)>;
    QFETCH(const Maker, make);
    const CheckReport report = checkRequest(make(*m_ec), context(), m_policy);
    QTEST(codesOf(report), "codes");
    for (const Finding &finding : report.findings)
        QCOMPARE(missingArguments(finding), QStringList());
}

void TestKeyRules::earlierUsesOfTheKey_data()
{
    QTest::addColumn<QString>("serial");
    QTest::addColumn<QString>("organization");
    QTest::addColumn<bool>("sameCustomer");
    QTest::addColumn<bool>("compromised");
    QTest::addColumn<QString>("codes");
    const QString own = QStringLiteral("株式会社サンプル");
    QTest::newRow("renewal") << "0A" << own << true << false << "key.reusedForRenewal?";
    QTest::newRow("renewal in the other language") << "0A"
                                                   << "SAMPLE Co., Ltd." << true << false << "key.reusedForRenewal?";
    QTest::newRow("another certificate") << "0B" << own << true << false << "key.reused?";
    QTest::newRow("another customer") << "0A" << own << false << false << "key.usedElsewhere";
    QTest::newRow("another organisation") << "0A"
                                          << "別会社" << true << false << "key.usedElsewhere";
    QTest::newRow("compromised") << "0A" << own << true << true << "key.compromised";
    QTest::newRow("compromised elsewhere") << "0A" << own << false << true << "key.compromised";
}

void TestKeyRules::earlierUsesOfTheKey()
{
    QFETCH(const QString, serial);
    QFETCH(const QString, organization);
    QFETCH(const bool, sameCustomer);
    QFETCH(const bool, compromised);
    RequestContext request = context();
    request.renewalOf = QStringLiteral("0A");
    request.keyUses = {{serial, organization, sameCustomer, compromised}};
    QTEST(codesOf(checkRequest(test::request(*m_ec, subject, www), request, m_policy)), "codes");
}

void TestKeyRules::extensions_data()
{
    QTest::addColumn<int>("nid");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("codes");
    QTest::newRow("CA") << NID_basic_constraints << QByteArray("CA:TRUE") << "extension.ca";
    QTest::newRow("CA, critical") << NID_basic_constraints << QByteArray("critical,CA:TRUE,pathlen:0")
                                  << "extension.ca";
    QTest::newRow("damaged") << NID_basic_constraints << QByteArray("DER:30:03:01") << "extension.ca";
    QTest::newRow("no CA") << NID_basic_constraints << QByteArray("CA:FALSE") << "";
    QTest::newRow("key usage") << NID_key_usage << QByteArray("digitalSignature") << "";
    QTest::newRow("extended key usage") << NID_ext_key_usage << QByteArray("serverAuth") << "";
    QTest::newRow("must-staple") << NID_tlsfeature << QByteArray("status_request") << "extension.ignored~";
    QTest::newRow("IP address") << NID_subject_alt_name << QByteArray("IP:192.168.1.1") << "san.reservedAddress";
    QTest::newRow("mail address") << NID_subject_alt_name << QByteArray("email:a@example.jp") << "san.kind";
    QTest::newRow("host name") << NID_subject_alt_name << QByteArray("DNS:example.jp") << "";
}

void TestKeyRules::extensions()
{
    QFETCH(const int, nid);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, codes);
    test::Oddity oddity;
    oddity.extensions = {{nid, value}};
    const QString added = QStringLiteral("subject.commonNameAdded~");
    QCOMPARE(codesOf(checkRequest(test::oddRequest(*m_ec, subject, oddity), context(), m_policy)),
             codes.isEmpty() ? added : codes + QLatin1Char(' ') + added);
}

void TestKeyRules::damagedSignature()
{
    QByteArray der = test::request(*m_ec, subject, www).der();
    der.replace("www.example.jp", "web.example.jp");
    const Result<CertificateSigningRequest> damaged = CertificateSigningRequest::parse(der);
    QVERIFY(damaged);
    const CheckReport report = checkRequest(*damaged, context(), m_policy);
    QCOMPARE(codesOf(report), QStringLiteral("key.signatureInvalid"));
    QCOMPARE(report.findings.constFirst().rule, QStringLiteral("V6"));
}

void TestKeyRules::otherCustomersSerialStaysSecret()
{
    RequestContext request = context();
    request.keyUses = {{QStringLiteral("C0FFEE"), QStringLiteral("秘密株式会社"), false, false}};
    const CheckReport report = checkRequest(test::request(*m_ec, subject, www), request, m_policy);
    const Finding *finding = find(report, "key.usedElsewhere");
    QVERIFY(finding);
    QVERIFY(finding->args.isEmpty());
}

TEGATA_TEST(TestKeyRules)
#include "test_keyrules.moc"
