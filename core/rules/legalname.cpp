// SPDX-License-Identifier: Apache-2.0
#include "core/rules/legalname.h"

#include "core/rules/legalnameparts.h"
#include "core/rules/nameproblems.h"

namespace tegata {

namespace {

// V15 binds names that stand in a register.
bool isStrict(const LegalNameContext &context)
{
    if (context.government)
        return false;
    const auto facts = legalFormFacts(context.form);
    return !facts || facts->registered;
}

NameProblems legalNameProblems(const QString &typed, const LegalNameContext &context)
{
    NameProblems problems(typed, typed.normalized(QString::NormalizationForm_C));
    problems.addNormalization();
    if (!problems.addEmptiness())
        return problems;
    problems.addLength(MaximumLegalNameLength,
                       context.consultation ? FindingCode::NameTooLongConsultation : FindingCode::NameTooLong,
                       context.consultation ? FindingOutcome::Note : FindingOutcome::Error);
    const bool strict = isStrict(context);
    findCharacterProblems(problems, strict);
    findFormProblems(problems, context, strict);
    return problems;
}

} // namespace

LegalNameContext legalNameContext(const EnrollmentApplicant &applicant)
{
    const auto facts = legalFormFacts(applicant.legalForm);
    const bool byCategory = applicant.ev && applicant.category != OrganizationCategory::NotChosen &&
                            applicant.category != OrganizationCategory::PrivateOrganization;
    return {applicant.legalForm, applicant.legalFormPosition, byCategory || (facts && facts->government),
            applicant.consultation};
}

NameCheck checkLegalName(const QString &typed, const LegalNameContext &context, const QString &field)
{
    return legalNameProblems(typed, context).check(MaximumLegalNameLength, field);
}

QList<NameOffer> nameOffers(const QString &typed, const LegalNameContext &context)
{
    return offersOf(typed, [&](const QString &text) { return legalNameProblems(text, context); });
}

} // namespace tegata
