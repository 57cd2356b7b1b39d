// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/workerpool.h"

#include <QThread>

#include <algorithm>
#include <utility>

#include <sys/resource.h>
#include <unistd.h>

namespace tegata {

namespace {

constexpr int LowNiceness = 10;

// Linux: the niceness of this thread alone. Qt's thread priorities have no effect under the usual scheduler.
void yieldToOthers()
{
    (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), LowNiceness);
}

} // namespace

WorkerPool::WorkerPool(int threads, Priority priority, std::function<void()> onExit)
    : m_priority(priority), m_onExit(std::move(onExit))
{
    const QString name = priority == Priority::Low ? QStringLiteral("http-slow-%1") : QStringLiteral("http-worker-%1");
    for (int i = 0; i < std::max(1, threads); ++i) {
        m_threads.emplace_back(QThread::create([this] { work(); }));
        m_threads.back()->setObjectName(name.arg(i + 1));
        m_threads.back()->start();
    }
}

WorkerPool::~WorkerPool()
{
    stop();
}

void WorkerPool::enqueue(std::size_t lane, Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return;
        if (lane >= m_lanes.size())
            m_lanes.resize(lane + 1);
        m_lanes[lane].push_back(std::move(job));
        ++m_waiting;
    }
    m_wake.notify_one();
}

void WorkerPool::stop()
{
    std::vector<std::deque<Job>> dropped;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        dropped.swap(m_lanes);
        m_waiting = 0;
    }
    m_wake.notify_all();
    for (const std::unique_ptr<QThread> &thread : m_threads)
        thread->wait();
    m_threads.clear();
    // The workers' last acts come before what the caller does next. QThread::wait() gives that already, but the thread
    // sanitizer does not see it, as Qt is not instrumented.
    const std::lock_guard lock(m_mutex);
}

WorkerPool::Job WorkerPool::takeNext()
{
    while (m_lanes[m_nextLane % m_lanes.size()].empty())
        ++m_nextLane;
    m_nextLane %= m_lanes.size();
    std::deque<Job> &lane = m_lanes[m_nextLane++];
    Job job = std::move(lane.front());
    lane.pop_front();
    --m_waiting;
    return job;
}

void WorkerPool::work()
{
    if (m_priority == Priority::Low)
        yieldToOthers();
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || m_waiting > 0; });
            if (m_waiting == 0)
                break;
            job = takeNext();
        }
        job();
    }
    const std::lock_guard lock(m_mutex);
    if (m_onExit)
        m_onExit();
}

} // namespace tegata
