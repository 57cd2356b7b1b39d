// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/enrollmentapplication.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace tegata {

class EnrollmentForm;
class FieldWidget;
class LanguageController;
template <typename T>
struct FieldAccess;

// One operator (S38–S40) at its place in the list: the heading says whether it is paid for.
class OperatorCard : public QFrame
{
    Q_OBJECT

public:
    // Both outlive the card. place: from 0; it does not change, the operators move through the cards.
    OperatorCard(int place, EnrollmentForm &form, const LanguageController &language, QWidget *parent);

    // Which buttons make sense with so many operators.
    void setCount(int count);
    void focusName();

Q_SIGNALS:
    void removeRequested(int place);
    void moveRequested(int place, int by);

protected:
    void changeEvent(QEvent *event) override;

private:
    FieldAccess<QString> access(const char *member, QString EnrollmentOperator::*text) const;
    void retranslate();

    int m_place;
    EnrollmentForm &m_form;
    QLabel *m_title;
    QLabel *m_fee;
    QPushButton *m_up;
    QPushButton *m_down;
    QPushButton *m_remove;
    FieldWidget *m_name;
    FieldWidget *m_kana;
    FieldWidget *m_commonName;
    FieldWidget *m_mail;
};

} // namespace tegata
