// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/workerpool.h"
#include "tests/support/testmain.h"

#include <QSemaphore>
#include <QTest>

#include <mutex>

using namespace tegata;

class TestWorkerPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lanesTakeTurns();
    void dropsWhatHasNotBegun();
};

void TestWorkerPool::lanesTakeTurns()
{
    WorkerPool pool(1, WorkerPool::Priority::Low, nullptr);
    QSemaphore begun;
    QSemaphore goOn;
    pool.enqueue(0, [&] {
        begun.release();
        goOn.acquire();
    });
    QVERIFY(begun.tryAcquire(1, 20'000));
    std::mutex mutex;
    QString order;
    QSemaphore done;
    const auto job = [&](char name) {
        return [&, name] {
            const std::lock_guard lock(mutex);
            order += QLatin1Char(name);
            done.release();
        };
    };
    for (int i = 0; i < 5; ++i)
        pool.enqueue(1, job('a'));
    pool.enqueue(3, job('b')); // a lane in between was never used
    pool.enqueue(3, job('b'));
    goOn.release();
    QVERIFY(done.tryAcquire(7, 20'000));
    QCOMPARE(order, QStringLiteral("ababaaa"));
}

void TestWorkerPool::dropsWhatHasNotBegun()
{
    int exits = 0;
    int ran = 0;
    WorkerPool pool(2, WorkerPool::Priority::Usual, [&exits] { ++exits; });
    QSemaphore begun;
    QSemaphore goOn;
    for (int i = 0; i < 2; ++i) {
        pool.enqueue(0, [&] {
            begun.release();
            goOn.acquire();
        });
    }
    QVERIFY(begun.tryAcquire(2, 20'000));
    pool.enqueue(0, [&ran] { ++ran; });
    goOn.release(2);
    pool.stop();
    QVERIFY(ran <= 1);
    QCOMPARE(exits, 2);
    pool.enqueue(0, [&ran] { ran = 100; });
    QVERIFY(ran <= 1);
}

TEGATA_TEST(TestWorkerPool)
#include "test_workerpool.moc"
