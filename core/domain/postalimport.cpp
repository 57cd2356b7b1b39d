// SPDX-License-Identifier: Apache-2.0
#include "core/domain/postalcode.h"
#include "core/domain/postalformat.h"
#include "core/domain/prefecture.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringDecoder>
#include <QStringList>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace tegata {

namespace {

using namespace postalformat;

constexpr qsizetype MaximumInput = 64 * 1024 * 1024; // the real file has 12 MB
constexpr int MaximumValue = 500;                    // characters of one value
constexpr int MaximumJoined = 200;                   // lines of one town

struct CsvShape
{
    QString field; // of an error
    int columns;   // at least
};

// Japan Post offers both encodings.
Result<QString> decoded(const QByteArray &bytes, const QString &field)
{
    if (bytes.size() > MaximumInput)
        return failure(ErrorCode::TooLarge, {}, field);
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(bytes);
    if (!utf8.hasError())
        return text.startsWith(QChar(QChar::ByteOrderMark)) ? text.mid(1) : text;
    QStringDecoder shiftJis("windows-31j");
    if (!shiftJis.isValid())
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("neither UTF-8 nor readable here"), field);
    const QString japanese = shiftJis(bytes);
    const qsizetype wrong = japanese.indexOf(QChar(QChar::ReplacementCharacter));
    if (wrong >= 0)
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("not Shift_JIS"), field,
                       japanese.left(wrong).count(QLatin1Char('\n')) + 1);
    return japanese;
}

// The values of one line; nothing where a quote is open or a value is no text of a table.
std::optional<QStringList> valuesOf(const QString &line)
{
    QStringList values;
    QString value;
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar character = line.at(i);
        if (character == QLatin1Char('"')) {
            const bool doubled = quoted && i + 1 < line.size() && line.at(i + 1) == QLatin1Char('"');
            if (doubled)
                value += line.at(++i);
            else
                quoted = !quoted;
        } else if (character == QLatin1Char(',') && !quoted) {
            values.append(std::exchange(value, QString()));
        } else if (character.category() == QChar::Other_Control) {
            return std::nullopt;
        } else {
            value += character;
        }
        if (value.size() > MaximumValue)
            return std::nullopt;
    }
    values.append(value);
    return quoted ? std::nullopt : std::optional(values);
}

// Calls `take` with each line's values; it answers whether they make sense.
Result<void> forEachLine(const QByteArray &bytes, const CsvShape &shape,
                         const std::function<bool(const QStringList &)> &take)
{
    const Result<QString> text = decoded(bytes, shape.field);
    if (!text)
        return failure(text.error());
    const QStringList lines = text->split(QLatin1Char('\n'));
    qint64 number = 0;
    bool any = false;
    for (QString line : lines) {
        ++number;
        if (line.endsWith(QLatin1Char('\r')))
            line.chop(1);
        if (line.isEmpty())
            continue;
        const std::optional<QStringList> values = valuesOf(line);
        if (!values || values->size() < shape.columns || !take(*values))
            return failure(ErrorCode::MalformedEncoding, QStringLiteral("line %1").arg(number), shape.field, number);
        any = true;
    }
    if (!any)
        return failure(ErrorCode::Empty, {}, shape.field);
    return {};
}

bool isPostalCode(const QString &text)
{
    return text.size() == CodeLength && std::all_of(text.begin(), text.end(), [](QChar character) {
               return character >= QLatin1Char('0') && character <= QLatin1Char('9');
           });
}

int prefectureOf(const QString &kanji)
{
    const QList<Prefecture> &rows = prefectures();
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const Prefecture &row) { return row.kanji == kanji; });
    return found == rows.end() ? 0 : found->code;
}

// Japan Post puts the island before 三宅村 and 八丈町, and spaces into the names of ROME.
QString withoutSpaces(QString name)
{
    return name.removeIf([](QChar character) { return character.isSpace(); });
}

bool hasIsland(const QString &municipality)
{
    return municipality.startsWith(QStringLiteral("三宅島")) || municipality.startsWith(QStringLiteral("八丈島"));
}

QString withoutIsland(const QString &municipality)
{
    constexpr qsizetype length = 3;
    return hasIsland(municipality) ? municipality.mid(length) : municipality;
}

// The column is half address, half instruction to the postman.
QString townOf(QString text)
{
    static const QRegularExpression brackets(QStringLiteral("（.*\\z"));
    static const QRegularExpression whole(QStringLiteral("\\A(?:以下に掲載がない場合|.*の次に.*番地.*|.+一円)\\z"));
    text.remove(brackets);
    return whole.match(text).hasMatch() ? QString() : text;
}

class TableReader
{
public:
    Result<void> readRome(const QByteArray &bytes)
    {
        return forEachLine(bytes, {QStringLiteral("rome"), 7}, [this](const QStringList &values) {
            const int prefecture = prefectureOf(values.at(1));
            const QString municipality = withoutSpaces(values.at(2));
            QString romaji = values.at(5).simplified().toUpper();
            if (hasIsland(municipality))
                romaji = romaji.section(QLatin1Char(' '), 1);
            m_romaji.insert({prefecture, withoutIsland(municipality)}, romaji);
            return isPostalCode(values.at(0)) && prefecture != 0 && !municipality.isEmpty();
        });
    }

    Result<void> readKenAll(const QByteArray &bytes)
    {
        Result<void> read = forEachLine(bytes, {QStringLiteral("kenAll"), 9},
                                        [this](const QStringList &values) { return takeLine(values); });
        if (read && m_open > 0)
            return failure(ErrorCode::MalformedEncoding, QStringLiteral("a bracket is open at the end"),
                           QStringLiteral("kenAll"));
        return read;
    }

    const QMap<QString, QList<PostalPlace>> &places() const { return m_places; }

private:
    bool takeLine(const QStringList &values)
    {
        const QString &code = values.at(2);
        const int prefecture = prefectureOf(values.at(6));
        const QString municipality = withoutSpaces(values.at(7));
        const QString &town = values.at(8);
        if (!isPostalCode(code) || prefecture == 0 || municipality.isEmpty())
            return false;
        // A long bracket goes on in the next lines, which repeat everything else.
        if (m_open > 0) {
            const bool goesOn = code == m_openCode && m_open < MaximumJoined;
            m_open = town.contains(QChar(u'）')) ? 0 : m_open + 1;
            return goesOn;
        }
        if (town.contains(QChar(u'（')) && !town.contains(QChar(u'）'))) {
            m_open = 1;
            m_openCode = code;
        }
        const QString name = withoutIsland(municipality);
        const PostalPlace place{prefecture, name, townOf(town), m_romaji.value({prefecture, name})};
        QList<PostalPlace> &places = m_places[code];
        if (!places.contains(place))
            places.append(place);
        return true;
    }

    QHash<std::pair<int, QString>, QString> m_romaji;
    QMap<QString, QList<PostalPlace>> m_places;
    QString m_openCode;
    int m_open = 0; // lines since the bracket was opened; 0: none is open
};

} // namespace

Result<PostalCodeTable> PostalCodeTable::fromJapanPost(const QByteArray &kenAll, const QByteArray &rome)
{
    TableReader reader;
    if (!rome.isEmpty()) {
        if (const Result<void> read = reader.readRome(rome); !read)
            return failure(read.error());
    }
    if (const Result<void> read = reader.readKenAll(kenAll); !read)
        return failure(read.error());
    return fromBytes(pack(reader.places()));
}

} // namespace tegata
