// SPDX-License-Identifier: Apache-2.0
#include "core/rules/domainname.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestDomainName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void examines_data();
    void examines();
    void isWithinComparesWholeLabels();
    void keepsTheInput();
    void showsHostileCharactersByTheirCode();
};

namespace {

QStringList codesOf(const DomainName &name)
{
    QStringList codes;
    for (const Finding &finding : name.check.findings)
        codes.append(finding.code.mid(qsizetype(qstrlen("domain."))));
    return codes;
}

} // namespace

void TestDomainName::examines_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("codes"); // without "domain.", in order
    QTest::addColumn<QString>("aLabel");
    QTest::addColumn<QString>("registrable");

    const auto row = [](const char *input, const char *codes, const char *aLabel, const char *registrable) {
        QTest::newRow(*input != 0 ? input : "(empty)")
            << QString::fromUtf8(input) << QString::fromLatin1(codes) << QString::fromLatin1(aLabel)
            << QString::fromLatin1(registrable);
    };
    // good names
    row("www.cybertrust.ne.jp", "", "www.cybertrust.ne.jp", "cybertrust.ne.jp");
    row("example.jp", "", "example.jp", "example.jp");
    row("WWW.Example.JP", "", "www.example.jp", "example.jp");
    row("shop.sample.co.jp", "", "shop.sample.co.jp", "sample.co.jp");
    row("a.b.c.d.example.com", "", "a.b.c.d.example.com", "example.com");
    row("www.city.sapporo.jp", "", "www.city.sapporo.jp", "city.sapporo.jp");
    row("city.kawasaki.jp", "", "city.kawasaki.jp", "city.kawasaki.jp");
    row("foo.chiyoda.tokyo.jp", "", "foo.chiyoda.tokyo.jp", "foo.chiyoda.tokyo.jp");
    row("example.tokyo.jp", "", "example.tokyo.jp", "example.tokyo.jp");
    row("3d.example.jp", "", "3d.example.jp", "example.jp");
    row("www.github.io", "", "www.github.io", "github.io"); // private section does not count
    row("xn--wgv71a119e.jp", "", "xn--wgv71a119e.jp", "xn--wgv71a119e.jp");
    row("XN--WGV71A119E.jp", "", "xn--wgv71a119e.jp", "xn--wgv71a119e.jp");
    row("www.xn--fa-hia.de", "", "www.xn--fa-hia.de", "xn--fa-hia.de");
    row("*.example.jp", "", "example.jp", "example.jp");
    row("*.shop.example.co.jp", "", "shop.example.co.jp", "example.co.jp");
    row("a23456789012345678901234567890123456789012345678901234567890123.example.jp", "",
        "a23456789012345678901234567890123456789012345678901234567890123.example.jp", "example.jp");
    // converted, with a note
    row("日本語.jp", "converted", "xn--wgv71a119e.jp", "xn--wgv71a119e.jp");
    row("ｗｗｗ．ｅｘａｍｐｌｅ．ｊｐ", "converted", "www.example.jp", "example.jp");
    row("www。example。jp", "", "www.example.jp", "example.jp");
    row("faß.de", "converted", "xn--fa-hia.de", "xn--fa-hia.de");
    row("か\u3099.jp", "converted", "xn--v8j.jp", "xn--v8j.jp"); // が in two code points
    row("例.東京.jp", "converted", "xn--fsq.xn--1lqs71d.jp", "xn--fsq.xn--1lqs71d.jp");
    row("*.日本語.jp", "converted", "xn--wgv71a119e.jp", "xn--wgv71a119e.jp");
    row("日本語.tokyo.jp", "converted", "xn--wgv71a119e.tokyo.jp", "xn--wgv71a119e.tokyo.jp");
    // URLs
    row("https://www.example.jp/path?x=1#y", "urlReduced", "www.example.jp", "example.jp");
    row("http://user:pw@www.example.jp:8080/", "urlReduced", "www.example.jp", "example.jp");
    row("www.example.jp:443", "urlReduced", "www.example.jp", "example.jp");
    row("www.example.jp/login", "urlReduced", "www.example.jp", "example.jp");
    row("  www.example.jp \n", "", "www.example.jp", "example.jp");
    row("https://", "empty", "", "");
    row("https://192.168.1.1/", "reservedIp", "", "");
    row("https://[2001:db8::1]:443/", "reservedIp", "", "");
    // empty parts and dots
    row("", "empty", "", "");
    row("   ", "empty", "", "");
    row("example.jp.", "trailingDot", "example.jp", "example.jp");
    row(".example.jp", "emptyLabel", "", "");
    row("www..example.jp", "emptyLabel", "", "");
    row("example.jp..", "trailingDot emptyLabel", "", "");
    row(".", "emptyLabel emptyLabel", "", "");
    // addresses
    row("192.168.0.1", "reservedIp", "", "");
    row("10.1.2.3", "reservedIp", "", "");
    row("127.0.0.1", "reservedIp", "", "");
    row("100.64.0.1", "reservedIp", "", "");
    row("8.8.8.8", "ipAddress", "", "");
    row("::1", "reservedIp", "", "");
    row("fe80::1", "reservedIp", "", "");
    row("2400:4000::1", "ipAddress", "", "");
    row("1.2.3", "ipAddress", "", "");
    row("example.0x7f", "ipAddress", "", "");
    // internal names
    row("server", "singleLabel", "server", "");
    row("localhost", "singleLabel", "localhost", "");
    row("printer.local", "internal", "printer.local", "");
    row("api.internal", "internal", "api.internal", "");
    row("www.test", "internal", "www.test", "");
    row("www.example", "internal", "www.example", "");
    row("nas.home.arpa", "internal", "nas.home.arpa", "");
    row("mail.corp", "internal", "mail.corp", "");
    row("abc.onion", "internal", "abc.onion", "");
    row("*.local", "internal", "local", "");
    // public suffixes and unknown ends
    row("jp", "publicSuffix", "jp", "");
    row("co.jp", "publicSuffix", "co.jp", "");
    row("tokyo.jp", "publicSuffix", "tokyo.jp", "");
    row("foo.sapporo.jp", "publicSuffix", "foo.sapporo.jp", "");
    row("chiyoda.tokyo.jp", "publicSuffix", "chiyoda.tokyo.jp", "");
    row("東京.jp", "converted publicSuffix", "xn--1lqs71d.jp", "");
    row("www.example.zzz", "unknownTld", "www.example.zzz", "");
    row("www.example.jpp", "unknownTld", "www.example.jpp", "");
    // wildcards
    row("*", "wildcardPosition", "", "");
    row("*.jp", "wildcardPublicSuffix", "jp", "");
    row("*.co.jp", "wildcardPublicSuffix", "co.jp", "");
    row("*.city.sapporo.jp", "", "city.sapporo.jp", "city.sapporo.jp");
    row("*.foo.sapporo.jp", "wildcardPublicSuffix", "foo.sapporo.jp", "");
    row("w*.example.jp", "wildcardPartial", "", "");
    row("*www.example.jp", "wildcardPartial", "", "");
    row("www.*.example.jp", "wildcardPosition", "", "");
    row("*.*.example.jp", "wildcardPosition", "", "");
    row("example.*", "wildcardPosition", "", "");
    // letters, digits, hyphens
    row("a_b.jp", "underscore", "", "");
    row("_dmarc.example.jp", "underscore", "", "");
    row("あ_い.jp", "underscore", "", "");
    row("a＿b.jp", "underscore", "", "");
    row("www example.jp", "badCharacter", "", "");
    row("user@example.jp", "badCharacter", "", "");
    row("a!b.example.jp", "badCharacter", "", "");
    row("-www.example.jp", "hyphenEdge", "", "");
    row("www-.example.jp", "hyphenEdge", "", "");
    row("ab--cd.example.jp", "reservedHyphens", "", "");
    row("☃.jp", "idnInvalid", "", "");
    row("a\u202Eb.jp", "idnInvalid", "", "");
    row("a\u200Db.jp", "idnInvalid", "", "");
    row("a234567890123456789012345678901234567890123456789012345678901234.example.jp", "labelTooLong", "", "");
    row("東京大阪名古屋札幌仙台横浜神戸福岡広島京都奈良長崎熊本鹿児島.example.jp", "labelTooLong", "", "");
    // xn-- forms
    row("xn--a.jp", "punycodeInvalid", "", "");
    row("xn--abc-.jp", "punycodeInvalid", "", "");
    row("xn--.jp", "punycodeInvalid", "", "");
    row("xn--n3h.jp", "punycodeInvalid", "", ""); // ☃
    // .jp
    row("ab.jp", "jpTooShort", "ab.jp", "ab.jp");
    row("www.xy.co.jp", "jpTooShort", "www.xy.co.jp", "xy.co.jp");
    row("日本語.co.jp", "converted jpAsciiOnly", "xn--wgv71a119e.co.jp", "xn--wgv71a119e.co.jp");
    row("日本語.chiyoda.tokyo.jp", "converted jpAsciiOnly", "xn--wgv71a119e.chiyoda.tokyo.jp",
        "xn--wgv71a119e.chiyoda.tokyo.jp");
    row("あいうえおかきくけこさしすせそ.jp", "converted", "xn--l8jegikgoqsuwy0a2a4a.jp", "xn--l8jegikgoqsuwy0a2a4a.jp");
    row("あいうえおかきくけこさしすせそた.jp", "converted jpTooLong", "xn--l8jegikgoqsuwy0a2a4a6a.jp",
        "xn--l8jegikgoqsuwy0a2a4a6a.jp");
    row("日本.例.jp", "converted", "xn--wgv71a.xn--fsq.jp", "xn--fsq.jp");

    const QString label = QString(60, QLatin1Char('a'));
    QTest::newRow("253 characters") << (label + QLatin1Char('.')).repeated(4) + QStringLiteral("abcdef.jp") << QString()
                                    << (label + QLatin1Char('.')).repeated(4) + QStringLiteral("abcdef.jp")
                                    << QStringLiteral("abcdef.jp");
    QTest::newRow("254 characters") << (label + QLatin1Char('.')).repeated(4) + QStringLiteral("abcdefg.com")
                                    << QStringLiteral("tooLong") << QString() << QString();
    QTest::newRow("3000 characters") << QString(3000, QLatin1Char('a')) << QStringLiteral("tooLong") << QString()
                                     << QString();
    QTest::newRow("NUL") << QStringLiteral("www.example.jp") + QChar(0) + QStringLiteral(".evil.jp")
                         << QStringLiteral("badCharacter") << QString() << QString();
}

void TestDomainName::examines()
{
    QFETCH(const QString, input);
    QFETCH(const QString, codes);
    QFETCH(const QString, aLabel);
    QFETCH(const QString, registrable);
    const DomainName name = examineDomain(input);
    QCOMPARE(codesOf(name).join(QLatin1Char(' ')), codes);
    QCOMPARE(name.aLabel, aLabel);
    QCOMPARE(name.registrable, registrable);
    for (const Finding &finding : name.check.findings)
        QVERIFY2(finding.rule.startsWith(QLatin1Char('V')), qPrintable(finding.code));
}

void TestDomainName::isWithinComparesWholeLabels()
{
    const QString domain = QStringLiteral("example.jp");
    QVERIFY(isWithin(domain, domain));
    QVERIFY(isWithin(QStringLiteral("a.b.example.jp"), domain));
    QVERIFY(!isWithin(QStringLiteral("badexample.jp"), domain));
    QVERIFY(!isWithin(QStringLiteral("jp"), domain));
    QVERIFY(!isWithin(QStringLiteral("example.jp.evil.com"), domain));
    QVERIFY(!isWithin(domain, QString()));
}

void TestDomainName::keepsTheInput()
{
    const DomainName name = examineDomain(QStringLiteral("https://*.日本語.jp/"));
    QCOMPARE(name.input, QStringLiteral("https://*.日本語.jp/"));
    QVERIFY(name.wildcard);
    QCOMPARE(name.uLabel, QStringLiteral("日本語.jp"));
    QVERIFY(!name.check.hasErrors());
}

void TestDomainName::showsHostileCharactersByTheirCode()
{
    const DomainName name = examineDomain(QStringLiteral("a\u202Eb.jp"));
    QCOMPARE(name.check.findings.size(), 1);
    QCOMPARE(name.check.findings.constFirst().args.value(QStringLiteral("label")), QStringLiteral("a<U+202E>b"));
}

TEGATA_TEST(TestDomainName)
#include "test_domainname.moc"
