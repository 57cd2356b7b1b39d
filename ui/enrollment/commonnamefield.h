// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/textfield.h"

class QLabel;
class QPushButton;

namespace tegata {

// コモンネーム of an operator (S39): offers the one that follows from the フリガナ, and takes it only when asked to.
class CommonNameField : public TextField
{
    Q_OBJECT

public:
    // kana: reads the operator's フリガナ.
    CommonNameField(EnrollmentForm &form, const LanguageController &language, FieldAccess<QString> access,
                    std::function<QString(const EnrollmentApplication &)> kana, QWidget *parent);

protected:
    void readValue() override;
    void setEditable(bool editable) override;
    void retranslate() override;

private:
    void showOffer();

    FieldAccess<QString> m_access;
    std::function<QString(const EnrollmentApplication &)> m_kana;
    QString m_suggestion;
    QWidget *m_row;
    QLabel *m_offer;
    QPushButton *m_use;
};

} // namespace tegata
