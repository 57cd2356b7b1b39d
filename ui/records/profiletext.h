// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/enrollmentprofile.h"
#include "ui/common/factlist.h"

#include <QList>

namespace tegata {

// What the authority's form held beside the CSR, one fact for each input; the CSR itself is left out, it has its own
// place.
QList<Fact> profileInputFacts(const EnrollmentProfile &profile);

// What the profile will sign, one fact for each of its policies, with what the authority accepts there.
QList<Fact> profileValueFacts(const EnrollmentProfile &profile);

// The value's name for people.
QString profileValueName(const ProfileValue &value);

} // namespace tegata
