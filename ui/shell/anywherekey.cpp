// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/anywherekey.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QKeySequenceEdit>

namespace tegata {

AnywhereKey::AnywhereKey(QAction &action, Reach reach, QWidget *window)
    : QObject(window), m_action(action), m_reach(reach), m_window(window)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool AnywhereKey::isInReach() const
{
    if (qobject_cast<const QKeySequenceEdit *>(QApplication::focusWidget())) // it is being given keys
        return false;
    return m_reach == Reach::EveryWindow || (QApplication::activeWindow() == m_window &&
                                             !QApplication::activeModalWidget() && !QApplication::activePopupWidget());
}

bool AnywhereKey::eventFilter(QObject *watched, QEvent *event)
{
    // Where the action's own keys work, they have taken the key before it becomes a key press.
    if (event->type() != QEvent::KeyPress || !m_action.isEnabled())
        return QObject::eventFilter(watched, event);
    const auto *key = static_cast<const QKeyEvent *>(event);
    if (!m_action.shortcuts().contains(QKeySequence(key->keyCombination())) || !isInReach())
        return QObject::eventFilter(watched, event);
    if (QWidget *popup = QApplication::activePopupWidget())
        popup->close();
    m_action.trigger();
    return true;
}

} // namespace tegata
