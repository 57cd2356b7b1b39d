// SPDX-License-Identifier: Apache-2.0
#include "tests/support/await.h"
#include "tests/support/testmain.h"
#include "tests/ui/deskfixture.h"
#include "ui/models/queuetext.h"
#include "ui/records/detailview.h"
#include "ui/records/requestdetailpane.h"

#include <QLabel>
#include <QTest>

namespace tegata {

// What is shown of a request's details while the site has not told them, or cannot.
class TestDetailView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<DeskFixture>();
        m_fixture->site.putRequests(2);
        m_fixture->desk.attach(m_fixture->site.makeConnection(),
                               std::make_shared<const SecretBytes>(QByteArray(32, 'k').constData(), 32));
        QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
        m_request = *m_fixture->site.request(QStringLiteral("r-0001"));
        open();
    }
    void cleanup()
    {
        m_view.reset();
        m_fixture.reset();
    }

    void cachedDetailsAreShownWithTheirTimeUntilTheSiteTellsItsOwn()
    {
        QVERIFY(text("requestRequesterMail").isEmpty());
        QVERIFY(remark()->isVisible());
        QTRY_VERIFY(pane().detail());
        QVERIFY(!remark()->isVisible());
        const QDateTime told = m_fixture->clock.now();
        QTRY_VERIFY(await(m_fixture->desk.records().cachedDetail(m_request.id)).value());

        m_fixture->site.goOffline();
        open();
        QTRY_COMPARE(text("requestRequesterMail"), QStringLiteral("ichiro@example.jp"));
        QVERIFY(!pane().detail()); // nothing that is decided stands on it
        QVERIFY(remark()->isVisible());
        QVERIFY2(remark()->text().contains(QueueText::time(told)), qPrintable(remark()->text()));
        QVERIFY2(remark()->text().contains(QLatin1String("not refreshed")), qPrintable(remark()->text()));
        QCOMPARE(remark()->accessibleName(), remark()->text());

        m_fixture->site.goOnline();
        m_view->refetch();
        QTRY_VERIFY(pane().detail());
        QVERIFY(!remark()->isVisible());
        QCOMPARE(text("requestRequesterMail"), QStringLiteral("ichiro@example.jp"));
    }

    void theyLeaveTheScreenWhenTheDeskIsLocked()
    {
        QTRY_VERIFY(await(m_fixture->desk.records().cachedDetail(m_request.id)).value());
        m_fixture->site.goOffline();
        open();
        QTRY_VERIFY(!text("requestRequesterMail").isEmpty());
        m_fixture->desk.detach();
        m_view->forget();
        QVERIFY(text("requestRequesterMail").isEmpty());
        QVERIFY(!remark()->text().contains(QLatin1String("not refreshed")));
    }

    void whatAnEarlierVersionSaysOfTheStateIsLeftOut()
    {
        RequestDetailPane pane(m_fixture->language);
        CertificateRequest now = m_request;
        now.version = 3;
        now.claimedBy = QStringLiteral("op-2");
        pane.showRequest(now);
        CachedDetail cached;
        cached.fetchedAt = m_fixture->clock.now();
        cached.detail.request = m_request;
        cached.detail.request.state = RequestState::OnHold;
        cached.detail.holdComment = QStringLiteral("確認中");
        cached.detail.claimant = {QStringLiteral("op-1"), QStringLiteral("山田 太郎")};
        cached.detail.comment = QStringLiteral("至急");
        pane.setCachedDetail(cached);
        QCOMPARE(textIn(pane, "requestComment"), QStringLiteral("至急"));
        QVERIFY(textIn(pane, "requestHoldComment").isEmpty());
        QCOMPARE(textIn(pane, "requestClaimant"), QStringLiteral("op-2"));

        cached.detail.request.id = QStringLiteral("r-0002");
        cached.detail.comment = QStringLiteral("another's");
        pane.setCachedDetail(cached);
        QCOMPARE(textIn(pane, "requestComment"), QStringLiteral("至急"));
    }

private:
    void open()
    {
        m_view = std::make_unique<DetailView>(m_fixture->desk.records(), m_fixture->language, m_fixture->worker);
        m_view->resize(700, 900);
        m_view->show();
        m_view->showRow({1, m_request});
    }
    RequestDetailPane &pane() { return m_view->requestPane(); }
    QLabel *remark() { return m_view->findChild<QLabel *>(QStringLiteral("requestDetailRemark")); }
    QString text(const char *fact) { return textIn(*m_view, fact); }
    // Of a fact; empty where it is not shown.
    static QString textIn(const QWidget &widget, const char *fact)
    {
        const auto labels = widget.findChildren<QLabel *>(QLatin1String(fact));
        for (const QLabel *label : labels) {
            if (label->isVisibleTo(&widget)) // not one that is about to be deleted
                return label->text();
        }
        return {};
    }

    std::unique_ptr<DeskFixture> m_fixture;
    std::unique_ptr<DetailView> m_view;
    CertificateRequest m_request;
};

} // namespace tegata

TEGATA_TEST(tegata::TestDetailView)
#include "test_detailview.moc"
