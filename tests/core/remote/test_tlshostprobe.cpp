// SPDX-License-Identifier: Apache-2.0
#include "core/remote/probe/hostlook.h"
#include "core/remote/probe/tlshostprobe.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtlsserver.h"
#include "tests/support/testmain.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace tegata;

class TestTlsHostProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsAnUntrustedChainAndSaysSo()
    {
        const TestAuthority authority;
        const TestIdentity identity = authority.server();
        ScriptedTlsServer server(identity);
        TlsHostProbe probe(TlsHostProbe::Addresses::Any);
        const auto answer = await(probe.look(QStringLiteral("localhost"), quint16(server.url().port())));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
        QCOMPARE(answer->chain.value(0), identity.certificate.der());
        QVERIFY(!answer->isTrusted);
        QVERIFY(!answer->problem.isEmpty());
        QVERIFY(!answer->address.isEmpty());
    }
    void sendsNothing()
    {
        const TestAuthority authority;
        // Asks for a client certificate: none may come.
        ScriptedTlsServer server(authority.server(), authority.root());
        TlsHostProbe probe(TlsHostProbe::Addresses::Any);
        (void)await(probe.look(QStringLiteral("localhost"), quint16(server.url().port())));
        QVERIFY(server.received().isEmpty());
    }
    void aHostWithoutTlsIsTold()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            socket->write("220 mail.example.jp ESMTP\r\n");
            socket->disconnectFromHost();
        });
        TlsHostProbe probe(TlsHostProbe::Addresses::Any);
        QCOMPARE(codeOf(await(probe.look(QStringLiteral("localhost"), server.serverPort()))),
                 ErrorCode::ConnectionLost);
    }
    void aSilentHostTimesOut()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        TlsHostProbe probe(TlsHostProbe::Addresses::Any, std::chrono::milliseconds(300));
        QCOMPARE(codeOf(await(probe.look(QStringLiteral("localhost"), server.serverPort()))), ErrorCode::TimedOut);
    }
    void aClosedPortIsOffline()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        TlsHostProbe probe(TlsHostProbe::Addresses::Any);
        QCOMPARE(codeOf(await(probe.look(QStringLiteral("localhost"), port))), ErrorCode::Offline);
    }
    void refusesWhatIsNoHostName_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("IPv4") << QStringLiteral("127.0.0.1");
        QTest::newRow("IPv6") << QStringLiteral("::1");
        QTest::newRow("number") << QStringLiteral("2130706433");
        QTest::newRow("wildcard") << QStringLiteral("*.example.jp");
        QTest::newRow("empty") << QString();
        QTest::newRow("URL") << QStringLiteral("https://www.example.jp/");
        QTest::newRow("this computer") << QStringLiteral("localhost");
    }
    void refusesWhatIsNoHostName()
    {
        QFETCH(QString, host);
        TlsHostProbe probe;
        QCOMPARE(codeOf(await(probe.look(host, 443))), ErrorCode::InvalidArgument);
    }

    void knowsPublicAddresses_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isPublic");
        const auto row = [](const char *address, bool isPublic) {
            QTest::newRow(address) << QString::fromLatin1(address) << isPublic;
        };
        row("8.8.8.8", true);
        row("2001:4860:4860::8888", true);
        row("127.0.0.1", false);
        row("10.1.2.3", false);
        row("172.31.255.255", false);
        row("172.32.0.1", true);
        row("192.168.0.1", false);
        row("169.254.169.254", false);
        row("100.64.0.1", false);
        row("0.0.0.0", false);
        row("255.255.255.255", false);
        row("224.0.0.1", false);
        row("::1", false);
        row("::", false);
        row("::ffff:10.0.0.1", false);
        row("::ffff:8.8.8.8", true);
        row("64:ff9b::a00:1", false);
        row("2002:a00:1::", false);
        row("fd00::1", false);
        row("fe80::1", false);
        row("ff02::1", false);
    }
    void knowsPublicAddresses()
    {
        QFETCH(QString, address);
        QFETCH(bool, isPublic);
        QCOMPARE(isPublicAddress(QHostAddress(address)), isPublic);
    }
    void destroyedAnswersCancelled()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        auto probe = std::make_unique<TlsHostProbe>(TlsHostProbe::Addresses::Any);
        const auto asked = probe->look(QStringLiteral("localhost"), server.serverPort());
        QVERIFY(server.waitForNewConnection(5000));
        probe.reset();
        QCOMPARE(codeOf(await(asked)), ErrorCode::Cancelled);
    }
};

TEGATA_TEST(TestTlsHostProbe)
#include "test_tlshostprobe.moc"
