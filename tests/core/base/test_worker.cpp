// SPDX-License-Identifier: Apache-2.0
#include "core/base/worker.h"
#include "tests/support/testmain.h"

#include <QSemaphore>
#include <QTest>

using namespace tegata;

class TestWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsInItsThreadInOrder();
    void destructorDropsTheRest();
    void passesErrorsOn();
};

void TestWorker::runsInItsThreadInOrder()
{
    Worker worker(QStringLiteral("test"));
    QList<int> order;
    QThread *thread = nullptr;
    Future<int> last;
    for (int i = 0; i < 20; ++i) {
        last = worker.run<int>([&order, &thread, i]() -> Result<int> {
            thread = QThread::currentThread();
            order.append(i);
            return i;
        });
    }
    last.waitForFinished();
    QCOMPARE(last.result().value(), 19);
    QCOMPARE(order.size(), 20);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(order.at(i), i);
    QVERIFY(thread != QThread::currentThread());
    QCOMPARE(worker.context()->thread(), thread);
    QCOMPARE(thread->objectName(), QStringLiteral("test"));
}

void TestWorker::destructorDropsTheRest()
{
    QSemaphore started;
    QSemaphore go;
    bool isSecondRun = false;
    Future<int> first;
    Future<int> second;
    {
        Worker worker(QStringLiteral("test"));
        first = worker.run<int>([&]() -> Result<int> {
            // The thread is told to end before the first job is over.
            QThread::currentThread()->quit();
            started.release();
            go.acquire();
            return 1;
        });
        second = worker.run<int>([&]() -> Result<int> {
            isSecondRun = true;
            return 2;
        });
        started.acquire();
        go.release();
    }
    QVERIFY(first.isFinished() && second.isFinished());
    QCOMPARE(first.result().value(), 1);
    QVERIFY(isSecondRun || second.result().error().code == ErrorCode::Cancelled);
}

void TestWorker::passesErrorsOn()
{
    Worker worker(QStringLiteral("test"));
    Future<int> future = worker.run<int>([]() -> Result<int> { return failure(ErrorCode::DiskFull); });
    future.waitForFinished();
    QCOMPARE(future.result().error().code, ErrorCode::DiskFull);
}

TEGATA_TEST(TestWorker)
#include "test_worker.moc"
