// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/enrollmentpagewidget.h"

namespace tegata {

class ApplicantScope;
class PostalDirectory;

// A page about the applicant corporations: Applicant (S14–S25), Ev (S26–S31) or Responsible (S32), for one of them at a
// time; the three pages show the same one.
class ApplicantPage : public EnrollmentPageWidget
{
    Q_OBJECT

public:
    // scope: of the kind Subscriber, shared by the three pages. All outlive the page.
    ApplicantPage(EnrollmentPage page, EnrollmentForm &form, const LanguageController &language, ApplicantScope &scope,
                  PostalDirectory &postal, QWidget *parent = nullptr);

    bool focusField(const QString &path) override;

private:
    ApplicantScope &m_scope;
};

} // namespace tegata
