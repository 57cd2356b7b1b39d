// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/windowplace.h"

#include <algorithm>

namespace tegata {

QRect placeOnScreens(const QRect &wanted, const QList<QRect> &screens)
{
    if (screens.isEmpty())
        return wanted;
    const auto seen = [&wanted](const QRect &screen) {
        const QRect part = screen.intersected(wanted);
        return part.isEmpty() ? 0 : static_cast<qint64>(part.width()) * part.height();
    };
    // Of equals the first: the main screen.
    const QRect screen = *std::max_element(screens.cbegin(), screens.cend(),
                                           [&seen](const QRect &a, const QRect &b) { return seen(a) < seen(b); });
    const QSize size = wanted.size().boundedTo(screen.size());
    const int left = std::clamp(wanted.left(), screen.left(), screen.right() + 1 - size.width());
    const int top = std::clamp(wanted.top(), screen.top(), screen.bottom() + 1 - size.height());
    return {QPoint(left, top), size};
}

} // namespace tegata
