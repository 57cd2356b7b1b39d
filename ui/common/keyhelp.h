// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QLineEdit;

namespace tegata {

class CommandRegistry;
class CommandTree;

// "?": all keys by category, found by typing, and the way to change them. Opened with open(), deletes itself.
class KeyHelp : public QDialog
{
    Q_OBJECT

public:
    // commands outlives it.
    explicit KeyHelp(CommandRegistry &commands, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    CommandRegistry &m_commands;
    QLineEdit *m_filter;
    CommandTree *m_tree;
};

} // namespace tegata
