// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/roles.h"

#include <QList>
#include <QString>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace tegata {

class ActionButton;
class Pill;

// The head of the details, which stays while they scroll: the common name with a button that copies it, the state as a
// pill, what else tells it from others, and what can be done with it. Each decision has its button, with its key where
// the key obeys this head and not a selection of many; the rest is in a menu.
class DetailHeading : public QWidget
{
    Q_OBJECT

public:
    // name: object name; its labels are named after it.
    explicit DetailHeading(const QString &name, QWidget *parent = nullptr);

    void setTexts(const QString &title, const QString &line);
    // picture: of PaletteIcon.
    void setState(Meaning meaning, const QString &picture, const QString &word);
    // The first is what the head is for; one whose object name begins with "reject" or "revoke" is tinted as what
    // cannot be undone. Without any there is no row of buttons. The actions outlive it.
    void setActions(const QList<QAction *> &decisions, const QList<QAction *> &others);
    void setKeysShown(bool areShown);
    // While an action is being done that was chosen here: it is for what this head names, whatever else is chosen.
    bool isTriggering() const;

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void fitKeys();

    QString m_name; // as it is copied
    QLabel *m_title;
    QToolButton *m_copy;
    Pill *m_state;
    QLabel *m_line;
    QWidget *m_row;
    QHBoxLayout *m_buttonLine;
    QList<ActionButton *> m_buttons;
    QToolButton *m_more;
    QMenu *m_menu;
    bool m_wantsKeys = true;
};

} // namespace tegata
