// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/translateddialog.h"

class QDialogButtonBox;
class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tegata {

class CommandRegistry;
class CommandTree;

// キー割り当て: gives commands other keys. A key that another command has is not taken until the person says so; the
// other one then loses it. Counts at once. Opened with open(), deletes itself.
class KeyBindingDialog : public TranslatedDialog
{
    Q_OBJECT

public:
    // commands outlives it.
    explicit KeyBindingDialog(CommandRegistry &commands, QWidget *parent = nullptr);

protected:
    void retranslate() override;

private:
    QPushButton *makeButton(const char *name);
    void showLabel();
    void showChosen();
    void updateKey();
    void setKey();
    QStringList conflicts() const;

    CommandRegistry &m_commands;
    QLineEdit *m_filter;
    CommandTree *m_tree;
    QLabel *m_label;
    QKeySequenceEdit *m_key;
    QLabel *m_conflict;
    QPushButton *m_set;
    QPushButton *m_remove;
    QPushButton *m_reset;
    QPushButton *m_resetAll;
    QDialogButtonBox *m_buttons;
    QPushButton *m_close;
};

} // namespace tegata
