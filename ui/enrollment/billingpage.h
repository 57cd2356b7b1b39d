// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/enrollmentpagewidget.h"

class QPushButton;

namespace tegata {

class PostalDirectory;
class TextField;

// 請求書送付先 (S41) and お知らせメール送信元 (S42).
class BillingPage : public EnrollmentPageWidget
{
    Q_OBJECT

public:
    // postal outlives the page.
    BillingPage(EnrollmentForm &form, const LanguageController &language, PostalDirectory &postal,
                QWidget *parent = nullptr);

protected:
    void retranslate() override;

private:
    void copyContact();
    void showButton();

    QPushButton *m_copy;
    TextField *m_noticeMail;
    Section *m_invoice;
    Section *m_notices;
};

} // namespace tegata
