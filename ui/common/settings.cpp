// SPDX-License-Identifier: Apache-2.0
#include "ui/common/settings.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr std::chrono::seconds LongestUndoWindow{60};
constexpr std::chrono::minutes LongestIdleLock{120};
constexpr int LastPort = 65535;

} // namespace

Settings bounded(Settings settings)
{
    settings.undoWindow = std::clamp(settings.undoWindow, std::chrono::seconds{0}, LongestUndoWindow);
    settings.idleLock = std::clamp(settings.idleLock, std::chrono::minutes{0}, LongestIdleLock);
    settings.liveProbePort = std::clamp(settings.liveProbePort, 1, LastPort);
    settings.appearance.textPercent =
        std::clamp(settings.appearance.textPercent, AppearanceChoice::LeastText, AppearanceChoice::MostText);
    return settings;
}

} // namespace tegata
