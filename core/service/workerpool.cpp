// SPDX-License-Identifier: Apache-2.0
#include "core/service/workerpool.h"

#include <QThread>

#include <algorithm>
#include <utility>

namespace tegata {

WorkerPool::WorkerPool(int threads, std::function<void()> onExit) : m_onExit(std::move(onExit))
{
    for (int i = 0; i < std::max(1, threads); ++i) {
        m_threads.emplace_back(QThread::create([this] { work(); }));
        m_threads.back()->setObjectName(QStringLiteral("http-worker-%1").arg(i + 1));
        m_threads.back()->start();
    }
}

WorkerPool::~WorkerPool()
{
    stop();
}

void WorkerPool::enqueue(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return;
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void WorkerPool::stop()
{
    std::deque<std::function<void()>> dropped;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        dropped.swap(m_jobs);
    }
    m_wake.notify_all();
    for (const std::unique_ptr<QThread> &thread : m_threads)
        thread->wait();
    m_threads.clear();
    // The workers' last acts come before what the caller does next. QThread::wait() gives that already, but the thread
    // sanitizer does not see it, as Qt is not instrumented.
    const std::lock_guard lock(m_mutex);
}

void WorkerPool::work()
{
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
            if (m_jobs.empty())
                break;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job();
    }
    const std::lock_guard lock(m_mutex);
    if (m_onExit)
        m_onExit();
}

} // namespace tegata
