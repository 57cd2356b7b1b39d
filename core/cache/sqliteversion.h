// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// "3.40.1", of the library that runs.
QString sqliteVersion();

} // namespace tegata
