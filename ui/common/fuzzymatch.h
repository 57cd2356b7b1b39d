// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace tegata {

// How well a typed text fits a title: every word of it must be found, its letters in their order. Whole words and the
// beginnings of words are worth more than letters strewn about. Case does not count, width neither (ＡＢＣ is abc).
// Nothing: it does not fit. Higher is better; an empty text fits everything with 0.
std::optional<int> fuzzyMatch(const QString &typed, const QString &title);

} // namespace tegata
