// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTreeWidget>

namespace tegata {

class CommandRegistry;

// The commands that work now, by category, each with its keys; narrowed by a text.
class CommandTree : public QTreeWidget
{
    Q_OBJECT

public:
    // commands outlives it.
    explicit CommandTree(const CommandRegistry &commands, QWidget *parent = nullptr);

    // Keeps the chosen one where it is still there.
    void fill(const QString &filter);
    // Its name; empty while a category or nothing is chosen.
    QString chosen() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QString m_filter;
    const CommandRegistry &m_commands;
};

} // namespace tegata
