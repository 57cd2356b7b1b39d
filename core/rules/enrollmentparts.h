// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/enrollmentapplication.h"
#include "core/rules/enrollmentfields.h"
#include "core/rules/findingcatalogue.h"

#include <QList>
#include <QString>

// The parts of checkEnrollment(), one source file each. They get the relevantPart() of an application, say nothing
// about empty fields, and need not keep the form's order.
namespace tegata {

// Required fields and lists without content.
QList<Finding> checkMissing(const EnrollmentApplication &application, const QList<FormField> &fields);
// Length and hidden characters of the fields that no other check reads.
QList<Finding> checkFreeTexts(const QList<FormField> &fields);
// S7–S13, S41, S42.
QList<Finding> checkPlan(const EnrollmentPlan &plan);
// S9 names a corporation as S17 does: what is never part of a legal name is none of its name here either.
QList<Finding> checkSubscriber(const EnrollmentApplication &application);
QList<Finding> checkContact(const EnrollmentApplication &application);
QList<Finding> checkBilling(const EnrollmentBilling &billing);
QList<Finding> checkNoticeMail(const EnrollmentApplication &application);
// S14–S32, S62; prefix "applicants[0].".
QList<Finding> checkApplicant(const EnrollmentApplicant &applicant, const QString &prefix);
QList<Finding> checkApplicants(const EnrollmentApplication &application);
// S33–S40.
QList<Finding> checkDomains(const EnrollmentApplication &application);
QList<Finding> checkOperators(const QList<EnrollmentOperator> &operators);
// S43, S44.
QList<Finding> checkThreeParty(const EnrollmentApplication &application);

// What a place is for: the certificate shows the applicant's, and then it must be a municipality and nothing else.
enum class PlaceUse
{
    Certificate,
    Mail
};
// A postal code with the prefecture and the municipality beside it (V13, V17, S25). The fields are those of one block
// of the form: prefix + "postalCode", "prefecture", "municipality".
struct FormPlace
{
    QString postalCode;
    int prefecture = 0;
    QString municipality;
};
QList<Finding> checkPlace(const FormPlace &place, PlaceUse use, const QString &prefix);

} // namespace tegata
