// SPDX-License-Identifier: Apache-2.0
#include "core/rules/charactertext.h"

#include <QHash>
#include <QList>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

struct LookAlikes
{
    char32_t form;
    const char32_t *others;
};

// After NFKC. V16 names the kinds; the kana are those whose shape is also a kanji.
constexpr LookAlikes lookAlikes[] = {
    {U'-', U"\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30FC\u2500"},
    {U'~', U"\u301C\u223C"},
    {U'\'', U"\u2018\u2019\u02BC"},
    {U'"', U"\u201C\u201D"},
    {U'\u30FB', U"\u00B7\u2022\u22C5"},
    {U'高', U"髙"},   {U'崎', U"﨑嵜"}, {U'徳', U"德"},     {U'瀬', U"瀨"}, {U'浜', U"濵濱"}, {U'吉', U"𠮷"},
    {U'辺', U"邊邉"}, {U'斉', U"齊齋斎"}, {U'沢', U"澤"},   {U'島', U"嶋嶌"}, {U'広', U"廣"}, {U'国', U"國"},
    {U'学', U"學"},   {U'桜', U"櫻"},   {U'真', U"眞"},     {U'恵', U"惠"}, {U'竜', U"龍"},
    {U'力', U"カ"},   {U'口', U"ロ"},   {U'二', U"ニ"},     {U'工', U"エ"}, {U'夕', U"タ"},   {U'八', U"ハ"},
    {U'卜', U"ト"},   {U'へ', U"ヘ"},
};

const QHash<char32_t, char32_t> &lookAlikeTable()
{
    static const QHash<char32_t, char32_t> table = [] {
        QHash<char32_t, char32_t> forms;
        for (const LookAlikes &row : lookAlikes) {
            for (const char32_t *other = row.others; *other != 0; ++other)
                forms.insert(*other, row.form);
        }
        return forms;
    }();
    return table;
}

bool isInvisible(char32_t character)
{
    const QChar::Category category = QChar::category(character);
    return category == QChar::Other_Format || category == QChar::Other_Control || QChar::isSpace(character)
           || (character >= 0xFE00 && character <= 0xFE0F) || (character >= 0xE0100 && character <= 0xE01EF);
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
            form.append(lookAlikeTable().value(character, character));
    }
    return QString::fromUcs4(form.constData(), form.size());
}

QString withLegalFormsWrittenOut(const QString &text)
{
    static const QList<std::pair<QString, QStringList>> forms = {
        {QStringLiteral("株式会社"), {QStringLiteral("㈱"), QStringLiteral("㍿"), QStringLiteral("(株)"), QStringLiteral("（株）")}},
        {QStringLiteral("有限会社"), {QStringLiteral("㈲"), QStringLiteral("(有)"), QStringLiteral("（有）")}},
        {QStringLiteral("合同会社"), {QStringLiteral("(同)"), QStringLiteral("（同）")}},
        {QStringLiteral("合名会社"), {QStringLiteral("㈴"), QStringLiteral("(名)"), QStringLiteral("（名）")}},
        {QStringLiteral("合資会社"), {QStringLiteral("㈾"), QStringLiteral("(資)"), QStringLiteral("（資）")}},
    };
    QString written = text;
    for (const auto &[form, abbreviations] : forms) {
        for (const QString &abbreviation : abbreviations)
            written.replace(abbreviation, form);
    }
    return written;
}

} // namespace tegata
