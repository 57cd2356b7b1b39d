// SPDX-License-Identifier: Apache-2.0
#include "core/rules/namecharacters.h"

#include <QChar>

#include <algorithm>
#include <array>
#include <string_view>

namespace tegata {

namespace {

constexpr std::u32string_view symbols = U"&',-.＆’，‐．・";
constexpr std::u32string_view dashes =
    U"\u2011\u2012\u2013\u2014\u2015\u2212\uFF0D\u2500\u2501\u02D7\u2043\uFE58\uFE63\u30A0";
constexpr std::u32string_view waves = U"~\u301C\uFF5E\u223C\u02DC\u3030\u2053";

struct Pair
{
    char32_t from;
    char32_t to;
};

constexpr auto lookAlikeSymbols = std::to_array<Pair>({
    {U'\uFF07', U'’'},  {U'‘', U'’'},       {U'\u02BC', U'’'},  {U'`', U'’'},   {U'´', U'’'},
    {U'′', U'’'},       {U'｀', U'’'},      {U'\u00B7', U'・'}, {U'•', U'・'},  {U'\u22C5', U'・'},
    {U'\u2219', U'・'}, {U'\u2027', U'・'}, {U'﹠', U'＆'},     {U'﹐', U'，'}, {U'､', U'，'},
    {U'、', U'，'},     {U'‚', U'，'},      {U'｡', U'．'},      {U'。', U'．'}, {U'\u2024', U'．'},
    {U'﹒', U'．'},
});

constexpr auto sameShapes = std::to_array<Pair>({
    {U'力', U'カ'},
    {U'口', U'ロ'},
    {U'二', U'ニ'},
    {U'工', U'エ'},
    {U'夕', U'タ'},
    {U'八', U'ハ'},
    {U'卜', U'ト'},
    {U'才', U'オ'},
    {U'千', U'チ'},
    {U'一', U'ー'},
    {U'へ', U'ヘ'},
    {U'べ', U'ベ'},
    {U'ぺ', U'ペ'},
    {U'り', U'リ'},
});

template <std::size_t Size>
std::optional<char32_t> mapped(const std::array<Pair, Size> &pairs, char32_t character)
{
    const auto found =
        std::find_if(pairs.begin(), pairs.end(), [character](const Pair &pair) { return pair.from == character; });
    if (found == pairs.end())
        return std::nullopt;
    return found->to;
}

bool contains(std::u32string_view set, char32_t character)
{
    return set.find(character) != std::u32string_view::npos;
}

bool isBetween(char32_t character, char32_t first, char32_t last)
{
    return character >= first && character <= last;
}

QString compatibilityForm(char32_t character)
{
    return fromCharacters({&character, 1}).normalized(QString::NormalizationForm_KC);
}

NameCharacter byCategory(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
        return NameCharacter::Invisible;
    case QChar::Other_PrivateUse:
        return NameCharacter::Private;
    case QChar::Separator_Space:
        return NameCharacter::UnusualSpace;
    default:
        break;
    }
    const bool fullWidthAscii = isBetween(character, 0xFF01, 0xFF5E); // ＃ does not become allowed as #
    if (!fullWidthAscii && compatibilityForm(character) != fromCharacters({&character, 1}))
        return NameCharacter::Compatibility;
    if (!QChar::isLetterOrNumber(character)) // the radicals of dictionaries are symbols, not ideographs
        return NameCharacter::Other;
    switch (QChar::script(character)) {
    case QChar::Script_Han:
        return NameCharacter::Kanji;
    case QChar::Script_Hiragana:
        return NameCharacter::Hiragana;
    case QChar::Script_Katakana:
        return NameCharacter::Katakana;
    default:
        return character == U'〆' ? NameCharacter::Kanji : NameCharacter::Other;
    }
}

} // namespace

NameCharacter nameCharacter(char32_t character)
{
    const char32_t half = isBetween(character, 0xFF01, 0xFF5E) ? character - 0xFEE0 : character;
    if (isBetween(half, U'A', U'Z') || isBetween(half, U'a', U'z'))
        return NameCharacter::Letter;
    if (isBetween(half, U'0', U'9'))
        return NameCharacter::Digit;
    if (character == U' ' || character == 0x3000)
        return NameCharacter::Space;
    if (character == U'ー')
        return NameCharacter::LongVowelMark;
    if (contains(symbols, character))
        return NameCharacter::Symbol;
    if (contains(dashes, character))
        return NameCharacter::Dash;
    if (contains(waves, character))
        return NameCharacter::Wave;
    if (mapped(lookAlikeSymbols, character))
        return NameCharacter::LookAlikeSymbol;
    if (isBetween(character, 0xFF65, 0xFF9F))
        return NameCharacter::HalfWidthKana;
    if (contains(U"\t\n\v\f\r\u0085\u2028\u2029", character))
        return NameCharacter::LineBreak;
    if (isBetween(character, 0xFE00, 0xFE0F) || isBetween(character, 0xE0100, 0xE01EF))
        return NameCharacter::VariationSelector;
    return byCategory(character);
}

bool isKana(NameCharacter kind)
{
    return kind == NameCharacter::Hiragana || kind == NameCharacter::Katakana || kind == NameCharacter::LongVowelMark ||
           kind == NameCharacter::HalfWidthKana;
}

bool isLatin(NameCharacter kind)
{
    return kind == NameCharacter::Letter || kind == NameCharacter::Digit || kind == NameCharacter::Symbol;
}

QString plainForm(char32_t character)
{
    if (contains(dashes, character))
        return QStringLiteral("‐");
    if (const auto symbol = mapped(lookAlikeSymbols, character))
        return fromCharacters({&*symbol, 1});
    return compatibilityForm(character);
}

std::optional<char32_t> fullWidthForm(char32_t character)
{
    if (character == U' ')
        return 0x3000;
    if (character == U'\'')
        return U'’';
    if (character == U'-')
        return U'‐';
    if (isBetween(character, 0x21, 0x7E))
        return character + 0xFEE0;
    return std::nullopt;
}

std::optional<char32_t> halfWidthForm(char32_t character)
{
    if (character == 0x3000)
        return U' ';
    if (character == U'’')
        return U'\'';
    if (character == U'‐')
        return U'-';
    if (isBetween(character, 0xFF01, 0xFF5E))
        return character - 0xFEE0;
    return std::nullopt;
}

std::optional<char32_t> katakanaOfSameShape(char32_t character)
{
    return mapped(sameShapes, character);
}

bool isEnglishSubjectCharacter(char32_t character)
{
    return isBetween(character, 0x20, 0x7E) && !contains(U"\"#;+", character);
}

QString fromCharacters(std::u32string_view characters)
{
    QString text; // not QString::fromUcs4(), which drops U+FEFF at the beginning
    for (const char32_t character : characters)
        text += QChar::fromUcs4(character);
    return text;
}

} // namespace tegata
