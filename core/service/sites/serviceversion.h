// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// The program's version, as the sites tell it: "0.1.0".
QString serviceVersion();

} // namespace tegata
