// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/enrollmentpagewidget.h"

namespace tegata {

// コミットメント and 見積番号 (S7, S8).
class PlanPage : public EnrollmentPageWidget
{
    Q_OBJECT

public:
    PlanPage(EnrollmentForm &form, const LanguageController &language, QWidget *parent = nullptr);

protected:
    void retranslate() override;

private:
    FieldWidget *m_commitment;
    FieldWidget *m_hasQuote;
};

} // namespace tegata
