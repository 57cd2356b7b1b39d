// SPDX-License-Identifier: Apache-2.0
#include "ui/records/queueheader.h"

#include "ui/common/actionbutton.h"
#include "ui/records/counttabbar.h"
#include "ui/style/ground.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace tegata {

QueueHeader::QueueHeader(QWidget *parent)
    : QFrame(parent), m_line(new QHBoxLayout(this)), m_title(new QLabel(this)), m_tabs(new CountTabBar(this))
{
    setObjectName(QStringLiteral("queueHeader"));
    setGround(this, Ground::Surface, Fill::Own);
    m_title->setObjectName(QStringLiteral("pageTitle"));
    m_title->setTextFormat(Qt::PlainText);
    setTextRole(m_title, TextRole::Page);
    m_title->hide();
    m_tabs->setObjectName(QStringLiteral("queueTabBar"));
    m_line->setContentsMargins(space::Page, space::None, space::Page, space::None);
    m_line->setSpacing(space::Small);
    m_line->addWidget(m_title);
    m_line->addWidget(m_tabs, 1);
}

void QueueHeader::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setAccessibleName(title);
    setAccessibleName(title);
}

void QueueHeader::addPageAction(const QString &name, QAction *action)
{
    auto *button = new ActionButton(name, ButtonKind::Small, this);
    button->setAction(action);
    m_line->addWidget(button);
    m_buttons.append(button);
}

void QueueHeader::resizeEvent(QResizeEvent *event)
{
    int used = m_tabs->sizeHint().width() + m_title->sizeHint().width() + 2 * space::Page + space::Small;
    for (const ActionButton *button : std::as_const(m_buttons))
        used += button->sizeHint().width() + space::Small;
    m_title->setVisible(!m_title->text().isEmpty() && used <= width());
    QFrame::resizeEvent(event);
}

void QueueHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Roles &roles = Roles::of(palette());
    painter.fillRect(rect(), roles.surface);
    paintRule(&painter, 0, width(), height() - line::Thin, roles.line);
}

} // namespace tegata
