// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/lockkey.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QKeySequenceEdit>

namespace tegata {

LockKey::LockKey(QAction &lock, QObject *parent) : QObject(parent), m_lock(lock)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool LockKey::eventFilter(QObject *watched, QEvent *event)
{
    // Where the action's own keys work, they have taken the key before it becomes a key press.
    if (event->type() != QEvent::KeyPress || !m_lock.isEnabled())
        return QObject::eventFilter(watched, event);
    const auto *key = static_cast<const QKeyEvent *>(event);
    const QKeySequence pressed(key->keyCombination());
    const bool isGivingKeys = qobject_cast<const QKeySequenceEdit *>(QApplication::focusWidget()) != nullptr;
    if (isGivingKeys || !m_lock.shortcuts().contains(pressed))
        return QObject::eventFilter(watched, event);
    if (QWidget *popup = QApplication::activePopupWidget())
        popup->close();
    m_lock.trigger();
    return true;
}

} // namespace tegata
