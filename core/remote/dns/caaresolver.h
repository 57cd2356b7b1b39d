// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/rules/caarules.h"

#include <QList>
#include <QString>

namespace tegata {

// Asks the DNS for CAA records.
class CaaResolver
{
public:
    virtual ~CaaResolver() = default;

    // The records at exactly this name; CNAMEs are followed by the resolver. Empty: the name has none, or does not
    // exist. Every other outcome is an error, because it must not be taken for "no records" (RFC 8659, 3): TimedOut,
    // Offline (no server answers), ServiceFailure (SERVFAIL, REFUSED, …), ProtocolViolation (an answer that does not
    // decode), InvalidArgument (no name of the DNS).
    virtual Future<QList<CaaRecord>> caaRecords(const QString &name) = 0;
};

} // namespace tegata
