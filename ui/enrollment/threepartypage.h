// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/applicantscope.h"
#include "ui/enrollment/enrollmentpagewidget.h"

class QLabel;

namespace tegata {

class DomainListPanel;
class PostalDirectory;
class Section;
class Worker;

// Page Three-party contract (S43, S44): the issuing client's corporation, responsible applicant and domains. Hidden
// while there is no such contract; what was typed is kept.
class ThreePartyPage : public EnrollmentPageWidget
{
    Q_OBJECT

public:
    // All outlive the page; the worker reads imported files.
    ThreePartyPage(EnrollmentForm &form, const LanguageController &language, PostalDirectory &postal, Worker &worker,
                   QWidget *parent = nullptr);

    bool focusField(const QString &path) override;

protected:
    void retranslate() override;

private:
    void showRelevant();

    ApplicantScope m_scope{ApplicantScope::Kind::IssuingClient};
    QLabel *m_hint;
    QWidget *m_details;
    Section *m_applicant;
    Section *m_ev;
    Section *m_responsible;
    Section *m_domains;
    DomainListPanel *m_list;
};

} // namespace tegata
