// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QList>

class QAction;
class QHBoxLayout;
class QLabel;

namespace tegata {

class ActionButton;
class CountTabBar;

// The header of the queue's page: its title, the tabs with their counts, what can be done with the whole page. Stands
// above list and details. Where there is too little room the title goes first: the window has it too.
class QueueHeader : public QFrame
{
    Q_OBJECT

public:
    explicit QueueHeader(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    CountTabBar &tabBar() { return *m_tabs; }
    // A button at the right end. The action outlives it.
    void addPageAction(const QString &name, QAction *action);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_line;
    QLabel *m_title;
    CountTabBar *m_tabs;
    QList<ActionButton *> m_buttons;
};

} // namespace tegata
