// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

namespace tegata::dogtag {

// Java's Date.toString(): "Sun Nov 22 19:32:31 JST 2026". The abbreviation of the zone names no zone for certain: the
// usual ones are known, then this machine's own zone is asked, and the rest counts as UTC. Invalid for other text.
QDateTime serverTime(const QString &text);

// Milliseconds since 1970 as a text, as the lists of certificates have them; invalid for other text.
QDateTime epochTime(const QString &text);

} // namespace tegata::dogtag
