// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/enrollmentfields.h"

#include <QWidget>

namespace tegata {

class ApplicantScope;
class EnrollmentForm;
class LanguageController;
class PostalDirectory;

// The fields of one corporation that stand on one page: Applicant (S14–S25), Ev (S26–S31) or Responsible (S32). The
// subscriber's pages hold one of them each, the page of the three-party contract all three, with a scope of its own.
// FieldWidgets inside are found by EnrollmentPageWidget::focusField.
class ApplicantForm : public QWidget
{
    Q_OBJECT

public:
    // part: Applicant, Ev or Responsible. All outlive it.
    ApplicantForm(EnrollmentPage part, EnrollmentForm &form, const LanguageController &language,
                  const ApplicantScope &scope, PostalDirectory &postal, QWidget *parent = nullptr);
};

} // namespace tegata
