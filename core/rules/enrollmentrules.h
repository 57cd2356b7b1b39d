// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"
#include "core/domain/enrollmentapplication.h"
#include "core/rules/enrollmentfields.h"

#include <QMap>

namespace tegata {

// S7–S44 and rules V5, V9–V17 over a whole application; irrelevant fields are not looked at. Pure: no clock, no
// network, no store; the wizard, the command line and the service call this one function and get the same findings.
// Findings are in the order of the form, their fields are member paths ("applicants[0].legalName"). A missing required
// field is the error "field.missing". Cost: 50 domains in each list below 50 ms. An application with errors cannot be
// submitted; one with warnings needs warningReason, else the warnings are joined by the error
// "enrollment.warningReasonMissing" on the field warningReason.
CheckReport checkEnrollment(const EnrollmentApplication &application);

// What is said of a report outside this program: a form may hold lists of 1,000 elements, and an answer must not grow
// with them. Of more than so many findings the weightiest stay, in their order, and a last one, as weighty as the
// weightiest left out and on its field, counts the rest.
inline constexpr qsizetype MaximumToldFindings = 200;
CheckReport toldReport(const CheckReport &report);

// How a page of the form stands, for the page list.
enum class PageState
{
    Empty,
    Incomplete,
    Warnings,
    Complete
};

// Empty: nothing was filled in there (flags and values that a form begins with do not count). Incomplete: an error. The
// page Review stands for the whole form. Below a millisecond: for every key.
QMap<EnrollmentPage, PageState> pageStates(const EnrollmentApplication &application, const CheckReport &report);
// The page has fields that count: the EV page only with S14.
bool isPageRelevant(EnrollmentPage page, const EnrollmentApplication &application);
// Required fields that are filled in, of those that there are: for the list of drafts.
struct EnrollmentProgress
{
    int filled = 0;
    int required = 0;

    friend bool operator==(const EnrollmentProgress &, const EnrollmentProgress &) = default;
};
EnrollmentProgress enrollmentProgress(const EnrollmentApplication &application);

} // namespace tegata
