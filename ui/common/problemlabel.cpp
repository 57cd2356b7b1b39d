// SPDX-License-Identifier: Apache-2.0
#include "ui/common/problemlabel.h"

#include "ui/common/paletteicon.h"
#include "ui/common/shownvalue.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>

namespace tegata {

ProblemLabel::ProblemLabel(const QString &name, QWidget *parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_text(new QLabel(this))
{
    setObjectName(name);
    m_icon->setObjectName(name + QStringLiteral("Icon"));
    showIcon(m_icon, QStringLiteral("outcome-error"));
    setTone(m_text, Tone::Danger);
    m_text->setObjectName(name + QStringLiteral("Text"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, space::Tight);
    layout->setSpacing(space::Small);
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
