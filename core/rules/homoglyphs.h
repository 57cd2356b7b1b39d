// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

namespace tegata {

// The character that this one is easily taken for: Latin letters for those of other scripts (Cyrillic а → a, Greek Ο →
// O), the large kana for the small one (ャ → ヤ: キヤノン, 富士フイルム), ケ for ヶ, one circle for all. Nothing for
// every other character. Dashes, waves and symbols are namecharacters.h's, 異体字 variantideographs.h's. For comparing
// only.
std::optional<char32_t> homoglyph(char32_t character);

// O for 0, l for 1 and I: the same in many typefaces, but only beside each other a reason for doubt.
std::optional<char32_t> letterOfSameShape(char32_t character);

} // namespace tegata
