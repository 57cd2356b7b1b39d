// SPDX-License-Identifier: Apache-2.0
#include "ui/common/actionbutton.h"

#include "ui/common/keycap.h"
#include "ui/style/roles.h"
#include "ui/style/tokens.h"

#include <QAction>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace tegata {

ActionButton::ActionButton(const QString &name, ButtonKind kind, QWidget *parent) : QPushButton(parent)
{
    setObjectName(name);
    setAutoDefault(false);
    setButtonKind(this, kind);
    connect(this, &QPushButton::clicked, this, [this] {
        if (!m_action)
            return;
        m_isTriggering = true;
        m_action->trigger();
        m_isTriggering = false;
    });
}

void ActionButton::setAction(QAction *action)
{
    if (m_action)
        m_action->disconnect(this);
    m_action = action;
    if (action)
        connect(action, &QAction::changed, this, &ActionButton::follow);
    follow();
}

void ActionButton::setKeyShown(bool isShown)
{
    if (m_isKeyShown == isShown)
        return;
    m_isKeyShown = isShown;
    updateGeometry();
    update();
}

void ActionButton::setLeftOut(bool isLeftOut)
{
    m_isLeftOut = isLeftOut;
    setVisible(m_action && m_action->isVisible() && !isLeftOut);
}

void ActionButton::setWords(const QString &words)
{
    m_words = words;
    follow();
}

void ActionButton::follow()
{
    if (!m_action) {
        hide();
        return;
    }
    // Without the letter for Alt: the window's menus have those.
    const QString words = m_words.isEmpty() ? m_action->iconText() : m_words;
    setText(words);
    setAccessibleName(words);
    setIcon(m_action->icon());
    setToolTip(m_action->toolTip());
    setAccessibleDescription(m_action->isEnabled() ? key() : m_action->toolTip());
    setEnabled(m_action->isEnabled());
    setVisible(m_action->isVisible() && !m_isLeftOut);
    updateGeometry();
    update();
}

QString ActionButton::key() const
{
    return m_action ? m_action->shortcut().toString(QKeySequence::NativeText) : QString();
}

QSize ActionButton::sizeHint() const
{
    return m_isKeyShown ? sizeHintWithKey() : QPushButton::sizeHint();
}

QSize ActionButton::sizeHintWithKey() const
{
    const QSize cap = keyCapSize(font(), key());
    return QPushButton::sizeHint() + QSize(cap.isEmpty() ? 0 : cap.width() + space::Small, 0);
}

void ActionButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    const QSize cap = m_isKeyShown ? keyCapSize(font(), key()) : QSize();
    if (!cap.isEmpty()) {
        const QRect place(option.rect.right() - space::Small - cap.width(), option.rect.center().y() - cap.height() / 2,
                          cap.width(), cap.height());
        const Roles &roles = Roles::of(palette());
        QColor color = buttonKind(this) == ButtonKind::Primary ? roles.onAccent : roles.text2;
        if (!isEnabled())
            color = roles.disabled;
        paintKeyCap(painter, place, font(), key(), color);
        option.rect.setRight(place.left());
    }
    painter.drawControl(QStyle::CE_PushButtonLabel, option);
}

} // namespace tegata
