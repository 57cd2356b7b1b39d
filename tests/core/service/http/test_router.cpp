// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/router.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tegata;

class TestRouter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheRoute_data();
    void findsTheRoute();
    void handsOverTheRequest();
    void readsTheLanguage_data();
    void readsTheLanguage();
};

namespace {

// Answers the route's name and what the parameters hold.
RouteHandler named(const QByteArray &name)
{
    return [name](const RouteContext &context) {
        HttpResponse response;
        response.body = name;
        QStringList keys = context.parameters.keys();
        keys.sort();
        for (const QString &key : keys)
            response.body += ' ' + key.toUtf8() + '=' + context.parameter(key).toUtf8();
        return response;
    };
}

Router router()
{
    Router result;
    result.add("GET", QStringLiteral("/"), named("root"));
    result.add("GET", QStringLiteral("/v1/requests"), named("list"));
    result.add("POST", QStringLiteral("/v1/requests"), named("submit"));
    result.add("GET", QStringLiteral("/v1/requests/new"), named("new"));
    result.add("GET", QStringLiteral("/v1/requests/{id}"), named("show"));
    result.add("POST", QStringLiteral("/v1/requests/{id}/approve"), named("approve"));
    result.add("DELETE", QStringLiteral("/v1/session"), named("signOut"));
    result.add("GET", QStringLiteral("/ocsp/{request...}"), named("ocsp"));
    result.add("POST", QStringLiteral("/ocsp"), named("ocspPost"));
    return result;
}

} // namespace

void TestRouter::findsTheRoute_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QStringList>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("allow");
    const auto row = [](const char *name, const QByteArray &method, const QString &path, int status,
                        const QByteArray &body = {}, const QByteArray &allow = {}) {
        QTest::newRow(name) << method << path.split(u'|') << status << body << allow;
    };
    row("root", "GET", QString(), 200, "root");
    row("literal", "GET", QStringLiteral("v1|requests"), 200, "list");
    row("by method", "POST", QStringLiteral("v1|requests"), 200, "submit");
    row("the first added wins", "GET", QStringLiteral("v1|requests|new"), 200, "new");
    row("parameter", "GET", QStringLiteral("v1|requests|r-1"), 200, "show id=r-1");
    row("slash inside a segment", "GET", QStringLiteral("v1|requests|a/b"), 200, "show id=a/b");
    row("Japanese", "GET", QStringLiteral("v1|requests|手形"), 200, "show id=手形");
    row("parameter between", "POST", QStringLiteral("v1|requests|r-1|approve"), 200, "approve id=r-1");
    row("HEAD is GET", "HEAD", QStringLiteral("v1|requests|r-1"), 200, "show id=r-1");
    row("the rest", "GET", QStringLiteral("ocsp|MFEw|a+b="), 200, "ocsp request=MFEw/a+b=");
    row("longest parameter", "GET", QStringLiteral("v1|requests|") + QString(128, u'x'), 200,
        "show id=" + QByteArray(128, 'x'));
    row("parameter too long", "GET", QStringLiteral("v1|requests|") + QString(129, u'x'), 404);
    row("rest too long", "GET", QStringLiteral("ocsp|") + QString(8193, u'x'), 404);
    row("empty parameter", "GET", QStringLiteral("v1|requests|"), 404);
    row("empty rest", "GET", QStringLiteral("ocsp|"), 404);
    row("control character", "GET", QStringLiteral("v1|requests|a\u0085b"), 404);
    row("unknown", "GET", QStringLiteral("v2|requests"), 404);
    row("too short", "GET", QStringLiteral("v1"), 404);
    row("too long", "GET", QStringLiteral("v1|requests|r-1|approve|x"), 404);
    row("case matters", "GET", QStringLiteral("V1|requests"), 404);
    row("other method", "PUT", QStringLiteral("v1|requests"), 405, {}, "GET, HEAD, POST");
    row("no GET", "GET", QStringLiteral("v1|requests|r-1|approve"), 405, {}, "POST");
    row("no HEAD", "HEAD", QStringLiteral("v1|session"), 405, {}, "DELETE");
    row("OPTIONS", "OPTIONS", QStringLiteral("v1|session"), 405, {}, "DELETE");
    row("method in lower case", "get", QStringLiteral("v1|requests"), 405, {}, "GET, HEAD, POST");
}

void TestRouter::findsTheRoute()
{
    QFETCH(QByteArray, method);
    QFETCH(QStringList, path);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    HttpRequest request;
    request.method = method;
    request.path = path;
    const HttpResponse response = router().handle(request);
    QCOMPARE(response.status, status);
    QTEST(response.header("allow"), "allow");
    if (status == 200) {
        QCOMPARE(response.body, body);
    } else {
        const QJsonObject problem = QJsonDocument::fromJson(response.body).object();
        QCOMPARE(problem.value(QLatin1String("code")).toString(),
                 status == 404 ? QStringLiteral("notFound") : QStringLiteral("unsupported"));
    }
}

void TestRouter::handsOverTheRequest()
{
    Router router;
    const HttpRequest *seen = nullptr;
    std::optional<Language> language;
    router.add("GET", QStringLiteral("/x"), [&](const RouteContext &context) {
        seen = &context.request;
        language = context.language;
        return HttpResponse();
    });
    HttpRequest request;
    request.method = "GET";
    request.path = QStringList{QStringLiteral("x")};
    request.headers["accept-language"] = "en";
    QCOMPARE(router.handle(request).status, 200);
    QCOMPARE(seen, &request);
    QVERIFY(language == Language::English);
}

void TestRouter::readsTheLanguage_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("japanese");
    QTest::newRow("none") << QByteArray() << true;
    QTest::newRow("English") << QByteArray("en") << false;
    QTest::newRow("American") << QByteArray("en-US,en;q=0.9") << false;
    QTest::newRow("Japanese") << QByteArray("ja-JP, ja;q=0.9, en;q=0.8") << true;
    QTest::newRow("the heavier") << QByteArray("ja;q=0.3, en;q=0.7") << false;
    QTest::newRow("the first of equals") << QByteArray("en, ja") << false;
    QTest::newRow("another language") << QByteArray("de-DE") << true;
    QTest::newRow("another language first") << QByteArray("de, en;q=0.5") << false;
    QTest::newRow("refused") << QByteArray("en;q=0") << true;
    QTest::newRow("upper case") << QByteArray("EN-gb") << false;
    QTest::newRow("not a language") << QByteArray("enough") << true;
    QTest::newRow("rubbish") << QByteArray(";;,q=,,;q=1") << true;
}

void TestRouter::readsTheLanguage()
{
    QFETCH(QByteArray, header);
    HttpRequest request;
    if (!header.isEmpty())
        request.headers["accept-language"] = header;
    QTEST(requestLanguage(request) == Language::Japanese, "japanese");
}

TEGATA_TEST(TestRouter)
#include "test_router.moc"
