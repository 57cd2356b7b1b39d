// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

namespace tegata {

// The usual form of an 異体字 that is not in JIS X 0208: 髙 → 高, 﨑 → 崎, 𠮷 → 吉. Nothing for every other character.
// A registered name may well hold the variant: this is for offering and for explaining, never for changing a name.
std::optional<char32_t> usualIdeograph(char32_t character);

} // namespace tegata
