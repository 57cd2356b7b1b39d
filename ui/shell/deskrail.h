// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QIcon>
#include <QWidget>

class QAction;
class QLabel;
class QListWidget;
class QVBoxLayout;

namespace tegata {

// The left edge of the window: the program's mark, the desks of this person, each as an icon over its word with how
// much waits there for them, and at the foot what the whole program offers. Where the window is narrow the words
// become tool tips. Rows stand in the order in which they were added. Owned by the window, on the GUI thread.
class DeskRail : public QWidget
{
    Q_OBJECT

public:
    explicit DeskRail(QWidget *parent = nullptr);

    void addDesk(const QIcon &icon);
    void removeDesk(int row);
    // title: without mnemonic.
    void setTitle(int row, const QString &title);
    // What waits for this person there. 0: no badge. spoken: the same in words, "29 waiting".
    void setBadge(int row, int count, const QString &spoken);
    // Without telling chosen().
    void setCurrent(int row);
    // At the foot, above the one of another action or as the last, in the action's iconText(). Goes with the action.
    void addFootAction(QAction *action, const QAction *above = nullptr);
    // Name of the list of desks for assistive technology.
    void setListName(const QString &name);
    // What Tab stops at, from above.
    QList<QWidget *> tabStops() const;
    void setNarrow(bool isNarrow);
    bool isNarrow() const { return m_isNarrow; }

    // What a badge shows: "99+" for more, nothing for none.
    static QString badgeText(int count);

Q_SIGNALS:
    void chosen(int row);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fit();
    void speakRow(int row);

    bool m_isNarrow = false;
    QLabel *m_mark;
    QListWidget *m_desks;
    QVBoxLayout *m_foot;
};

// One thing at the foot of the rail: an icon over its word, as quiet as the rail. Follows its action.
class RailButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit RailButton(QAction *action, QWidget *parent = nullptr);

    const QAction *action() const { return m_action; }
    void setNarrow(bool isNarrow);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void follow();

    QAction *m_action;
    bool m_isNarrow = false;
};

} // namespace tegata
