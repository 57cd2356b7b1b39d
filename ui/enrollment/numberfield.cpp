// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/numberfield.h"

#include "ui/enrollment/undofilter.h"

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QLineEdit>

namespace tegata {

NumberField::NumberField(EnrollmentForm &form, const LanguageController &language,
                         FieldAccess<std::optional<int>> access, QList<int> usual, int maximum, QWidget *parent)
    : FieldWidget(form, language, access.path, parent), m_access(std::move(access)), m_maximum(maximum),
      m_box(new QComboBox(this))
{
    m_box->setEditable(true);
    m_box->setInsertPolicy(QComboBox::NoInsert);
    m_box->setCompleter(nullptr); // "1" must not become "10"
    m_box->setFocusPolicy(Qt::StrongFocus);
    m_box->lineEdit()->setObjectName(objectName() + QStringLiteral("Number"));
    m_box->lineEdit()->setInputMethodHints(Qt::ImhDigitsOnly);
    new UndoFilter(m_box->lineEdit());
    for (const int value : std::as_const(usual))
        m_box->addItem(QString::number(value));
    m_box->setCurrentIndex(-1);
    connect(m_box->lineEdit(), &QLineEdit::textEdited, this, &NumberField::write);
    connect(m_box, &QComboBox::textActivated, this, &NumberField::write);
    setEditor(m_box);
    setEditorWidth(20);
}

NumberField::~NumberField()
{
    m_box->disconnect(this);
    m_box->lineEdit()->disconnect(this);
}

void NumberField::readValue()
{
    const std::optional<int> value = m_access.read(form().value());
    if (value != number(m_box->currentText()))
        m_box->setCurrentText(value ? QString::number(*value) : QString());
}

void NumberField::setEditable(bool editable)
{
    m_box->setEnabled(editable);
}

void NumberField::retranslate()
{
    m_box->lineEdit()->setPlaceholderText(tr("choose or type"));
    m_box->lineEdit()->setAccessibleName(labelText());
    FieldWidget::retranslate();
}

bool NumberField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_box && event->type() == QEvent::Wheel && !m_box->hasFocus()) {
        event->ignore();
        return true;
    }
    return FieldWidget::eventFilter(watched, event);
}

std::optional<int> NumberField::number(const QString &text) const
{
    if (text.trimmed().isEmpty())
        return std::nullopt;
    qint64 value = 0;
    for (const QChar character : text.trimmed()) {
        const int digit = character.digitValue();
        if (digit < 0)
            return std::nullopt;
        value = value * 10 + digit;
        if (value > m_maximum)
            return m_maximum + 1; // too large is not nothing: the rules say so
    }
    return static_cast<int>(value);
}

void NumberField::write(const QString &text)
{
    const std::optional<int> value = number(text);
    form().edit(path(), [&](EnrollmentApplication &application) { m_access.write(application, value); });
}

} // namespace tegata
