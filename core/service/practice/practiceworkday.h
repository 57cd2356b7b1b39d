// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/practice/practicetable.h"

namespace tegata::practice {

// A working day of the sample customer: certificates that end within 90 days (更新対象), what the faults need to exist
// before, and `count` pending requests, all different. Every fifth of them, up to twenty, carries a fault that the
// rules find: ten kinds in turn (RequestPlan::fault and ::finding); the others are without errors and warnings. Always
// the same for the same count. Some of its keys are those of neighbourRequests().
QList<RequestPlan> workday(int count);

} // namespace tegata::practice
