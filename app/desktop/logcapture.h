// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/logbook.h"

namespace tegata {

// Brings what the program and Qt log into the book, and to standard error as before. One of it; Qt's handler is the
// process's, so it ends with the object.
class LogCapture
{
public:
    // Outlived by the book.
    explicit LogCapture(LogBook &book);
    ~LogCapture();
    LogCapture(const LogCapture &) = delete;
    LogCapture &operator=(const LogCapture &) = delete;
};

} // namespace tegata
