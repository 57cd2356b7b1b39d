// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/httpserver.h"

#include "httpserverfixture.h"
#include "testhttpclient.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#include <vector>

using namespace tegata;
using namespace tegata::test;

class TestHttpServerWaiting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<HttpServerFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void waitsForAChange();
    void waitsUntilTheTimeOut();
    void losesNoChangeWhileTheHandlerRuns();
    void forgetsAWaiterThatLeft();
    void wakesAThousandWaiters();
    void stopsGracefully();
    void cutsWhatDoesNotEnd();
    void callsTheWorkerExitHook();

private:
    std::unique_ptr<HttpServerFixture> m_fixture;
};

void TestHttpServerWaiting::waitsForAChange()
{
    QVERIFY(m_fixture->start());
    TestHttpClient client;
    QVERIFY(client.connectTls(m_fixture->server().port(Tls), m_fixture->authority().certificate()));
    client.send("GET /wait?topic=a&ms=60000 HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(m_fixture->waiting.load(), 1);
    m_fixture->server().notify(QStringLiteral("b"));
    QVERIFY(!client.socket().waitForReadyRead(100));
    m_fixture->server().notify(QStringLiteral("a"));
    QCOMPARE(client.receive().body, QByteArray("over"));
    QCOMPARE(client.request("GET", "/x").status, 200);
}

void TestHttpServerWaiting::waitsUntilTheTimeOut()
{
    HttpLimits limits;
    limits.longestWait = std::chrono::milliseconds(200);
    QVERIFY(m_fixture->start(limits));
    TestHttpClient client;
    QVERIFY(client.connectPlain(m_fixture->server().port(Plain)));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(client.request("GET", "/wait?topic=a&ms=100").body, QByteArray("over"));
    QVERIFY(timer.elapsed() >= 100);
    QCOMPARE(client.request("GET", "/wait?topic=a&ms=600000").body, QByteArray("over"));
    QVERIFY(timer.elapsed() >= 300);
}

void TestHttpServerWaiting::losesNoChangeWhileTheHandlerRuns()
{
    QVERIFY(m_fixture->start());
    TestHttpClient client;
    QVERIFY(client.connectPlain(m_fixture->server().port(Plain)));
    client.send("GET /wait-late HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(m_fixture->entered.tryAcquire(1, TestHttpClient::Timeout));
    m_fixture->server().notify(QStringLiteral("late"));
    m_fixture->mayLeave.release();
    QCOMPARE(client.receive().body, QByteArray("over"));
}

void TestHttpServerWaiting::forgetsAWaiterThatLeft()
{
    HttpLimits limits;
    limits.connections.connections = 1;
    QVERIFY(m_fixture->start(limits));
    for (const QString &listener : {Plain, Tls}) {
        m_fixture->waiting = 0;
        {
            TestHttpClient client;
            QVERIFY(listener == Plain
                        ? client.connectPlain(m_fixture->server().port(Plain))
                        : client.connectTls(m_fixture->server().port(Tls), m_fixture->authority().certificate()));
            client.send("GET /wait?topic=a&ms=60000 HTTP/1.1\r\nHost: x\r\n\r\n");
            QTRY_COMPARE(m_fixture->waiting.load(), 1);
        }
        // Its place is free long before the wait would have ended.
        const auto served = [this, &listener] {
            TestHttpClient again;
            const bool connected = listener == Plain ? again.connectPlain(m_fixture->server().port(Plain))
                                                     : again.connectTls(m_fixture->server().port(Tls),
                                                                        m_fixture->authority().certificate());
            return connected && again.request("GET", "/x").status == 200;
        };
        QTRY_VERIFY(served());
    }
}

void TestHttpServerWaiting::wakesAThousandWaiters()
{
    constexpr int Count = 1000;
    QVERIFY(m_fixture->start());
    std::vector<std::unique_ptr<TestHttpClient>> clients;
    for (int i = 0; i < Count; ++i) {
        clients.push_back(std::make_unique<TestHttpClient>());
        QVERIFY(clients.back()->connectPlain(m_fixture->server().port(Plain)));
        clients.back()->send("GET /wait?topic=all&ms=60000 HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->waiting.load(), Count, TestHttpClient::Timeout);
    // They take no worker: others are served meanwhile.
    TestHttpClient other;
    QVERIFY(other.connectTls(m_fixture->server().port(Tls), m_fixture->authority().certificate()));
    QCOMPARE(other.request("GET", "/x").status, 200);
    m_fixture->server().notify(QStringLiteral("all"));
    for (const std::unique_ptr<TestHttpClient> &client : clients)
        QCOMPARE(client->receive().body, QByteArray("over"));
}

void TestHttpServerWaiting::stopsGracefully()
{
    QVERIFY(m_fixture->start());
    TestHttpClient running;
    QVERIFY(running.connectPlain(m_fixture->server().port(Plain)));
    running.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(m_fixture->entered.tryAcquire(1, TestHttpClient::Timeout));
    TestHttpClient waiting;
    QVERIFY(waiting.connectTls(m_fixture->server().port(Tls), m_fixture->authority().certificate()));
    waiting.send("GET /wait?topic=a&ms=60000 HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(m_fixture->waiting.load(), 1);
    TestHttpClient idle;
    QVERIFY(idle.connectPlain(m_fixture->server().port(Plain)));
    QCOMPARE(idle.request("GET", "/x").status, 200);
    const quint16 port = m_fixture->server().port(Plain);

    const std::unique_ptr<QThread> stopper(
        QThread::create([this] { m_fixture->server().stop(std::chrono::seconds(20)); }));
    stopper->start();
    QVERIFY(idle.waitForEnd());
    const TestAnswer over = waiting.receive();
    QCOMPARE(over.body, QByteArray("over"));
    QCOMPARE(over.headers.value("connection"), QByteArray("close"));
    TestHttpClient late;
    QVERIFY(!late.connectPlain(port));
    m_fixture->mayLeave.release();
    QCOMPARE(running.receive().body, QByteArray("slow"));
    QVERIFY(stopper->wait(TestHttpClient::Timeout));
}

void TestHttpServerWaiting::cutsWhatDoesNotEnd()
{
    QVERIFY(m_fixture->start());
    TestHttpClient halfway;
    QVERIFY(halfway.connectTls(m_fixture->server().port(Tls), m_fixture->authority().certificate()));
    halfway.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
    TestHttpClient running;
    QVERIFY(running.connectTls(m_fixture->server().port(Tls), m_fixture->authority().certificate()));
    running.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(m_fixture->entered.tryAcquire(1, TestHttpClient::Timeout));
    const std::unique_ptr<QThread> stopper(
        QThread::create([this] { m_fixture->server().stop(std::chrono::milliseconds(50)); }));
    stopper->start();
    QVERIFY(halfway.waitForEnd());
    QVERIFY(running.waitForEnd());
    m_fixture->mayLeave.release();
    QVERIFY(stopper->wait(TestHttpClient::Timeout));
}

void TestHttpServerWaiting::callsTheWorkerExitHook()
{
    QVERIFY(m_fixture->start());
    m_fixture->server().stop();
    QCOMPARE(m_fixture->workerExits.load(), 3);
    m_fixture->server().stop();
    QCOMPARE(m_fixture->workerExits.load(), 3);
}

TEGATA_TEST(TestHttpServerWaiting)
#include "test_httpserverwaiting.moc"
