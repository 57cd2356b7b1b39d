// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/enrollmentpagewidget.h"

namespace tegata {

class PostalDirectory;
class TextField;

// 連絡窓口/手続き担当者: the login to the application site (S10–S12) and the person (S13).
class ContactPage : public EnrollmentPageWidget
{
    Q_OBJECT

public:
    // postal outlives the page.
    ContactPage(EnrollmentForm &form, const LanguageController &language, PostalDirectory &postal,
                QWidget *parent = nullptr);

protected:
    void retranslate() override;

private:
    TextField *m_loginId;
    FieldWidget *m_password;
    TextField *m_passwordMail;
    TextField *m_phone;
    TextField *m_mail;
    Section *m_login;
    Section *m_person;
};

} // namespace tegata
