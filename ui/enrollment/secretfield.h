// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/textfield.h"

#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace tegata {

// A password: hidden while it is typed, said in words how strong it is. What "Show" shows stands below as text that
// cannot be selected: the password never reaches the clipboard or the selection.
class SecretField : public TextField
{
    Q_OBJECT

public:
    SecretField(EnrollmentForm &form, const LanguageController &language, FieldAccess<QString> access, QWidget *parent);

protected:
    void readValue() override;
    void retranslate() override;
    void hideEvent(QHideEvent *event) override;

private:
    void updateStrength();
    void showPlain();

    QPushButton *m_show;
    QLabel *m_plain;
    QWidget *m_meterRow;
    QProgressBar *m_meter;
    QLabel *m_word;
    QTimer m_pause; // after the last key
};

} // namespace tegata
