// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// How a single character is told apart from every other: "U+FF0D FULLWIDTH HYPHEN-MINUS", "U+200B ZERO WIDTH SPACE",
// "U+9AD9" for an ideograph, whose name says no more. Names are Unicode's, always English.
QString unicodeName(char32_t character);

// CJK Compatibility Ideographs that NFC makes another character of (﨑 U+FA11 is none of them).
bool isCompatibilityIdeograph(char32_t character);
// "神 U+FA19 CJK COMPATIBILITY IDEOGRAPH-FA19": the character itself with its whole name.
QString ideographName(char32_t character);
QString withoutCompatibilityIdeographs(const QString &text);

} // namespace tegata
