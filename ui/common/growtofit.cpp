// SPDX-License-Identifier: Apache-2.0
#include "ui/common/growtofit.h"

#include <QDialog>
#include <QEvent>
#include <QLayout>

namespace tegata {

GrowToFit::GrowToFit(QDialog *dialog) : QObject(dialog), m_dialog(dialog)
{
    dialog->installEventFilter(this);
}

bool GrowToFit::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show || event->type() == QEvent::Resize)
        grow();
    return QObject::eventFilter(watched, event);
}

void GrowToFit::grow()
{
    QLayout *layout = m_dialog->layout();
    if (!layout || !layout->hasHeightForWidth())
        return;
    const int needed = layout->totalHeightForWidth(m_dialog->width());
    if (needed > m_dialog->height())
        m_dialog->resize(m_dialog->width(), needed);
}

} // namespace tegata
