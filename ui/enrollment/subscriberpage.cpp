// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/subscriberpage.h"

#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/textfield.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

SubscriberPage::SubscriberPage(EnrollmentForm &form, const LanguageController &language, QWidget *parent)
    : EnrollmentPageWidget(EnrollmentPage::Subscriber, form, language, parent),
      m_name(add(new TextField(
          form, language,
          fieldAccess(
              QStringLiteral("subscriberName"), [](auto &value) -> auto & { return value.subscriberName; }),
          60, this))),
      m_copy(new QPushButton(this))
{
    m_copy->setObjectName(QStringLiteral("copySubscriberName"));
    m_copy->setAutoDefault(false);
    column()->addWidget(m_copy, 0, Qt::AlignLeft);
    connect(m_copy, &QPushButton::clicked, this, &SubscriberPage::copyToApplicant);
    connect(&form, &EnrollmentForm::changed, this, &SubscriberPage::showButton);
    connect(&form, &EnrollmentForm::reloaded, this, &SubscriberPage::showButton);
    connect(&form, &EnrollmentForm::readOnlyChanged, this, &SubscriberPage::showButton);
    SubscriberPage::retranslate();
}

void SubscriberPage::retranslate()
{
    EnrollmentPageWidget::retranslate();
    m_name->setHint(tr("The corporation that subscribes to the service."));
    m_copy->setText(tr("&Copy to the applicant's legal name"));
    m_copy->setAccessibleName(tr("Copy to the applicant's legal name"));
    showButton();
}

void SubscriberPage::copyToApplicant()
{
    form().endTyping(); // a step of its own
    form().edit(QStringLiteral("applicants[0].legalName"), [](EnrollmentApplication &application) {
        application.applicants.first().legalName = application.subscriberName;
    });
    form().endTyping();
}

void SubscriberPage::showButton()
{
    const EnrollmentApplication &value = form().value();
    m_copy->setEnabled(!form().isReadOnly() && !value.subscriberName.isEmpty() &&
                       value.subscriberName != value.applicants.constFirst().legalName);
}

} // namespace tegata
