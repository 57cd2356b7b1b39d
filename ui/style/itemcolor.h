// SPDX-License-Identifier: Apache-2.0
#pragma once

class QColor;
class QStyleOptionViewItem;

namespace tegata {

// The colour in which TegataStyle writes an item's text, for a delegate's initStyleOption(); in a chosen row too, whose
// tint leaves the letters as they are.
void setItemColor(QStyleOptionViewItem &option, const QColor &color);

} // namespace tegata
