// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/enrollmentfields.h"
#include "ui/enrollment/fieldaccess.h"

#include <QList>
#include <QWidget>

#include <functional>
#include <utility>

class QBoxLayout;
class QLabel;
class QVBoxLayout;

namespace tegata {

class ApplicantScope;
class EnrollmentForm;
class FieldWidget;
class LanguageController;
class LegalNameField;
class PostalDirectory;
class StickyPanel;
class TextField;

// The fields of one corporation that stand on one page: Applicant (S14–S25, with the preview of the subject beside
// them, below them where there is too little room), Ev (S26–S31) or Responsible (S32). The subscriber's pages hold one
// of them each, the page of the three-party contract all three, with a scope of its own. The fields are found by
// EnrollmentPageWidget::focusField.
class ApplicantForm : public QWidget
{
    Q_OBJECT

public:
    // part: Applicant, Ev or Responsible. All outlive it.
    ApplicantForm(EnrollmentPage part, EnrollmentForm &form, const LanguageController &language,
                  const ApplicantScope &scope, PostalDirectory &postal, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addApplicant();
    void addEv();
    void addResponsible();
    void addField(FieldWidget *field, std::function<QString()> hint = {});
    TextField *addText(const char *member, QString EnrollmentApplicant::*text, int width,
                       std::function<QString()> hint = {});
    void retranslate();
    void showConsultation();
    void showEvRemark();

    EnrollmentPage m_part;
    EnrollmentForm &m_form;
    const LanguageController &m_language;
    const ApplicantScope &m_scope;
    PostalDirectory &m_postal;
    QBoxLayout *m_layout; // fields and preview
    QVBoxLayout *m_column;
    QList<FieldWidget *> m_fields;
    QList<std::pair<FieldWidget *, std::function<QString()>>> m_hints;
    StickyPanel *m_preview = nullptr;
    LegalNameField *m_legalName = nullptr;
    LegalNameField *m_englishName = nullptr;
    FieldWidget *m_consultation = nullptr;
    FieldWidget *m_consultationReason = nullptr;
    QLabel *m_evRemark = nullptr;
};

} // namespace tegata
