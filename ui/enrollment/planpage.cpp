// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/planpage.h"

#include "ui/enrollment/flagfield.h"
#include "ui/enrollment/numberfield.h"
#include "ui/enrollment/textfield.h"

namespace tegata {

namespace {

constexpr int MaximumCommitment = 99999; // (ours)

} // namespace

PlanPage::PlanPage(EnrollmentForm &form, const LanguageController &language, QWidget *parent)
    : EnrollmentPageWidget(EnrollmentPage::Plan, form, language, parent),
      m_commitment(add(new NumberField(
          form, language,
          fieldAccess(
              QStringLiteral("plan.commitment"), [](auto &value) -> auto & { return value.plan.commitment; }),
          {1, 5, 10, 20, 30, 50, 100, 200, 300, 500}, MaximumCommitment, this))),
      m_hasQuote(add(
          new FlagField(form, language,
                        fieldAccess(
                            QStringLiteral("plan.hasQuote"), [](auto &value) -> auto & { return value.plan.hasQuote; }),
                        this)))
{
    add(new TextField(
        form, language,
        fieldAccess(
            QStringLiteral("plan.quoteNumber"), [](auto &value) -> auto & { return value.plan.quoteNumber; }),
        30, this));
    PlanPage::retranslate();
}

void PlanPage::retranslate()
{
    EnrollmentPageWidget::retranslate();
    m_commitment->setHint(tr("How many certificates you plan to issue in a year."));
    m_hasQuote->setHint(tr("If you have a quote, enter its number."));
}

} // namespace tegata
