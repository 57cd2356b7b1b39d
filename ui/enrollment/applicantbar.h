// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPushButton;
class QTabBar;

namespace tegata {

class ApplicantScope;
class EnrollmentForm;

// Which of the applicant corporations the page shows (S62): a tab for each once there are several, and, where wanted,
// buttons to add, duplicate, move and remove. Every change is a step that can be undone.
class ApplicantBar : public QWidget
{
    Q_OBJECT

public:
    enum class Buttons
    {
        No,
        Yes
    };

    // Both outlive the bar.
    ApplicantBar(EnrollmentForm &form, ApplicantScope &scope, Buttons buttons, QWidget *parent);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void refresh();
    void insertApplicant(bool duplicate);
    void removeApplicant();
    void moveApplicant(int by);

    EnrollmentForm &m_form;
    ApplicantScope &m_scope;
    QTabBar *m_tabs;
    QWidget *m_row;
    QPushButton *m_add;
    QPushButton *m_duplicate;
    QPushButton *m_earlier;
    QPushButton *m_later;
    QPushButton *m_remove;
};

} // namespace tegata
