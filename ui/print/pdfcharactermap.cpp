// SPDX-License-Identifier: Apache-2.0
#include "ui/print/pdfcharactermap.h"

#include <QHash>
#include <QMap>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <optional>

namespace tegata {

namespace {

constexpr int EntriesInBlock = 100; // the most that a block of a CMap may have

using Meanings = QMap<int, char32_t>; // of the glyph numbers of one font in the document

struct DocumentFont
{
    int map = 0; // object number of the map
    QByteArray old;
    Meanings known;
};

// The objects of a document with one plain cross-reference table, as Qt writes it.
class PdfObjects
{
public:
    explicit PdfObjects(const QByteArray &pdf) : m_pdf(pdf)
    {
        const qsizetype start = pdf.lastIndexOf("startxref\n");
        if (start < 0)
            return;
        m_table = lineAt(start + 10).toLongLong();
        if (m_table <= 0 || lineAt(m_table) != "xref")
            return;
        qsizetype at = m_table + 5;
        const int count = lineAt(at).mid(2).toInt();
        at = pdf.indexOf('\n', at) + 1;
        for (int number = 0; number < count; ++number, at += 20)
            m_offsets.append(pdf.mid(at, 10).toLongLong());
        const qsizetype trailer = pdf.indexOf("trailer\n<<", at);
        const qsizetype end = pdf.indexOf(">>", trailer);
        if (trailer > 0 && end > 0)
            m_trailer = pdf.mid(trailer + 10, end - trailer - 10).trimmed();
    }

    bool isValid() const { return !m_trailer.isEmpty(); }
    int count() const { return static_cast<int>(m_offsets.size()); }
    // What follows "N 0 obj", up to the end of its first dictionary.
    QByteArray dictionary(int number) const
    {
        const QByteArray head = QByteArray::number(number) + " 0 obj\n<<";
        const qsizetype offset = m_offsets.value(number);
        if (offset <= 0 || m_pdf.mid(offset, head.size()) != head)
            return {};
        return m_pdf.mid(offset, m_pdf.indexOf("endobj", offset) - offset);
    }
    // Of a stream that is not compressed; nothing for others.
    std::optional<QByteArray> plainStream(int number) const
    {
        static const QRegularExpression head(QStringLiteral("^\\d+ 0 obj\n<< /Length (\\d+) >>\nstream\n"));
        const qsizetype offset = m_offsets.value(number);
        const auto match = head.match(QString::fromLatin1(m_pdf.mid(offset, 80)));
        if (offset <= 0 || !match.hasMatch())
            return std::nullopt;
        return m_pdf.mid(offset + match.capturedLength(), match.captured(1).toInt());
    }

    // Newer versions of these streams.
    QByteArray update(const QMap<int, QByteArray> &streams) const
    {
        QByteArray added;
        QByteArray table = "xref\n";
        for (auto each = streams.cbegin(); each != streams.cend(); ++each) {
            const QByteArray number = QByteArray::number(each.key());
            table += number + " 1\n" + QByteArray::number(m_pdf.size() + added.size()).rightJustified(10, '0') +
                     " 00000 n \n";
            added += number + " 0 obj\n<< /Length " + QByteArray::number(each.value().size()) + " >>\nstream\n" +
                     each.value() + "\nendstream\nendobj\n";
        }
        const qsizetype start = m_pdf.size() + added.size();
        return added + table + "trailer\n<<\n" + m_trailer + "\n/Prev " + QByteArray::number(m_table) +
               "\n>>\nstartxref\n" + QByteArray::number(start) + "\n%%EOF\n";
    }

private:
    QByteArray lineAt(qsizetype offset) const
    {
        return m_pdf.mid(offset, m_pdf.indexOf('\n', offset) - offset).trimmed();
    }

    const QByteArray &m_pdf;
    qsizetype m_table = 0;
    QList<qsizetype> m_offsets;
    QByteArray m_trailer;
};

// The meanings in a CMap of Qt: "<0001> <00FF> [<5370> <5237> …]" or "<0001> <0003> <0041>".
Meanings readMap(const QByteArray &map)
{
    static const QRegularExpression range(
        QStringLiteral("<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})> (?:<([0-9A-Fa-f]{4})>|\\[([^\\]]*)\\])"));
    static const QRegularExpression value(QStringLiteral("<([0-9A-Fa-f]{4})>"));
    Meanings meanings;
    const auto add = [&](int glyph, uint character) {
        if (character != 0)
            meanings.insert(glyph, character);
    };
    const QString text = QString::fromLatin1(map);
    for (auto ranges = range.globalMatch(text); ranges.hasNext();) {
        const QRegularExpressionMatch match = ranges.next();
        int glyph = match.captured(1).toInt(nullptr, 16);
        const int last = match.captured(2).toInt(nullptr, 16);
        if (!match.captured(3).isEmpty()) {
            for (uint character = match.captured(3).toUInt(nullptr, 16); glyph <= last; ++glyph, ++character)
                add(glyph, character);
            continue;
        }
        for (auto values = value.globalMatch(match.captured(4)); values.hasNext(); ++glyph)
            add(glyph, values.next().captured(1).toUInt(nullptr, 16));
    }
    return meanings;
}

QByteArray writeMap(const QByteArray &old, const Meanings &meanings)
{
    const QByteArray mark = "endcodespacerange\n";
    QByteArray map = old.left(old.indexOf(mark) + mark.size());
    int left = static_cast<int>(meanings.size());
    int inBlock = 0;
    for (auto each = meanings.cbegin(); each != meanings.cend(); ++each, --left) {
        if (inBlock == 0) {
            inBlock = std::min(left, EntriesInBlock);
            map += QByteArray::number(inBlock) + " beginbfchar\n";
        }
        QByteArray units;
        const char32_t character = each.value();
        for (const QChar unit : QString::fromUcs4(&character, 1))
            units += QByteArray::number(unit.unicode(), 16).rightJustified(4, '0');
        map += "<" + QByteArray::number(each.key(), 16).rightJustified(4, '0') + "> <" + units + ">\n";
        if (--inBlock == 0)
            map += "endbfchar\n";
    }
    return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

quint32 glyphOf(const QRawFont &font, char32_t character)
{
    const QList<quint32> glyphs = font.glyphIndexesForString(QString::fromUcs4(&character, 1));
    return glyphs.isEmpty() ? 0 : glyphs.constFirst();
}

// The face's glyph at a number of the document; number 0 is the missing glyph.
quint32 numbered(const PrintedFace &face, int number)
{
    return face.glyphs.value(number - 1);
}

bool agrees(const PrintedFace &face, const Meanings &meanings)
{
    return std::all_of(meanings.keyValueBegin(), meanings.keyValueEnd(),
                       [&](const auto &each) { return numbered(face, each.first) == glyphOf(face.font, each.second); });
}

Meanings meaningsOf(const PrintedFace &face, const QList<char32_t> &characters)
{
    QHash<quint32, char32_t> byGlyph;
    for (const char32_t character : characters) {
        const quint32 glyph = glyphOf(face.font, character);
        if (glyph != 0 && !byGlyph.contains(glyph))
            byGlyph.insert(glyph, character);
    }
    Meanings meanings;
    for (int number = 1; number <= face.glyphs.size(); ++number) {
        const auto found = byGlyph.constFind(numbered(face, number));
        if (found != byGlyph.cend())
            meanings.insert(number, *found);
    }
    return meanings;
}

QList<char32_t> distinctCharacters(const QString &text)
{
    QList<char32_t> characters;
    QSet<char32_t> seen;
    for (const char32_t character : text.toStdU32String()) {
        if (!seen.contains(character))
            characters.append(character);
        seen.insert(character);
    }
    return characters;
}

} // namespace

bool mapCharacters(QByteArray &pdf, const QList<PrintedFace> &faces, const QString &text)
{
    static const QRegularExpression toUnicode(QStringLiteral("/ToUnicode (\\d+) 0 R"));
    const QList<char32_t> characters = distinctCharacters(text);
    const PdfObjects objects(pdf);
    if (!objects.isValid())
        return false;
    bool isComplete = true;
    QList<DocumentFont> fonts;
    for (int number = 1; number < objects.count(); ++number) {
        const QByteArray font = objects.dictionary(number);
        if (!font.contains("/Subtype /Type0"))
            continue;
        const int map = toUnicode.match(QString::fromLatin1(font)).captured(1).toInt();
        if (const std::optional<QByteArray> old = objects.plainStream(map))
            fonts.append({map, *old, readMap(*old)});
        else
            isComplete = false;
    }
    // A font of which Qt knew nothing agrees with every face: it takes what the others leave.
    std::sort(fonts.begin(), fonts.end(),
              [](const DocumentFont &a, const DocumentFont &b) { return a.known.size() > b.known.size(); });
    QList<const PrintedFace *> left;
    for (const PrintedFace &face : faces)
        left.append(&face);
    QMap<int, QByteArray> streams;
    for (const DocumentFont &font : std::as_const(fonts)) {
        const auto found =
            std::find_if(left.begin(), left.end(), [&](const PrintedFace *face) { return agrees(*face, font.known); });
        if (found == left.end() || (font.known.isEmpty() && left.size() > 1)) {
            isComplete = false;
            continue;
        }
        const Meanings meanings = meaningsOf(**found, characters);
        isComplete = isComplete && meanings.size() == (*found)->glyphs.size();
        streams.insert(font.map, writeMap(font.old, meanings));
        left.erase(found);
    }
    if (!streams.isEmpty())
        pdf += objects.update(streams);
    return isComplete;
}

} // namespace tegata
