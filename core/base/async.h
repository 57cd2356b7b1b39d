// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <memory>
#include <type_traits>
#include <utility>

namespace tegata {

// The one form of "later": a future that delivers exactly one Result (see pitfalls.md on QFuture).
template <typename T>
using Future = QFuture<Result<T>>;

// The producer's end. Delivers exactly one result: the first deliver() counts, and a promise destroyed without one
// delivers ErrorCode::Cancelled, so that no observer waits for ever. Moves; usable from any one thread at a time.
template <typename T>
class Promise
{
public:
    Promise() : m_promise(std::make_unique<QPromise<Result<T>>>()) { m_promise->start(); }
    ~Promise() { deliver(failure(ErrorCode::Cancelled)); }
    Promise(Promise &&) noexcept = default;
    Promise &operator=(Promise &&other) noexcept
    {
        if (this != &other) {
            deliver(failure(ErrorCode::Cancelled));
            m_promise = std::move(other.m_promise);
        }
        return *this;
    }

    Future<T> future() const { return m_promise->future(); }

    void deliver(Result<T> result)
    {
        if (!m_promise)
            return;
        m_promise->addResult(std::move(result));
        m_promise->finish();
        m_promise.reset();
    }

private:
    std::unique_ptr<QPromise<Result<T>>> m_promise;
};

template <typename T>
Future<T> readyFuture(Result<T> result)
{
    Promise<T> promise;
    Future<T> future = promise.future();
    promise.deliver(std::move(result));
    return future;
}

// Calls back in the receiver's thread (which must have an event loop), once, unless the receiver dies first.
template <typename T, typename Callback>
void observe(const Future<T> &future, QObject *receiver, Callback &&callback)
{
    auto *watcher = new QFutureWatcher<Result<T>>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver,
                     [watcher, callback = std::forward<Callback>(callback)]() mutable {
                         watcher->deleteLater();
                         const Future<T> finished = watcher->future();
                         if (finished.resultCount() > 0)
                             callback(finished.resultAt(0));
                         else
                             callback(Result<T>(failure(ErrorCode::Cancelled)));
                     });
    watcher->setFuture(future);
}

} // namespace tegata
