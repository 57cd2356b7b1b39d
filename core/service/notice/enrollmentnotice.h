// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/store/enrollmentstore.h"
#include "core/service/store/notice.h"

namespace tegata {

// What the contact (S13) is told after an enrolment came in or was moved: receipt number, state, the authority's note.
// Nothing that the sender typed: whoever sends an enrolment also chooses the address.
Notice enrollmentNotice(const EnrollmentRow &row);

} // namespace tegata
