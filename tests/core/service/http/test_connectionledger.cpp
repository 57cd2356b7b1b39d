// SPDX-License-Identifier: Apache-2.0
#include "core/base/addressblock.h"
#include "core/service/http/connectionledger.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

// The ledger knows connections by their address only.
class Connections
{
public:
    HttpConnection *operator[](std::size_t i) { return reinterpret_cast<HttpConnection *>(&m_bytes.at(i)); }

private:
    std::array<char, 4096> m_bytes{};
};

QString block(int number)
{
    return QStringLiteral("block %1").arg(number);
}

} // namespace

class TestConnectionLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressBlocks_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("expected");
        QTest::newRow("IPv4") << QStringLiteral("192.0.2.7") << QStringLiteral("192.0.2.7");
        QTest::newRow("IPv6") << QStringLiteral("2001:db8:0:1:2:3:4:5") << QStringLiteral("2001:db8:0:1::/64");
        QTest::newRow("the same network")
            << QStringLiteral("2001:DB8:0:1::ffff") << QStringLiteral("2001:db8:0:1::/64");
        QTest::newRow("another network") << QStringLiteral("2001:db8:0:2::1") << QStringLiteral("2001:db8:0:2::/64");
        QTest::newRow("loopback") << QStringLiteral("::1") << QStringLiteral("::/64");
        QTest::newRow("mapped") << QStringLiteral("::ffff:192.0.2.7") << QStringLiteral("192.0.2.7");
        QTest::newRow("with a zone") << QStringLiteral("fe80::1%eth0") << QStringLiteral("fe80::/64");
        QTest::newRow("no address") << QStringLiteral("unknown") << QStringLiteral("unknown");
        QTest::newRow("empty") << QString() << QString();
    }

    void addressBlocks()
    {
        QFETCH(QString, address);
        QTEST(addressBlock(address), "expected");
    }

    void aFullBlockGivesUpItsOldest()
    {
        ConnectionLimits limits;
        limits.handshakes = {10, 2};
        ConnectionLedger ledger(limits);
        Connections connections;
        QVERIFY(ledger.admit(connections[0], block(1), StrangerState::Handshake).toEnd.empty());
        QVERIFY(ledger.admit(connections[1], block(1), StrangerState::Handshake).toEnd.empty());
        QVERIFY(ledger.admit(connections[2], block(2), StrangerState::Handshake).toEnd.empty());
        const auto third = ledger.admit(connections[3], block(1), StrangerState::Handshake);
        QVERIFY(third.isGranted);
        QCOMPARE(third.toEnd, std::vector{connections[0]});
        QCOMPARE(ledger.strangers(StrangerState::Handshake), 3);
        ledger.leave(connections[0]);
        QCOMPARE(ledger.strangers(StrangerState::Handshake), 3);
        QCOMPARE(ledger.connections(), 3);
    }

    void aFullListenerTakesFromWhoHasMost()
    {
        ConnectionLimits limits;
        limits.heads = {4, 4};
        ConnectionLedger ledger(limits);
        Connections connections;
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY(ledger.admit(connections[i], block(1), StrangerState::Head).isGranted);
        QVERIFY(ledger.admit(connections[3], block(2), StrangerState::Head).isGranted);
        const auto newcomer = ledger.admit(connections[4], block(3), StrangerState::Head);
        QVERIFY(newcomer.isGranted);
        QCOMPARE(newcomer.toEnd, std::vector{connections[0]});
    }

    // One that begins something new is the youngest again.
    void ageCountsFromTheLastBeginning()
    {
        ConnectionLimits limits;
        limits.heads = {10, 2};
        ConnectionLedger ledger(limits);
        Connections connections;
        QVERIFY(ledger.admit(connections[0], block(1), StrangerState::Head).isGranted);
        QVERIFY(ledger.admit(connections[1], block(1), StrangerState::Head).isGranted);
        QVERIFY(ledger.enter(connections[0], StrangerState::Work).isGranted);
        QVERIFY(ledger.enter(connections[0], StrangerState::Head).isGranted);
        QCOMPARE(ledger.admit(connections[2], block(1), StrangerState::Head).toEnd, std::vector{connections[1]});
    }

    void whatIsWorkedOnIsNotEnded()
    {
        ConnectionLimits limits;
        limits.works = {2, 2};
        limits.connections = 4;
        ConnectionLedger ledger(limits);
        Connections connections;
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(ledger.admit(connections[i], block(int(i)), StrangerState::Head).isGranted);
        QVERIFY(ledger.enter(connections[0], StrangerState::Work).isGranted);
        QVERIFY(ledger.enter(connections[1], StrangerState::Work).isGranted);
        const auto third = ledger.enter(connections[2], StrangerState::Work);
        QVERIFY(!third.isGranted && third.toEnd.empty());
        QVERIFY(ledger.enter(connections[2], StrangerState::Head).isGranted); // to be told so
        // Where the listener is full, one that waits goes.
        QCOMPARE(ledger.admit(connections[4], block(9), StrangerState::Head).toEnd.size(), std::size_t(1));
    }

    void whoWasLetInIsNoStranger()
    {
        ConnectionLimits limits;
        limits.connections = 3;
        limits.heads = {1, 1};
        limits.knownPerBlock = 2;
        ConnectionLedger ledger(limits);
        Connections connections;
        for (std::size_t i = 0; i < 3; ++i) {
            const auto admitted = ledger.admit(connections[i], block(1), StrangerState::Head);
            QVERIFY(admitted.isGranted && admitted.toEnd.empty());
            ledger.makeKnown(connections[i]);
        }
        QCOMPARE(ledger.strangers(StrangerState::Head), 1); // the third of the block stays a stranger
        QCOMPARE(ledger.admit(connections[3], block(2), StrangerState::Head).toEnd, std::vector{connections[2]});
        ledger.leave(connections[2]);
        ledger.makeKnown(connections[3]);
        const auto full = ledger.admit(connections[4], block(3), StrangerState::Head);
        QVERIFY(!full.isGranted && full.toEnd.empty());
        ledger.leave(connections[0]);
        QVERIFY(ledger.admit(connections[4], block(3), StrangerState::Head).isGranted);
        QVERIFY(ledger.enter(connections[1], StrangerState::Work).isGranted);
        QCOMPARE(ledger.strangers(StrangerState::Work), 0);
    }

    void bodiesHaveABudget()
    {
        ConnectionLimits limits;
        limits.bodyBytes = 30'000;
        limits.bodyBytesPerBlock = 20'000;
        ConnectionLedger ledger(limits);
        Connections connections;
        for (std::size_t i = 0; i < 6; ++i)
            QVERIFY(ledger.admit(connections[i], block(i < 3 ? 1 : 2), StrangerState::Body).isGranted);
        const qsizetype small = ConnectionLedger::SmallBody;
        QVERIFY(ledger.reserveBody(connections[0], small));
        QCOMPARE(ledger.reservedBytes(), 0);
        QVERIFY(ledger.reserveBody(connections[0], small + 15'000));
        QVERIFY(!ledger.reserveBody(connections[1], small + 6'000)); // the block's
        QVERIFY(ledger.reserveBody(connections[3], small + 14'000));
        QVERIFY(!ledger.reserveBody(connections[4], small + 2'000)); // the listener's
        ledger.releaseBody(connections[0]);
        QVERIFY(ledger.reserveBody(connections[1], small + 15'000));
        ledger.makeKnown(connections[1]);
        QCOMPARE(ledger.reservedBytes(), 14'000);
        QVERIFY(ledger.reserveBody(connections[1], 1'000'000));
        ledger.leave(connections[3]);
        QCOMPARE(ledger.reservedBytes(), 0);
    }

    // However many come, from however many blocks: never more than the limits say, and the last one is always in.
    void floodsStayWithinTheLimits()
    {
        ConnectionLimits limits;
        limits.handshakes = {50, 20};
        ConnectionLedger ledger(limits);
        Connections connections;
        for (std::size_t i = 0; i < 4096; ++i) {
            const auto admitted =
                ledger.admit(connections[i], block(i % 2 == 0 ? 0 : int(i)), StrangerState::Handshake);
            QVERIFY(admitted.isGranted);
            for (HttpConnection *ended : admitted.toEnd)
                ledger.leave(ended);
            QVERIFY(ledger.strangers(StrangerState::Handshake) <= 50);
        }
        QCOMPARE(ledger.connections(), 50);
    }
};

TEGATA_TEST(TestConnectionLedger)
#include "test_connectionledger.moc"
