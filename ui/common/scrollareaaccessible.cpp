// SPDX-License-Identifier: Apache-2.0
#include "ui/common/scrollareaaccessible.h"

#include <QAccessibleWidget>
#include <QScrollArea>

namespace tegata {

namespace {

// QAccessibleWidget looks at the bounds of its children. Subclasses of QScrollArea come here as well, because Qt asks
// for each base class in turn.
QAccessibleInterface *scrollAreaInterface(const QString &className, QObject *object)
{
    auto *area = className == QLatin1String("QScrollArea") ? qobject_cast<QScrollArea *>(object) : nullptr;
    return area ? new QAccessibleWidget(area, QAccessible::Client) : nullptr;
}

} // namespace

void installScrollAreaAccessible()
{
    QAccessible::installFactory(scrollAreaInterface);
}

} // namespace tegata
