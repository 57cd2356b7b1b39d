// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "tests/ui/shellfixture.h"

#include <QLabel>
#include <QPushButton>

namespace tegata {

namespace {

using namespace std::chrono_literals;

} // namespace

class TestClockBanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<ShellFixture>();
        m_fixture->window.show();
        m_banner = m_fixture->window.findChild<QWidget *>(QStringLiteral("identityBanner"));
        QVERIFY(m_banner);
    }
    void cleanup() { m_fixture.reset(); }

    void aDifferenceIsToldOnce_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<bool>("isTold");
        QTest::newRow("none") << qint64(0) << false;
        QTest::newRow("half a minute") << qint64(30) << false;
        QTest::newRow("ahead by three days") << qint64(3 * 86400) << true;
        QTest::newRow("behind by an hour") << qint64(-3600) << true;
    }

    void aDifferenceIsToldOnce()
    {
        QFETCH(const qint64, seconds);
        QFETCH(const bool, isTold);
        goOnline(seconds);
        QCOMPARE(m_banner->isVisibleTo(&m_fixture->window), isTold);
        if (!isTold)
            return;
        const QString text = m_banner->accessibleName();
        QVERIFY2(text.contains(QStringLiteral("Remaining times")) && text.contains(QStringLiteral("decision log")),
                 qPrintable(text));
        auto *known = m_banner->findChild<QPushButton *>();
        QVERIFY(known);
        known->click();
        QVERIFY(!m_banner->isVisibleTo(&m_fixture->window));
        m_fixture->desk.detach(); // not again with the next session
        goOnline(seconds);
        QVERIFY(!m_banner->isVisibleTo(&m_fixture->window));
        m_fixture->desk.detach(); // but another difference
        goOnline(seconds * 2);
        QVERIFY(m_banner->isVisibleTo(&m_fixture->window));
    }

    void setRightItIsTakenBack()
    {
        goOnline(3 * 86400);
        QVERIFY(m_banner->isVisibleTo(&m_fixture->window));
        QTRY_VERIFY(m_fixture->desk.records().lastSync().isValid());
        const QDateTime syncedAt = m_fixture->desk.records().lastSync();
        m_fixture->clock.advance(std::chrono::seconds(3 * 86400));
        m_fixture->desk.records().clockWatch().look();
        QVERIFY(!m_banner->isVisibleTo(&m_fixture->window));
        QVERIFY(std::chrono::abs(*m_fixture->desk.clockSkew()) < 60s);
        // As long ago as it really was.
        QVERIFY(std::abs(syncedAt.addDays(3).msecsTo(m_fixture->desk.records().lastSync())) < 60000);
    }

private:
    void goOnline(qint64 siteAhead)
    {
        SiteSession session;
        session.capabilities = m_fixture->site.makeConnection()->capabilities();
        session.operatorActor.id = QStringLiteral("op-1");
        session.serverTime = m_fixture->clock.now().addSecs(siteAhead);
        m_fixture->site.setSession(session);
        m_fixture->connectDesk();
        QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
    }

    std::unique_ptr<ShellFixture> m_fixture;
    QWidget *m_banner = nullptr;
};

} // namespace tegata

TEGATA_TEST(tegata::TestClockBanner)
#include "test_clockbanner.moc"
