// SPDX-License-Identifier: Apache-2.0
#include "core/rules/charactertext.h"

#include "core/rules/namecharacters.h"
#include "core/rules/variantideographs.h"

#include <QList>

#include <algorithm>
#include <string_view>
#include <utility>

namespace tegata {

namespace {

struct Variants
{
    char32_t form;
    const char32_t *others;
};

// Variants inside JIS X 0208, which a name may hold like any other character; those outside are usualIdeograph()'s.
constexpr Variants variants[] = {
    {U'崎', U"嵜"},   {U'浜', U"濱"}, {U'辺', U"邊邉"}, {U'斉', U"齊齋斎"}, {U'沢', U"澤"},
    {U'島', U"嶋嶌"}, {U'広', U"廣"}, {U'国', U"國"},   {U'学', U"學"},     {U'桜', U"櫻"},
    {U'真', U"眞"},   {U'恵', U"惠"}, {U'竜', U"龍"},
};

char32_t usualVariant(char32_t character)
{
    for (const Variants &row : variants) {
        if (std::u32string_view(row.others).find(character) != std::u32string_view::npos)
            return row.form;
    }
    return usualIdeograph(character).value_or(character);
}

// One character for all that look like it; text in NFKC.
char32_t shape(char32_t character)
{
    switch (nameCharacter(character)) {
    case NameCharacter::Kanji:
    case NameCharacter::Hiragana: {
        const auto katakana = katakanaOfSameShape(character);
        return katakana ? shape(*katakana) : usualVariant(character);
    }
    case NameCharacter::LongVowelMark:
    case NameCharacter::Dash:
        return U'-';
    case NameCharacter::Wave:
        return U'~';
    case NameCharacter::Symbol:
        return halfWidthForm(character).value_or(character);
    case NameCharacter::LookAlikeSymbol: {
        const char32_t symbol = plainForm(character).toStdU32String().front();
        return halfWidthForm(symbol).value_or(symbol);
    }
    default:
        return character == U'“' || character == U'”' ? U'"' : character;
    }
}

bool isInvisible(char32_t character)
{
    const QChar::Category category = QChar::category(character);
    return category == QChar::Other_Format || category == QChar::Other_Control || QChar::isSpace(character) ||
           (character >= 0xFE00 && character <= 0xFE0F) || (character >= 0xE0100 && character <= 0xE01EF);
}

QList<uint> codePoints(const QString &text, Qt::CaseSensitivity sensitivity)
{
    return (sensitivity == Qt::CaseInsensitive ? text.toCaseFolded() : text).toUcs4();
}

} // namespace

qsizetype characterCount(const QString &text)
{
    return text.toUcs4().size();
}

QString characterName(char32_t character)
{
    const QString code =
        QStringLiteral("U+") + QStringLiteral("%1").arg(uint(character), 4, 16, QLatin1Char('0')).toUpper();
    if (isInvisible(character) || !QChar::isPrint(character))
        return code;
    return QStringLiteral("%1 (%2)").arg(QString::fromUcs4(&character, 1), code);
}

std::optional<CharacterDifference> firstDifference(const QString &text, const QString &expected,
                                                   Qt::CaseSensitivity sensitivity)
{
    const QList<uint> a = codePoints(text, sensitivity);
    const QList<uint> b = codePoints(expected, sensitivity);
    const auto [atA, atB] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (atA == a.end() && atB == b.end())
        return std::nullopt;
    const QString ended(QChar(0x2013));
    CharacterDifference difference;
    difference.position = (atA - a.begin()) + 1;
    difference.character = atA == a.end() ? ended : characterName(*atA);
    difference.expected = atB == b.end() ? ended : characterName(*atB);
    return difference;
}

QString lookAlikeForm(const QString &text)
{
    QList<char32_t> form;
    const QList<uint> characters = text.normalized(QString::NormalizationForm_KC).toCaseFolded().toUcs4();
    for (const uint character : characters) {
        if (!isInvisible(character))
            form.append(shape(character));
    }
    return QString::fromUcs4(form.constData(), form.size());
}

bool holdsOnlyMarks(const QString &text)
{
    // Character by character, because nearly every text is decided by its first one.
    const QList<uint> characters = text.toUcs4();
    return std::all_of(characters.begin(), characters.end(), [](char32_t character) {
        const QString form = lookAlikeForm(fromCharacters({&character, 1}));
        return std::all_of(form.begin(), form.end(),
                           [](QChar mark) { return mark == QLatin1Char('.') || mark == QLatin1Char('-'); });
    });
}

} // namespace tegata
