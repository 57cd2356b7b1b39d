// SPDX-License-Identifier: Apache-2.0
#include "ui/common/section.h"

#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QLabel>
#include <QVBoxLayout>

namespace tegata {

Section::Section(const QString &name, QWidget *content, QWidget *parent) : QWidget(parent), m_title(new QLabel(this))
{
    setObjectName(name);
    m_title->setObjectName(name + QStringLiteral("Title"));
    setTextRole(m_title, TextRole::Group);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Message);
    layout->addWidget(m_title);
    layout->addWidget(content);
}

void Section::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setAccessibleName(title);
    setAccessibleName(title);
}

} // namespace tegata
