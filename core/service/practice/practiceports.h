// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

namespace tegata {

// Ports of the practice service on 127.0.0.1.
struct PracticePorts
{
    quint16 application = 0;
    quint16 operatorSite = 0;
    quint16 examiner = 0;
    quint16 status = 0;
};

// The ports remembered in the file, each replaced by a free one where it is taken now. Errors: Offline (none is free).
Result<PracticePorts> choosePorts(const QString &file);
// So that the URLs in certificates stay true from start to start. Errors: FileNotWritable.
Result<void> rememberPorts(const QString &file, const PracticePorts &ports);

} // namespace tegata
