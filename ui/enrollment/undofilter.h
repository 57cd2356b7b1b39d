// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QWidget;

namespace tegata {

// Lets the form's own undo and redo keys through an editor that would take them for its own text: a step back is a step
// of the form, wherever the cursor stands. A child of the editor.
class UndoFilter : public QObject
{
    Q_OBJECT

public:
    explicit UndoFilter(QWidget *editor);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace tegata
