// SPDX-License-Identifier: Apache-2.0
#include "core/base/backoff.h"

#include <QRandomGenerator>

#include <algorithm>

namespace tegata {

std::chrono::milliseconds Backoff::next()
{
    constexpr int Shortest = 1000;
    constexpr int Longest = 60000;
    const int pause = std::min(Longest, Shortest << std::min(m_failures, 6));
    ++m_failures;
    const int spread = pause / 5;
    return std::chrono::milliseconds(pause - spread + QRandomGenerator::global()->bounded(2 * spread + 1));
}

} // namespace tegata
