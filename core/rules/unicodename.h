// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// How a single character is told apart from every other: "U+FF0D FULLWIDTH HYPHEN-MINUS", "U+200B ZERO WIDTH SPACE",
// "U+9AD9" for an ideograph, whose name says no more. Names are Unicode's, always English.
QString unicodeName(char32_t character);

} // namespace tegata
