// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace tegata {

// Runs a job again and again on a thread of its own, first at once, then after each interval or soon after wake(). The
// destructor lets the job at hand finish and joins. `atEnd` is the thread's last call.
class Housekeeper
{
public:
    Housekeeper(std::chrono::milliseconds interval, std::function<void()> job, std::function<void()> atEnd);
    ~Housekeeper();
    Housekeeper(const Housekeeper &) = delete;
    Housekeeper &operator=(const Housekeeper &) = delete;

    // The next run comes after Gathering, with all that is woken for until then: each run costs those who write to the
    // store their turn. From any thread.
    static constexpr std::chrono::milliseconds Gathering{100};
    void wake();

private:
    void run();

    const std::chrono::milliseconds m_interval;
    const std::function<void()> m_job;
    const std::function<void()> m_atEnd;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_ending = false;
    bool m_woken = false;
    std::thread m_thread;
};

} // namespace tegata
