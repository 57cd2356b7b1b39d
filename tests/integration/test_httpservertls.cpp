// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/httpserver.h"

#include "httpserverfixture.h"
#include "testhttpclient.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSslConfiguration>
#include <QTest>

using namespace tegata;
using namespace tegata::test;

class TestHttpServerTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<HttpServerFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void speaksTls();
    void refusesOldTls();
    void acceptsOperators();
    void refusesStrangers_data();
    void refusesStrangers();
    void tellsTheFaultOfItsOwnCertificates_data();
    void tellsTheFaultOfItsOwnCertificates();
    void cutsWhatARefusedCertificateSays();
    void reportsWhatIsNotTls();
    void reportsSlowHandshakes();
    void resumesNoSession_data();
    void resumesNoSession();
    void replacesTheCertificate();
    void refusesBadConfiguration();

private:
    std::unique_ptr<HttpServerFixture> m_fixture;
};

void TestHttpServerTls::speaksTls()
{
    QVERIFY(m_fixture->start());
    TestHttpClient client;
    QVERIFY2(client.connectTls(m_fixture->server().port(Tls), m_fixture->authority().certificate()),
             qPrintable(client.socket().errorString()));
    const TestAnswer answer = client.request("GET", "/x");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.headers.value("strict-transport-security").startsWith("max-age="));
    QVERIFY(m_fixture->requests().first().peerCertificateDer.isEmpty());
}

void TestHttpServerTls::refusesOldTls()
{
    QVERIFY(m_fixture->start());
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates({QSslCertificate(m_fixture->authority().certificate().der(), QSsl::Der)});
    configuration.setProtocol(QSsl::TlsV1_2);
    configuration.setCiphers(QStringLiteral("ECDHE-ECDSA-AES256-SHA384:AES256-SHA"));
    QSslSocket socket;
    socket.setSslConfiguration(configuration);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_fixture->server().port(Tls),
                                  QStringLiteral("localhost"));
    QVERIFY(!socket.waitForEncrypted(TestHttpClient::Timeout));
    QTRY_COMPARE(m_fixture->refusals().size(), 1);
    QCOMPARE(handshakeReasonName(m_fixture->refusals().first().reason), QStringLiteral("noCommonProtocol"));
}

void TestHttpServerTls::acceptsOperators()
{
    QVERIFY(m_fixture->start());
    const Identity identity = m_fixture->authority().client(QStringLiteral("T.YAMADA"));
    TestHttpClient client;
    QVERIFY(client.connectTls(m_fixture->server().port(Mutual), m_fixture->authority().certificate(), identity));
    QCOMPARE(client.request("GET", "/x").status, 200);
    QCOMPARE(client.request("GET", "/wait?topic=a&ms=1").status, 200);
    QCOMPARE(m_fixture->requests().first().peerCertificateDer, identity.certificate.der());
    QCOMPARE(m_fixture->requests().last().peerCertificateDer, identity.certificate.der());
    QVERIFY(m_fixture->refusals().isEmpty());
}

void TestHttpServerTls::refusesStrangers_data()
{
    QTest::addColumn<QString>("identity");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no certificate") << QString() << QStringLiteral("noCertificate");
    QTest::newRow("self-signed") << QStringLiteral("self") << QStringLiteral("selfSigned");
    QTest::newRow("same names, other authority") << QStringLiteral("other") << QStringLiteral("unknownAuthority");
    QTest::newRow("other authority, expired") << QStringLiteral("other, expired") << QStringLiteral("unknownAuthority");
}

void TestHttpServerTls::refusesStrangers()
{
    QFETCH(QString, identity);
    QVERIFY(m_fixture->start());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString name = QStringLiteral("M.STRANGER");
    std::optional<Identity> shown;
    if (identity == QLatin1String("self"))
        shown = TestAuthority::selfSigned(name);
    else if (identity == QLatin1String("other"))
        shown = m_fixture->otherAuthority().client(name);
    else if (identity == QLatin1String("other, expired"))
        shown = m_fixture->otherAuthority().clientBetween(name, now.addDays(-2), now.addDays(-1));
    TestHttpClient client;
    // With TLS 1.3 the client believes to be through before the server has checked.
    if (client.connectTls(m_fixture->server().port(Mutual), m_fixture->authority().certificate(), shown))
        QCOMPARE(client.request("GET", "/x").status, 0);
    QTRY_COMPARE(m_fixture->refusals().size(), 1);
    const HandshakeRefusal refusal = m_fixture->refusals().first();
    QTEST(handshakeReasonName(refusal.reason), "reason");
    QCOMPARE(refusal.listener, Mutual);
    QCOMPARE(refusal.remoteAddress, QStringLiteral("127.0.0.1"));
    QVERIFY(refusal.at.isValid());
    QCOMPARE(refusal.certificateSerial, shown ? shown->certificate.serial() : QString());
    QCOMPARE(refusal.certificateSubject, shown ? shown->certificate.subject().toString() : QString());
    QVERIFY(m_fixture->requests().isEmpty());
}

void TestHttpServerTls::tellsTheFaultOfItsOwnCertificates_data()
{
    QTest::addColumn<QString>("identity");
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("code");
    for (const auto &[version, protocol] :
         {std::pair("TLS 1.2", int(QSsl::TlsV1_2)), std::pair("TLS 1.3", int(QSsl::TlsV1_3))}) {
        QTest::addRow("expired, %s", version) << QStringLiteral("expired") << protocol << QStringLiteral("expired")
                                              << QStringLiteral("certificateExpired");
        QTest::addRow("not yet valid, %s", version)
            << QStringLiteral("future") << protocol << QStringLiteral("notYetValid")
            << QStringLiteral("certificateNotYetValid");
        QTest::addRow("server certificate, %s", version)
            << QStringLiteral("server") << protocol << QStringLiteral("wrongPurpose") << QStringLiteral("wrongPurpose");
        QTest::addRow("expired server certificate, %s", version)
            << QStringLiteral("both") << protocol << QStringLiteral("wrongPurpose") << QStringLiteral("wrongPurpose");
    }
}

// Over real TLS; a weak key, which no client's OpenSSL shows by itself, is in tests/integration/service/test_access.py.
void TestHttpServerTls::tellsTheFaultOfItsOwnCertificates()
{
    QFETCH(QString, identity);
    QFETCH(int, protocol);
    QFETCH(QString, code);
    QVERIFY(m_fixture->start());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString name = QStringLiteral("T.YAMADA");
    const TestAuthority &authority = m_fixture->authority();
    const Identity shown =
        identity == QLatin1String("expired")  ? authority.clientBetween(name, now.addDays(-2), now.addDays(-1))
        : identity == QLatin1String("future") ? authority.clientBetween(name, now.addDays(1), now.addDays(2))
        : identity == QLatin1String("server")
            ? authority.client(name, {ExtendedKeyUsage::ServerAuth})
            : authority.clientBetween(name, now.addDays(-2), now.addDays(-1), {ExtendedKeyUsage::ServerAuth});
    for (const QByteArray &method : {QByteArray("GET"), QByteArray("POST")}) {
        TestHttpClient client;
        client.setProtocol(static_cast<QSsl::SslProtocol>(protocol));
        QVERIFY(client.connectTls(m_fixture->server().port(Mutual), authority.certificate(), shown));
        const TestAnswer answer =
            client.request(method, "/x", "Accept-Language: en\r\n", method == "POST" ? QByteArray("{}") : QByteArray());
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.headers.value("content-type"), QByteArray("application/problem+json"));
        const QJsonObject problem = QJsonDocument::fromJson(answer.body).object();
        QCOMPARE(problem.value(QLatin1String("code")).toString(), code);
        QVERIFY(!problem.value(QLatin1String("title")).toString().isEmpty());
        QVERIFY(!problem.value(QLatin1String("detail")).toString().isEmpty());
        QCOMPARE(client.request("GET", "/x").status, 0); // nothing more is served on it
    }
    QTRY_COMPARE(m_fixture->refusals().size(), 2);
    const HandshakeRefusal refusal = m_fixture->refusals().first();
    QTEST(handshakeReasonName(refusal.reason), "reason");
    QCOMPARE(refusal.certificateSerial, shown.certificate.serial());
    QVERIFY(m_fixture->requests().isEmpty()); // no handler has seen anything
}

void TestHttpServerTls::cutsWhatARefusedCertificateSays()
{
    QVERIFY(m_fixture->start());
    const Identity shown = TestAuthority::selfSigned(QString(64, u'N'), QStringList(50, QString(64, u'X')));
    QVERIFY(shown.certificate.subject().toString().size() > 3000);
    TestHttpClient client;
    if (client.connectTls(m_fixture->server().port(Mutual), m_fixture->authority().certificate(), shown))
        QCOMPARE(client.request("GET", "/x").status, 0);
    QTRY_COMPARE(m_fixture->refusals().size(), 1);
    QCOMPARE(m_fixture->refusals().first().certificateSubject.size(), HandshakeRefusal::LongestSubject);
}

void TestHttpServerTls::reportsWhatIsNotTls()
{
    QVERIFY(m_fixture->start());
    TestHttpClient client;
    QVERIFY(client.connectPlain(m_fixture->server().port(Mutual)));
    QVERIFY(client.request("GET", "/x").status == 0);
    QTRY_COMPARE(m_fixture->refusals().size(), 1);
    QCOMPARE(handshakeReasonName(m_fixture->refusals().first().reason), QStringLiteral("notTls"));
    // A connection without a byte is no access: nothing is reported.
    {
        TestHttpClient silent;
        QVERIFY(silent.connectPlain(m_fixture->server().port(Mutual)));
    }
    TestHttpClient stray;
    QVERIFY(stray.connectTls(m_fixture->server().port(Mutual), m_fixture->authority().certificate(),
                             m_fixture->authority().client(QStringLiteral("T.YAMADA"))));
    QCOMPARE(stray.request("GET", "/x").status, 200);
    QCOMPARE(m_fixture->refusals().size(), 1);
}

void TestHttpServerTls::reportsSlowHandshakes()
{
    QVERIFY(m_fixture->start(shortLimits()));
    TestHttpClient client;
    QVERIFY(client.connectPlain(m_fixture->server().port(Mutual)));
    client.send("\x16\x03\x01\x02"); // the beginning of a record
    QVERIFY(client.waitForEnd());
    QTRY_COMPARE(m_fixture->refusals().size(), 1);
    QCOMPARE(handshakeReasonName(m_fixture->refusals().first().reason), QStringLiteral("timedOut"));
}

void TestHttpServerTls::resumesNoSession_data()
{
    QTest::addColumn<QString>("listener");
    QTest::addColumn<int>("protocol");
    QTest::addColumn<bool>("ticket");
    QTest::newRow("operators, TLS 1.2") << Mutual << int(QSsl::TlsV1_2) << false;
    QTest::newRow("operators, TLS 1.3") << Mutual << int(QSsl::TlsV1_3) << false;
    QTest::newRow("everybody, TLS 1.2") << Tls << int(QSsl::TlsV1_2) << true;
    QTest::newRow("everybody, TLS 1.3") << Tls << int(QSsl::TlsV1_3) << true;
}

void TestHttpServerTls::resumesNoSession()
{
    QFETCH(QString, listener);
    QFETCH(int, protocol);
    QVERIFY(m_fixture->start());
    const Identity identity = m_fixture->authority().client(QStringLiteral("T.YAMADA"));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(static_cast<QSsl::SslProtocol>(protocol));
    configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, false);
    configuration.setSslOption(QSsl::SslOptionDisableSessionTickets, false);
    configuration.setLocalCertificate(identity.sslCertificate());
    configuration.setPrivateKey(identity.sslKey());
    configuration.setCaCertificates({QSslCertificate(m_fixture->authority().certificate().der(), QSsl::Der)});
    QSslSocket socket;
    socket.setSslConfiguration(configuration);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_fixture->server().port(listener),
                                  QStringLiteral("localhost"));
    QVERIFY(socket.waitForEncrypted(TestHttpClient::Timeout));
    socket.write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(socket.waitForReadyRead(TestHttpClient::Timeout));
    QCOMPARE(int(socket.sessionProtocol()), protocol);
    QTEST(socket.sslConfiguration().sessionTicketLifeTimeHint() > 0, "ticket");
}

void TestHttpServerTls::replacesTheCertificate()
{
    QVERIFY(m_fixture->start());
    TestHttpClient before;
    QVERIFY(before.connectTls(m_fixture->server().port(Tls), m_fixture->authority().certificate()));
    QVERIFY(m_fixture->server().replaceCertificate(Tls, m_fixture->otherAuthority().tlsConfig(false)));
    TestHttpClient after;
    QVERIFY(after.connectTls(m_fixture->server().port(Tls), m_fixture->otherAuthority().certificate()));
    QCOMPARE(after.request("GET", "/x").status, 200);
    QCOMPARE(before.request("GET", "/x").status, 200);
    QCOMPARE(m_fixture->server().replaceCertificate(Plain, m_fixture->authority().tlsConfig(false)).error().code,
             ErrorCode::Unsupported);
    QCOMPARE(m_fixture->server()
                 .replaceCertificate(QStringLiteral("none"), m_fixture->authority().tlsConfig(false))
                 .error()
                 .code,
             ErrorCode::NotFound);
}

void TestHttpServerTls::refusesBadConfiguration()
{
    HttpServer server{HttpServerConfig()};
    ListenerConfig listener;
    listener.name = Plain;
    listener.address = QStringLiteral("not an address");
    QCOMPARE(server.addListener(listener).error().code, ErrorCode::InvalidArgument);
    listener.address = QStringLiteral("127.0.0.1");
    listener.tls = m_fixture->authority().tlsConfig(true);
    listener.tls->clientAuthorities.clear();
    QCOMPARE(server.addListener(listener).error().code, ErrorCode::InvalidArgument);
    listener.tls = m_fixture->authority().tlsConfig(true);
    listener.tls->key = m_fixture->otherAuthority().server().key;
    QCOMPARE(server.addListener(listener).error().code, ErrorCode::KeyMismatch);
    listener.tls.reset();
    QVERIFY(server.addListener(listener));
    QCOMPARE(server.addListener(listener).error().code, ErrorCode::InvalidArgument);
    QVERIFY(server.start());

    HttpServer second{HttpServerConfig()};
    listener.port = server.port(Plain);
    listener.name = QStringLiteral("second");
    QVERIFY(second.addListener(listener));
    const Result<void> started = second.start();
    QCOMPARE(started.error().code, ErrorCode::Offline);
    QCOMPARE(started.error().field, QStringLiteral("second"));
}

TEGATA_TEST(TestHttpServerTls)
#include "test_httpservertls.moc"
