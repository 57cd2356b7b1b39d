// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/contactpage.h"

#include "ui/enrollment/addressform.h"
#include "ui/enrollment/secretfield.h"
#include "ui/enrollment/textfield.h"

namespace tegata {

ContactPage::ContactPage(EnrollmentForm &form, const LanguageController &language, PostalDirectory &postal,
                         QWidget *parent)
    : EnrollmentPageWidget(EnrollmentPage::Contact, form, language, parent)
{
    const auto text = [&](const char *member, QString EnrollmentContact::*value, int width) {
        return new TextField(form, language,
                             fieldAccess(
                                 QStringLiteral("contact.") + QLatin1String(member),
                                 [value](auto &application) -> auto & { return application.contact.*value; }),
                             width, this);
    };
    m_loginId = text("loginId", &EnrollmentContact::loginId, 36);
    m_password = new SecretField(
        form, language,
        fieldAccess(
            QStringLiteral("contact.password"), [](auto &value) -> auto & { return value.contact.password; }),
        this);
    m_passwordMail = text("passwordMail", &EnrollmentContact::passwordMail, 48);
    m_login = addSection(QStringLiteral("contactLogin"), {m_loginId, m_password, m_passwordMail});
    // Made in the order in which they stand: so the Tab key goes.
    auto *name = text("name", &EnrollmentContact::name, 36);
    auto *department = text("department", &EnrollmentContact::department, 48);
    auto *address = new AddressForm(
        QStringLiteral("contactAddress"), form, language,
        addressAccess(
            QStringLiteral("contact.address"), [](auto &value) -> auto & { return value.contact.address; }),
        postal, this);
    m_phone = text("phone", &EnrollmentContact::phone, 24);
    m_mail = text("mail", &EnrollmentContact::mail, 48);
    for (TextField *identifier : {m_loginId, m_passwordMail, m_phone, m_mail})
        identifier->offerCorrections();
    m_person = addSection(QStringLiteral("contactPerson"), {name, department, address, m_phone, m_mail});
    ContactPage::retranslate();
}

void ContactPage::retranslate()
{
    EnrollmentPageWidget::retranslate();
    titleSection(m_login, tr("Login to the application site"));
    titleSection(m_person, tr("Procedure contact"));
    m_loginId->setHint(tr("The ID for the application site."));
    m_password->setHint(
        tr("At least 8 characters, better 12 or more. It is kept only in the encrypted draft and sent once."));
    m_passwordMail->setHint(tr("Registered as the address for the temporary password if the password is forgotten."));
    m_mail->setHint(tr("For messages about the procedure, documents and completion."));
}

} // namespace tegata
