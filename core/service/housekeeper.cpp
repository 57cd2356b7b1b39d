// SPDX-License-Identifier: Apache-2.0
#include "core/service/housekeeper.h"

#include <utility>

namespace tegata {

Housekeeper::Housekeeper(std::chrono::milliseconds interval, std::function<void()> job, std::function<void()> atEnd)
    : m_interval(interval), m_job(std::move(job)), m_atEnd(std::move(atEnd)), m_thread([this] { run(); })
{}

Housekeeper::~Housekeeper()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void Housekeeper::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
    }
    m_wake.notify_all();
}

void Housekeeper::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        m_woken = false;
        lock.unlock();
        m_job();
        lock.lock();
        if (m_wake.wait_for(lock, m_interval, [this] { return m_ending || m_woken; }))
            m_wake.wait_for(lock, Gathering, [this] { return m_ending; });
    }
    lock.unlock();
    m_atEnd();
}

} // namespace tegata
