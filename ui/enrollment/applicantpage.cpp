// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/applicantpage.h"

#include "ui/enrollment/applicantbar.h"
#include "ui/enrollment/applicantform.h"
#include "ui/enrollment/applicantscope.h"
#include "ui/enrollment/enrollmentform.h"

#include <QRegularExpression>

namespace tegata {

ApplicantPage::ApplicantPage(EnrollmentPage page, EnrollmentForm &form, const LanguageController &language,
                             ApplicantScope &scope, PostalDirectory &postal, QWidget *parent)
    : EnrollmentPageWidget(page, form, language, parent), m_scope(scope)
{
    const auto buttons = page == EnrollmentPage::Applicant ? ApplicantBar::Buttons::Yes : ApplicantBar::Buttons::No;
    add(new ApplicantBar(form, scope, buttons, this));
    add(new ApplicantForm(page, form, language, scope, postal, this));
}

bool ApplicantPage::focusField(const QString &path)
{
    static const QRegularExpression place(QStringLiteral("^applicants\\[(\\d+)\\]"));
    const QRegularExpressionMatch match = place.match(path);
    if (match.hasMatch()) {
        const int index = match.capturedView(1).toInt();
        if (index >= form().value().applicants.size())
            return false;
        m_scope.setIndex(index);
    }
    return EnrollmentPageWidget::focusField(path);
}

} // namespace tegata
