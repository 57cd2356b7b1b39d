// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tegata {

// Whether a character is in JIS X 0208 (its 6,879 characters, without the vendors' rows 9–15 and 89–120): what every
// Japanese system can show and take (V16). ASCII and half-width kana are not. One look-up in a table of bits; safe from
// any thread.
bool isInJisX0208(char32_t character);

} // namespace tegata
