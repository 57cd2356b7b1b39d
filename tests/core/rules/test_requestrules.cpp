// SPDX-License-Identifier: Apache-2.0
#include "core/rules/requestrules.h"

#include "requestmaker.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

#include <functional>

using namespace tegata;
using tegata::test::codesOf;
using tegata::test::context;
using tegata::test::find;
using tegata::test::missingArguments;

namespace {

using Change = std::function<void(RequestContext &, Policy &)>;

const QString subject = test::goodSubject();
const QString english = QStringLiteral("C=JP, ST=TOKYO, L=Minato City, O=SAMPLE Co.\\, Ltd., CN=www.example.jp");
const QStringList www = {QStringLiteral("www.example.jp")};

} // namespace

Q_DECLARE_METATYPE(Change)

class TestRequestRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void goodRequests_data();
    void goodRequests();
    void subjectsAndNames_data();
    void subjectsAndNames();
    void countryMustBePrintable();
    void countsCharactersNotBytes_data();
    void countsCharactersNotBytes();
    void namesTheFirstDifferentCharacter();
    void withoutRegistrationOneNote();
    void matchesOrganization();
    void writesTheCertificatesSubject();
    void leavesLongCommonNamesOut();
    void collectsDnsNames();

private:
    std::optional<PrivateKey> m_ec;
    Policy m_policy;
};

void TestRequestRules::initTestCase()
{
    m_ec = test::ecKey("P-256");
    const Result<Policy> policy = loadPolicy(QStringLiteral("public-tls-2026"));
    QVERIFY(policy);
    m_policy = *policy;
}

void TestRequestRules::goodRequests_data()
{
    QTest::addColumn<KeySpec>("key");
    QTest::addColumn<QString>("name");
    QTest::addColumn<Language>("language");
    QTest::addColumn<Product>("product");
    QTest::newRow("P-256") << KeySpec::EcP256 << subject << Language::Japanese << Product::Ov;
    QTest::newRow("P-384") << KeySpec::EcP384 << subject << Language::Japanese << Product::Ov;
    QTest::newRow("P-521") << KeySpec::EcP521 << subject << Language::Japanese << Product::Ev;
    QTest::newRow("RSA 2048") << KeySpec::Rsa2048 << subject << Language::Japanese << Product::Ev;
    QTest::newRow("RSA 3072") << KeySpec::Rsa3072 << english << Language::English << Product::Ov;
}

void TestRequestRules::goodRequests()
{
    QFETCH(const KeySpec, key);
    QFETCH(const QString, name);
    QFETCH(const Language, language);
    QFETCH(const Product, product);
    RequestContext request = context();
    request.language = language;
    request.product = product;
    const Result<PrivateKey> made = PrivateKey::generate(key);
    QVERIFY(made);
    const CheckReport report =
        checkRequest(test::request(*made, name, {QStringLiteral("www.example.jp"), QStringLiteral("example.jp")}),
                     request, m_policy);
    QCOMPARE(codesOf(report), QString());
    QCOMPARE(report.outcome(), FindingOutcome::Note);
}

void TestRequestRules::subjectsAndNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("sans");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("codes");

    const auto row = [](const char *title, const QString &name, const QStringList &sans, const char *codes,
                        const Change &change = {}) {
        QTest::newRow(title) << name << sans << change << QString::fromLatin1(codes);
    };
    const auto inEnglish = [](RequestContext &request, Policy &) { request.language = Language::English; };
    const auto forEv = [](RequestContext &request, Policy &) { request.product = Product::Ev; };
    const auto with = [](const char *from, const char *to) {
        return QString(subject).replace(QString::fromUtf8(from), QString::fromUtf8(to));
    };
    const auto host = [](const char *name) { return QStringList{QString::fromUtf8(name)}; };

    // V4
    row("no C", with("C=JP, ", ""), www, "subject.missing");
    row("no O", with("O=株式会社サンプル, ", ""), www, "subject.missing");
    row("neither L nor ST", with("ST=東京都, L=港区, ", ""), www, "subject.missing");
    row("ST alone", with("L=港区, ", ""), www, "");
    row("L alone", with("ST=東京都, ", ""), www, "");
    row("no CN", with(", CN=www.example.jp", ""), www, "");
    row("CN alone", subject, {}, "subject.commonNameAdded~");
    row("no name at all", with(", CN=www.example.jp", ""), {}, "san.none");
    row("L twice", with("L=港区", "L=港区, L=港区"), www, "subject.duplicate");
    row("CN twice", with("CN=www.example.jp", "CN=www.example.jp, CN=www.example.jp"), www, "subject.duplicate");
    row("other order", QStringLiteral("CN=www.example.jp, O=株式会社サンプル, L=港区, ST=東京都, C=JP"), www,
        "subject.order~");
    row("another country", with("C=JP", "C=US"), www, "subject.country");
    row("country in small letters", with("C=JP", "C=jp"), www, "subject.country");
    row("L is a hyphen", with("L=港区", "L=-"), www, "subject.emptyValue subject.mismatch");
    row("L is dots", with("L=港区", "L=.."), www, "subject.emptyValue subject.mismatch");
    row("OU under the public policy", with("O=株式会社サンプル", "O=株式会社サンプル, OU=営業部"), www,
        "subject.organizationalUnit?");
    row("OU under a private policy", with("O=株式会社サンプル", "O=株式会社サンプル, OU=営業部"), www,
        "subject.organizationalUnitNote~", [](RequestContext &, Policy &policy) {
            policy.rules[QStringLiteral("subject.organizationalUnit")].outcome = RuleOutcome::Off;
        });
    row("postal code", with("L=港区", "postalCode=105-0001, L=港区"), www, "subject.attributeDropped~");
    row("businessCategory without EV", with("CN=", "businessCategory=Private Organization, CN="), www,
        "subject.attributeDropped~");
    row("businessCategory with EV", with("CN=", "businessCategory=Private Organization, CN="), www, "", forEv);
    row("another businessCategory", with("CN=", "businessCategory=Company, CN="), www, "ev.businessCategory", forEv);
    row("businessCategory in small letters", with("CN=", "businessCategory=private organization, CN="), www,
        "ev.businessCategory", forEv);
    // against the registration
    row("unknown organisation", with("O=株式会社サンプル", "O=株式会社別物"), www, "organization.unknown");
    row("only one organisation", with("O=株式会社サンプル", "O=株式会社サンブル商事"), www, "subject.mismatch",
        [](RequestContext &request, Policy &) { request.registration->organizations.removeLast(); });
    row("another prefecture", with("ST=東京都", "ST=大阪府"), www, "subject.mismatch");
    row("romaji in a Japanese subject", with("ST=東京都", "ST=TOKYO"), www, "subject.mismatch");
    row("another municipality", with("L=港区", "L=渋谷区"), www, "subject.mismatch");
    row("half-width kana", with("サンプル", "ｻﾝﾌﾟﾙ"), www, "subject.lookAlike");
    row("space inside", with("株式会社サンプル", "株式会社　サンプル"), www, "subject.lookAlike");
    row("zero-width space", with("株式会社サンプル", "株式会社\u200Bサンプル"), www,
        "subject.lookAlike subject.unseenCharacter");
    row("another form of the ideograph", QStringLiteral("C=JP, ST=大阪府, L=大阪市, O=高橋商事合同会社"),
        host("www.other.jp"), "subject.lookAlike");
    row("the registered ideograph", QStringLiteral("C=JP, ST=大阪府, L=大阪市, O=髙橋商事合同会社"),
        host("www.other.jp"), "");
    row("combining characters", with("サンプル", "サンフ\u309Aル"), www, "subject.notNfc~");
    row("abbreviated form", with("株式会社サンプル", "㈱サンプル"), www, "subject.abbreviatedForm");
    row("abbreviated in brackets", with("株式会社サンプル", "(株)サンプル"), www, "subject.abbreviatedForm");
    row("abbreviated and unknown", with("株式会社サンプル", "㈱別物"), www,
        "organization.unknown subject.abbreviatedForm");
    row("English name in a Japanese request", english, www, "subject.mismatch subject.mismatch subject.otherLanguage");
    row("Japanese name in an English request", subject, www,
        "subject.englishCharacter subject.englishCharacter subject.englishCharacter subject.mismatch subject.mismatch "
        "subject.otherLanguage",
        inEnglish);
    row("English, in other letters", QString(english).replace(QStringLiteral("TOKYO"), QStringLiteral("Tokyo")), www,
        "", inEnglish);
    row("English with an accent", QString(english).replace(QStringLiteral("TOKYO"), QStringLiteral("TŌKYŌ")), www,
        "subject.englishCharacter subject.mismatch", inEnglish);
    row("English not registered", QStringLiteral("C=JP, ST=OSAKA, L=Osaka City, O=髙橋商事合同会社"),
        host("www.other.jp"), "organization.englishNotAllowed subject.englishCharacter", inEnglish);
    // V7, V9, V10
    row("CN missing in the SAN", subject, host("example.jp"), "subject.commonNameAdded~");
    row("CN is no host name", with("CN=www.example.jp", "CN=サンプル サーバ"), www, "domain.badCharacter");
    row("outside the registered domains", subject, www + host("www.example.com"), "domain.notRegistered");
    row("similar domain", subject, www + host("www.badexample.jp"), "domain.notRegistered");
    row("another organisation's domain", subject, www + host("www.other.jp"), "domain.otherOrganization");
    row("internal name", subject, www + host("db.internal"), "domain.internal");
    row("reverse look-up", subject, www + host("1.2.0.192.in-addr.arpa"), "domain.arpa");
    row("single label", subject, www + host("server"), "domain.singleLabel");
    row("IP address as a name", subject, www + host("192.168.1.1"), "domain.reservedIp");
    row("underscore", subject, www + host("my_host.example.jp"), "domain.underscore");
    row("trailing dot", subject, host("www.example.jp."), "domain.trailingDot subject.commonNameAdded~");
    row("URL in the SAN", subject, www + host("https://shop.example.jp/"), "san.notAsciiForm");
    row("upper case", subject, www + host("SHOP.Example.JP"), "san.upperCase~");
    row("twice", subject, www + www, "san.duplicate~");
    row("internationalised", subject, www + host("xn--wgv71a119e.jp"), "");
    row("wildcard", subject, www + host("*.example.jp"), "");
    row("wildcard below a public suffix", subject, www + host("*.co.jp"), "domain.wildcardPublicSuffix");
    row("partial wildcard", subject, www + host("w*.example.jp"), "domain.wildcardPartial");
    // V5
    row("EV wildcard", subject, www + host("*.example.jp"), "ev.wildcard", forEv);
    row("EV domain", subject, www + host("www.sample.co.jp"), "ev.domainNotAllowed", forEv);
    row("EV organisation", QStringLiteral("C=JP, ST=大阪府, L=大阪市, O=髙橋商事合同会社"), host("www.other.jp"),
        "ev.domainNotAllowed ev.organizationNotAllowed", forEv);
    row("EV data missing", subject, www, "ev.registrationIncomplete", [](RequestContext &request, Policy &) {
        request.product = Product::Ev;
        request.registration->organizations[0].registrationNumber.clear();
    });
    // V2
    row("domain validated too long ago", subject, www + host("www.old.jp") + host("shop.old.jp"),
        "domain.validationTooOld");
    row("domain validation ends soon", subject, www + host("www.soon.jp"), "domain.validationExpiring?");
    row("domain never validated", subject, www + host("www.never.jp"), "domain.notValidated");
    const auto validated = [](int year, int month, int day) -> Change {
        return [=](RequestContext &request, Policy &) {
            request.registration->organizations[0].validatedAt =
                QDateTime(QDate(year, month, day), QTime(0, 0), QTimeZone::utc());
        };
    };
    row("organisation validated too long ago", subject, www, "organization.validationTooOld", validated(2025, 10, 1));
    row("organisation validation ends soon", subject, www, "organization.validationExpiring?", validated(2025, 11, 1));
    row("organisation never validated", subject, www, "organization.notValidated",
        [](RequestContext &request, Policy &) { request.registration->organizations[0].validatedAt = QDateTime(); });
}

void TestRequestRules::subjectsAndNames()
{
    QFETCH(const QString, name);
    QFETCH(const QStringList, sans);
    QFETCH(const Change, change);
    QFETCH(const QString, codes);
    RequestContext request = context();
    Policy policy = m_policy;
    if (change)
        change(request, policy);
    const CheckReport report = checkRequest(test::request(*m_ec, name, sans), request, policy);
    QCOMPARE(codesOf(report), codes);
    for (const Finding &finding : report.findings) {
        QVERIFY2(!finding.field.isEmpty(), qPrintable(finding.code));
        QCOMPARE(missingArguments(finding), QStringList());
    }
}

void TestRequestRules::countryMustBePrintable()
{
    QList<NameAttribute> attributes = DistinguishedName::parse(subject)->attributes();
    attributes[0].encoding = StringEncoding::Utf8;
    const CheckReport report =
        checkRequest(test::request(*m_ec, DistinguishedName(attributes), www), context(), m_policy);
    QCOMPARE(codesOf(report), QStringLiteral("subject.countryEncoding"));
    QCOMPARE(report.findings.constFirst().field, QStringLiteral("subject.C"));
}

void TestRequestRules::countsCharactersNotBytes_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("length"); // as reported, empty when it is not too long
    const auto row = [](const char *title, const char *type, const QString &value, const char *length) {
        QTest::newRow(title) << QByteArray(type) << value << QString::fromLatin1(length);
    };
    row("O of 64", "O", QStringLiteral("𠮷").repeated(64), "");
    row("O of 65", "O", QStringLiteral("𠮷").repeated(65), "65");
    row("O of 64 after NFC", "O", QStringLiteral("フ\u309A").repeated(64), "");
    row("O of 65 with a variation selector", "O", QStringLiteral("株").repeated(64) + QStringLiteral("\uFE00"), "65");
    row("ST of 128", "ST", QStringLiteral("都").repeated(128), "");
    row("ST of 129", "ST", QStringLiteral("都").repeated(129), "129");
    row("L of 129", "L", QStringLiteral("区").repeated(129), "129");
    row("OU of 65", "OU", QStringLiteral("課").repeated(65), "65");
    row("CN of 64", "CN", QString(53, QLatin1Char('a')) + QStringLiteral(".example.jp"), "");
    row("CN of 65", "CN", QString(54, QLatin1Char('a')) + QStringLiteral(".example.jp"), "65");
    row("C of 3", "C", QStringLiteral("JPN"), "3");
}

void TestRequestRules::countsCharactersNotBytes()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QString, value);
    QFETCH(const QString, length);
    test::Oddity oddity;
    oddity.subject = {{type, value}};
    const CheckReport report = checkRequest(test::oddRequest(*m_ec, subject, oddity), context(), m_policy);
    const Finding *finding = find(report, "subject.tooLong");
    QCOMPARE(finding != nullptr, !length.isEmpty());
    if (finding) {
        QCOMPARE(finding->args.value(QStringLiteral("length")), length);
        QCOMPARE(finding->field, QStringLiteral("subject.") + QString::fromLatin1(type));
    }
}

void TestRequestRules::namesTheFirstDifferentCharacter()
{
    const QString name = QStringLiteral("C=JP, ST=大阪府, L=大阪市, O=高橋商事合同会社");
    const CheckReport report =
        checkRequest(test::request(*m_ec, name, {QStringLiteral("www.other.jp")}), context(), m_policy);
    const Finding *finding = find(report, "subject.lookAlike");
    QVERIFY(finding);
    QCOMPARE(finding->field, QStringLiteral("subject.O"));
    QCOMPARE(finding->args.value(QStringLiteral("position")), QStringLiteral("1"));
    QCOMPARE(finding->args.value(QStringLiteral("character")), QStringLiteral("高 (U+9AD8)"));
    QCOMPARE(finding->args.value(QStringLiteral("expectedCharacter")), QStringLiteral("髙 (U+9AD9)"));
}

void TestRequestRules::withoutRegistrationOneNote()
{
    RequestContext request = context();
    request.registration.reset();
    const CheckReport report = checkRequest(
        test::request(*m_ec, subject, {QStringLiteral("www.example.jp"), QStringLiteral("www.example.com")}), request,
        m_policy);
    QCOMPARE(codesOf(report), QStringLiteral("registration.absent~"));
}

void TestRequestRules::matchesOrganization()
{
    Registration registration = test::registration();
    Organization branch = registration.organizations.constFirst();
    branch.id = QStringLiteral("org-3");
    branch.prefecture = 1;
    branch.municipality = QStringLiteral("札幌市");
    registration.organizations.append(branch);
    const auto match = [&registration](const char *name, Language language = Language::Japanese) {
        const auto found =
            matchOrganization(*DistinguishedName::parse(QString::fromUtf8(name)), registration, language);
        return found ? found->id : QString();
    };
    QCOMPARE(match("C=JP, ST=東京都, L=港区, O=株式会社サンプル"), QStringLiteral("org-1"));
    QCOMPARE(match("C=JP, ST=北海道, L=札幌市, O=株式会社サンプル"), QStringLiteral("org-3"));
    QCOMPARE(match("C=JP, L=札幌市, O=株式会社サンプル"), QStringLiteral("org-3"));
    QCOMPARE(match("C=JP, ST=沖縄県, O=株式会社サンプル"), QStringLiteral("org-1"));
    QCOMPARE(match("C=JP, ST=tokyo, O=sample co.\\, ltd.", Language::English), QStringLiteral("org-1"));
    QCOMPARE(match("C=JP, O=SAMPLE Co.\\, Ltd."), QString());
    QCOMPARE(match("C=JP, O=株式会社"), QString());
    QCOMPARE(match("C=JP", Language::English), QString());
}

void TestRequestRules::writesTheCertificatesSubject()
{
    const Organization organization = test::registration().organizations.constFirst();
    const auto text = [&organization](Product product, Language language) {
        return certificateSubject(organization, QStringLiteral("WWW.Example.jp"), product, language).toString();
    };
    QCOMPARE(text(Product::Ov, Language::Japanese),
             QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=www.example.jp"));
    QCOMPARE(text(Product::Ov, Language::English),
             QStringLiteral("C=JP, ST=TOKYO, L=Minato City, O=SAMPLE Co.\\, Ltd., CN=www.example.jp"));
    QCOMPARE(text(Product::Ev, Language::Japanese),
             QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, jurisdictionC=JP, "
                            "businessCategory=Private Organization, serialNumber=010401089234, CN=www.example.jp"));
    const DistinguishedName subject = certificateSubject(organization, {}, Product::Ev, Language::Japanese);
    for (const NameAttribute &attribute : subject.attributes()) {
        const bool printable = attribute.type == QLatin1String("C") ||
                               attribute.type == QLatin1String("jurisdictionC") ||
                               attribute.type == QLatin1String("serialNumber");
        QCOMPARE(attribute.encoding, printable ? StringEncoding::Printable : StringEncoding::Utf8);
    }
}

void TestRequestRules::leavesLongCommonNamesOut()
{
    const Organization organization = test::registration().organizations.constFirst();
    const QString label(53, QLatin1Char('a'));
    const auto commonName = [&organization](const QString &name) {
        return certificateSubject(organization, name, Product::Ov, Language::Japanese).value(QLatin1String("CN"));
    };
    QCOMPARE(commonName(label + QStringLiteral(".example.jp")), label + QStringLiteral(".example.jp")); // 64
    QCOMPARE(commonName(label + QStringLiteral("a.example.jp")), QString());
    QCOMPARE(commonName(QStringLiteral("*.example.jp")), QStringLiteral("*.example.jp"));
}

void TestRequestRules::collectsDnsNames()
{
    const CertificateSigningRequest csr = test::request(
        *m_ec, subject, {QStringLiteral("Example.jp"), QStringLiteral("*.example.jp"), QStringLiteral("example.jp")});
    QCOMPARE(certificateDnsNames(csr), QStringList({QStringLiteral("example.jp"), QStringLiteral("*.example.jp"),
                                                    QStringLiteral("www.example.jp")}));
    const CertificateSigningRequest person =
        test::request(*m_ec, QStringLiteral("C=JP, O=株式会社サンプル, CN=山田 太郎"), www);
    QCOMPARE(certificateDnsNames(person), www);
}

TEGATA_TEST(TestRequestRules)
#include "test_requestrules.moc"
