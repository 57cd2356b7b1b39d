// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/textfield.h"

#include "ui/enrollment/undofilter.h"

#include <QInputMethodEvent>
#include <QLineEdit>
#include <QPushButton>

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

TextField::~TextField()
{
    // The cursor leaves a dying line, and an input method then gives what it has.
    m_line->disconnect(this);
}

void TextField::offerCorrections()
{
    m_correct = new QPushButton(this);
    m_correct->setObjectName(objectName() + QStringLiteral("Correct"));
    m_correct->setAutoDefault(false);
    m_correct->hide();
    addBesideEditor(m_correct);
    connect(m_correct, &QPushButton::clicked, this, [this] {
        m_line->setFocus(Qt::OtherFocusReason); // the button goes
        replace(m_correction);
    });
    findingsShown(form().findings(path()));
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
    if (m_correct)
        m_correct->setEnabled(editable);
}

void TextField::findingsShown(const QList<Finding> &findings)
{
    if (!m_correct)
        return;
    m_correction.clear();
    for (const Finding &finding : findings) {
        const QString expected = finding.args.value(QStringLiteral("expected"));
        if (m_correction.isEmpty() && expected != text())
            m_correction = expected;
    }
    m_correct->setVisible(!m_correction.isEmpty());
    m_correct->setText(tr("Use %1").arg(m_correction));
    m_correct->setAccessibleName(m_correct->text());
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

void TextField::replace(const QString &text)
{
    form().endTyping();
    write(text);
    form().endTyping();
}

} // namespace tegata
