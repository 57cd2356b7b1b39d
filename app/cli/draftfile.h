// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/domain/enrollmentapplication.h"
#include "core/domain/enrollmentstate.h"

#include <QString>

#include <optional>

namespace tegata::cli {

class Options;

// The form in the command's FILE: JSON as resources/api/enrollment.schema.json has it, or a draft that was exported by
// the desk, with --passphrase-file. --new-password-file gives the login password (S11) in place of the file's.
// Errors: those of readFile and readSecret, MalformedEncoding, InvalidArgument with the member's path,
// PassphraseNeeded, WrongPassphrase, StoreCorrupt, StoreTooNew.
Result<EnrollmentApplication> readForm(const Options &options);

// What became of a FILE's submission, in FILE.receipt beside it: made before anything is sent, so that a submission
// whose answer was lost is sent again as the same one.
struct SubmissionRecord
{
    QString idempotencyKey;
    std::optional<EnrollmentReceipt> receipt;
};
// The record of the file; made where there is none. Errors: FileNotWritable, DiskFull, FileNotReadable, StoreCorrupt.
Result<SubmissionRecord> submissionRecord(const QString &file);
Result<void> keepReceipt(const QString &file, const SubmissionRecord &record);

} // namespace tegata::cli
