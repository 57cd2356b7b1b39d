// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QList>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QMenuBar;
class QToolButton;

namespace tegata {

// Looks like a field for searching and opens the palette: the action's words and keys are its own. Owned by the bar.
class CommandBox : public QAbstractButton
{
    Q_OBJECT

public:
    explicit CommandBox(QAction *action, QWidget *parent = nullptr);

    // What can be typed there.
    void setHint(const QString &hint);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();
    QString keys() const;

    QAction *m_action;
    QString m_hint;
};

// The window's upper edge: the menus, and at the right the command box, what happened lately, and what the desk that is
// shown says of site, connection and person. Narrower than its words it shows what it can: the menus fold behind an
// arrow, the desk's part into icons. Owned by the window.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    explicit TopBar(QWidget *parent = nullptr);

    QMenuBar &menus() { return *m_menus; }
    // Once each. The actions outlive it.
    void setCommands(QAction *palette);
    void setActivity(QAction *activity);
    void setHint(const QString &hint);
    // At the right end; hidden until it is shown.
    void addStatus(QWidget *status);
    // What Tab stops at, from left to right.
    QList<QWidget *> tabStops() const;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void share(); // where there is not room for all: the command box gives first, then the statuses, last the menus

    QHBoxLayout *m_layout;
    QMenuBar *m_menus;
    CommandBox *m_box = nullptr;
    QToolButton *m_bell = nullptr;
};

} // namespace tegata
