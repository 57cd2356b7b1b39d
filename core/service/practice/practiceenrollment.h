// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/enrollmentapplication.h"

namespace tegata::practice {

// What 株式会社サンプル is registered with, as the form that it came in with: a renewal (S6) starts from it. The
// neighbour was registered before enrolments were kept, and has none.
EnrollmentApplication sampleEnrollment();

} // namespace tegata::practice
