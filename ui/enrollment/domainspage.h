// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/enrollmentpagewidget.h"

class QLabel;

namespace tegata {

class DomainListPanel;
class Worker;

// Page Domains (S33–S37): what may be applied for, and the list.
class DomainsPage : public EnrollmentPageWidget
{
    Q_OBJECT

public:
    // All outlive the page; the worker reads imported files.
    DomainsPage(EnrollmentForm &form, const LanguageController &language, Worker &worker, QWidget *parent = nullptr);

    bool focusField(const QString &path) override;

protected:
    void retranslate() override;

private:
    QLabel *m_hint;
    DomainListPanel *m_list;
};

} // namespace tegata
