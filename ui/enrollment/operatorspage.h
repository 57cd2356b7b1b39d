// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/enrollmentpagewidget.h"

#include <QList>

class QLabel;
class QPushButton;

namespace tegata {

class OperatorCard;

// Page Operators (S38–S40): a card for each, in their order; the first is free, the others are marked as paid.
class OperatorsPage : public EnrollmentPageWidget
{
    Q_OBJECT

public:
    // Both outlive the page.
    OperatorsPage(EnrollmentForm &form, const LanguageController &language, QWidget *parent = nullptr);

    bool focusField(const QString &path) override;

protected:
    void retranslate() override;

private:
    void showCards();
    void addOperator();
    void removeOperator(int place);
    void moveOperator(int place, int by);

    QLabel *m_hint;
    QWidget *m_cardArea;
    QList<OperatorCard *> m_cards;
    QPushButton *m_add;
};

} // namespace tegata
