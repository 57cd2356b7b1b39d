// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>

namespace tegata {

// A colour between two of the palette's: share 0 gives the first, 1 the second. The only way in which this program
// makes colours, so that every palette, light or dark, keeps its contrasts.
inline QColor mixed(const QColor &from, const QColor &to, double share)
{
    const auto between = [share](int a, int b) { return static_cast<int>(a + (b - a) * share); };
    return QColor(between(from.red(), to.red()), between(from.green(), to.green()), between(from.blue(), to.blue()));
}

} // namespace tegata
