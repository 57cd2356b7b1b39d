// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/operator/queuetable.h"

#include <QDialog>

class QListWidget;
class QPushButton;
class QSpinBox;

namespace tegata {

// Which columns a table shows, in which order and how wide: all that the mouse does on its header, by keys.
class ColumnChooser : public QDialog
{
    Q_OBJECT

public:
    ColumnChooser(const QList<ColumnLayout> &columns, QWidget *parent = nullptr);

    QList<ColumnLayout> columns() const;

private:
    void move(int by);
    void judge();

    QListWidget *m_list;
    QPushButton *m_up;
    QPushButton *m_down;
    QSpinBox *m_width;
    QPushButton *m_ok;
};

} // namespace tegata
