// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/enrollmentpagewidget.h"

#include "ui/common/languagecontroller.h"
#include "ui/common/section.h"
#include "ui/enrollment/fieldwidget.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QVBoxLayout>

namespace tegata {

EnrollmentPageWidget::EnrollmentPageWidget(EnrollmentPage page, EnrollmentForm &form,
                                           const LanguageController &language, QWidget *parent)
    : QWidget(parent), m_page(page), m_form(form), m_language(language), m_column(new QVBoxLayout)
{
    setObjectName(QStringLiteral("enrollmentPage%1").arg(static_cast<int>(page)));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::Large);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addLayout(m_column);
    outer->addStretch(1);
    EnrollmentPageWidget::retranslate();
}

bool EnrollmentPageWidget::focusField(const QString &path)
{
    const QList<FieldWidget *> fields = findChildren<FieldWidget *>();
    for (FieldWidget *field : fields) {
        if (field->path() == path && !field->isHidden()) {
            field->focusEditor();
            return true;
        }
    }
    return false;
}

void EnrollmentPageWidget::retranslate()
{
    setAccessibleName(enrollmentPageTitle(m_page, m_language.phrasebook()));
}

void EnrollmentPageWidget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

Section *EnrollmentPageWidget::addSection(const QString &name, const QList<QWidget *> &widgets)
{
    auto *content = new QWidget(this);
    content->setObjectName(name + QStringLiteral("Content"));
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, space::Tight, 0, space::Small);
    layout->setSpacing(m_column->spacing());
    for (QWidget *widget : widgets)
        layout->addWidget(widget);
    return add(new Section(name, content, this));
}

void EnrollmentPageWidget::titleSection(Section *section, const QString &title)
{
    section->setTitle(title);
    section->findChild<QWidget *>(section->objectName() + QStringLiteral("Content"))->setAccessibleName(title);
}

void EnrollmentPageWidget::addWidget(QWidget *widget)
{
    m_column->addWidget(widget);
}

} // namespace tegata
