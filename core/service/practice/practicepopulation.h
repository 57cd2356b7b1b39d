// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/service/practice/practiceoptions.h"
#include "core/service/servicehost.h"

#include <QDateTime>
#include <QString>

namespace tegata {

// Fills an empty practice service: customers, people with their identities and passwords (files in the directory), and
// requests with a past. One transaction. Errors: FileNotWritable, the workflow's and the store's.
Result<void> populatePractice(ServiceHost &host, const QString &directory, const PracticeOptions &options,
                              const QDateTime &now);

} // namespace tegata
