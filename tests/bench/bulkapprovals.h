// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace tegata {

// Milliseconds of one bulk run.
struct BulkTimes
{
    double check = 0; // from the rows to what the checks say of them
    double run = 0;   // from the start to the last answer
};

// Approves the requests as an operator does it with many rows: a desk of its own with cache, outbox and decision log,
// over the practice service that runs in `world`. Ends the program when one of them is not issued.
BulkTimes approveInBulk(const QString &world, const QStringList &requests);

} // namespace tegata
