// SPDX-License-Identifier: Apache-2.0
#include "ui/style/keeper.h"

#include <QCoreApplication>
#include <QEvent>

namespace tegata {

FontWatch &FontWatch::ofApplication()
{
    auto *application = QCoreApplication::instance();
    if (auto *watch = application->findChild<FontWatch *>(QString(), Qt::FindDirectChildrenOnly))
        return *watch;
    return *new FontWatch(application);
}

FontWatch::FontWatch(QObject *application) : QObject(application)
{
    application->installEventFilter(this);
}

bool FontWatch::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange && watched == parent())
        Q_EMIT changed();
    return false;
}

} // namespace tegata
