// SPDX-License-Identifier: Apache-2.0
#include "core/service/sites/signinthrottle.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestSignInThrottle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void windowForgetsWithTime();
    void windowTakesBack();
    void windowHoldsNoMoreThanItMay();
    void whatIsTakenBackPushesNothingOut();
    void otherPlacesAreNotLocked();
    void aBlockIsLimitedOverAllLogins();
    void aKnownPlacePassesTheAccountsLimit();
    void successDoesNotForgetOthersAttempts();
    void whatWasNotMadeIsNotCounted();

private:
    static QDateTime at(int seconds) { return QDateTime::fromSecsSinceEpoch(1'700'000'000 + seconds, Qt::UTC); }
    static SignInAttempt from(const QString &block, const QString &login = QStringLiteral("tanaka"))
    {
        return {login, block, false};
    }
};

void TestSignInThrottle::windowForgetsWithTime()
{
    AttemptWindow window(3, 60);
    const QString key = QStringLiteral("a");
    for (const int second : {0, 10, 20}) {
        QCOMPARE(window.secondsToWait(key, at(second)), 0);
        window.add(key, at(second));
    }
    QCOMPARE(window.secondsToWait(key, at(25)), 35);
    QCOMPARE(window.secondsToWait(QStringLiteral("b"), at(25)), 0);
    QCOMPARE(window.secondsToWait(key, at(60)), 0);
    QCOMPARE(window.keys(), 1);
    QCOMPARE(window.secondsToWait(key, at(80)), 0);
    QCOMPARE(window.keys(), 0);
    // A clock that was set back does not lock for longer than the window.
    for (int i = 0; i < 3; ++i)
        window.add(key, at(10'000));
    QCOMPARE(window.secondsToWait(key, at(100)), 60);
}

void TestSignInThrottle::windowTakesBack()
{
    AttemptWindow window(2, 60);
    const QString key = QStringLiteral("a");
    window.add(key, at(0));
    window.add(key, at(0));
    window.takeBack(key);
    QCOMPARE(window.secondsToWait(key, at(1)), 0);
    window.add(key, at(5));
    QCOMPARE(window.secondsToWait(key, at(6)), 54);
    window.forget(key);
    QCOMPARE(window.keys(), 0);
    window.takeBack(key); // nothing to take back
    window.add(key, at(7));
    QCOMPARE(window.secondsToWait(key, at(62)), 0);
    QCOMPARE(window.keys(), 1);
}

void TestSignInThrottle::windowHoldsNoMoreThanItMay()
{
    AttemptWindow window(5, 3600);
    for (std::size_t i = 0; i < AttemptWindow::MostAttempts + 5000; ++i)
        window.add(QString::number(i), at(0));
    QVERIFY(std::size_t(window.keys()) <= AttemptWindow::MostAttempts + 1);
}

void TestSignInThrottle::whatIsTakenBackPushesNothingOut()
{
    AttemptWindow window(2, 3600);
    const QString key = QStringLiteral("a");
    window.add(key, at(0));
    window.add(key, at(0));
    for (std::size_t i = 0; i < AttemptWindow::MostAttempts + 5000; ++i) {
        const QString other = QString::number(i % 100);
        window.add(other, at(1));
        window.takeBack(other);
    }
    QCOMPARE(window.secondsToWait(key, at(2)), 3598);
    QCOMPARE(window.keys(), 1);
}

void TestSignInThrottle::otherPlacesAreNotLocked()
{
    SignInThrottle throttle({10, 50, 15, 100, 24});
    const SignInAttempt attacker = from(QStringLiteral("192.0.2.1"));
    for (int i = 0; i < 10; ++i)
        QCOMPARE(throttle.secondsToWait(attacker, at(i)), 0);
    QVERIFY(throttle.isExhausted(attacker, at(10)));
    QVERIFY(throttle.secondsToWait(attacker, at(10)) > 0);
    const SignInAttempt owner = from(QStringLiteral("198.51.100.1"));
    QVERIFY(!throttle.isExhausted(owner, at(10)));
    QCOMPARE(throttle.secondsToWait(owner, at(10)), 0);
    QCOMPARE(throttle.secondsToWait(attacker, at(900)), 0);
}

void TestSignInThrottle::aBlockIsLimitedOverAllLogins()
{
    SignInThrottle throttle({10, 50, 15, 100, 24});
    const QString block = QStringLiteral("192.0.2.1");
    for (int i = 0; i < 50; ++i)
        QCOMPARE(throttle.secondsToWait(from(block, QString::number(i)), at(0)), 0);
    QVERIFY(throttle.secondsToWait(from(block, QStringLiteral("other")), at(0)) > 0);
}

void TestSignInThrottle::aKnownPlacePassesTheAccountsLimit()
{
    SignInThrottle throttle({10, 50, 15, 100, 24});
    for (int i = 0; i < 100; ++i)
        QCOMPARE(throttle.secondsToWait(from(QStringLiteral("block%1").arg(i)), at(i)), 0);
    QVERIFY(throttle.isExhausted(from(QStringLiteral("block100")), at(100)));
    SignInAttempt owner = from(QStringLiteral("198.51.100.1"));
    QVERIFY(throttle.secondsToWait(owner, at(100)) > 15 * 60);
    owner.isKnownPlace = true;
    QCOMPARE(throttle.secondsToWait(owner, at(100)), 0);
    // Not without end from there either.
    for (int i = 0; i < 9; ++i)
        QCOMPARE(throttle.secondsToWait(owner, at(101)), 0);
    QVERIFY(throttle.secondsToWait(owner, at(101)) > 0);
}

void TestSignInThrottle::successDoesNotForgetOthersAttempts()
{
    SignInThrottle throttle({10, 50, 15, 20, 24});
    const SignInAttempt owner = from(QStringLiteral("198.51.100.1"));
    for (int i = 0; i < 19; ++i)
        QCOMPARE(throttle.secondsToWait(from(QStringLiteral("block%1").arg(i)), at(0)), 0);
    QCOMPARE(throttle.secondsToWait(owner, at(1)), 0);
    throttle.succeeded(owner);
    QCOMPARE(throttle.secondsToWait(from(QStringLiteral("block20")), at(2)), 0);
    QVERIFY(throttle.secondsToWait(from(QStringLiteral("block21")), at(2)) > 0);
}

void TestSignInThrottle::whatWasNotMadeIsNotCounted()
{
    SignInThrottle throttle({10, 50, 15, 100, 24});
    const SignInAttempt attempt = from(QStringLiteral("192.0.2.1"));
    for (int i = 0; i < 200; ++i) {
        QCOMPARE(throttle.secondsToWait(attempt, at(i / 10)), 0);
        throttle.takeBack(attempt);
    }
}

TEGATA_TEST(TestSignInThrottle)
#include "test_signinthrottle.moc"
