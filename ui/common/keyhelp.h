// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/translateddialog.h"

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tegata {

class CommandRegistry;
class CommandTree;

// "?": all keys by category, found by typing, and the way to change them. Opened with open(), deletes itself.
class KeyHelp : public TranslatedDialog
{
    Q_OBJECT

public:
    // commands outlives it.
    explicit KeyHelp(CommandRegistry &commands, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void retranslate() override;

private:
    CommandRegistry &m_commands;
    QLineEdit *m_filter;
    CommandTree *m_tree;
    QLabel *m_fixed; // keys that no command has
    QDialogButtonBox *m_buttons;
    QPushButton *m_close;
    QPushButton *m_change;
};

} // namespace tegata
