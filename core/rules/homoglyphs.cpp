// SPDX-License-Identifier: Apache-2.0
#include "core/rules/homoglyphs.h"

#include <algorithm>
#include <array>

namespace tegata {

namespace {

struct Likeness
{
    char32_t character;
    char32_t likeThis;
};

// By code point, because nobody could tell the left side's letters from the right side's. After Unicode's confusables
// (UTS #39), as far as whole letters are the same in common typefaces: phonetic letters, Greek, Cyrillic, Armenian,
// Cherokee, kana, ideographs, Lisu.
constexpr auto likenesses = std::to_array<Likeness>({
    {U'×', U'x'},      {U'\u0131', U'i'}, {U'\u01C0', U'l'}, {U'\u0251', U'a'}, {U'\u0261', U'g'},  {U'\u0269', U'i'},
    {U'\u0391', U'A'}, {U'\u0392', U'B'}, {U'\u0395', U'E'}, {U'\u0396', U'Z'}, {U'\u0397', U'H'},  {U'\u0399', U'I'},
    {U'\u039A', U'K'}, {U'\u039C', U'M'}, {U'\u039D', U'N'}, {U'\u039F', U'O'}, {U'\u03A1', U'P'},  {U'\u03A4', U'T'},
    {U'\u03A5', U'Y'}, {U'\u03A7', U'X'}, {U'\u03B1', U'a'}, {U'\u03B9', U'i'}, {U'\u03BA', U'k'},  {U'\u03BD', U'v'},
    {U'\u03BF', U'o'}, {U'\u03C1', U'p'}, {U'\u03C5', U'u'}, {U'\u03C7', U'x'}, {U'\u03F2', U'c'},  {U'\u03F3', U'j'},
    {U'\u03F9', U'C'}, {U'\u0401', U'Ë'}, {U'\u0405', U'S'}, {U'\u0406', U'I'}, {U'\u0407', U'Ï'},  {U'\u0408', U'J'},
    {U'\u0410', U'A'}, {U'\u0412', U'B'}, {U'\u0415', U'E'}, {U'\u041A', U'K'}, {U'\u041C', U'M'},  {U'\u041D', U'H'},
    {U'\u041E', U'O'}, {U'\u0420', U'P'}, {U'\u0421', U'C'}, {U'\u0422', U'T'}, {U'\u0423', U'Y'},  {U'\u0425', U'X'},
    {U'\u0430', U'a'}, {U'\u0435', U'e'}, {U'\u043E', U'o'}, {U'\u0440', U'p'}, {U'\u0441', U'c'},  {U'\u0443', U'y'},
    {U'\u0445', U'x'}, {U'\u0451', U'ë'}, {U'\u0455', U's'}, {U'\u0456', U'i'}, {U'\u0457', U'ï'},  {U'\u0458', U'j'},
    {U'\u04AE', U'Y'}, {U'\u04BB', U'h'}, {U'\u04C0', U'I'}, {U'\u04CF', U'l'}, {U'\u0501', U'd'},  {U'\u051A', U'Q'},
    {U'\u051B', U'q'}, {U'\u051C', U'W'}, {U'\u051D', U'w'}, {U'\u054D', U'U'}, {U'\u0555', U'O'},  {U'\u0570', U'h'},
    {U'\u057D', U'u'}, {U'\u0585', U'o'}, {U'\u13AA', U'A'}, {U'\u13AB', U'J'}, {U'\u13AC', U'E'},  {U'\u13B3', U'W'},
    {U'\u13B7', U'M'}, {U'\u13BB', U'H'}, {U'\u13C0', U'G'}, {U'\u13C3', U'Z'}, {U'\u13D9', U'V'},  {U'\u13DA', U'S'},
    {U'\u13DE', U'L'}, {U'\u13DF', U'C'}, {U'\u13E2', U'P'}, {U'\u13E6', U'K'}, {U'\u13F4', U'B'},  {U'\u1D04', U'c'},
    {U'\u1D0F', U'o'}, {U'\u1D20', U'v'}, {U'\u1D21', U'w'}, {U'\u1D22', U'z'}, {U'\u25CB', U'〇'}, {U'\u25EF', U'〇'},
    {U'〆', U'メ'},    {U'ぁ', U'あ'},    {U'ぃ', U'い'},    {U'ぅ', U'う'},    {U'ぇ', U'え'},     {U'ぉ', U'お'},
    {U'っ', U'つ'},    {U'ゃ', U'や'},    {U'ゅ', U'ゆ'},    {U'ょ', U'よ'},    {U'ゎ', U'わ'},     {U'ゕ', U'か'},
    {U'ゖ', U'け'},    {U'ァ', U'ア'},    {U'ィ', U'イ'},    {U'ゥ', U'ウ'},    {U'ェ', U'エ'},     {U'ォ', U'オ'},
    {U'ッ', U'ツ'},    {U'ャ', U'ヤ'},    {U'ュ', U'ユ'},    {U'ョ', U'ヨ'},    {U'ヮ', U'ワ'},     {U'ヵ', U'カ'},
    {U'ヶ', U'ケ'},    {U'丿', U'ノ'},    {U'乂', U'メ'},    {U'匕', U'ヒ'},    {U'厶', U'ム'},     {U'又', U'ヌ'},
    {U'廾', U'サ'},    {U'彐', U'ヨ'},    {U'\uA4D0', U'B'}, {U'\uA4D1', U'P'}, {U'\uA4D3', U'D'},  {U'\uA4D4', U'T'},
    {U'\uA4D6', U'G'}, {U'\uA4D7', U'K'}, {U'\uA4D9', U'J'}, {U'\uA4DA', U'C'}, {U'\uA4DC', U'Z'},  {U'\uA4DD', U'F'},
    {U'\uA4DF', U'M'}, {U'\uA4E0', U'N'}, {U'\uA4E1', U'L'}, {U'\uA4E2', U'S'}, {U'\uA4E3', U'R'},  {U'\uA4E6', U'V'},
    {U'\uA4E7', U'H'}, {U'\uA4EA', U'W'}, {U'\uA4EB', U'X'}, {U'\uA4EC', U'Y'}, {U'\uA4EE', U'A'},  {U'\uA4F0', U'E'},
    {U'\uA4F2', U'I'}, {U'\uA4F3', U'O'}, {U'\uA4F4', U'U'},
});
static_assert(std::is_sorted(likenesses.begin(), likenesses.end(),
                             [](const Likeness &a, const Likeness &b) { return a.character < b.character; }));

} // namespace

std::optional<char32_t> homoglyph(char32_t character)
{
    const auto found = std::lower_bound(likenesses.begin(), likenesses.end(), character,
                                        [](const Likeness &row, char32_t wanted) { return row.character < wanted; });
    if (found == likenesses.end() || found->character != character)
        return std::nullopt;
    return found->likeThis;
}

std::optional<char32_t> letterOfSameShape(char32_t character)
{
    switch (character) {
    case U'0':
        return U'O';
    case U'1':
    case U'I':
    case U'|':
        return U'l';
    default:
        return std::nullopt;
    }
}

} // namespace tegata
