// SPDX-License-Identifier: Apache-2.0
#include "core/sync/outboxqueue.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;
using namespace std::chrono_literals;

namespace {

const OutboxQueue::Time Now = OutboxQueue::Time{} + 1h;

OutboxQueue::Pending make(qint64 id, const char *target, OutboxQueue::Time notBefore = {})
{
    auto action = std::make_shared<PendingAction>();
    action->stored.id = id;
    action->stored.target = QLatin1String(target);
    action->notBefore = notBefore;
    return action;
}

// The ids that may go at once, in their order.
QList<qint64> takeAll(OutboxQueue &queue, OutboxQueue::Time now = Now)
{
    QList<qint64> ids;
    while (const OutboxQueue::Pending action = queue.takeReady(now))
        ids.append(action->stored.id);
    return ids;
}

} // namespace

class TestOutboxQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void differentThingsGoSideBySideAndOneThingInOrder()
    {
        OutboxQueue queue;
        for (const auto &action : {make(1, "a"), make(2, "a"), make(3, "b"), make(4, "a"), make(5, "c")})
            queue.insert(action);
        QCOMPARE(takeAll(queue), (QList<qint64>{1, 3, 5}));
        QVERIFY(queue.find(1)->item.state == OutboxState::Sending);
        queue.remove(1);
        QCOMPARE(takeAll(queue), QList<qint64>{2});
        queue.remove(3);
        queue.remove(2);
        QCOMPARE(takeAll(queue), QList<qint64>{4});
        QCOMPARE(queue.size(), 2);
    }

    void whoseTurnIsNextIsKnown()
    {
        OutboxQueue queue;
        for (const auto &action : {make(1, "a"), make(2, "a"), make(3, "b"), make(4, "c"), make(5, "d", Now + 10s)})
            queue.insert(action);
        QVERIFY(queue.has(QStringLiteral("a")));
        QVERIFY(!queue.has(QStringLiteral("e")));
        QVERIFY(queue.takeReady(Now));
        QList<qint64> next;
        for (const OutboxQueue::Pending &action : queue.ready(10))
            next.append(action->stored.id);
        QCOMPARE(next, (QList<qint64>{3, 4}));
        QCOMPARE(queue.ready(1).size(), 1);
    }

    void nothingGoesBeforeItsTime()
    {
        OutboxQueue queue;
        queue.insert(make(1, "a", Now + 10s));
        queue.insert(make(2, "b", Now + 5s));
        queue.insert(make(3, "c"));
        QCOMPARE(takeAll(queue), QList<qint64>{3});
        QVERIFY(queue.nextTime() == Now + 5s);
        QCOMPARE(takeAll(queue, Now + 5s), QList<qint64>{2});
        QVERIFY(queue.nextTime() == Now + 10s);
        queue.schedule(queue.find(1), OutboxState::Waiting, {});
        QCOMPARE(takeAll(queue, Now), QList<qint64>{1});
        QVERIFY(!queue.nextTime());
    }

    void theOldestOfThoseWhoseTimeHasComeGoesFirst()
    {
        OutboxQueue queue;
        queue.insert(make(1, "a", Now + 3s));
        queue.insert(make(2, "b", Now + 1s));
        QCOMPARE(takeAll(queue, Now + 5s), (QList<qint64>{1, 2}));
    }

    void whoAsksHoldsWhatIsBehind()
    {
        OutboxQueue queue;
        queue.insert(make(1, "a"));
        queue.insert(make(2, "a"));
        queue.schedule(queue.find(1), OutboxState::Asking, {});
        QVERIFY(takeAll(queue).isEmpty());
        queue.settle(queue.find(1));
        QVERIFY(takeAll(queue).isEmpty()); // on its way out: not yet
        queue.remove(1);
        QCOMPARE(takeAll(queue), QList<qint64>{2});
    }

    void whatWasTakenBackGoesNowhere()
    {
        OutboxQueue queue;
        for (qint64 id = 1; id <= 3; ++id)
            queue.insert(make(id, qPrintable(QString::number(id))));
        QCOMPARE(queue.takeReady(Now)->stored.id, 1); // 2 and 3 are known to be ready now
        queue.settle(queue.find(2));
        QCOMPARE(takeAll(queue), QList<qint64>{3});
    }

    void whatIsBehindIsOfTheSameThingAndLater()
    {
        OutboxQueue queue;
        for (const auto &action : {make(1, "a"), make(2, "b"), make(3, "a"), make(4, "a")})
            queue.insert(action);
        QList<qint64> ids;
        for (const auto &action : queue.behind(*queue.find(3)))
            ids.append(action->stored.id);
        QCOMPARE(ids, QList<qint64>{4});
        QCOMPARE(queue.behind(*queue.find(1)).size(), 2);
    }
};

TEGATA_TEST(TestOutboxQueue)
#include "test_outboxqueue.moc"
