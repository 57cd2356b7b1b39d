// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <vector>

namespace tegata {

// A set of keys of the cache as one bit each: a million keys are 125 KB and a look is a nanosecond. A value.
class KeySet
{
public:
    void insert(qint64 key)
    {
        const auto place = static_cast<std::size_t>(key);
        if (place >= m_bits.size())
            m_bits.resize(qMax(place + 1, m_bits.size() * 2));
        m_bits[place] = true;
    }
    bool contains(qint64 key) const
    {
        const auto place = static_cast<std::size_t>(key);
        return place < m_bits.size() && m_bits[place];
    }

private:
    std::vector<bool> m_bits;
};

} // namespace tegata
