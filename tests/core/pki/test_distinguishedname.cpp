// SPDX-License-Identifier: Apache-2.0
#include "core/pki/distinguishedname.h"
#include "core/pki/openssl.h"
#include "core/pki/x509name.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <openssl/objects.h>

using namespace tegata;

class TestDistinguishedName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesAndPrints_data();
    void parsesAndPrints();
    void writtenEncodings();
    void refusesBrokenText_data();
    void refusesBrokenText();
    void values();
    void decodesEveryStringType_data();
    void decodesEveryStringType();
    void roundTrip();
    void refusesToWrite_data();
    void refusesToWrite();
};

void TestDistinguishedName::parsesAndPrints_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char *name, const QString &text, const QStringList &values, const QString &printed = {}) {
        QTest::newRow(name) << text << values << (printed.isEmpty() ? text : printed);
    };
    row("Japanese", QStringLiteral("C=JP, ST=東京都, L=千代田区, O=株式会社手形, CN=www.example.jp"),
        {QStringLiteral("JP"), QStringLiteral("東京都"), QStringLiteral("千代田区"), QStringLiteral("株式会社手形"),
         QStringLiteral("www.example.jp")});
    row("no spaces", QStringLiteral("C=JP,O=X"), {QStringLiteral("JP"), QStringLiteral("X")},
        QStringLiteral("C=JP, O=X"));
    row("many spaces", QStringLiteral("  C = JP  ,   O =  A  B  "), {QStringLiteral("JP"), QStringLiteral("A  B")},
        QStringLiteral("C=JP, O=A  B"));
    row("escapes", QStringLiteral("O=\\#a\\, b\\+\\\"c\\\\\\<d\\>\\;"), {QStringLiteral("#a, b+\"c\\<d>;")});
    row("escaped spaces", QStringLiteral("O=\\ a\\ "), {QStringLiteral(" a ")});
    row("one escaped space", QStringLiteral("O=\\ "), {QStringLiteral(" ")});
    row("hexadecimal UTF-8", QStringLiteral("O=\\E6\\89\\8b\\E5\\BD\\A2"), {QStringLiteral("手形")},
        QStringLiteral("O=手形"));
    row("control character", QStringLiteral("O=a\\0Ab"), {QStringLiteral("a\nb")});
    row("equals inside", QStringLiteral("O=a=b"), {QStringLiteral("a=b")});
    row("outside the BMP", QStringLiteral("O=𠮷野家"), {QStringLiteral("𠮷野家")});
    row("dotted type", QStringLiteral("1.2.3.4=x"), {QStringLiteral("x")});
    row("dotted form of a known type", QStringLiteral("2.5.4.10=x"), {QStringLiteral("x")}, QStringLiteral("O=x"));
    row("long name", QStringLiteral("organizationName=x"), {QStringLiteral("x")}, QStringLiteral("O=x"));
    row("EV", QStringLiteral("businessCategory=Private Organization, jurisdictionC=JP, serialNumber=0100-01-000001"),
        {QStringLiteral("Private Organization"), QStringLiteral("JP"), QStringLiteral("0100-01-000001")});
    row("address", QStringLiteral("postalCode=100-0001, street=千代田 1-1"),
        {QStringLiteral("100-0001"), QStringLiteral("千代田 1-1")});
}

void TestDistinguishedName::parsesAndPrints()
{
    QFETCH(QString, text);
    QFETCH(QStringList, values);
    QFETCH(QString, printed);
    const Result<DistinguishedName> name = DistinguishedName::parse(text);
    QVERIFY2(name, qPrintable(name ? QString() : name.error().detail));
    QStringList found;
    for (const NameAttribute &attribute : name->attributes())
        found.append(attribute.value);
    QCOMPARE(found, values);
    QCOMPARE(name->toString(), printed);
    QCOMPARE(DistinguishedName::parse(printed), name);
}

void TestDistinguishedName::writtenEncodings()
{
    const Result<DistinguishedName> name = DistinguishedName::parse(
        QStringLiteral("C=JP, O=x, serialNumber=1, jurisdictionC=JP, emailAddress=a@b.jp, DC=jp, CN=y"));
    QVERIFY(name);
    QList<StringEncoding> encodings;
    for (const NameAttribute &attribute : name->attributes())
        encodings.append(attribute.encoding);
    QCOMPARE(encodings, QList<StringEncoding>({StringEncoding::Printable, StringEncoding::Utf8,
                                               StringEncoding::Printable, StringEncoding::Printable,
                                               StringEncoding::Ia5, StringEncoding::Ia5, StringEncoding::Utf8}));
}

void TestDistinguishedName::refusesBrokenText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("offset");
    QTest::newRow("no equals") << "CN" << 0;
    QTest::newRow("no type") << "=x" << 0;
    QTest::newRow("unknown type") << "O=手形, XYZZY=1" << 10;
    QTest::newRow("Japanese type") << "組織=x" << 0;
    QTest::newRow("empty value") << "O=" << 2;
    QTest::newRow("blank value") << "O=   , C=JP" << 5;
    QTest::newRow("trailing comma") << "O=x," << 4;
    QTest::newRow("trailing plus") << "O=x + " << 6;
    QTest::newRow("quotes") << "O=\"x\"" << 2;
    QTest::newRow("hexadecimal value") << "O=#0C0141" << 2;
    QTest::newRow("escape at the end") << "O=x\\" << 3;
    QTest::newRow("half an escape") << "O=x\\4" << 3;
    QTest::newRow("unknown escape") << "O=x\\z" << 3;
    QTest::newRow("escaped NUL") << "O=x\\00y" << 7;
    QTest::newRow("escaped bytes are no UTF-8") << "O=\\FF" << 5;
    QTest::newRow("NUL") << QStringLiteral("O=x") + QChar(u'\0') + QStringLiteral("y") << 3;
    QTest::newRow("lone high surrogate") << QStringLiteral("O=x") + QChar(0xd842) << 3;
    QTest::newRow("lone low surrogate") << QStringLiteral("O=x") + QChar(0xdfb7) << 3;
}

void TestDistinguishedName::refusesBrokenText()
{
    QFETCH(QString, text);
    QFETCH(int, offset);
    const Result<DistinguishedName> name = DistinguishedName::parse(text);
    QVERIFY(!name);
    QCOMPARE(name.error().code, ErrorCode::InvalidSubject);
    QCOMPARE(name.error().offset, offset);
}

void TestDistinguishedName::values()
{
    const Result<DistinguishedName> name = DistinguishedName::parse(QStringLiteral("OU=a, O=x, OU=b"));
    QVERIFY(name);
    QCOMPARE(name->value(QLatin1String("OU")), QStringLiteral("a"));
    QCOMPARE(name->values(QLatin1String("OU")), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(name->value(QLatin1String("CN")), QString());
    QVERIFY(DistinguishedName::parse(QString())->isEmpty());
    const Result<DistinguishedName> joined = DistinguishedName::parse(QStringLiteral("O=x+OU=y, CN=z\\+"));
    QVERIFY(joined);
    QCOMPARE(joined->toString(), QStringLiteral("O=x + OU=y, CN=z\\+"));
    QVERIFY(!joined->attributes().at(0).isJoined && joined->attributes().at(1).isJoined);
    QVERIFY(!joined->attributes().at(2).isJoined);
    QVERIFY(DistinguishedName().toString().isEmpty());
}

void TestDistinguishedName::decodesEveryStringType_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("encoding");
    const auto good = [](const char *name, int type, const QByteArray &octets, const QString &value,
                         StringEncoding encoding) {
        QTest::newRow(name) << type << octets << true << value << int(encoding);
    };
    const auto bad = [](const char *name, int type, const QByteArray &octets) {
        QTest::newRow(name) << type << octets << false << QString() << 0;
    };
    good("UTF-8", V_ASN1_UTF8STRING, QByteArray("手形𠮷"), QStringLiteral("手形𠮷"), StringEncoding::Utf8);
    good("UTF-8 with BOM kept", V_ASN1_UTF8STRING, QByteArray("\xef\xbb\xbfx"), QStringLiteral("\ufeffx"),
         StringEncoding::Utf8);
    good("UTF-8 not normalised", V_ASN1_UTF8STRING, QByteArray("か\xe3\x82\x99"), QStringLiteral("か\u3099"),
         StringEncoding::Utf8);
    bad("UTF-8 overlong", V_ASN1_UTF8STRING, QByteArray("\xc0\xaf"));
    bad("UTF-8 cut short", V_ASN1_UTF8STRING, QByteArray("a\xe6\x89"));
    bad("UTF-8 surrogate", V_ASN1_UTF8STRING, QByteArray("\xed\xa1\x82"));
    bad("UTF-8 NUL", V_ASN1_UTF8STRING, QByteArray("a\0b", 3));
    bad("Shift_JIS in UTF-8", V_ASN1_UTF8STRING, QByteArray("\x8e\xe8\x8c\x60"));
    good("BMP", V_ASN1_BMPSTRING, QByteArray::fromHex("624b5f62"), QStringLiteral("手形"), StringEncoding::Bmp);
    good("BMP surrogate pair", V_ASN1_BMPSTRING, QByteArray::fromHex("d842dfb7"), QStringLiteral("𠮷"),
         StringEncoding::Bmp);
    bad("BMP lone surrogate", V_ASN1_BMPSTRING, QByteArray::fromHex("d8420041"));
    bad("BMP NUL", V_ASN1_BMPSTRING, QByteArray::fromHex("00410000"));
    good("Universal", V_ASN1_UNIVERSALSTRING, QByteArray::fromHex("0000624b00020bb7"), QStringLiteral("手𠮷"),
         StringEncoding::Universal);
    bad("Universal surrogate", V_ASN1_UNIVERSALSTRING, QByteArray::fromHex("0000d842"));
    bad("Universal too large", V_ASN1_UNIVERSALSTRING, QByteArray::fromHex("00110000"));
    bad("Universal NUL", V_ASN1_UNIVERSALSTRING, QByteArray::fromHex("00000000"));
    good("UTF-8 in Printable", V_ASN1_PRINTABLESTRING, QByteArray("手形"), QStringLiteral("手形"),
         StringEncoding::Printable);
    good("UTF-8 in IA5", V_ASN1_IA5STRING, QByteArray("手@b.jp"), QStringLiteral("手@b.jp"), StringEncoding::Ia5);
    good("Shift_JIS in Teletex", V_ASN1_T61STRING, QByteArray("\x8a\x94\x8e\xae\x89\xef\x8e\xd0"),
         QStringLiteral("株式会社"), StringEncoding::Teletex);
    good("Latin-1 that Shift_JIS would take", V_ASN1_T61STRING, QByteArray("Soci\xe9t\xe9"), QStringLiteral("Société"),
         StringEncoding::Teletex);
    good("Printable", V_ASN1_PRINTABLESTRING, QByteArray("Tegata KK"), QStringLiteral("Tegata KK"),
         StringEncoding::Printable);
    bad("Printable with 8 bits", V_ASN1_PRINTABLESTRING, QByteArray("\xe9"));
    bad("Printable NUL", V_ASN1_PRINTABLESTRING, QByteArray("www.example.jp\0.evil.jp", 23));
    good("IA5", V_ASN1_IA5STRING, QByteArray("a@b.jp"), QStringLiteral("a@b.jp"), StringEncoding::Ia5);
    bad("IA5 with 8 bits", V_ASN1_IA5STRING, QByteArray("\x80"));
    good("Teletex", V_ASN1_T61STRING, QByteArray("Caf\xe9"), QStringLiteral("Café"), StringEncoding::Teletex);
    bad("Teletex NUL", V_ASN1_T61STRING, QByteArray("a\0", 2));
    good("Numeric", V_ASN1_NUMERICSTRING, QByteArray("123"), QStringLiteral("123"), StringEncoding::Other);
    good("BIT STRING", V_ASN1_BIT_STRING, QByteArray("\x01\xff"), QStringLiteral("#01ff"), StringEncoding::Other);
    good("empty", V_ASN1_UTF8STRING, QByteArray(), QString(), StringEncoding::Utf8);
}

void TestDistinguishedName::decodesEveryStringType()
{
    QFETCH(int, type);
    QFETCH(QByteArray, octets);
    QFETCH(bool, isGood);
    QFETCH(QString, value);
    QFETCH(int, encoding);
    const ossl::X509Name name(X509_NAME_new());
    QCOMPARE(X509_NAME_add_entry_by_NID(name.get(), NID_organizationName, type,
                                        reinterpret_cast<const unsigned char *>(octets.constData()),
                                        static_cast<int>(octets.size()), -1, 0),
             1);
    const Result<DistinguishedName> decoded = DistinguishedName::fromX509Name(name.get());
    QCOMPARE(decoded.has_value(), isGood);
    if (isGood) {
        QCOMPARE(decoded->attributes(), QList<NameAttribute>({{QStringLiteral("O"), value, StringEncoding(encoding)}}));
    } else {
        QCOMPARE(decoded.error().code, ErrorCode::InvalidSubject);
        QCOMPARE(decoded.error().field, QStringLiteral("O"));
    }
}

void TestDistinguishedName::roundTrip()
{
    QList<NameAttribute> attributes = {
        {QStringLiteral("C"), QStringLiteral("JP"), StringEncoding::Printable},
        {QStringLiteral("ST"), QStringLiteral("東京都"), StringEncoding::Bmp},
        {QStringLiteral("L"), QStringLiteral("千代田区"), StringEncoding::Universal},
        {QStringLiteral("O"), QString(64, QChar(u'手')), StringEncoding::Utf8},
        {QStringLiteral("OU"), QStringLiteral("Café"), StringEncoding::Teletex},
        {QStringLiteral("OU"), QStringLiteral("second"), StringEncoding::Printable, true},
        {QStringLiteral("emailAddress"), QStringLiteral("a@b.jp"), StringEncoding::Ia5},
        {QStringLiteral("1.2.3.4"), QStringLiteral("private"), StringEncoding::Utf8}};
    // 64 characters, each of two UTF-16 units
    attributes.append({QStringLiteral("CN"), QStringLiteral("𠮷").repeated(64), StringEncoding::Utf8});
    const DistinguishedName name(attributes);
    const Result<ossl::X509Name> written = ossl::toX509Name(name);
    QVERIFY2(written, qPrintable(written ? QString() : written.error().field));
    const Result<DistinguishedName> again = DistinguishedName::fromX509Name(written->get());
    QVERIFY(again);
    QCOMPARE(again->attributes(), name.attributes());
}

void TestDistinguishedName::refusesToWrite_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("encoding");
    const auto row = [](const char *name, const QString &type, const QString &value, StringEncoding encoding) {
        QTest::newRow(name) << type << value << int(encoding);
    };
    row("Japanese as Printable", QStringLiteral("O"), QStringLiteral("手形"), StringEncoding::Printable);
    row("@ as Printable", QStringLiteral("O"), QStringLiteral("a@b"), StringEncoding::Printable);
    row("& as Printable", QStringLiteral("O"), QStringLiteral("A&B"), StringEncoding::Printable);
    row("Japanese as IA5", QStringLiteral("O"), QStringLiteral("手"), StringEncoding::Ia5);
    row("Japanese as Teletex", QStringLiteral("O"), QStringLiteral("手"), StringEncoding::Teletex);
    row("pair as BMP", QStringLiteral("O"), QStringLiteral("𠮷"), StringEncoding::Bmp);
    row("NUL", QStringLiteral("O"), QString(QChar(u'\0')), StringEncoding::Utf8);
    row("NUL as Printable", QStringLiteral("O"), QString(QChar(u'\0')), StringEncoding::Printable);
    row("empty", QStringLiteral("O"), QString(), StringEncoding::Utf8);
    row("65 characters", QStringLiteral("O"), QString(65, QChar(u'手')), StringEncoding::Utf8);
    row("65 pairs", QStringLiteral("O"), QStringLiteral("𠮷").repeated(65), StringEncoding::Utf8);
    row("country of 3", QStringLiteral("C"), QStringLiteral("JPN"), StringEncoding::Printable);
    row("unknown type", QStringLiteral("XYZZY"), QStringLiteral("x"), StringEncoding::Utf8);
    row("other", QStringLiteral("O"), QStringLiteral("x"), StringEncoding::Other);
}

void TestDistinguishedName::refusesToWrite()
{
    QFETCH(QString, type);
    QFETCH(QString, value);
    QFETCH(int, encoding);
    const Result<ossl::X509Name> written =
        ossl::toX509Name(DistinguishedName({{type, value, StringEncoding(encoding)}}));
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::InvalidSubject);
    QCOMPARE(written.error().field, type);
}

TEGATA_TEST(TestDistinguishedName)
#include "test_distinguishedname.moc"
