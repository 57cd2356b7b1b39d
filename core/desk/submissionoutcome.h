// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/domain/checkreport.h"
#include "core/domain/enrollmentstate.h"

#include <optional>

namespace tegata {

// What a submission came to, now or later.
struct SubmissionOutcome
{
    enum class Kind
    {
        Received, // receipt
        Refused,  // report: by the check here, or by the site; nothing was taken
        Queued,   // no connection: goes out after confirmQueued()
        Unknown,  // the answer was lost: sent again with the same key until it is known
        Failed    // error: not sent; the draft stays as it is
    };
    Kind kind = Kind::Failed;
    std::optional<EnrollmentReceipt> receipt;
    CheckReport report;
    std::optional<Error> error;
};

} // namespace tegata
