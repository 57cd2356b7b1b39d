// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

class QWidget;

namespace tegata {

// The stops of the Tab key in a part of a window in the order in which it is read: as its layouts hold them. What is
// hidden now has its place, too. Qt's own order is that in which widgets were made: parts that are made when they are
// needed would come last.
QList<QWidget *> stopsAsRead(QWidget *part);
// Lets Tab go through them in this order. The first one keeps its place among what else the window has.
void setTabOrderOf(const QList<QWidget *> &stops);

} // namespace tegata
