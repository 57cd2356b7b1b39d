// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/conflicttext.h"

#include "tests/support/fakesite.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tegata {

// A change is told with who made it; what nobody changed is not told as a change.
class TestConflictText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheCause_data();
    void tellsTheCause();
};

void TestConflictText::tellsTheCause_data()
{
    QTest::addColumn<CertificateRequest>("now");
    QTest::addColumn<QList<HistoryEntry>>("history");
    QTest::addColumn<QString>("tells");
    QTest::addColumn<bool>("isSomebodys");
    const CertificateRequest seen = FakeSite::makeRequest(1);
    const auto entry = [&seen](const char *action, const Actor &actor, int secondsLater) {
        HistoryEntry made;
        made.at = seen.updatedAt.addSecs(secondsLater);
        made.action = QLatin1String(action);
        made.actor = actor;
        return made;
    };
    const Actor me{QStringLiteral("op-1"), QStringLiteral("山田 太郎")};
    const Actor other{QStringLiteral("op-2"), QStringLiteral("鈴木 花子")};
    const HistoryEntry submitted = entry("submit", {QStringLiteral("co-1"), QStringLiteral("佐藤 一郎")}, -5);

    CertificateRequest changed = seen;
    changed.version = seen.version + 1;
    changed.state = RequestState::OnHold;
    QTest::newRow("by a colleague") << changed << QList<HistoryEntry>{submitted, entry("hold", other, 60)}
                                    << QStringLiteral("鈴木 花子 has changed it: Put on hold") << true;
    QTest::newRow("by oneself elsewhere") << changed << QList<HistoryEntry>{submitted, entry("hold", me, 60)}
                                          << QStringLiteral("You have changed it yourself") << true;
    QTest::newRow("nobody tells") << changed << QList<HistoryEntry>{} << QStringLiteral("the site does not say by whom")
                                  << true;
    CertificateRequest expired = changed;
    expired.state = RequestState::Expired;
    QTest::newRow("timed out") << expired << QList<HistoryEntry>{submitted, entry("expire", {}, 60)}
                               << QStringLiteral("timed out") << false;
    CertificateRequest late = seen;
    late.expiresAt = seen.updatedAt.addSecs(30);
    QTest::newRow("timed out, not yet marked so")
        << late << QList<HistoryEntry>{submitted} << QStringLiteral("timed out") << false;
    CertificateRequest failed = seen;
    failed.state = RequestState::Issued;
    QTest::newRow("not in this state") << failed << QList<HistoryEntry>{submitted}
                                       << QStringLiteral("does not allow this in the state “Issued”") << false;
    CertificateRequest claimed = seen;
    claimed.claimedBy = other.id;
    QTest::newRow("claimed") << claimed << QList<HistoryEntry>{submitted} << QStringLiteral("has claimed it") << false;
}

void TestConflictText::tellsTheCause()
{
    QFETCH(CertificateRequest, now);
    QFETCH(QList<HistoryEntry>, history);
    QFETCH(QString, tells);
    const CertificateRequest seen = FakeSite::makeRequest(1);
    const QString cause = ConflictText::cause(seen, now, history, QStringLiteral("op-1"), seen.updatedAt.addSecs(120));
    QVERIFY2(cause.contains(tells), qPrintable(cause));
    // A time-out says outright that nobody did: that sentence is the opposite of somebody's change.
    QString claims = cause;
    claims.remove(QLatin1String("Nobody else changed it"));
    QTEST(claims.contains(QLatin1String("changed it")) || claims.contains(QLatin1String("has been changed")),
          "isSomebodys");
}

} // namespace tegata

TEGATA_TEST(tegata::TestConflictText)
#include "test_conflicttext.moc"
