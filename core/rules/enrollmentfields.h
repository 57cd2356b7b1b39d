// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/phrasebook.h"
#include "core/domain/enrollmentapplication.h"

#include <QList>
#include <QString>

#include <span>

// The one catalogue of the enrolment form's fields: where each stands, what it is called, and when it counts. The
// wizard, the review, the printed application, the command line and the checks read it, so that a field has one name.
namespace tegata {

// The pages of the form, in order.
enum class EnrollmentPage
{
    Plan,
    Subscriber,
    Contact,
    Applicant,
    Ev,
    Responsible,
    Domains,
    Operators,
    Billing,
    ThreeParty,
    Review,
};
std::span<const EnrollmentPage> enrollmentPages();
// "プランと見積り" / "Plan and quote".
QString enrollmentPageTitle(EnrollmentPage page, const Phrasebook &phrasebook);

enum class FieldKind
{
    Text,
    Secret,
    Flag,
    Number,
    Prefecture,
    LegalForm,
    LegalFormPosition,
    Category,
    List
};

struct EnrollmentField
{
    const char *pattern; // member path, indices left out: "applicants[].legalName"
    const char *part;    // number in parts.md: "S17"
    EnrollmentPage page;
    FieldKind kind;
    const char *label; // English source text, context "EnrollmentField"; Japanese: the term of parts.md
};
// By a path with or without indices; a path below "threeParty.applicant" or "threeParty.domains[]" is found by the same
// row as the subscriber's, and stands on the page ThreeParty. Null for an unknown path.
const EnrollmentField *enrollmentField(const QString &path);
EnrollmentPage enrollmentPageOf(const QString &path);
// "申請法人名"; the place in a list is said: "申請ドメイン 3".
QString enrollmentFieldLabel(const QString &path, const Phrasebook &phrasebook);

// Irrelevant: another choice makes the field meaningless; its text is kept but neither checked nor sent on.
enum class FieldNeed
{
    Irrelevant,
    Optional,
    Required
};

// A field of one application.
struct FormField
{
    QString path; // "applicants[0].legalName"
    const EnrollmentField *field;
    FieldNeed need;
    QString text; // as typed; choices and flags by the contract's name or number ("true", "13"), empty: not filled in
};
// Every field of the application, also the irrelevant ones, in the order of the form.
QList<FormField> formFields(const EnrollmentApplication &application);
// text in words: "はい", "東京都", "民間企業"; a secret as "••••".
QString formFieldText(const FormField &field, const Phrasebook &phrasebook);

// The application without the text of irrelevant fields: what is checked, printed and sent.
EnrollmentApplication relevantPart(const EnrollmentApplication &application);

// The words of the choices.
QString legalFormText(LegalForm form, const Phrasebook &phrasebook);
QString legalFormPositionText(LegalFormPosition position, const Phrasebook &phrasebook);
QString organizationCategoryText(OrganizationCategory category, const Phrasebook &phrasebook);

} // namespace tegata
