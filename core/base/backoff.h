// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace tegata {

// The pause before the next try: 1 s, doubling to 60 s, each ± 20 % at random so that many clients do not come back
// at the same moment. A value.
class Backoff
{
public:
    std::chrono::milliseconds next();
    void reset() { m_failures = 0; }
    int failures() const { return m_failures; }

private:
    int m_failures = 0;
};

} // namespace tegata
