// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tegata {

inline constexpr int LongestDay = 1000;

// How a practice world is made at its first start; later starts keep what the directory holds.
struct PracticeOptions
{
    int pending = 0;     // so many pending requests as a working day (practiceworkday.h); 0: the usual small queue
    int approvalsOv = 1; // different operators that an approval takes
    int approvalsEv = 1;
};

} // namespace tegata
