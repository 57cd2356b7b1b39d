// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/flagfield.h"

#include <QCheckBox>

namespace tegata {

FlagField::FlagField(EnrollmentForm &form, const LanguageController &language, FieldAccess<bool> access,
                     QWidget *parent)
    : FieldWidget(form, language, access.path, parent), m_access(std::move(access)), m_box(new QCheckBox(this))
{
    connect(m_box, &QCheckBox::clicked, this, [this](bool checked) {
        this->form().edit(path(), [&](EnrollmentApplication &application) { m_access.write(application, checked); });
    });
    setEditor(m_box, true);
}

void FlagField::readValue()
{
    m_box->setChecked(m_access.read(form().value()));
}

void FlagField::setEditable(bool editable)
{
    m_box->setEnabled(editable);
}

void FlagField::showLabel(const QString &label)
{
    m_box->setText(label);
}

} // namespace tegata
