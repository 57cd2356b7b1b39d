// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/enrollmentpagewidget.h"

class QPushButton;

namespace tegata {

// 加入者申請名 (S9), which is often the name of the first applicant corporation too.
class SubscriberPage : public EnrollmentPageWidget
{
    Q_OBJECT

public:
    SubscriberPage(EnrollmentForm &form, const LanguageController &language, QWidget *parent = nullptr);

protected:
    void retranslate() override;

private:
    void copyToApplicant();
    void showButton();

    FieldWidget *m_name;
    QPushButton *m_copy;
};

} // namespace tegata
