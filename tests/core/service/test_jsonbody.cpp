// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/jsonbody.h"

#include "core/pki/privatekey.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

Result<QJsonObject> read(const QByteArray &body, const QByteArray &type = "application/json")
{
    HttpRequest request;
    request.headers["content-type"] = type;
    request.body = body;
    return jsonBody(request);
}

// {"a":[[[…TEXT…]]]}: so many levels with the object's own.
QByteArray nested(int levels, const QByteArray &text)
{
    return "{\"a\":" + QByteArray(levels - 1, '[') + text + QByteArray(levels - 1, ']') + '}';
}

} // namespace

class TestJsonBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOnlyJsonObjects_data();
    void takesOnlyJsonObjects();
    void namesThePlaceOfAText_data();
    void namesThePlaceOfAText();
    void boundsTheNesting();
    void findsAPrivateKeyAsDeepAsItReads();
};

void TestJsonBody::takesOnlyJsonObjects_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("a form") << QByteArray("application/x-www-form-urlencoded") << QByteArray("{}")
                            << ErrorCode::Unsupported;
    QTest::newRow("no JSON") << QByteArray("application/json") << QByteArray("{") << ErrorCode::MalformedEncoding;
    QTest::newRow("an array") << QByteArray("application/json") << QByteArray("[]") << ErrorCode::MalformedEncoding;
    QTest::newRow("a mark of byte order") << QByteArray("application/json; charset=utf-8")
                                          << QByteArray("{\"a\":\"\xEF\xBB\xBFx\"}") << ErrorCode::InvalidArgument;
}

void TestJsonBody::takesOnlyJsonObjects()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(ErrorCode, code);
    const auto json = read(body, type);
    QVERIFY(!json);
    QCOMPARE(json.error().code, code);
}

void TestJsonBody::namesThePlaceOfAText_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const QByteArray &body, const QString &place) {
        QTest::newRow(name) << body << place;
    };
    row("a member", R"({"b":"x","a":"\u0000"})", QStringLiteral("a"));
    row("an item", R"({"sans":["x","y","\uffff"]})", QStringLiteral("sans[2]"));
    row("a member of an item", R"({"rows":[{"name":"\ud800"}]})", QStringLiteral("rows[0].name"));
    row("an item of an item", R"({"rows":[["x"],["\ufffe"]]})", QStringLiteral("rows[1][0]"));
    row("a member of a member", R"({"a":{"b":{"c":"\ufdd0"}}})", QStringLiteral("a.b.c"));
    row("a name", R"({"a":{"\uffff":1}})", QStringLiteral("a.\\u{FFFF}"));
    row("a long name", "{\"" + QByteArray(100'000, 'n') + R"(":["\uffff"]})",
        QString(64, QLatin1Char('n')) + QStringLiteral("[0]"));
}

void TestJsonBody::namesThePlaceOfAText()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, place);
    const auto json = read(body);
    QVERIFY(!json);
    QCOMPARE(json.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(json.error().field, place);
}

void TestJsonBody::boundsTheNesting()
{
    QVERIFY(read(nested(16, "\"x\"")));
    QCOMPARE(read(nested(17, "\"x\"")).error().code, ErrorCode::MalformedEncoding);
    QCOMPARE(read(nested(1000, "\"x\"")).error().code, ErrorCode::MalformedEncoding);
}

void TestJsonBody::findsAPrivateKeyAsDeepAsItReads()
{
    const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
    QByteArray pem = key.toEncryptedPem(SecretBytes::fromText(QStringLiteral("pass"))).value();
    pem.replace('\n', "\\n");
    const QByteArray text = '"' + pem + '"';
    QCOMPARE(read(nested(1, text)).error().code, ErrorCode::PrivateKeyReceived);
    QCOMPARE(read(nested(16, text)).error().code, ErrorCode::PrivateKeyReceived);
    QVERIFY(!read(nested(40, text)));
}

TEGATA_TEST(TestJsonBody)
#include "test_jsonbody.moc"
