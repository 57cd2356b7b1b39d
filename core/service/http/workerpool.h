// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

class QThread;

namespace tegata {

// Threads that take jobs from queues, one queue (lane) after the other, in each first come first served: many jobs of
// one lane do not hold up another's. The threads are QThreads without an event loop: QSqlDatabase connections can be
// opened in them and live as long as the pool. Every method may be called from any thread but a worker; enqueue() from
// a worker too.
class WorkerPool
{
public:
    enum class Priority
    {
        Usual,
        Low // yields to the other threads where the processor is short; must hold no lock that they wait for
    };

    WorkerPool(int threads, Priority priority, std::function<void()> onExit);
    ~WorkerPool(); // stops
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;

    // The job must not throw. Dropped without a run after stop().
    void enqueue(std::size_t lane, std::function<void()> job);
    // Drops what has not begun, waits for what has, then ends the threads; onExit runs last on each, one at a time, and
    // must not call the pool.
    void stop();

private:
    using Job = std::function<void()>;
    void work();
    Job takeNext(); // with the mutex held, and a job there

    const Priority m_priority;
    const std::function<void()> m_onExit;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<std::deque<Job>> m_lanes;
    std::size_t m_nextLane = 0;
    std::size_t m_waiting = 0; // jobs in all lanes
    bool m_stopping = false;
    std::vector<std::unique_ptr<QThread>> m_threads;
};

} // namespace tegata
