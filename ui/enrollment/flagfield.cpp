// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/flagfield.h"

#include <QCheckBox>
#include <QLabel>
#include <QMouseEvent>

namespace tegata {

namespace {

constexpr int LabelStretch = 1000; // all the room there is

} // namespace

FlagField::FlagField(EnrollmentForm &form, const LanguageController &language, FieldAccess<bool> access,
                     QWidget *parent)
    : FieldWidget(form, language, access.path, parent), m_access(std::move(access)), m_box(new QCheckBox(this)),
      m_text(new QLabel(this))
{
    m_text->setObjectName(objectName() + QStringLiteral("Text"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true); // a check box cannot, and some of these labels are whole sentences
    m_text->installEventFilter(this);
    m_box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_box, &QCheckBox::clicked, this, [this](bool checked) {
        this->form().edit(path(), [&](EnrollmentApplication &application) { m_access.write(application, checked); });
    });
    setEditor(m_box, true);
    addBesideEditor(m_text, LabelStretch);
}

void FlagField::readValue()
{
    m_box->setChecked(m_access.read(form().value()));
}

void FlagField::setEditable(bool editable)
{
    m_box->setEnabled(editable);
    m_text->setEnabled(editable);
}

void FlagField::showLabel(const QString &label)
{
    m_text->setText(label);
    m_text->setAccessibleName(label);
}

bool FlagField::eventFilter(QObject *watched, QEvent *event)
{
    // The words of a check box are part of it.
    if (watched == m_text && event->type() == QEvent::MouseButtonRelease &&
        static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton) {
        m_box->setFocus(Qt::MouseFocusReason);
        m_box->click();
    }
    return FieldWidget::eventFilter(watched, event);
}

} // namespace tegata
