// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/deskfixture.h"
#include "tests/ui/picture.h"
#include "ui/models/revocationlistmodel.h"
#include "ui/operator/bulkrevokedialog.h"
#include "ui/operator/revocationform.h"
#include "ui/records/expirychart.h"
#include "ui/records/expirydialog.h"
#include "ui/records/exportdialog.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

namespace tegata {

class TestCertificateDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<DeskFixture>();
        m_fixture->clock.setNow(fromRfc3339(QStringLiteral("2026-11-22T09:00:00Z")));
    }
    void cleanup() { m_fixture.reset(); }
    void listIsExportedInWords();
    void chosenRowsAreExported();
    void pemComesFromTheSite();
    void stoppedExportSaysSo();
    void expiriesLeadToTheirRows();
    void dueListHoldsWhatIsDue();
    void manyAreRevokedOnlyWithTheirNumber();
    void revocationListFollowsItsRows();
    void everyPartHasAName();
    void pictures();

private:
    CertificateRecord stored(int number, const QString &end, const QString &renewalOf = {});
    ExportDialog::Scope scope(const QVector<qint64> &selected = {}) const
    {
        return {{QueueView::Issued, {}, defaultOrder(QueueView::Issued)}, 3, selected};
    }
    QByteArray read(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString path(const char *name) const { return m_fixture->folder.filePath(QLatin1String(name)); }

    std::unique_ptr<DeskFixture> m_fixture;
};

CertificateRecord TestCertificateDesk::stored(int number, const QString &end, const QString &renewalOf)
{
    CertificateRecord record = FakeSite::makeCertificate(number);
    record.notAfter = fromRfc3339(end);
    record.renewalOf = renewalOf;
    return m_fixture->site.put(record);
}

void TestCertificateDesk::listIsExportedInWords()
{
    const CertificateRecord record = stored(1, QStringLiteral("2026-12-04T09:00:00Z"));
    m_fixture->connectDesk();
    QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
    ExportDialog dialog(m_fixture->desk.records(), m_fixture->language, m_fixture->worker, scope());
    dialog.show();
    QSignalSpy exported(&dialog, &ExportDialog::exported);
    dialog.begin(path("list.csv"));
    QTRY_COMPARE(exported.size(), 1);
    const QByteArray text = read(path("list.csv"));
    QVERIFY(text.contains(record.serial.toLatin1()));
    QVERIFY(text.contains("Common name"));
    QVERIFY(text.contains("Valid"));
    QVERIFY(
        dialog.findChild<QLabel *>(QStringLiteral("exportResult"))->text().startsWith(QLatin1String("1 row exported")));
    m_fixture->language.setLanguage(Language::Japanese);
    dialog.setFormat(ExportDialog::Format::Xlsx);
    dialog.begin(path("list.xlsx"));
    QTRY_COMPARE(exported.size(), 2);
    QVERIFY(read(path("list.xlsx")).startsWith("PK"));
}

void TestCertificateDesk::chosenRowsAreExported()
{
    for (int i = 1; i <= 3; ++i)
        stored(i, QStringLiteral("2026-12-04T09:00:00Z"));
    m_fixture->connectDesk();
    QVector<qint64> keys;
    QTRY_VERIFY(([&] {
        const Future<QueueKeys> future = m_fixture->cache.keys(scope().query);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }))
            return false;
        keys = future.resultAt(0)->keys;
        return keys.size() == 3;
    }()));
    ExportDialog dialog(m_fixture->desk.records(), m_fixture->language, m_fixture->worker, scope(keys.mid(0, 2)));
    QSignalSpy exported(&dialog, &ExportDialog::exported);
    dialog.begin(path("chosen.csv"));
    QTRY_COMPARE(exported.size(), 1);
    QCOMPARE(read(path("chosen.csv")).count("\r\n"), 3);
}

void TestCertificateDesk::pemComesFromTheSite()
{
    for (int i = 1; i <= 3; ++i)
        stored(i, QStringLiteral("2026-12-04T09:00:00Z"));
    ExportDialog dialog(m_fixture->desk.records(), m_fixture->language, m_fixture->worker, scope());
    dialog.show();
    dialog.setFormat(ExportDialog::Format::PemBundle);
    auto *start = dialog.findChild<QPushButton *>(QStringLiteral("exportStart"));
    QVERIFY(!start->isEnabled()); // locked
    m_fixture->connectDesk();
    QTRY_VERIFY(start->isEnabled());
    QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
    QSignalSpy exported(&dialog, &ExportDialog::exported);
    dialog.begin(path("all.pem"));
    QTRY_COMPARE(exported.size(), 1);
    QCOMPARE(read(path("all.pem")).count("BEGIN CERTIFICATE"), 3);
}

void TestCertificateDesk::stoppedExportSaysSo()
{
    stored(1, QStringLiteral("2026-12-04T09:00:00Z"));
    m_fixture->connectDesk();
    QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
    ExportDialog dialog(m_fixture->desk.records(), m_fixture->language, m_fixture->worker, scope());
    dialog.show();
    dialog.begin(path("list.csv"));
    auto *stop = dialog.findChild<QPushButton *>(QStringLiteral("exportStop"));
    QVERIFY(stop->isVisible());
    stop->click();
    QTRY_VERIFY(dialog.findChild<QLabel *>(QStringLiteral("exportResult"))->text().contains(QLatin1String("Stopped")));
    QVERIFY(!stop->isVisible());
    QVERIFY(!QFile::exists(path("list.csv")));
}

void TestCertificateDesk::expiriesLeadToTheirRows()
{
    stored(1, QStringLiteral("2026-12-04T09:00:00Z"));
    m_fixture->connectDesk();
    ExpiryDialog dialog(m_fixture->cache, m_fixture->clock);
    dialog.show();
    QTRY_COMPARE(dialog.chart().weeks().size(), 26);
    QTRY_COMPARE(dialog.chart().weeks()[1].certificates + dialog.chart().weeks()[2].certificates, 1);
    QSignalSpy asked(&dialog, &ExpiryDialog::rowsRequested);
    dialog.chart().setFocus();
    QTest::keyClick(&dialog.chart(), Qt::Key_Right);
    QTest::keyClick(&dialog.chart(), Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    const auto query = asked.first().first().value<QueueQuery>();
    QCOMPARE(query.view, QueueView::Issued);
    QCOMPARE(query.filter.conditions.size(), 1);
    QCOMPARE(query.filter.conditions.first().column, QueueColumn::NotAfter);
    QCOMPARE(query.filter.conditions.first().from.daysTo(query.filter.conditions.first().until), 7);
    QVERIFY(!dialog.isVisible());
}

void TestCertificateDesk::dueListHoldsWhatIsDue()
{
    const CertificateRecord renewed = stored(1, QStringLiteral("2026-12-04T09:00:00Z"));
    stored(2, QStringLiteral("2027-06-04T09:00:00Z"), renewed.serial);
    const CertificateRecord due = stored(3, QStringLiteral("2027-01-04T09:00:00Z"));
    stored(4, QStringLiteral("2027-06-04T09:00:00Z"));
    m_fixture->connectDesk();
    const QueueQuery query = ExpiryDialog::dueQuery(m_fixture->clock.now());
    QStringList serials;
    QTRY_VERIFY(([&] {
        const Future<QList<QueueRow>> rows = m_fixture->cache.firstRows(query, 10);
        if (!QTest::qWaitFor([&] { return rows.isFinished(); }))
            return false;
        const QList<QueueRow> found = rows.result().value_or(QList<QueueRow>());
        serials.clear();
        for (const QueueRow &row : found)
            serials << row.id();
        return serials == QStringList{due.serial};
    }()));
}

void TestCertificateDesk::manyAreRevokedOnlyWithTheirNumber()
{
    QList<CertificateRecord> records;
    for (int i = 1; i <= 3; ++i)
        records << stored(i, QStringLiteral("2026-12-04T09:00:00Z"));
    m_fixture->connectDesk();
    QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
    BulkRevokeDialog dialog(m_fixture->desk, records);
    QAbstractItemModelTester tester(&dialog.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    dialog.show();
    auto *revoke = dialog.findChild<QPushButton *>(QStringLiteral("bulkRevokeConfirm"));
    auto *number = dialog.findChild<QLineEdit *>(QStringLiteral("bulkRevokeNumber"));
    for (const char *typed : {"", "2", "33", "three"}) {
        number->setText(QLatin1String(typed));
        QVERIFY2(!revoke->isEnabled(), typed);
    }
    number->setText(QStringLiteral("3"));
    QVERIFY(revoke->isEnabled());
    QTRY_COMPARE(dialog.model().withoutSuccessor(), 3);
    QTRY_VERIFY(dialog.findChild<QLabel *>(QStringLiteral("bulkRevokeWarning"))->isVisible());
    QVERIFY(m_fixture->site.revocations().isEmpty());
}

void TestCertificateDesk::revocationListFollowsItsRows()
{
    RevocationListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const CertificateRecord first = FakeSite::makeCertificate(1);
    const CertificateRecord second = FakeSite::makeCertificate(2);
    model.setCertificates({first, second}, m_fixture->clock.now());
    using Column = RevocationListModel::Column;
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setSuccessor(second.serial, QStringLiteral("0A99"));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.index(1, Column::Successor).data().toString(), QStringLiteral("0A99"));
    model.setSuccessor(first.serial, {});
    QCOMPARE(model.withoutSuccessor(), 1);
    BulkRow row;
    row.state = BulkRowState::Done;
    model.setRow(1, row);
    QCOMPARE(model.index(1, Column::Result).data().toString(), QStringLiteral("Done"));
    QVERIFY(!model.index(1, Column::Result).data(Qt::DecorationRole).isNull());
    model.setRow(7, row); // of no row here
    QCOMPARE(model.index(0, Column::Result).data().toString(), QString());
}

void TestCertificateDesk::everyPartHasAName()
{
    stored(1, QStringLiteral("2026-12-04T09:00:00Z"));
    m_fixture->connectDesk();
    QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
    ExportDialog exporting(m_fixture->desk.records(), m_fixture->language, m_fixture->worker, scope({1, 2}));
    ExpiryDialog expiries(m_fixture->cache, m_fixture->clock);
    BulkRevokeDialog revoking(m_fixture->desk, {FakeSite::makeCertificate(1)});
    for (QWidget *each : std::initializer_list<QWidget *>{&exporting, &expiries, &revoking}) {
        each->show();
        QCOMPARE(namelessWidgets(each), QStringList());
    }
}

void TestCertificateDesk::pictures()
{
    QList<CertificateRecord> records;
    for (int i = 1; i <= 6; ++i)
        records << stored(i, QStringLiteral("2026-12-%1T09:00:00Z").arg(i * 4, 2, 10, QLatin1Char('0')));
    m_fixture->connectDesk();
    QTRY_COMPARE(m_fixture->desk.connection(), DeskConnection::Online);
    ExportDialog exporting(m_fixture->desk.records(), m_fixture->language, m_fixture->worker, scope({1, 2}));
    exporting.show();
    keepPictures(exporting, m_fixture->language, QStringLiteral("export"));
    ExpiryDialog expiries(m_fixture->cache, m_fixture->clock);
    expiries.show();
    QTRY_VERIFY(!expiries.chart().weeks().isEmpty());
    keepPictures(expiries, m_fixture->language, QStringLiteral("expiries"));
    BulkRevokeDialog revoking(m_fixture->desk, records);
    revoking.show();
    keepPictures(revoking, m_fixture->language, QStringLiteral("bulkrevoke"));
}

} // namespace tegata

TEGATA_TEST(tegata::TestCertificateDesk)
#include "test_certificatedesk.moc"
