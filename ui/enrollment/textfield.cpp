// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/textfield.h"

#include "ui/enrollment/undofilter.h"

#include <QInputMethodEvent>
#include <QLineEdit>

namespace tegata {

TextField::TextField(EnrollmentForm &form, const LanguageController &language, FieldAccess<QString> access, int width,
                     QWidget *parent)
    : FieldWidget(form, language, access.path, parent), m_access(std::move(access)), m_line(new QLineEdit(this))
{
    new UndoFilter(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &TextField::write);
    setEditor(m_line);
    setEditorWidth(width);
}

void TextField::readValue()
{
    const QString text = m_access.read(form().value());
    if (text != m_line->text())
        m_line->setText(text);
}

void TextField::setEditable(bool editable)
{
    m_line->setReadOnly(!editable);
}

bool TextField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && event->type() == QEvent::InputMethod)
        setComposing(!static_cast<QInputMethodEvent *>(event)->preeditString().isEmpty());
    else if (watched == m_line && event->type() == QEvent::FocusOut)
        setComposing(false);
    return FieldWidget::eventFilter(watched, event);
}

QString TextField::text() const
{
    return m_access.read(form().value());
}

void TextField::write(const QString &text)
{
    form().edit(path(), [&](EnrollmentApplication &application) { m_access.write(application, text); });
}

} // namespace tegata
