// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/undofilter.h"

#include <QKeyEvent>
#include <QWidget>

namespace tegata {

UndoFilter::UndoFilter(QWidget *editor) : QObject(editor)
{
    editor->installEventFilter(this);
}

bool UndoFilter::eventFilter(QObject *, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return false;
    const auto *key = static_cast<const QKeyEvent *>(event);
    if (!key->matches(QKeySequence::Undo) && !key->matches(QKeySequence::Redo))
        return false;
    event->ignore(); // not the editor's: the key goes on to the wizard's actions
    return true;
}

} // namespace tegata
