// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/billingpage.h"

#include "ui/enrollment/addressform.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/textfield.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

namespace {

// What the invoice would say if it went to the contact.
EnrollmentBilling contactAsBilling(const EnrollmentApplication &application)
{
    const EnrollmentContact &contact = application.contact;
    return {application.subscriberName, contact.department, contact.name, contact.address, contact.phone, contact.mail};
}

} // namespace

BillingPage::BillingPage(EnrollmentForm &form, const LanguageController &language, PostalDirectory &postal,
                         QWidget *parent)
    : EnrollmentPageWidget(EnrollmentPage::Billing, form, language, parent), m_copy(new QPushButton(this))
{
    const auto text = [&](const char *member, QString EnrollmentBilling::*value, int width) {
        return new TextField(form, language,
                             fieldAccess(
                                 QStringLiteral("billing.") + QLatin1String(member),
                                 [value](auto &application) -> auto & { return application.billing.*value; }),
                             width, this);
    };
    m_copy->setObjectName(QStringLiteral("copyContactToBilling"));
    m_copy->setAutoDefault(false);
    m_copy->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    // Made in the order in which they stand: so the Tab key goes.
    auto *organization = text("organization", &EnrollmentBilling::organization, 60);
    auto *department = text("department", &EnrollmentBilling::department, 48);
    auto *name = text("name", &EnrollmentBilling::name, 36);
    auto *address = new AddressForm(
        QStringLiteral("billingAddress"), form, language,
        addressAccess(
            QStringLiteral("billing.address"), [](auto &value) -> auto & { return value.billing.address; }),
        postal, this);
    TextField *phone = text("phone", &EnrollmentBilling::phone, 24);
    TextField *mail = text("mail", &EnrollmentBilling::mail, 48);
    m_invoice =
        addSection(QStringLiteral("billingInvoice"), {m_copy, organization, department, name, address, phone, mail});
    m_noticeMail =
        new TextField(form, language,
                      fieldAccess(
                          QStringLiteral("noticeMail"), [](auto &value) -> auto & { return value.noticeMail; }),
                      48, this);
    for (TextField *identifier : {phone, mail, m_noticeMail})
        identifier->offerCorrections();
    m_notices = addSection(QStringLiteral("billingNotices"), {m_noticeMail});
    connect(m_copy, &QPushButton::clicked, this, &BillingPage::copyContact);
    connect(&form, &EnrollmentForm::changed, this, &BillingPage::showButton);
    connect(&form, &EnrollmentForm::reloaded, this, &BillingPage::showButton);
    connect(&form, &EnrollmentForm::readOnlyChanged, this, &BillingPage::showButton);
    BillingPage::retranslate();
}

void BillingPage::retranslate()
{
    EnrollmentPageWidget::retranslate();
    titleSection(m_invoice, tr("Billing address"));
    titleSection(m_notices, tr("Notices"));
    m_copy->setText(tr("&Same as the contact's"));
    m_copy->setAccessibleName(tr("Same as the contact's"));
    m_noticeMail->setHint(tr("For CC and Reply-To of the request and issue notices. A mailing list that includes the "
                             "operators is advised."));
    showButton();
}

void BillingPage::copyContact()
{
    form().edit(QStringLiteral("billing"),
                [](EnrollmentApplication &application) { application.billing = contactAsBilling(application); });
}

void BillingPage::showButton()
{
    m_copy->setEnabled(!form().isReadOnly() && contactAsBilling(form().value()) != form().value().billing);
}

} // namespace tegata
