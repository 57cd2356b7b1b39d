// SPDX-License-Identifier: Apache-2.0
#include "core/rules/charactertext.h"

#include "core/base/visibletext.h"
#include "core/rules/homoglyphs.h"
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
    {U'崎', U"嵜"},   {U'浜', U"濱"},   {U'辺', U"邊邉"}, {U'斉', U"齊齋斎"}, {U'沢', U"澤"}, {U'島', U"嶋嶌"},
    {U'広', U"廣"},   {U'国', U"國圀"}, {U'学', U"學"},   {U'桜', U"櫻"},     {U'真', U"眞"}, {U'恵', U"惠"},
    {U'竜', U"龍"},   {U'富', U"冨"},   {U'寿', U"壽"},   {U'栄', U"榮"},     {U'芸', U"藝"}, {U'鉄', U"鐵銕"},
    {U'円', U"圓"},   {U'会', U"會"},   {U'実', U"實"},   {U'条', U"條"},     {U'滝', U"瀧"}, {U'弥', U"彌"},
    {U'豊', U"豐"},   {U'万', U"萬"},   {U'与', U"與"},   {U'来', U"來"},     {U'仏', U"佛"}, {U'伝', U"傳"},
    {U'関', U"關"},   {U'渋', U"澁"},   {U'浅', U"淺"},   {U'桧', U"檜"},     {U'館', U"舘"}, {U'曽', U"曾"},
    {U'峰', U"峯"},   {U'穂', U"穗"},   {U'園', U"薗"},   {U'荘', U"莊"},     {U'薮', U"藪"}, {U'芦', U"蘆"},
    {U'静', U"靜"},   {U'野', U"埜"},   {U'涼', U"凉"},   {U'礼', U"禮"},     {U'総', U"總"}, {U'団', U"團"},
    {U'当', U"當"},   {U'号', U"號"},   {U'声', U"聲"},   {U'点', U"點"},     {U'縄', U"繩"}, {U'亀', U"龜"},
    {U'宝', U"寶寳"}, {U'済', U"濟"},   {U'県', U"縣"},   {U'区', U"區"},     {U'台', U"臺"}, {U'灯', U"燈"},
    {U'遥', U"遙"},   {U'尭', U"堯"},   {U'晋', U"晉"},   {U'亜', U"亞"},     {U'医', U"醫"}, {U'為', U"爲"},
    {U'営', U"營"},   {U'衛', U"衞"},   {U'応', U"應"},   {U'駅', U"驛"},     {U'気', U"氣"}, {U'鶏', U"鷄"},
    {U'麦', U"麥"},   {U'塩', U"鹽"},   {U'糸', U"絲"},   {U'経', U"經"},     {U'鉱', U"鑛"}, {U'銭', U"錢"},
    {U'蔵', U"藏"},   {U'読', U"讀"},   {U'売', U"賣"},
};

char32_t usualVariant(char32_t character)
{
    for (const Variants &row : variants) {
        if (std::u32string_view(row.others).find(character) != std::u32string_view::npos)
            return row.form;
    }
    return usualIdeograph(character).value_or(character);
}

// One character for all that look like it; text in NFKC, homoglyphs replaced.
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

bool isInvisibleOrSpace(char32_t character)
{
    return isInvisible(character) || QChar::isSpace(character);
}

QList<uint> codePoints(const QString &text, Qt::CaseSensitivity sensitivity)
{
    return (sensitivity == Qt::CaseInsensitive ? text.toCaseFolded() : text).toUcs4();
}

} // namespace

bool isInvisible(char32_t character)
{
    return isHiddenCharacter(character) || isVariationSelector(character);
}

bool isVariationSelector(char32_t character)
{
    return nameCharacter(character) == NameCharacter::VariationSelector;
}

qsizetype characterCount(const QString &text)
{
    return text.toUcs4().size();
}

QString characterName(char32_t character)
{
    const QString code =
        QStringLiteral("U+") + QStringLiteral("%1").arg(uint(character), 4, 16, QLatin1Char('0')).toUpper();
    if (isInvisibleOrSpace(character) || !QChar::isPrint(character))
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
    // Before the case: В is like B, but в is not like b.
    std::u32string characters = text.normalized(QString::NormalizationForm_KC).toStdU32String();
    for (char32_t &character : characters)
        character = homoglyph(character).value_or(character);
    for (const uint character : fromCharacters(characters).toCaseFolded().toUcs4()) {
        if (!isInvisibleOrSpace(character))
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
