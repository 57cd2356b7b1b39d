// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// A hash or serial number as people compare it at a glance: its first and its last eight digits, "3adef1cb…1585e739".
// What is not longer than that stays whole. The whole belongs into the tool tip and the accessible name.
QString shortHash(const QString &whole);
// In groups of eight, so that lines can break between them: for tool tips.
QString groupedHash(const QString &whole);

} // namespace tegata
