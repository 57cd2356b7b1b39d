// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <atomic>
#include <memory>
#include <utility>

namespace tegata {

// Goes with a question to QueueCache that a newer one may replace. Once stopped, the question answers Cancelled within
// milliseconds, or is never begun. A ticket of no line is never stopped. A value; any thread.
class SearchTicket
{
public:
    SearchTicket() = default;
    bool isStopped() const { return m_latest && m_latest->load(std::memory_order_relaxed) != m_number; }

private:
    friend class SearchLine;
    SearchTicket(std::shared_ptr<std::atomic<quint64>> latest, quint64 number)
        : m_latest(std::move(latest)), m_number(number)
    {}

    std::shared_ptr<std::atomic<quint64>> m_latest;
    quint64 m_number = 0;
};

// One list's questions, of which only the newest matter: a list keeps a line and takes a ticket for each new query;
// everything asked with that ticket (firstRows, keys, count, …) belongs together, everything asked with earlier ones
// stops. Destroyed, it stops them all.
class SearchLine
{
public:
    SearchLine() : m_latest(std::make_shared<std::atomic<quint64>>(0)) {}
    ~SearchLine() { stop(); }
    SearchLine(const SearchLine &) = delete;
    SearchLine &operator=(const SearchLine &) = delete;

    SearchTicket next() { return {m_latest, ++*m_latest}; }
    void stop() { ++*m_latest; }

private:
    std::shared_ptr<std::atomic<quint64>> m_latest;
};

} // namespace tegata
