// SPDX-License-Identifier: Apache-2.0
// What the fuzz targets share. Each target is one LLVMFuzzerTestOneInput() over a reader of outside bytes: whatever the
// bytes are, the reader answers with a value or an Error, and what it read can be shown and written again.
#pragma once

#include <QByteArray>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace tegata::fuzz {

inline QByteArray bytesOf(const std::uint8_t *data, std::size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
}

// A promise of the code under test; libFuzzer keeps the input where it is broken.
inline void require(bool holds, const char *promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "promise broken: %s\n", promise);
    std::abort();
}

} // namespace tegata::fuzz
