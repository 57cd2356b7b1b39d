// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace tegata {

// Characters are code points everywhere here: 𠮷 is one (V16).
qsizetype characterCount(const QString &text);

// "髙 (U+9AD9)"; only "U+202E" where the character would not show by itself.
QString characterName(char32_t character);

// Draws nothing and takes no room: controls, zero width, marks of direction, variation selectors, fillers.
bool isInvisible(char32_t character);
bool isVariationSelector(char32_t character);

// The first place where two texts differ.
struct CharacterDifference
{
    qsizetype position = 0; // counted from 1
    QString character;      // characterName(), "–" where the text has ended
    QString expected;
};
std::optional<CharacterDifference> firstDifference(const QString &text, const QString &expected,
                                                   Qt::CaseSensitivity sensitivity);

// A form in which texts that a person can hardly tell apart are equal: NFKC, one kind of dash, wave, quote and dot,
// Latin for the homoglyphs of other scripts, large for small kana, usual instead of variant ideographs, without spaces
// and invisible characters, in one case. For comparing only.
QString lookAlikeForm(const QString &text);

// V4: nothing but dots, hyphens and spaces, or what looks like them. Also true for an empty text.
bool holdsOnlyMarks(const QString &text);

} // namespace tegata
