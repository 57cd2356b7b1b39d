// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1String>

namespace tegata {

// The widget with that object name, for a member's initialisation.
template <typename Widget>
Widget *named(Widget *widget, const char *name)
{
    widget->setObjectName(QLatin1String(name));
    return widget;
}

} // namespace tegata
