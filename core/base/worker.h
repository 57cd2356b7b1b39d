// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"

#include <QMetaObject>
#include <QObject>
#include <QThread>

#include <utility>

namespace tegata {

// One thread with an event loop and a queue: what must not run on the GUI thread (SQL, files, key derivation) runs
// here, in the order given. Owned by its creator; the destructor finishes the job at hand, drops the rest (their
// futures deliver Cancelled) and joins.
class Worker
{
public:
    explicit Worker(const QString &name);
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    // Runs what has been given so far, then joins; what comes later is dropped. Blocks: for an owner whose jobs must
    // not be lost (writes) at its own end.
    void finish();

    // job: () -> Result<T>, run on the worker's thread. Safe to call from any thread.
    template <typename T, typename Job>
    Future<T> run(Job &&job)
    {
        Promise<T> promise;
        Future<T> future = promise.future();
        // Qt copies nothing here, but its functor must be copyable in 6.4: hold what only moves by shared pointer.
        auto state =
            std::make_shared<std::pair<Promise<T>, std::decay_t<Job>>>(std::move(promise), std::forward<Job>(job));
        QMetaObject::invokeMethod(
            m_context, [state] { state->first.deliver(state->second()); }, Qt::QueuedConnection);
        return future;
    }

    // The object that lives in the worker's thread, for timers and signals that belong there.
    QObject *context() const { return m_context; }

private:
    QThread m_thread;
    QObject *m_context; // deleted in its own thread when that ends
};

} // namespace tegata
