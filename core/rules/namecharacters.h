// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>
#include <string>

// What the characters of names are, by rules V15–V17. Characters are code points; texts are in NFC.
namespace tegata {

enum class NameCharacter
{
    Kanji,
    Hiragana,
    Katakana,
    LongVowelMark, // ー
    HalfWidthKana, // ｱ ﾞ ･
    Letter,        // A–Z a–z, half or full width
    Digit,
    Symbol,            // & ' , - . and ＆ ’ ， ‐ ． ・
    Dash,              // looks like the hyphen ‐ or like ー
    Wave,              // ~ 〜 ～
    LookAlikeSymbol,   // looks like one of the symbols
    Space,             // U+0020, U+3000
    UnusualSpace,      // every other one
    LineBreak,         // also a tabulator
    VariationSelector, // chooses the form of the ideograph before it
    Private,           // 外字
    Invisible,         // controls, marks of direction, zero width
    Compatibility,     // changed by NFKC: ① Ⅲ № ㌔
    Other,
};
NameCharacter nameCharacter(char32_t character);

bool isKana(NameCharacter kind);
// Letters, digits and symbols.
bool isLatin(NameCharacter kind);

// The symbol of a 商号 that a dash or a look-alike is meant to be; what NFKC makes of a character of compatibility.
QString plainForm(char32_t character);

// Letters, digits, spaces and symbols in the other width; nothing where there is none.
std::optional<char32_t> fullWidthForm(char32_t character);
std::optional<char32_t> halfWidthForm(char32_t character);

// カ for the kanji 力, ヘ for the hiragana へ: the katakana of the same shape.
std::optional<char32_t> katakanaOfSameShape(char32_t character);

// V17: what an English subject field may hold: half width, without " # ; +
bool isEnglishSubjectCharacter(char32_t character);

QString fromCharacters(std::u32string_view characters);

} // namespace tegata
