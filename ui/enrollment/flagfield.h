// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/fieldaccess.h"
#include "ui/enrollment/fieldwidget.h"

class QCheckBox;

namespace tegata {

// A choice of yes or no; the check box says the label.
class FlagField : public FieldWidget
{
    Q_OBJECT

public:
    FlagField(EnrollmentForm &form, const LanguageController &language, FieldAccess<bool> access, QWidget *parent);

protected:
    void readValue() override;
    void setEditable(bool editable) override;
    void showLabel(const QString &label) override;

private:
    FieldAccess<bool> m_access;
    QCheckBox *m_box;
};

} // namespace tegata
