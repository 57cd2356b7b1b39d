// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/enrollmentfields.h"

namespace tegata {

// One field as a person reads it.
struct SummaryRow
{
    QString path; // "applicants[0].legalName"
    QString label;
    QString text; // in words, a secret as dots; empty: not filled in
    FieldNeed need = FieldNeed::Optional;
    FieldKind kind = FieldKind::Text;

    friend bool operator==(const SummaryRow &, const SummaryRow &) = default;
};

// The fields of one page, or of one element of a page that repeats (an applicant corporation, an operator).
struct SummaryGroup
{
    EnrollmentPage page = EnrollmentPage::Plan;
    QString prefix; // of the element: "applicants[1]"; empty for a page that does not repeat
    QString title;
    QList<SummaryRow> rows;

    friend bool operator==(const SummaryGroup &, const SummaryGroup &) = default;
};

// What counts of the form, in its order, for the review and the printed application: irrelevant fields are left out.
// Domains are not among the rows; whoever shows them makes a table of the lists. Pure; any thread.
QList<SummaryGroup> formSummary(const EnrollmentApplication &application, const Phrasebook &phrasebook);

// What a renewal changes of the registered data.
struct FormChange
{
    QString path; // in the new form; the list's for an element that is gone
    QString label;
    QString before; // in words; empty: was not there
    QString after;

    friend bool operator==(const FormChange &, const FormChange &) = default;
};
// Domains are compared by name and operators by common name, so that one row more does not mark all below it.
QList<FormChange> formChanges(const EnrollmentApplication &registered, const EnrollmentApplication &now,
                              const Phrasebook &phrasebook);

} // namespace tegata
