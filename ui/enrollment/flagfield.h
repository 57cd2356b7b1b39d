// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/fieldaccess.h"
#include "ui/enrollment/fieldwidget.h"

class QCheckBox;
class QLabel;

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
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    FieldAccess<bool> m_access;
    QCheckBox *m_box;
    QLabel *m_text; // beside the box: its words
};

} // namespace tegata
