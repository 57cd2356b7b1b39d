// SPDX-License-Identifier: Apache-2.0
#include "core/base/async.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <memory>
#include <optional>

using namespace tegata;

class TestPromise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversOnce();
    void droppedPromiseCancels();
    void assignedOverPromiseCancels();
    void movedPromiseDeliversForTheNewOwner();
    void readyFutureIsFinished();
    void deadReceiverIsNotCalled();
};

void TestPromise::deliversOnce()
{
    QObject receiver;
    Promise<int> promise;
    QList<int> seen;
    observe(promise.future(), &receiver, [&seen](const Result<int> &result) { seen.append(result.value_or(-1)); });
    promise.deliver(7);
    promise.deliver(8);
    promise.deliver(failure(ErrorCode::Internal));
    QTRY_COMPARE(seen, QList<int>{7});
    QCoreApplication::processEvents();
    QCOMPARE(seen, QList<int>{7});
}

void TestPromise::droppedPromiseCancels()
{
    QObject receiver;
    std::optional<ErrorCode> code;
    {
        Promise<int> promise;
        observe(promise.future(), &receiver, [&code](const Result<int> &result) { code = result.error().code; });
    }
    QTRY_COMPARE(code, std::optional(ErrorCode::Cancelled));
}

void TestPromise::assignedOverPromiseCancels()
{
    Promise<int> first;
    const Future<int> firstFuture = first.future();
    Promise<int> second;
    const Future<int> secondFuture = second.future();
    first = std::move(second);
    QVERIFY(firstFuture.isFinished());
    QCOMPARE(firstFuture.result().error().code, ErrorCode::Cancelled);
    QVERIFY(!secondFuture.isFinished());
    first.deliver(1);
    QCOMPARE(secondFuture.result().value(), 1);
}

void TestPromise::movedPromiseDeliversForTheNewOwner()
{
    auto promise = std::make_unique<Promise<int>>();
    const Future<int> future = promise->future();
    Promise<int> owner(std::move(*promise));
    promise.reset();
    QVERIFY(!future.isFinished());
    owner.deliver(3);
    QCOMPARE(future.result().value(), 3);
}

void TestPromise::readyFutureIsFinished()
{
    const Future<int> future = readyFuture<int>(failure(ErrorCode::NotFound));
    QVERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 1);
    QCOMPARE(future.result().error().code, ErrorCode::NotFound);
}

void TestPromise::deadReceiverIsNotCalled()
{
    int calls = 0;
    QObject living;
    Promise<int> promise;
    {
        QObject receiver;
        observe(promise.future(), &receiver, [&calls](const Result<int> &) { calls += 100; });
        observe(promise.future(), &living, [&calls](const Result<int> &) { ++calls; });
    }
    promise.deliver(1);
    QTRY_COMPARE(calls, 1);
}

TEGATA_TEST(TestPromise)
#include "test_promise.moc"
