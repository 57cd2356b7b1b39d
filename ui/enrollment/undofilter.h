// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QWidget;

namespace tegata {

// Lets undo and redo keys reach the form through an editor that would use them for its own text: undoing is a step of
// the form, wherever the cursor is. A child of the editor.
class UndoFilter : public QObject
{
    Q_OBJECT

public:
    explicit UndoFilter(QWidget *editor);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace tegata
