// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// "OpenSSL 3.0.15 3 Sep 2024", of the library that runs.
QString opensslVersion();

} // namespace tegata
