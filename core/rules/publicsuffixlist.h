// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// The ICANN section of the Public Suffix List (V9): the newer of the system's copy and the one inside libpsl. Unknown
// top-level domains are no public suffixes. Names are A-labels in lower case without trailing dot. Thread-safe.
bool isPublicSuffix(const QString &name);
// Empty when the name is a public suffix itself or lies below none.
QString registrableDomain(const QString &name);

} // namespace tegata
