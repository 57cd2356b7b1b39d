// SPDX-License-Identifier: Apache-2.0
#include "ui/common/contentdialog.h"

#include "ui/common/growtofit.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace tegata {

ContentDialog::ContentDialog(const char *name, QWidget *parent)
    : TranslatedDialog(parent), m_content(new QVBoxLayout), m_buttons(new QDialogButtonBox(this))
{
    setObjectName(QLatin1String(name));
    m_buttons->setObjectName(QLatin1String(name) + QStringLiteral("Buttons"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::Medium);
    m_content->setSpacing(space::Small);
    layout->addLayout(m_content, 1);
    layout->addWidget(m_buttons);
    new GrowToFit(this);
}

void ContentDialog::setWords(const QString &title)
{
    TranslatedDialog::setWords(title);
    m_buttons->setAccessibleName(title);
}

} // namespace tegata
