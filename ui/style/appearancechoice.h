// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/tokens.h"

namespace tegata {

enum class SchemeChoice
{
    System,
    Light,
    Dark
};

// How a person wants the program to look. A value, part of Settings.
struct AppearanceChoice
{
    static constexpr int LeastText = 80; // percent of the body's size
    static constexpr int MostText = 200;

    SchemeChoice scheme = SchemeChoice::System;
    Density density = Density::Standard;
    int textPercent = 100;

    friend bool operator==(const AppearanceChoice &, const AppearanceChoice &) = default;
};

} // namespace tegata
