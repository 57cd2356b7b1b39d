// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/translateddialog.h"
#include "ui/records/queuetable.h"

class QDialogButtonBox;
class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace tegata {

// Which columns a table shows, in which order and how wide: all that the mouse does on its header, by keys.
class ColumnChooser : public TranslatedDialog
{
    Q_OBJECT

public:
    ColumnChooser(const QList<ColumnLayout> &columns, QWidget *parent = nullptr);

    QList<ColumnLayout> columns() const;

protected:
    void retranslate() override;

private:
    void move(int by);
    void updateEnabled();

    QListWidget *m_list;
    QPushButton *m_up;
    QPushButton *m_down;
    QLabel *m_widthLabel;
    QSpinBox *m_width;
    QDialogButtonBox *m_buttons;
    QPushButton *m_ok;
    QPushButton *m_cancel;
};

} // namespace tegata
