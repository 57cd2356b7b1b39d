// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// Values of sites and files as they are shown: hidden characters by their codes (core/base/visibletext.h), and no
// longer than a field needs, so that a hostile one takes neither the window nor the time of a key. What was cut is
// said. For showing only: what is copied on request, exported, compared and sent stays whole. Pure; any thread.

// In one line.
QString shownValue(const QString &value);
// A note, a message: some lines.
QString shownLines(const QString &text);

} // namespace tegata
