// SPDX-License-Identifier: Apache-2.0
#include "core/domain/conflictcause.h"

#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestConflictCause : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyANewVersionIsAChange_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<RequestState>("state");
        QTest::addColumn<int>("expiresIn"); // seconds from now on; 0: never
        QTest::addColumn<QString>("claimedBy");
        QTest::addColumn<ConflictCause>("cause");
        const QString other = QStringLiteral("op-2");
        const QString me = QStringLiteral("op-1");
        const QString nobody;
        QTest::newRow("changed") << 4 << RequestState::Rejected << 60 << nobody << ConflictCause::Changed;
        QTest::newRow("changed and claimed") << 4 << RequestState::Pending << 60 << other << ConflictCause::Changed;
        QTest::newRow("expired") << 4 << RequestState::Expired << -60 << nobody << ConflictCause::TimedOut;
        QTest::newRow("about to be expired") << 3 << RequestState::OnHold << -1 << nobody << ConflictCause::TimedOut;
        QTest::newRow("decided before it would have expired")
            << 3 << RequestState::Rejected << -60 << nobody << ConflictCause::State;
        QTest::newRow("claimed") << 3 << RequestState::Pending << 60 << other << ConflictCause::Claimed;
        QTest::newRow("claimed by oneself") << 3 << RequestState::Pending << 60 << me << ConflictCause::State;
        QTest::newRow("once claimed, issued") << 3 << RequestState::Issued << 60 << other << ConflictCause::State;
        QTest::newRow("never expires") << 3 << RequestState::Pending << 0 << nobody << ConflictCause::State;
    }
    void onlyANewVersionIsAChange()
    {
        QFETCH(int, version);
        QFETCH(RequestState, state);
        QFETCH(int, expiresIn);
        QFETCH(QString, claimedBy);
        QFETCH(ConflictCause, cause);
        const QDateTime at(QDate(2026, 11, 30), QTime(12, 0), Qt::UTC);
        CertificateRequest seen;
        seen.version = 3;
        CertificateRequest now = seen;
        now.version = version;
        now.state = state;
        now.claimedBy = claimedBy;
        now.expiresAt = expiresIn == 0 ? QDateTime() : at.addSecs(expiresIn);
        QVERIFY(conflictCause(seen, now, QStringLiteral("op-1"), at) == cause);
        const Error error = conflictError(cause);
        QCOMPARE(error.code, ErrorCode::Conflict);
        QCOMPARE(error.reason.isEmpty(), cause == ConflictCause::Changed);
    }
};

TEGATA_TEST(TestConflictCause)
#include "test_conflictcause.moc"
