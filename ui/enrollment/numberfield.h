// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/fieldaccess.h"
#include "ui/enrollment/fieldwidget.h"

class QComboBox;

namespace tegata {

// A whole number from 1: the usual ones in a pull-down, any other typed, also in full-width digits. What is no number
// stays on the screen and counts as not filled in.
class NumberField : public FieldWidget
{
    Q_OBJECT

public:
    NumberField(EnrollmentForm &form, const LanguageController &language, FieldAccess<std::optional<int>> access,
                QList<int> usual, int maximum, QWidget *parent);
    ~NumberField() override;

protected:
    void readValue() override;
    void setEditable(bool editable) override;
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::optional<int> number(const QString &text) const;
    void write(const QString &text);

    FieldAccess<std::optional<int>> m_access;
    int m_maximum;
    QComboBox *m_box;
};

} // namespace tegata
