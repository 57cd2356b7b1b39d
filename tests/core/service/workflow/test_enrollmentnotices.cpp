// SPDX-License-Identifier: Apache-2.0
#include "core/service/notice/enrollmentnotice.h"
#include "tests/core/service/workflow/enrollmentworkflowfixture.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace tegata;

// What applicants are told by mail, and when.
class TestEnrollmentNotices : public QObject, private EnrollmentWorkflowFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_now = m_now.addDays(2); } // what earlier tests mailed is not counted any more
    void noticeHoldsNothingTyped_data();
    void noticeHoldsNothingTyped();
    void noticeGoesToTheAddressThatWasMeant_data();
    void noticeGoesToTheAddressThatWasMeant();
    void noticeIsDueWithWhatItTells();
    void noticeStaysDueUntilItIsWritten();
};

void TestEnrollmentNotices::noticeHoldsNothingTyped_data()
{
    QTest::addColumn<EnrollmentState>("state");
    for (const char *name :
         {"submitted", "in_review", "documents_requested", "approved", "site_build", "active", "rejected", "withdrawn"})
        QTest::newRow(name) << *enrollmentStateFromName(QLatin1String(name));
}

void TestEnrollmentNotices::noticeHoldsNothingTyped()
{
    QFETCH(const EnrollmentState, state);
    EnrollmentRow row;
    row.application = newForm();
    row.application.contact.password.clear();
    row.receipt.receipt = QStringLiteral("7K2M9QX4ZB");
    row.receipt.version = 3;
    row.receipt.state = state;
    row.receipt.note = QStringLiteral("定款");
    for (const Language language : {Language::Japanese, Language::English}) {
        row.language = language;
        const Notice notice = enrollmentNotice(row);
        QVERIFY(notice.subject.contains(QLatin1String("[7K2M9QX4ZB]")));
        QVERIFY(notice.subject.startsWith(QLatin1String("[SureServer] ")));
        QCOMPARE(notice.subject.contains(QStringLiteral("受付番号")), language == Language::Japanese);
        QVERIFY(notice.text.contains(row.receipt.note));
        QVERIFY(!notice.text.contains(row.application.subscriberName));
        QVERIFY(!notice.text.contains(row.application.contact.name));
        QCOMPARE(notice.id, QStringLiteral("enrollment-7K2M9QX4ZB-3"));
        QVERIFY(noticeMessage(notice, QStringLiteral("no-reply@ca.example.com"), StoreFixture::time()));
    }
}

void TestEnrollmentNotices::noticeGoesToTheAddressThatWasMeant_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("spaces") << QStringLiteral(" i.sato@example.jp ");
    QTest::newRow("full width") << QStringLiteral("ｉ．ｓａｔｏ＠ｅｘａｍｐｌｅ．ｊｐ");
    QTest::newRow("IDN") << QStringLiteral("i.sato@日本語.jp");
}

void TestEnrollmentNotices::noticeGoesToTheAddressThatWasMeant()
{
    QFETCH(const QString, typed);
    EnrollmentApplication form = newForm();
    form.contact.mail = typed;
    const EnrollmentRow row = *submit(anybody(), intakeOf(form));
    QVERIFY(noticeMessage(enrollmentNotice(row), QStringLiteral("no-reply@ca.example.com"), StoreFixture::time()));
}

void TestEnrollmentNotices::noticeIsDueWithWhatItTells()
{
    const EnrollmentRow row = *submit(anybody(), intakeOf(newForm()));
    const auto isDue = [&](int version) {
        const QString id = QStringLiteral("enrollment-%1-%2").arg(row.receipt.receipt).arg(version);
        const QList<NoticeRow> rows = due();
        return std::any_of(rows.cbegin(), rows.cend(), [&](const NoticeRow &other) { return other.notice.id == id; });
    };
    QVERIFY(isDue(1));
    QVERIFY(!isDue(2));
    QVERIFY(move(row, EnrollmentAction::BeginReview));
    QVERIFY(isDue(2));
    QCOMPARE(move(row, EnrollmentAction::BeginReview).error().code, ErrorCode::Conflict);
    QVERIFY(!isDue(3));
}

void TestEnrollmentNotices::noticeStaysDueUntilItIsWritten()
{
    const EnrollmentRow row = *submit(anybody(), intakeOf(newForm()));
    const Notice undeliverable{QStringLiteral("enrollment-x-1"), QStringLiteral("nobody"), {}, {}, {}};
    QVERIFY(m_store.database().write([&](Transaction &transaction) {
        return NoticeStore::insert(transaction, undeliverable, StoreFixture::time(-1));
    }));
    const QDir directory(m_store.directory());
    const QString from = QStringLiteral("no-reply@ca.example.com");
    NoticeOutbox nowhere(m_store.database(), directory.filePath(QStringLiteral("missing")), from);
    QCOMPARE(nowhere.deliver().error().code, ErrorCode::FileNotWritable);
    const qsizetype left = due().size();
    QVERIFY(left > 0); // only the one without address is gone
    const QString file = directory.filePath(QStringLiteral("enrollment-%1-1.eml").arg(row.receipt.receipt));
    NoticeOutbox outbox(m_store.database(), directory.path(), from); // as after a restart
    QVERIFY(outbox.deliver());
    QVERIFY(QFile::exists(file));
    QVERIFY(due().isEmpty());
    QVERIFY(QFile::remove(file));
    QVERIFY(outbox.deliver());
    QVERIFY(!QFile::exists(file)); // not a second time
}

TEGATA_TEST(TestEnrollmentNotices)
#include "test_enrollmentnotices.moc"
