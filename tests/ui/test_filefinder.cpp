// SPDX-License-Identifier: Apache-2.0
#include "ui/records/filefinder.h"

#include "tests/support/manualclock.h"
#include "tests/support/testauthority.h"
#include "tests/support/testmain.h"
#include "tests/ui/deskfixture.h"
#include "ui/common/bannerbar.h"
#include "ui/common/commandpalette.h"
#include "ui/models/queuemodel.h"
#include "ui/operator/operatorworkspace.h"
#include "ui/records/certificatedesk.h"
#include "ui/records/filterbar.h"
#include "ui/records/queuetabs.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QUrl>

namespace tegata {

// Finding what somebody holds in hand: a file, a text that was copied, a name.
class TestFileFinder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void droppedFileShowsItsCertificate_data();
    void droppedFileShowsItsCertificate();
    void revokedOneIsFoundInItsTab();
    void sameKeyIsShownAsSuch();
    void copiedPemIsFound();
    void copiedSerialFilters_data();
    void copiedSerialFilters();
    void otherThingsAreNotTaken();
    void whatIsNoCertificateSaysSo();
    void unknownKeySaysSo();
    void savedSearchesAreInThePalette();
    void paletteUnderstandsSerials();

private:
    QString write(const char *name, const QByteArray &bytes) const;
    bool drop(const QMimeData &data);
    void copy(const QString &text);
    void trigger(CertificateDesk::Command command) { m_workspace->certificates().action(command)->trigger(); }
    QString title() const
    {
        const auto *label = m_workspace->findChild<QLabel *>(QStringLiteral("certificateHeadingTitle"));
        return label ? label->text() : QString();
    }
    QString type(const QString &text);

    const TestAuthority m_authority{QStringLiteral("Test Root"), ManualClock().now()}; // as the desk's clock
    const TestIdentity m_identity = m_authority.server(QStringLiteral("www.example.jp"));
    CertificateRecord m_record;
    std::unique_ptr<DeskFixture> m_fixture;
    std::unique_ptr<OperatorWorkspace> m_workspace;
    QueueTabs *m_tabs = nullptr;
};

void TestFileFinder::init()
{
    m_fixture = std::make_unique<DeskFixture>();
    m_workspace = std::make_unique<OperatorWorkspace>(m_fixture->desk, m_fixture->language, m_fixture->worker,
                                                      m_fixture->commands);
    m_tabs = m_workspace->findChild<QueueTabs *>();
    m_fixture->site.putRequests(2);
    for (int number = 1; number <= 3; ++number)
        (void)m_fixture->site.put(FakeSite::makeCertificate(number));
    m_record = FakeSite::makeCertificate(9);
    m_record.commonName = QStringLiteral("held.example.jp");
    m_record.serial = m_identity.certificate.serial();
    m_record.key = keySummary(m_identity.certificate.key());
    m_record = m_fixture->site.put(m_record);
    m_workspace->load();
    m_workspace->show();
    m_workspace->setSignIn(SignIn::Unlocked);
    m_fixture->connectDesk();
    QTRY_COMPARE(m_tabs->currentModel().rowCount(), 2);
}

void TestFileFinder::cleanup()
{
    m_workspace.reset();
    m_fixture.reset();
}

QString TestFileFinder::write(const char *name, const QByteArray &bytes) const
{
    const QString path = m_fixture->folder.filePath(QLatin1String(name));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

bool TestFileFinder::drop(const QMimeData &data)
{
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(m_tabs, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    event.ignore();
    QCoreApplication::sendEvent(m_tabs, &event);
    return event.isAccepted();
}

void TestFileFinder::copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

QString TestFileFinder::type(const QString &text)
{
    auto *palette = new CommandPalette(m_fixture->commands, m_workspace.get());
    m_workspace->addFinders(*palette);
    palette->open();
    palette->findChild<QLineEdit *>()->setText(text);
    auto *list = palette->findChild<QAbstractItemView *>();
    return QTest::qWaitFor([list] { return list->model()->rowCount() > 0; })
               ? list->model()->index(0, 0).data().toString()
               : QString();
}

void TestFileFinder::droppedFileShowsItsCertificate_data()
{
    QTest::addColumn<bool>("isPem");
    QTest::newRow("PEM") << true;
    QTest::newRow("DER") << false;
}

void TestFileFinder::droppedFileShowsItsCertificate()
{
    QFETCH(bool, isPem);
    const Certificate &certificate = m_identity.certificate;
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(write("held.crt", isPem ? certificate.pem() : certificate.der()))});
    QVERIFY(drop(data));
    QTRY_COMPARE(m_workspace->view(), QueueView::Issued);
    QTRY_COMPARE(title(), m_record.commonName);
    QVERIFY(m_tabs->currentModel().query().filter.isEmpty()); // the list stays whole
}

void TestFileFinder::revokedOneIsFoundInItsTab()
{
    m_record.state = CertificateState::Revoked;
    m_record.revokedAt = m_fixture->clock.now();
    m_record.revocationReason = RevocationReason::Superseded;
    (void)m_fixture->site.put(m_record);
    const auto *bar = m_workspace->findChild<QTabWidget *>(QStringLiteral("queueTabs"));
    QTRY_COMPARE(bar->tabText(static_cast<int>(QueueView::Revoked)), QStringLiteral("Revoked (1)"));
    const QString path = write("held.pem", m_identity.certificate.pem());
    m_workspace->certificates().finder().findFile(path);
    QTRY_COMPARE(m_workspace->view(), QueueView::Revoked);
    QTRY_COMPARE(title(), m_record.commonName);
}

void TestFileFinder::sameKeyIsShownAsSuch()
{
    // The same key under another serial: as after a renewal without a new key.
    CertificateRecord other = FakeSite::makeCertificate(10);
    const TestIdentity unknown = m_authority.server(QStringLiteral("other.example.jp"));
    other.key = keySummary(unknown.certificate.key());
    other = m_fixture->site.put(other);
    QSignalSpy hinted(&m_workspace->certificates(), &CertificateDesk::hinted);
    QTRY_VERIFY(([&] {
        m_workspace->certificates().finder().findFile(write("unknown.pem", unknown.certificate.pem()));
        return hinted.wait(1000) &&
               hinted.constLast().constFirst().toString().contains(QLatin1String("with the same public key are shown"));
    }()));
    QCOMPARE(m_workspace->view(), QueueView::Issued);
    QTRY_COMPARE(m_tabs->currentModel().rowCount(), 1);
    QTRY_COMPARE(title(), other.commonName);
    // What the list is narrowed to can be seen, and taken away.
    auto *chip = m_tabs->currentFilterBar().findChild<QToolButton *>(QStringLiteral("filterKeyChip"));
    QVERIFY(chip);
    chip->click();
    QTRY_COMPARE(m_tabs->currentModel().rowCount(), 5);
}

void TestFileFinder::copiedPemIsFound()
{
    copy(QStringLiteral("see below\n") + QString::fromLatin1(m_identity.certificate.pem()));
    m_tabs->focusTable();
    QTest::keyClick(m_workspace->focusWidget(), Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(m_workspace->view(), QueueView::Issued);
    QTRY_COMPARE(title(), m_record.commonName);
}

void TestFileFinder::copiedSerialFilters_data()
{
    QTest::addColumn<QString>("form");
    for (const char *form :
         {"plain", "lower case", "colons", "spaces", "0x", "key hash", "key hash with colons", "pin"})
        QTest::newRow(form) << QString::fromLatin1(form);
}

void TestFileFinder::copiedSerialFilters()
{
    QFETCH(QString, form);
    const QByteArray serial = QByteArray::fromHex(m_record.serial.toLatin1());
    const QByteArray hash = QByteArray::fromHex(m_record.key.spkiSha256.toLatin1());
    const QHash<QString, QByteArray> copied = {
        {QStringLiteral("plain"), m_record.serial.toLatin1()},
        {QStringLiteral("lower case"), serial.toHex()},
        {QStringLiteral("colons"), serial.toHex(':')},
        {QStringLiteral("spaces"), serial.toHex(' ').toUpper()},
        {QStringLiteral("0x"), "0x" + serial.toHex()},
        {QStringLiteral("key hash"), hash.toHex()},
        {QStringLiteral("key hash with colons"), hash.toHex(':').toUpper()},
        {QStringLiteral("pin"), "sha256/" + hash.toBase64()},
    };
    m_workspace->setView(QueueView::Issued);
    QTRY_COMPARE(m_tabs->currentModel().rowCount(), 4);
    copy(QString::fromLatin1(copied.value(form)));
    trigger(CertificateDesk::Command::FindCopied);
    QTRY_COMPARE(m_tabs->currentModel().rowCount(), 1);
    QTRY_COMPARE(title(), m_record.commonName);
    m_tabs->clearFilter();
    QTRY_COMPARE(m_tabs->currentModel().rowCount(), 4);
}

void TestFileFinder::otherThingsAreNotTaken()
{
    QMimeData two;
    two.setUrls({QUrl::fromLocalFile(QStringLiteral("/a.pem")), QUrl::fromLocalFile(QStringLiteral("/b.pem"))});
    QVERIFY(!drop(two));
    QMimeData web;
    web.setUrls({QUrl(QStringLiteral("https://www.example.jp/a.pem"))});
    QVERIFY(!drop(web));
    QMimeData words;
    words.setText(QStringLiteral("some words"));
    QVERIFY(!drop(words));
}

void TestFileFinder::whatIsNoCertificateSaysSo()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(write("notes.txt", "nothing of the kind"))});
    QVERIFY(drop(data));
    auto *banner = m_workspace->findChild<BannerBar *>(QStringLiteral("doneBanner"));
    QTRY_VERIFY(banner->isVisible());
    QVERIFY(!banner->text().isEmpty());
}

void TestFileFinder::unknownKeySaysSo()
{
    QSignalSpy hinted(&m_workspace->certificates(), &CertificateDesk::hinted);
    const TestIdentity unknown = m_authority.server(QStringLiteral("other.example.jp"));
    m_workspace->certificates().finder().findFile(write("unknown.pem", unknown.certificate.pem()));
    QTRY_COMPARE(hinted.size(), 1);
    QVERIFY(hinted[0][0].toString().contains(QLatin1String("Nothing in the list")));
    QCOMPARE(m_workspace->view(), QueueView::Pending);
}

void TestFileFinder::savedSearchesAreInThePalette()
{
    m_tabs->currentFilterBar().setText(QStringLiteral("www2"));
    QTRY_COMPARE(m_tabs->currentModel().rowCount(), 1);
    m_tabs->saveSearch();
    auto *name = m_tabs->findChild<QInputDialog *>();
    name->setTextValue(QStringLiteral("Zebra crossing"));
    name->accept();
    QVERIFY(m_tabs->isSavedSearch());
    m_workspace->setView(QueueView::Issued);
    QCOMPARE(type(QStringLiteral("zebra")), QStringLiteral("Zebra crossing"));
    auto *palette = m_workspace->findChild<CommandPalette *>();
    QTest::keyClick(palette->findChild<QLineEdit *>(), Qt::Key_Return);
    QTRY_VERIFY(m_tabs->isSavedSearch());
    QTRY_COMPARE(m_tabs->currentModel().rowCount(), 1);
}

void TestFileFinder::paletteUnderstandsSerials()
{
    const QByteArray serial = QByteArray::fromHex(m_record.serial.toLatin1());
    QCOMPARE(type(QString::fromLatin1(serial.toHex(':'))), m_record.commonName);
}

} // namespace tegata

TEGATA_TEST(tegata::TestFileFinder)
#include "test_filefinder.moc"
