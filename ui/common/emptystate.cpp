// SPDX-License-Identifier: Apache-2.0
#include "ui/common/emptystate.h"

#include "ui/common/paletteicon.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

EmptyState::EmptyState(const QString &name, bool hasAction, QWidget *parent)
    : QWidget(parent), m_picture(new QLabel(this)), m_title(new QLabel(this)), m_text(new QLabel(this))
{
    setObjectName(name);
    m_picture->setObjectName(name + QStringLiteral("Picture"));
    m_picture->setAlignment(Qt::AlignHCenter);
    m_picture->hide();
    m_title->setObjectName(name + QStringLiteral("Title"));
    m_text->setObjectName(name + QStringLiteral("Text"));
    setTextRole(m_title, TextRole::Group);
    setTone(m_text, Tone::Hint);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::Widest, space::Widest, space::Widest, space::Widest);
    layout->setSpacing(space::Small);
    layout->addStretch(2);
    layout->addWidget(m_picture);
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
        m_button->setMinimumWidth(characterWidth(this) * 36);
        layout->addSpacing(space::Small);
        layout->addWidget(m_button, 0, Qt::AlignHCenter);
    }
    layout->addStretch(3);
}

void EmptyState::setPicture(const QString &name, Meaning meaning)
{
    showIcon(m_picture, name, meaning, icon::Empty);
    m_picture->show();
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
        m_button->setVisible(!action.isEmpty());
    }
}

} // namespace tegata
