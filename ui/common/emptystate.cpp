// SPDX-License-Identifier: Apache-2.0
#include "ui/common/emptystate.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

EmptyState::EmptyState(const QString &name, bool hasAction, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_text(new QLabel(this))
{
    setObjectName(name);
    m_title->setObjectName(name + QStringLiteral("Title"));
    m_text->setObjectName(name + QStringLiteral("Text"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.35);
    m_title->setFont(large);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 32, 32, 32);
    layout->setSpacing(10);
    layout->addStretch(2);
    for (QLabel *label : {m_title, m_text}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    if (hasAction) {
        m_button = new QPushButton(this);
        m_button->setObjectName(name + QStringLiteral("Button"));
        m_button->setAutoDefault(true);
        connect(m_button, &QPushButton::clicked, this, &EmptyState::actionTriggered);
        m_button->setMinimumHeight(fontMetrics().height() + 14);
        m_button->setMinimumWidth(fontMetrics().averageCharWidth() * 36);
        layout->addSpacing(8);
        layout->addWidget(m_button, 0, Qt::AlignHCenter);
    }
    layout->addStretch(3);
}

void EmptyState::setTexts(const QString &title, const QString &text, const QString &action)
{
    m_title->setText(title);
    m_title->setAccessibleName(title);
    m_text->setText(text);
    m_text->setAccessibleName(text);
    setAccessibleName(title);
    if (m_button) {
        m_button->setText(action);
        m_button->setAccessibleName(action);
    }
}

} // namespace tegata
