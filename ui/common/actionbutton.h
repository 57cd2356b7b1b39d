// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/controls.h"

#include <QPointer>
#include <QPushButton>

class QAction;

namespace tegata {

// A button that is one of a desk's actions: its words, its icon, whether it is offered and possible, and why not, are
// the action's; clicking triggers it. Shows the action's key as a cap where it is told to. The action outlives it or
// takes its button's work with it.
class ActionButton : public QPushButton
{
    Q_OBJECT

public:
    ActionButton(const QString &name, ButtonKind kind, QWidget *parent = nullptr);

    void setAction(QAction *action);
    QAction *action() const { return m_action; }
    // The cap stands on whatever obeys the key now.
    void setKeyShown(bool isShown);
    bool isKeyShown() const { return m_isKeyShown; }
    // Where there is no room for it: not shown, though its action is offered.
    void setLeftOut(bool isLeftOut);
    // While the action that it triggered is being done.
    bool isTriggering() const { return m_isTriggering; }
    // Instead of the action's own words; empty: those again.
    void setWords(const QString &words);

    QSize sizeHint() const override;
    // As it would be with its key beside the words.
    QSize sizeHintWithKey() const;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();
    QString key() const;

    QPointer<QAction> m_action;
    QString m_words;
    bool m_isKeyShown = false;
    bool m_isLeftOut = false;
    bool m_isTriggering = false;
};

} // namespace tegata
