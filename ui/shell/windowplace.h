// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QRect>

namespace tegata {

// Where a window is put that stood at wanted when the program last ran: the same place as far as it can be seen, whole
// on the screen that shows most of it, else on the first. screens: what windows may use of each, the main one first.
QRect placeOnScreens(const QRect &wanted, const QList<QRect> &screens);

} // namespace tegata
