// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/domainspage.h"

#include "ui/enrollment/domainlistpanel.h"
#include "ui/enrollment/enrollmentform.h"

#include <QLabel>

namespace tegata {

DomainsPage::DomainsPage(EnrollmentForm &form, const LanguageController &language, Worker &worker, QWidget *parent)
    : EnrollmentPageWidget(EnrollmentPage::Domains, form, language, parent), m_hint(add(new QLabel(this))),
      m_list(add(new DomainListPanel(DomainListPanel::List::Subscriber, form, language, worker, this)))
{
    m_hint->setObjectName(QStringLiteral("domainsHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    retranslate();
}

bool DomainsPage::focusField(const QString &path)
{
    return m_list->focusField(path);
}

void DomainsPage::retranslate()
{
    EnrollmentPageWidget::retranslate();
    m_hint->setText(tr("Enter the registered domain that the common names will contain: for www.cybertrust.ne.jp enter "
                       "cybertrust.ne.jp. Tick EV for the domains that SureServer EV is to be issued for; SureServer "
                       "can be issued for all of them. Where the registrant is not the applicant, say so in the note: "
                       "documents or a telephone call to the owner will be needed."));
    m_hint->setAccessibleName(m_hint->text());
}

} // namespace tegata
