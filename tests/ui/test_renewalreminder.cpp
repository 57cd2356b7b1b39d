// SPDX-License-Identifier: Apache-2.0
#include "ui/identity/renewalreminder.h"

#include "tests/support/testmain.h"
#include "tests/ui/practiceidentity.h"

#include <QTest>

namespace tegata {

namespace {

const QDateTime End(QDate(2027, 6, 30), QTime(12, 0), Qt::UTC);

} // namespace

class TestRenewalReminder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remindsAtTheDays_data()
    {
        QTest::addColumn<int>("daysBefore");
        QTest::addColumn<int>("readAt"); // 0: never
        QTest::addColumn<bool>("isDue");
        QTest::newRow("91 days") << 91 << 0 << false;
        QTest::newRow("90 days") << 90 << 0 << true;
        QTest::newRow("read at 90, 75 left") << 75 << 90 << false;
        QTest::newRow("read at 75, 61 left") << 61 << 75 << false;
        QTest::newRow("read at 75, 60 left") << 60 << 75 << true;
        QTest::newRow("read at 60, 45 left") << 45 << 60 << true;
        QTest::newRow("read at 45, 31 left") << 31 << 45 << false;
        QTest::newRow("read at 45, 30 left") << 30 << 45 << true;
        QTest::newRow("read at 30, 15 left") << 15 << 30 << true;
        QTest::newRow("read at 15, 1 left") << 1 << 15 << false;
        QTest::newRow("read, and over") << -2 << 15 << true;
    }

    void remindsAtTheDays()
    {
        QFETCH(const int, daysBefore);
        QFETCH(const int, readAt);
        RenewalReminder reminder;
        if (readAt > 0)
            reminder.dismiss(m_identity, End.addDays(-readAt));
        const RenewalReminder kept = RenewalReminder::fromText(reminder.toText());
        QCOMPARE(kept, reminder);
        const std::optional<int> due = kept.due(m_identity, End.addDays(-daysBefore));
        QTEST(due.has_value(), "isDue");
        if (due)
            QCOMPARE(*due, daysBefore < 0 ? -1 : daysBefore);
    }

    void anotherCertificateIsToldOfAnew()
    {
        RenewalReminder reminder;
        reminder.dismiss(m_identity, End.addDays(-20));
        IdentityInfo other = m_identity;
        other.id = QStringLiteral("other");
        QVERIFY(reminder.due(other, End.addDays(-20)));
        QVERIFY(!reminder.due(m_identity, End.addDays(-20)));
    }

private:
    PracticeIdentity m_files;
    const IdentityInfo m_identity{QStringLiteral("id"), m_files.certificate(End, ExtendedKeyUsage::ClientAuth),
                                  IdentityProtection::Keychain, QString()};
};

} // namespace tegata

TEGATA_TEST(tegata::TestRenewalReminder)
#include "test_renewalreminder.moc"
