// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

class QThread;

namespace tegata {

// Threads that take jobs from one queue, first come first served. The threads are QThreads without an event loop:
// QSqlDatabase connections can be opened in them and live as long as the pool. Every method may be called from any
// thread but a worker; enqueue() from a worker too.
class WorkerPool
{
public:
    WorkerPool(int threads, std::function<void()> onExit);
    ~WorkerPool(); // stops
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;

    // The job must not throw. Dropped without a run after stop().
    void enqueue(std::function<void()> job);
    // Drops what has not begun, waits for what has, then ends the threads; onExit runs last on each, one at a time, and
    // must not call the pool.
    void stop();

private:
    void work();

    std::function<void()> m_onExit;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    bool m_stopping = false;
    std::vector<std::unique_ptr<QThread>> m_threads;
};

} // namespace tegata
