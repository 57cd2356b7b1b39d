// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/topbar.h"

#include "ui/common/paletteicon.h"
#include "ui/common/translateddialog.h"
#include "ui/style/ground.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QMenuBar>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace tegata {

namespace {

constexpr int BoxCharacters = 30; // of the command box
constexpr int LeastBox = 16;      // where others need the room
constexpr int LeastMenus = 3 * extent::Target;

QString withoutDots(QString text)
{
    return text.remove(QChar(0x2026)); // …
}

} // namespace

CommandBox::CommandBox(QAction *action, QWidget *parent) : QAbstractButton(parent), m_action(action)
{
    setObjectName(QStringLiteral("commandBox"));
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, this, &CommandBox::follow);
    follow();
}

void CommandBox::setHint(const QString &hint)
{
    m_hint = hint;
    setToolTip(hint);
    update();
}

void CommandBox::follow()
{
    setAccessibleName(withoutDots(withoutMnemonic(m_action->text())));
    setAccessibleDescription(keys());
    updateGeometry();
    update();
}

QString CommandBox::keys() const
{
    return m_action->shortcut().toString(QKeySequence::NativeText);
}

QSize CommandBox::sizeHint() const
{
    return {characterWidth(this) * BoxCharacters + extent::RailItem, smallControlHeight(this)};
}

QSize CommandBox::minimumSizeHint() const
{
    return {tegata::iconSize(this, icon::Button) + 2 * space::Small, smallControlHeight(this)};
}

void CommandBox::paintEvent(QPaintEvent *)
{
    const Roles &roles = Roles::of(palette());
    QPainter painter(this);
    const QRectF area(rect());
    const bool isPointedAt = underMouse() || isDown();
    paintPanel(&painter, area, isPointedAt ? roles.hover : roles.sunken, hasFocus() ? roles.focus : roles.edge,
               radius::Control, hasFocus() ? line::Ring : line::Thin);
    const int side = tegata::iconSize(this, icon::Row);
    const QRectF inside = area.adjusted(space::Small, 0, -space::Message, 0);
    paintIcon(&painter, QRectF(inside.left(), inside.center().y() - side / 2.0, side, side),
              PaletteIcon::icon(QStringLiteral("search")), roles.text2);
    QRectF words = inside.adjusted(side + space::Small, 0, 0, 0);
    const QFont small = textFont(TextRole::Tiny, font());
    const QFontMetrics smallMetrics(small);
    const QString key = keys();
    const double capWidth = smallMetrics.horizontalAdvance(key) + 2 * space::Message;
    if (!key.isEmpty() && words.width() > 2 * capWidth) {
        QRectF cap(words.right() - capWidth, 0, capWidth, smallMetrics.height());
        cap.moveTop(area.top() + (area.height() - cap.height()) / 2);
        paintPanel(&painter, cap, roles.surface, roles.edge, radius::Check);
        painter.setFont(small);
        painter.setPen(roles.text);
        painter.drawText(cap, Qt::AlignCenter | Qt::TextSingleLine, key);
        words.setRight(cap.left() - space::Tight);
    }
    const QFont letters = textFont(TextRole::Small, font());
    painter.setFont(letters);
    painter.setPen(roles.hint);
    painter.drawText(words, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine),
                     QFontMetrics(letters).elidedText(m_hint, Qt::ElideRight, static_cast<int>(words.width())));
}

TopBar::TopBar(QWidget *parent) : QWidget(parent), m_layout(new QHBoxLayout(this)), m_menus(new QMenuBar(this))
{
    setObjectName(QStringLiteral("topBar"));
    setGround(this, Ground::Surface);
    m_menus->setObjectName(QStringLiteral("menuBar"));
    m_menus->setNativeMenuBar(false); // it shares its line
    m_menus->setMinimumWidth(LeastMenus);
    m_menus->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_layout->setContentsMargins(space::None, space::None, space::Small, line::Thin);
    m_layout->setSpacing(space::Small);
    m_layout->addWidget(m_menus);
    m_layout->addStretch(1);
}

void TopBar::setCommands(QAction *palette)
{
    m_box = new CommandBox(palette, this);
    m_layout->addWidget(m_box, 0, Qt::AlignVCenter);
}

void TopBar::setActivity(QAction *activity)
{
    m_bell = new QToolButton(this);
    m_bell->setObjectName(QStringLiteral("activityButton"));
    m_bell->setAutoRaise(true);
    m_bell->setFocusPolicy(Qt::TabFocus);
    m_bell->setDefaultAction(activity);
    m_bell->setToolButtonStyle(Qt::ToolButtonIconOnly);
    const auto follow = [this, activity] { m_bell->setAccessibleName(withoutDots(withoutMnemonic(activity->text()))); };
    connect(activity, &QAction::changed, m_bell, follow);
    follow();
    m_layout->addWidget(m_bell, 0, Qt::AlignVCenter);
}

void TopBar::setHint(const QString &hint)
{
    m_box->setHint(hint);
    m_menus->updateGeometry(); // its words are others, too
}

void TopBar::addStatus(QWidget *status)
{
    m_layout->addWidget(status, 0, Qt::AlignVCenter);
    status->hide();
}

QList<QWidget *> TopBar::tabStops() const
{
    QList<QWidget *> stops;
    for (int i = 0; i < m_layout->count(); ++i) {
        QWidget *part = m_layout->itemAt(i)->widget();
        if (!part)
            continue;
        stops.append(part);
        stops.append(part == m_menus ? QList<QWidget *>() : part->findChildren<QWidget *>()); // as they were made
    }
    stops.removeIf([](const QWidget *each) { return !(each->focusPolicy() & Qt::TabFocus); });
    return stops;
}

QSize TopBar::minimumSizeHint() const
{
    return {LeastMenus, std::max(static_cast<int>(extent::TopBar), m_layout->minimumSize().height())};
}

bool TopBar::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        share();
    return QWidget::event(event);
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    share();
}

void TopBar::share()
{
    if (!m_box)
        return;
    const QMargins margins = m_layout->contentsMargins();
    int room = width() - margins.left() - margins.right() - m_layout->spacing(); // the last one of the stretch
    int least = 0;                                                               // of what stands beside menus and box
    int wanted = 0;
    for (int i = 0; i < m_layout->count(); ++i) {
        const QWidget *part = m_layout->itemAt(i)->widget();
        if (!part || part->isHidden())
            continue;
        room -= m_layout->spacing();
        if (part == m_menus || part == m_box)
            continue;
        least += part->minimumSizeHint().width();
        wanted += part->sizeHint().width();
    }
    const int menus = m_menus->sizeHint().width();
    const int box = std::clamp(room - menus - wanted, characterWidth(m_box) * LeastBox, m_box->sizeHint().width());
    const int forMenus = std::clamp(room - box - least, LeastMenus, std::max(LeastMenus, menus));
    if (m_box->maximumWidth() != box)
        m_box->setFixedWidth(box);
    if (m_menus->minimumWidth() != forMenus)
        m_menus->setMinimumWidth(forMenus);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRule(&painter, 0, width(), height() - line::Thin, Roles::of(palette()).line);
}

} // namespace tegata
