// SPDX-License-Identifier: Apache-2.0
#include "ui/common/problemlabel.h"

#include "ui/common/paletteicon.h"
#include "ui/common/shownvalue.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>

namespace tegata {

ProblemLabel::ProblemLabel(const QString &name, QWidget *parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_text(new QLabel(this))
{
    setObjectName(name);
    m_icon->setObjectName(name + QStringLiteral("Icon"));
    m_icon->setPixmap(PaletteIcon::icon(QStringLiteral("outcome-error")).pixmap(QSize(16, 16)));
    m_text->setObjectName(name + QStringLiteral("Text"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->setSpacing(8);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    hide();
}

void ProblemLabel::setText(const QString &words)
{
    const QString text = shownLines(words);
    const bool isNews = text != m_text->text();
    m_text->setText(text);
    for (QWidget *each : std::initializer_list<QWidget *>{this, m_icon, m_text})
        each->setAccessibleName(text);
    setVisible(!text.isEmpty());
    if (isNews && !text.isEmpty()) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

QString ProblemLabel::text() const
{
    return m_text->text();
}

} // namespace tegata
