// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/answerreader.h"
#include "core/remote/http/httpclient.h"
#include "core/remote/http/httpgate.h"
#include "core/remote/http/networkerror.h"
#include "core/remote/http/tlsconfiguration.h"
#include "core/remote/rest/restanswer.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtlsserver.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTcpServer>

using namespace tegata;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(ScriptedReply)
Q_DECLARE_METATYPE(HttpMethod)

namespace {

TlsIdentity tlsIdentity(const TestIdentity &identity)
{
    return {identity.certificate, {}, identity.key};
}

std::unique_ptr<HttpGate> gateTo(const QUrl &url, const Certificate &anchor,
                                 const std::optional<TestIdentity> &identity = {})
{
    std::optional<TlsIdentity> tls;
    if (identity)
        tls = tlsIdentity(*identity);
    const Result<QSslConfiguration> configuration = makeTlsConfiguration({anchor}, tls);
    if (!configuration)
        qFatal("no TLS configuration");
    return std::make_unique<HttpGate>(url, *configuration, Language::Japanese);
}

RestRequest get(std::chrono::milliseconds timeout = 20s)
{
    RestRequest request;
    request.path = QStringLiteral("/v1/session");
    request.timeout = timeout;
    return request;
}

Result<QJsonObject> fetch(HttpGate &gate, const RestRequest &request = get())
{
    return await(gate.send<QJsonObject>(request, rest::objectOf));
}

} // namespace

class TestHttpGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data()
    {
        using Kind = ScriptedReply::Kind;
        const QByteArray problem = R"({"type":"about:blank","title":"x","status":%1,"detail":"d","code":"%2",)"
                                   R"("findings":[],"current":null})";
        const auto problemOf = [&](int status, const QByteArray &code) {
            QByteArray body = problem;
            return ScriptedReply::problem(status, body.replace("%1", QByteArray::number(status)).replace("%2", code));
        };
        const auto plain = [](int status) {
            return ScriptedReply{Kind::Answer, status, "text/html", "<html></html>", {}, 0ms};
        };
        QTest::addColumn<ScriptedReply>("reply");
        QTest::addColumn<std::optional<ErrorCode>>("code");
        using Code = std::optional<ErrorCode>;
        QTest::newRow("payload") << ScriptedReply::json("{\"a\":1}") << Code();
        QTest::newRow("payload with charset")
            << ScriptedReply{Kind::Answer, 200, "application/json; charset=utf-8", "{\"a\":1}", {}, 0ms} << Code();
        QTest::newRow("delayed") << ScriptedReply{Kind::Answer, 200, "application/json", "{\"a\":1}", {}, 150ms}
                                 << Code();
        QTest::newRow("problem 400 notPem") << problemOf(400, "notPem") << Code(ErrorCode::NotPem);
        QTest::newRow("problem 400 claims a keychain")
            << problemOf(400, "keychainLocked") << Code(ErrorCode::InvalidArgument);
        QTest::newRow("problem 401") << problemOf(401, "notAuthenticated") << Code(ErrorCode::NotAuthenticated);
        QTest::newRow("problem 403") << problemOf(403, "forbidden") << Code(ErrorCode::Forbidden);
        QTest::newRow("problem 404") << problemOf(404, "notFound") << Code(ErrorCode::NotFound);
        QTest::newRow("problem 405") << problemOf(405, "unsupported") << Code(ErrorCode::Unsupported);
        QTest::newRow("problem 409") << problemOf(409, "conflict") << Code(ErrorCode::Conflict);
        QTest::newRow("problem 413") << problemOf(413, "tooLarge") << Code(ErrorCode::TooLarge);
        QTest::newRow("problem 422 refused") << problemOf(422, "refused") << Code(ErrorCode::Refused);
        QTest::newRow("problem 422 key used again")
            << problemOf(422, "invalidArgument") << Code(ErrorCode::InvalidArgument);
        QTest::newRow("problem 428") << problemOf(428, "invalidArgument") << Code(ErrorCode::InvalidArgument);
        QTest::newRow("problem 429") << problemOf(429, "tooManyRequests") << Code(ErrorCode::TooManyRequests);
        QTest::newRow("problem 500") << problemOf(500, "serviceFailure") << Code(ErrorCode::ServiceFailure);
        QTest::newRow("a proxy's 502") << plain(502) << Code(ErrorCode::ServiceFailure);
        QTest::newRow("a proxy's 429") << plain(429) << Code(ErrorCode::TooManyRequests);
        QTest::newRow("another server's 404") << plain(404) << Code(ErrorCode::ProtocolViolation);
        QTest::newRow("a web page") << plain(200) << Code(ErrorCode::ProtocolViolation);
        QTest::newRow("not JSON") << ScriptedReply::json("{\"a\":") << Code(ErrorCode::ProtocolViolation);
        QTest::newRow("an array") << ScriptedReply::json("[1]") << Code(ErrorCode::ProtocolViolation);
        QTest::newRow("redirect")
            << ScriptedReply{Kind::Answer, 302, "application/json", "{}", "Location: https://localhost:1/elsewhere\r\n",
                             0ms}
            << Code(ErrorCode::ProtocolViolation);
        QTest::newRow("garbage") << ScriptedReply::of(Kind::Garbage) << Code(ErrorCode::ProtocolViolation);
        QTest::newRow("dropped in the body")
            << ScriptedReply{Kind::DropInBody, 200, "application/json", QByteArray(4000, ' '), {}, 0ms}
            << Code(ErrorCode::ConnectionLost);
        QTest::newRow("too large") << ScriptedReply::json(QByteArray(AnswerLimits().body + 1, ' '))
                                   << Code(ErrorCode::TooLarge);
    }

    void answers()
    {
        QFETCH(const ScriptedReply, reply);
        QFETCH(const std::optional<ErrorCode>, code);
        ScriptedTlsServer server(m_authority.server());
        server.play(reply);
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        const Result<QJsonObject> answer = fetch(*gate);
        QVERIFY2(codeOf(answer) == code, answer ? "done" : qPrintable(errorCodeName(answer.error().code)));
        QVERIFY(!server.received().isEmpty());
        if (answer)
            QCOMPARE(answer->value(QLatin1String("a")).toInt(), 1);
    }

    void sendsWhatTheContractAsksFor()
    {
        ScriptedTlsServer server(m_authority.server());
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        gate->setLanguage(Language::English);
        RestRequest request;
        request.method = HttpMethod::Post;
        request.path =
            QStringLiteral("/v1/requests/") + pathSegment(QStringLiteral("a/b ?é")) + QStringLiteral("/claim");
        request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("5"));
        request.body = "{\"version\":1}";
        request.idempotencyKey = QStringLiteral("key-1");
        request.token = std::make_shared<const SecretBytes>("tok", 3);
        QVERIFY(fetch(*gate, request));
        const ReceivedRequest received = server.received().constFirst();
        QCOMPARE(received.method, QByteArray("POST"));
        QCOMPARE(received.target, QByteArray("/v1/requests/a%2Fb%20%3F%C3%A9/claim?limit=5"));
        QCOMPARE(received.body, QByteArray("{\"version\":1}"));
        QCOMPARE(received.headers.value("content-type"), QByteArray("application/json"));
        QCOMPARE(received.headers.value("idempotency-key"), QByteArray("key-1"));
        QCOMPARE(received.headers.value("accept-language"), QByteArray("en"));
        QCOMPARE(received.headers.value("authorization"), QByteArray("Bearer tok"));
        QCOMPARE(received.headers.value("request-id").size(), 36);
        QVERIFY(!received.headers.contains("cookie"));
    }

    void keepsNoCookies()
    {
        ScriptedTlsServer server(m_authority.server());
        server.play({ScriptedReply::Kind::Answer, 200, "application/json", "{}", "Set-Cookie: a=b; Path=/\r\n", 0ms});
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        QVERIFY(fetch(*gate));
        QVERIFY(fetch(*gate));
        QVERIFY(!server.received().at(1).headers.contains("cookie"));
    }

    void keyThatWouldBreakTheHeader_data()
    {
        QTest::addColumn<QString>("key");
        QTest::newRow("line end") << QStringLiteral("a\r\nX-Evil: 1");
        QTest::newRow("not ASCII") << QStringLiteral("鍵");
        QTest::newRow("129 characters") << QString(129, QLatin1Char('k'));
    }

    void keyThatWouldBreakTheHeader()
    {
        QFETCH(const QString, key);
        ScriptedTlsServer server(m_authority.server());
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        RestRequest request = get();
        request.idempotencyKey = key;
        const Result<QJsonObject> answer = fetch(*gate, request);
        QCOMPARE(codeOf(answer), ErrorCode::InvalidArgument);
        QCOMPARE(answer.error().field, QStringLiteral("idempotencyKey"));
        QCOMPARE(server.received().size(), 0);
    }

    void plainHttpIsRefused()
    {
        const std::unique_ptr<HttpGate> gate = gateTo(QUrl(QStringLiteral("http://localhost:1")), m_authority.root());
        QCOMPARE(codeOf(fetch(*gate)), ErrorCode::InvalidArgument);
    }

    // It may have been done: nothing is sent again by itself.
    void droppedAfterReading()
    {
        ScriptedTlsServer server(m_authority.server());
        server.play(ScriptedReply::of(ScriptedReply::Kind::DropAfterRequest));
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        RestRequest request = get();
        request.method = HttpMethod::Post;
        request.idempotencyKey = QStringLiteral("same");
        QCOMPARE(codeOf(fetch(*gate, request)), ErrorCode::ConnectionLost);
        QCOMPARE(server.received().size(), 1);
        QCOMPARE(server.received().constFirst().headers.value("idempotency-key"), QByteArray("same"));
    }

    // A site that sends without end costs no more than the limits.
    void withoutEnd_data()
    {
        QTest::addColumn<ScriptedReply::Kind>("kind");
        QTest::addColumn<QString>("field");
        QTest::newRow("header") << ScriptedReply::Kind::EndlessHead << QStringLiteral("answer.head");
        QTest::newRow("body") << ScriptedReply::Kind::EndlessBody << QStringLiteral("answer.body");
    }

    void withoutEnd()
    {
        QFETCH(const ScriptedReply::Kind, kind);
        QFETCH(const QString, field);
        ScriptedTlsServer server(m_authority.server());
        server.play(ScriptedReply::of(kind));
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        // Tens of megabytes through TLS, which a sanitizer makes slow.
        const Result<QJsonObject> answer = await(gate->send<QJsonObject>(get(), rest::objectOf), 60000);
        QCOMPARE(codeOf(answer), ErrorCode::TooLarge);
        QCOMPARE(answer.error().field, field);
        QVERIFY(fetch(*gate)); // the gate goes on, on another connection
        QCOMPARE(server.connectionCount(), 2);
        const qint64 sent = server.endlessBytes();
        QVERIFY2(sent < 2 * AnswerLimits().body + 16 * 1024 * 1024, qPrintable(QString::number(sent)));
    }

    // A kept connection that the site has closed meanwhile is no failure, for what may be sent twice.
    void keptConnectionClosed_data()
    {
        QTest::addColumn<HttpMethod>("method");
        QTest::addColumn<QString>("key");
        QTest::newRow("reading") << HttpMethod::Get << QString();
        QTest::newRow("writing with a key") << HttpMethod::Post << QStringLiteral("k");
    }

    void keptConnectionClosed()
    {
        QFETCH(const HttpMethod, method);
        QFETCH(const QString, key);
        ScriptedTlsServer server(m_authority.server());
        server.play(ScriptedReply::json("{}"));
        server.play(ScriptedReply::of(ScriptedReply::Kind::DropAfterRequest));
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        QVERIFY(fetch(*gate));
        RestRequest request = get();
        request.method = method;
        request.idempotencyKey = key;
        QVERIFY(fetch(*gate, request));
        QCOMPARE(server.connectionCount(), 2);
        server.play(ScriptedReply::of(ScriptedReply::Kind::AnswerAndClose));
        QVERIFY(fetch(*gate, request));
        QVERIFY(fetch(*gate, request));
        QCOMPARE(server.connectionCount(), 3);
    }

    void writingWithoutKeyIsNeverRepeated()
    {
        ScriptedTlsServer server(m_authority.server());
        server.play(ScriptedReply::json("{}"));
        server.play(ScriptedReply::of(ScriptedReply::Kind::DropAfterRequest));
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        QVERIFY(fetch(*gate));
        RestRequest request = get();
        request.method = HttpMethod::Post;
        QCOMPARE(codeOf(fetch(*gate, request)), ErrorCode::ConnectionLost);
        QCOMPARE(server.received().size(), 2);
    }

    // More than there are connections: they wait for their turn, and each has its own answer.
    void manyAtOnce()
    {
        ScriptedTlsServer server(m_authority.server());
        QList<Future<QJsonObject>> answers;
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        for (int i = 0; i < 20; ++i)
            answers.append(gate->send<QJsonObject>(get(), rest::objectOf));
        for (const Future<QJsonObject> &answer : std::as_const(answers))
            QVERIFY(await(answer));
        QCOMPARE(server.received().size(), 20);
        QVERIFY(server.connectionCount() <= 6);
    }

    void idsThatLeadElsewhere_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("one dot") << QStringLiteral(".");
        QTest::newRow("two dots") << QStringLiteral("..");
    }

    void idsThatLeadElsewhere()
    {
        QFETCH(const QString, id);
        ScriptedTlsServer server(m_authority.server());
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        RestRequest request = get();
        request.path = QStringLiteral("/v1/requests/%1/approve").arg(pathSegment(id));
        const Result<QJsonObject> answer = fetch(*gate, request);
        QCOMPARE(codeOf(answer), ErrorCode::InvalidArgument);
        QCOMPARE(answer.error().field, QStringLiteral("id"));
        QCOMPARE(server.connectionCount(), 0);
    }

    void tellsTheServersTime()
    {
        ScriptedTlsServer server(m_authority.server());
        ScriptedReply reply = ScriptedReply::json("{}");
        reply.headers = "Date: Mon, 30 Nov 2026 20:15:00 GMT\r\n";
        server.play(reply);
        reply.headers = "Date: yesterday\r\n";
        server.play(reply);
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        QSignalSpy times(gate.get(), &HttpGate::serverTime);
        QVERIFY(fetch(*gate) && fetch(*gate));
        QCOMPARE(times.size(), 1);
        QCOMPARE(times.constFirst().constFirst().toDateTime(), QDateTime(QDate(2026, 11, 30), QTime(20, 15), Qt::UTC));
    }

    void hanging()
    {
        ScriptedTlsServer server(m_authority.server());
        server.play(ScriptedReply::of(ScriptedReply::Kind::Hang));
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        QCOMPARE(codeOf(fetch(*gate, get(100ms))), ErrorCode::TimedOut);
        QVERIFY(fetch(*gate)); // the gate goes on
    }

    void destroyedWhileWaiting()
    {
        ScriptedTlsServer server(m_authority.server());
        server.play(ScriptedReply::of(ScriptedReply::Kind::Hang));
        std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
        const Future<QJsonObject> future = gate->send<QJsonObject>(get(), rest::objectOf);
        QTRY_COMPARE(server.received().size(), 1);
        gate.reset();
        QCOMPARE(codeOf(await(future)), ErrorCode::Cancelled);
    }

    void offline_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("refused") << QStringLiteral("localhost");
        QTest::newRow("no such name") << QStringLiteral("no-such-host.invalid");
    }

    void offline()
    {
        QFETCH(const QString, host);
        QTcpServer unused; // a port where nobody listens
        QVERIFY(unused.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("https://%1:%2").arg(host).arg(unused.serverPort()));
        unused.close();
        QCOMPARE(codeOf(fetch(*gateTo(url, m_authority.root()))), ErrorCode::Offline);
    }

    void untrustedServers()
    {
        const TestAuthority other(QStringLiteral("Other Root"));
        ScriptedTlsServer foreign(other.server());
        QCOMPARE(codeOf(fetch(*gateTo(foreign.url(), m_authority.root()))), ErrorCode::TlsServerUntrusted);
        QCOMPARE(foreign.received().size(), 0);

        ScriptedTlsServer misnamed(m_authority.server(QStringLiteral("www.example.jp")));
        QCOMPARE(codeOf(fetch(*gateTo(misnamed.url(), m_authority.root()))), ErrorCode::TlsServerUntrusted);
        QCOMPARE(misnamed.received().size(), 0);

        QCOMPARE(codeOf(makeTlsConfiguration({}, std::nullopt)), ErrorCode::InvalidArgument);
    }

    void showsItsIdentity_data()
    {
        QTest::addColumn<KeySpec>("spec");
        QTest::newRow("RSA 2048") << KeySpec::Rsa2048;
        QTest::newRow("P-256") << KeySpec::EcP256;
        QTest::newRow("P-384") << KeySpec::EcP384;
    }

    void showsItsIdentity()
    {
        QFETCH(const KeySpec, spec);
        ScriptedTlsServer server(m_authority.server(), m_authority.root());
        const TestIdentity identity = m_authority.client(QStringLiteral("HANAKO SUZUKI"), spec);
        for (int round = 0; round < 2; ++round) { // the key outlives the gate
            QVERIFY(fetch(*gateTo(server.url(), m_authority.root(), identity)));
            QCOMPARE(server.received().constLast().peerCertificate.toDer(), identity.certificate.der());
        }
        QVERIFY(identity.key.toEncryptedPem(SecretBytes("p", 1)));
    }

    // Two gates never share a connection: pitfalls.md.
    void identitiesDoNotMix()
    {
        ScriptedTlsServer server(m_authority.server(), m_authority.root());
        const TestIdentity one = m_authority.client(QStringLiteral("ONE"));
        const TestIdentity two = m_authority.client(QStringLiteral("TWO"));
        const std::unique_ptr<HttpGate> first = gateTo(server.url(), m_authority.root(), one);
        const std::unique_ptr<HttpGate> second = gateTo(server.url(), m_authority.root(), two);
        QVERIFY(fetch(*first));
        QVERIFY(fetch(*second));
        QVERIFY(fetch(*first));
        QCOMPARE(server.received().at(0).peerCertificate.toDer(), one.certificate.der());
        QCOMPARE(server.received().at(1).peerCertificate.toDer(), two.certificate.der());
        QCOMPARE(server.received().at(2).peerCertificate.toDer(), one.certificate.der());
        QCOMPARE(server.connectionCount(), 2);
    }

    // A connection that was let in already says nothing of the identity when it breaks.
    void droppedOnAKeptConnection()
    {
        const TestIdentity identity = m_authority.client();
        ScriptedTlsServer server(m_authority.server(), m_authority.root());
        server.play(ScriptedReply::json("{}"));
        server.play({ScriptedReply::Kind::DropInBody, 200, "application/json", QByteArray(4000, ' '), {}, 0ms});
        const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root(), identity);
        QVERIFY(fetch(*gate));
        QCOMPARE(codeOf(fetch(*gate)), ErrorCode::ConnectionLost);
        QCOMPARE(server.connectionCount(), 1);
    }

    // Only where it is asked for: a session's cookie comes back, and goes with the gate.
    void cookies()
    {
        ScriptedReply session = ScriptedReply::json("{}");
        session.headers = "Set-Cookie: ID=secret; Path=/; Secure; HttpOnly\r\n";
        for (const bool areKept : {false, true}) {
            ScriptedTlsServer server(m_authority.server());
            server.play(session);
            const std::unique_ptr<HttpGate> gate = gateTo(server.url(), m_authority.root());
            if (areKept)
                gate->keepCookies();
            QVERIFY(fetch(*gate) && fetch(*gate));
            QCOMPARE(server.received().at(1).headers.value("cookie"), areKept ? QByteArray("ID=secret") : QByteArray());
        }
    }

    // The words are those of OpenSSL 3.0 behind Qt 6.4. tests/integration/test_cli.py meets two of them at the real
    // service.
    void networkErrors_data()
    {
        using Net = QNetworkReply;
        QTest::addColumn<NetworkFailure>("failed");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, Net::NetworkError error, const char *text, bool encrypted, ErrorCode code,
                            const char *field = "", bool hasIdentity = true) {
            QTest::newRow(name) << NetworkFailure{error, QString::fromLatin1(text), {}, encrypted, hasIdentity} << code
                                << QString::fromLatin1(field);
        };
        row("certificate required", Net::UnknownNetworkError,
            "Error while reading: error:0A00045C:SSL routines::tlsv13 alert certificate required", true,
            ErrorCode::TlsIdentityRefused);
        row("unknown CA", Net::UnknownNetworkError,
            "Error while reading: error:0A000418:SSL routines::tlsv1 alert unknown ca", true,
            ErrorCode::TlsIdentityRefused, "chainUntrusted");
        row("expired", Net::UnknownNetworkError,
            "Error while reading: error:0A000415:SSL routines::sslv3 alert certificate expired", true,
            ErrorCode::TlsIdentityRefused, "certificateExpired");
        row("wrong purpose", Net::UnknownNetworkError,
            "Error while reading: error:0A000413:SSL routines::sslv3 alert unsupported certificate", true,
            ErrorCode::TlsIdentityRefused, "wrongPurpose");
        row("weak key", Net::UnknownNetworkError,
            "Error creating SSL context (error:0A00018F:SSL routines::ee key too small)", false,
            ErrorCode::TlsIdentityRefused, "weakCertificate");
        row("none shown", Net::UnknownNetworkError,
            "Error while reading: error:0A00045C:SSL routines::tlsv13 alert certificate required", true,
            ErrorCode::TlsIdentityRefused, "certificateMissing", false);
        row("revoked", Net::UnknownNetworkError,
            "Error while reading: error:0A000414:SSL routines::sslv3 alert certificate revoked", true,
            ErrorCode::TlsIdentityRefused, "certificateRevoked");
        row("TLS 1.2, bad certificate", Net::SslHandshakeFailedError,
            "Error during SSL handshake: error:0A000412:SSL routines::sslv3 alert bad certificate", false,
            ErrorCode::TlsIdentityRefused);
        row("TLS 1.2, none shown", Net::SslHandshakeFailedError,
            "Error during SSL handshake: error:0A000410:SSL routines::sslv3 alert handshake failure", false,
            ErrorCode::TlsIdentityRefused);
        row("closed in the handshake", Net::RemoteHostClosedError, "Connection closed", false,
            ErrorCode::TlsIdentityRefused);
        row("closed later", Net::RemoteHostClosedError, "Connection closed", true, ErrorCode::ConnectionLost);
        row("no route", Net::UnknownNetworkError, "Network unreachable", false, ErrorCode::Offline);
        row("reset", Net::UnknownNetworkError, "Connection reset by peer", true, ErrorCode::ConnectionLost);
        row("old TLS only", Net::SslHandshakeFailedError,
            "Error during SSL handshake: error:0A00042E:SSL routines::tlsv1 alert protocol version", false,
            ErrorCode::TlsServerUntrusted);
        row("slow name server", Net::TimeoutError, "Socket operation timed out", false, ErrorCode::TimedOut);
    }

    void networkErrors()
    {
        QFETCH(const NetworkFailure, failed);
        QFETCH(const ErrorCode, code);
        QCOMPARE(networkError(failed).code, code);
        if (code == ErrorCode::TlsIdentityRefused)
            QTEST(networkError(failed).field, "field");
    }

    // The service's own words for a certificate that it knows: tests/integration/test_cli.py meets them.
    void refusedIdentities()
    {
        for (const char *fault : {"certificateExpired", "certificateNotYetValid", "wrongPurpose", "weakCertificate"}) {
            ScriptedTlsServer server(m_authority.server());
            server.play(ScriptedReply::problem(403, QByteArray(R"({"type":"about:blank","title":"x","status":403,)"
                                                               R"("detail":"d","code":"%","findings":[],)"
                                                               R"("current":null})")
                                                        .replace('%', fault)));
            const Result<QJsonObject> answer = fetch(*gateTo(server.url(), m_authority.root()));
            QCOMPARE(codeOf(answer), ErrorCode::TlsIdentityRefused);
            QCOMPARE(answer.error().field, QString::fromLatin1(fault));
        }
    }

    // A body costs by its size: it is read on the client's thread, not on the one that asks.
    void bodiesAreReadByTheClient()
    {
        HttpClient client(QUrl(QStringLiteral("https://localhost:1")), QSslConfiguration());
        HttpRequestBytes request;
        request.method = HttpMethod::Post;
        request.timeout = 20s;
        request.body =
            R"({"comment":"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n"})";
        std::optional<Error> error;
        client.send(std::move(request), [&error](const Result<HttpAnswer> &answer) {
            if (!answer)
                error = answer.error();
        });
        QVERIFY(error);
        QCOMPARE(error->code, ErrorCode::PrivateKeyFound);
        QCOMPARE(error->field, QStringLiteral("comment"));
    }

private:
    const TestAuthority m_authority;
};

TEGATA_TEST(TestHttpGate)
#include "test_httpgate.moc"
