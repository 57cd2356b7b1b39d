// SPDX-License-Identifier: Apache-2.0
#pragma once

class QSettings;

namespace tegata {

// Writes the settings now and logs where they did not arrive (a full disk, a read-only folder): QSettings alone keeps
// silent about it. They stay in force until the program ends.
void keep(QSettings &settings);

} // namespace tegata
