// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/export/recordfield.h"

#include <QCoreApplication>

namespace tegata {

// The rows of an export in the words of the interface. No state; safe on any thread.
class RecordText
{
    Q_DECLARE_TR_FUNCTIONS(tegata::RecordText)

public:
    static QString title(RecordField field);
    // As recordCell(), with enumerations in words.
    static ExportRow row(const QueueRow &row);
    // The head for the rows of a tab, times in the time zone of this computer.
    static ExportTable table(QueueView view);
};

} // namespace tegata
