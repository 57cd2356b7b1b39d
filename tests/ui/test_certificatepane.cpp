// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificate.h"
#include "tests/support/fakesite.h"
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/deskfixture.h"
#include "tests/ui/picture.h"
#include "ui/common/bannerbar.h"
#include "ui/records/certificatedetailpane.h"
#include "ui/records/detailview.h"

#include <QClipboard>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

namespace tegata {

using Tab = CertificateDetailPane::Tab;

class TestCertificatePane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<DeskFixture>();
        m_fixture->clock.setNow(fromRfc3339(QStringLiteral("2026-11-22T09:00:00Z")));
        m_view = std::make_unique<DetailView>(m_fixture->desk.records(), m_fixture->language, m_fixture->worker);
        m_view->resize(700, 900);
        m_view->show();
    }
    void cleanup()
    {
        m_view.reset();
        m_fixture.reset();
    }
    void showsTheCachesRecordAtOnceAndTheRestWhenItComes();
    void whatTheSiteToldLeavesTheScreen();
    void textIsWhatOpensslPrints();
    void expiryAndMarksStandInWords();
    void linksLeadToPredecessorAndSuccessor();
    void scheduledRevocationIsShown();
    void nameIsCopied();
    void everyPartHasAName();
    void pictures();

private:
    CertificateDetailPane &pane() { return m_view->certificatePane(); }
    template <typename T>
    T *find(const char *name)
    {
        return m_view->findChild<T *>(QLatin1String(name));
    }
    CertificateRecord stored(int number, const QString &end, const QString &renewalOf = {});
    void show(const CertificateRecord &record) { m_view->showRow({1, record}); }

    std::unique_ptr<DeskFixture> m_fixture;
    std::unique_ptr<DetailView> m_view;
};

CertificateRecord TestCertificatePane::stored(int number, const QString &end, const QString &renewalOf)
{
    CertificateRecord record = FakeSite::makeCertificate(number);
    record.version = 1;
    record.state = CertificateState::Valid;
    record.notAfter = fromRfc3339(end);
    record.renewalOf = renewalOf;
    (void)m_fixture->cache.upsert({}, {record});
    return record;
}

void TestCertificatePane::showsTheCachesRecordAtOnceAndTheRestWhenItComes()
{
    const CertificateRecord record = m_fixture->site.put(FakeSite::makeCertificate(50));
    show(record);
    QCOMPARE(find<QLabel>("certificateSerial")->text(), record.serial);
    auto *tabs = find<QTabWidget>("certificateTabs");
    QVERIFY(!tabs->isTabEnabled(static_cast<int>(Tab::Pem)));
    QVERIFY(find<QLabel>("certificateDetailMissing")->isVisible());
    m_fixture->connectDesk();
    for (const Tab each : {Tab::Text, Tab::Pem, Tab::Chain})
        QTRY_VERIFY(tabs->isTabEnabled(static_cast<int>(each)));
    QVERIFY(!find<QLabel>("certificateDetailMissing")->isVisible());
    QVERIFY(find<QPlainTextEdit>("certificatePem")->toPlainText().contains(QLatin1String("BEGIN CERTIFICATE")));
    QVERIFY(!find<QLabel>("certificateFingerprint")->text().isEmpty());
    tabs->setCurrentIndex(static_cast<int>(Tab::Chain));
    QVERIFY(find<QLabel>("chain0Subject")->isVisible());
    // Another one takes the rest away until its own comes.
    m_fixture->site.hold();
    show(m_fixture->site.put(FakeSite::makeCertificate(51)));
    QVERIFY(!tabs->isTabEnabled(static_cast<int>(Tab::Text)));
    QVERIFY(find<QPlainTextEdit>("certificatePem")->toPlainText().isEmpty());
    m_fixture->site.release();
}

void TestCertificatePane::whatTheSiteToldLeavesTheScreen()
{
    show(m_fixture->site.put(FakeSite::makeCertificate(50)));
    m_fixture->connectDesk();
    auto *text = find<QPlainTextEdit>("certificateText");
    QTRY_VERIFY(!text->toPlainText().isEmpty());
    m_view->forget();
    QVERIFY(!pane().detail()); // its history names persons
    QVERIFY(text->toPlainText().isEmpty());
    QVERIFY(find<QLabel>("certificateDetailMissing")->isVisible());
    m_view->refetch();
    QTRY_VERIFY(pane().detail());
}

void TestCertificatePane::textIsWhatOpensslPrints()
{
    show(m_fixture->site.put(FakeSite::makeCertificate(50)));
    m_fixture->connectDesk();
    auto *text = find<QPlainTextEdit>("certificateText");
    QTRY_VERIFY(text->toPlainText().startsWith(QLatin1String("Certificate:")));
    for (const char *part : {"Version:", "Serial Number", "Issuer:", "Public Key Algorithm"})
        QVERIFY2(text->toPlainText().contains(QLatin1String(part)), part);
    // By keys alone.
    find<QTabWidget>("certificateTabs")->setCurrentIndex(static_cast<int>(Tab::Text));
    text->setFocus();
    QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(text, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QLatin1String("Certificate:")));
}

void TestCertificatePane::expiryAndMarksStandInWords()
{
    show(stored(1, QStringLiteral("2026-12-04T09:00:00Z")));
    QVERIFY(find<QLabel>("certificateHeadingLine")->text().contains(QLatin1String("12 days left")));
    auto *marks = find<BannerBar>("certificateMarks");
    QTRY_VERIFY(marks->text().contains(QLatin1String("Due for renewal")));
    m_fixture->language.setLanguage(Language::Japanese);
    QTRY_VERIFY(find<QLabel>("certificateHeadingLine")->text().contains(QStringLiteral("あと12日")));
    QTRY_VERIFY(marks->text().contains(QStringLiteral("更新対象")));
    m_fixture->language.setLanguage(Language::English);
    show(stored(2, QStringLiteral("2027-05-04T09:00:00Z")));
    QTRY_VERIFY(!marks->isVisible());
}

void TestCertificatePane::linksLeadToPredecessorAndSuccessor()
{
    const CertificateRecord old = stored(1, QStringLiteral("2026-12-04T09:00:00Z"));
    const CertificateRecord renewed = stored(2, QStringLiteral("2027-06-04T09:00:00Z"), old.serial);
    QSignalSpy asked(&pane(), &CertificateDetailPane::certificateRequested);
    show(old);
    auto *successor = find<QPushButton>("certificateSuccessor");
    QTRY_VERIFY(successor->isVisible());
    QVERIFY(!find<QPushButton>("certificatePredecessor")->isVisible());
    QVERIFY(!find<BannerBar>("certificateMarks")->text().contains(QLatin1String("Due")));
    QTest::keyClick(successor, Qt::Key_Space);
    QCOMPARE(asked.takeFirst().first().toString(), renewed.serial);
    show(renewed);
    auto *predecessor = find<QPushButton>("certificatePredecessor");
    QTRY_VERIFY(predecessor->isVisible());
    QTRY_VERIFY(!successor->isVisible());
    QTest::keyClick(predecessor, Qt::Key_Space);
    QCOMPARE(asked.takeFirst().first().toString(), old.serial);
}

void TestCertificatePane::scheduledRevocationIsShown()
{
    CertificateRecord record = stored(1, QStringLiteral("2026-12-04T09:00:00Z"));
    record.revokeAt = fromRfc3339(QStringLiteral("2026-11-30T03:00:00Z"));
    record.revokeAtReason = RevocationReason::Superseded;
    QSignalSpy asked(&pane(), &CertificateDetailPane::scheduleCancelRequested);
    pane().setScheduleCancellable(true);
    show(record);
    auto *schedule = find<BannerBar>("certificateSchedule");
    QVERIFY(schedule->isVisible());
    QVERIFY(schedule->text().contains(QLatin1String("Replaced by another certificate")));
    schedule->findChild<QPushButton *>(QStringLiteral("bannerButton"))->click();
    QCOMPARE(asked.size(), 1);
    record.revokeAt = {};
    record.version = 2;
    show(record);
    QVERIFY(!schedule->isVisible());
}

void TestCertificatePane::nameIsCopied()
{
    const CertificateRecord record = stored(1, QStringLiteral("2026-12-04T09:00:00Z"));
    show(record);
    find<QPushButton>("copyNameButton")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), record.commonName);
}

void TestCertificatePane::everyPartHasAName()
{
    show(m_fixture->site.put(FakeSite::makeCertificate(50)));
    m_fixture->connectDesk();
    auto *tabs = find<QTabWidget>("certificateTabs");
    QTRY_VERIFY(tabs->isTabEnabled(static_cast<int>(Tab::Chain)));
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        QCOMPARE(namelessWidgets(m_view.get()), QStringList());
    }
}

void TestCertificatePane::pictures()
{
    CertificateRecord record = FakeSite::makeCertificate(50);
    record.notAfter = fromRfc3339(QStringLiteral("2026-12-04T09:00:00Z"));
    record.revokeAt = fromRfc3339(QStringLiteral("2026-11-30T03:00:00Z"));
    record.renewalOf = QStringLiteral("0A000031");
    show(m_fixture->site.put(record));
    m_fixture->connectDesk();
    QTRY_VERIFY(find<QTabWidget>("certificateTabs")->isTabEnabled(static_cast<int>(Tab::Chain)));
    const char *names[] = {"certificate-overview", "certificate-text", "certificate-pem", "certificate-chain"};
    for (int tab = 0; tab < 4; ++tab) {
        find<QTabWidget>("certificateTabs")->setCurrentIndex(tab);
        keepPictures(*m_view, m_fixture->language, QLatin1String(names[tab]));
    }
}

} // namespace tegata

TEGATA_TEST(tegata::TestCertificatePane)
#include "test_certificatepane.moc"
