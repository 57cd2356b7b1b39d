// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/stickypanel.h"

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace tegata {

StickyPanel::StickyPanel(QWidget *content, QWidget *parent) : QWidget(parent), m_content(content)
{
    content->setParent(this);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize StickyPanel::sizeHint() const
{
    return m_content->sizeHint();
}

QSize StickyPanel::minimumSizeHint() const
{
    return m_content->minimumSizeHint();
}

int StickyPanel::heightForWidth(int width) const
{
    return m_content->hasHeightForWidth() ? m_content->heightForWidth(width) : m_content->sizeHint().height();
}

bool StickyPanel::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) { // the content wants another size
        updateGeometry();
        place();
    }
    return QWidget::event(event);
}

void StickyPanel::resizeEvent(QResizeEvent *event)
{
    place();
    QWidget::resizeEvent(event);
}

void StickyPanel::showEvent(QShowEvent *event)
{
    for (QWidget *each = parentWidget(); each && !m_area; each = each->parentWidget()) {
        m_area = qobject_cast<QScrollArea *>(each);
        if (m_area) {
            connect(m_area->verticalScrollBar(), &QScrollBar::valueChanged, this, &StickyPanel::place);
            connect(m_area->verticalScrollBar(), &QScrollBar::rangeChanged, this, &StickyPanel::place);
        }
    }
    place();
    QWidget::showEvent(event);
}

void StickyPanel::place()
{
    const int wanted = std::min(heightForWidth(width()), height());
    int top = 0;
    if (m_area) {
        const int gone = -mapTo(m_area->viewport(), QPoint(0, 0)).y(); // of this panel, above the view
        const int excess = std::max(0, wanted - m_area->viewport()->height());
        top = std::clamp(gone - excess, 0, height() - wanted);
    }
    m_content->setGeometry(0, top, width(), wanted);
}

} // namespace tegata
