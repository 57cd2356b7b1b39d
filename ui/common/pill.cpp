// SPDX-License-Identifier: Apache-2.0
#include "ui/common/pill.h"

#include "ui/common/paletteicon.h"
#include "ui/style/paint.h"

#include <QEvent>
#include <QPainter>

namespace tegata {

namespace {

QIcon pictureOf(const QString &name)
{
    return name.isEmpty() ? QIcon() : PaletteIcon::icon(name);
}

} // namespace

Pill::Pill(const QString &name, QWidget *parent) : QWidget(parent)
{
    setObjectName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void Pill::setState(Meaning meaning, const QString &icon, const QString &word)
{
    m_meaning = meaning;
    m_icon = icon;
    m_word = word;
    setAccessibleName(word);
    setVisible(!word.isEmpty());
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const
{
    return m_word.isEmpty() ? QSize() : pillSize(font(), pictureOf(m_icon), m_word);
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPill(&painter, rect(), Roles::of(palette()).of(m_meaning), pictureOf(m_icon), m_word);
}

void Pill::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace tegata
