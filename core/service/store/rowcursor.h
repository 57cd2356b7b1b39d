// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

namespace tegata {

// Where a list in order of (time, id) goes on: "<milliseconds>.<id>". Opaque to clients.
struct RowCursor
{
    qint64 time = -1;
    QString id;

    QString toString() const;
    // The beginning for an empty text. InvalidArgument with field "after" for anything else that is none of ours.
    static Result<RowCursor> parse(const QString &text);
};

} // namespace tegata
