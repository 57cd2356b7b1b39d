// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/store/enrollmentstore.h"

namespace tegata {

// What comes into force when an enrolment becomes active, in its transaction. A renewal replaces the customer's
// registered form. A new one makes the customer, the contact with the login ID and password that were sent, and the
// organisations and domains as not yet validated: what the authority vetted of them is recorded elsewhere. Operators
// get no certificate here. Where there are several applicants, the domains stand with the first: the form does not say
// whose they are. Answers the customer's id.
// Errors beside the store's: Refused with the field "contact.loginId" (taken).
Result<QString> activate(Transaction &transaction, const EnrollmentRow &row, const QDateTime &now);

// Whether a contact signs in with it.
Result<bool> isLoginIdTaken(ReadTransaction &transaction, const QString &loginId);

} // namespace tegata
