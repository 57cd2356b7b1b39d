// SPDX-License-Identifier: Apache-2.0
#include "core/pki/inputtext.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr char32_t NoCharacter = 0xfffd;
constexpr char Foreign = '\x7f';
constexpr qsizetype Probed = 64;

struct Encoding
{
    int width = 1; // octets a code unit
    bool bigEndian = false;
    int mark = 0; // octets of the byte order mark
};

// ASCII as the first characters, as PEM and base64 have it, in wider units.
bool isWideAscii(const QByteArray &source, int width, bool bigEndian)
{
    const qsizetype units = std::min(source.size(), Probed) / width;
    for (qsizetype unit = 0; unit < units; ++unit) {
        for (int octet = 0; octet < width; ++octet) {
            const bool isLow = octet == (bigEndian ? width - 1 : 0);
            if ((source.at(unit * width + octet) != '\0') != isLow)
                return false;
        }
    }
    return units > 1;
}

Encoding encodingOf(const QByteArray &source)
{
    const auto startsWith = [&source](const char *octets, qsizetype count) {
        return source.startsWith(QByteArray::fromRawData(octets, count));
    };
    if (startsWith("\xff\xfe\0\0", 4))
        return {4, false, 4};
    if (startsWith("\0\0\xfe\xff", 4))
        return {4, true, 4};
    if (startsWith("\xff\xfe", 2))
        return {2, false, 2};
    if (startsWith("\xfe\xff", 2))
        return {2, true, 2};
    for (const bool bigEndian : {false, true}) {
        for (const int width : {4, 2}) {
            if (isWideAscii(source, width, bigEndian))
                return {width, bigEndian, 0};
        }
    }
    return {};
}

char32_t unitAt(const QByteArray &source, qsizetype at, const Encoding &encoding)
{
    char32_t unit = 0;
    for (int i = 0; i < encoding.width; ++i) {
        const int octet = encoding.bigEndian ? i : encoding.width - 1 - i;
        unit = (unit << 8) | static_cast<unsigned char>(source.at(at + octet));
    }
    return unit;
}

// The character there, and how many octets it takes.
char32_t utf8At(const QByteArray &source, qsizetype at, int &size)
{
    const auto octet = [&source](qsizetype i) { return static_cast<unsigned char>(source.at(i)); };
    const unsigned char first = octet(at);
    size = 1;
    if (first < 0x80)
        return first;
    const int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    if (length == 0 || at + length > source.size())
        return NoCharacter;
    char32_t character = first & (0xffU >> (length + 1));
    for (int i = 1; i < length; ++i) {
        if ((octet(at + i) & 0xc0) != 0x80)
            return NoCharacter;
        character = (character << 6) | (octet(at + i) & 0x3fU);
    }
    size = length;
    return character;
}

bool isInvisible(char32_t c)
{
    return c == 0xfeff || c == 0xad || c == 0x180e || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069);
}

bool isOtherSpace(char32_t c)
{
    return c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000;
}

// How many hyphens a dash stands for.
int hyphensOf(char32_t c)
{
    switch (c) {
    case 0x2014: // —
    case 0x2015: // ―
    case 0x2500: // ─
        return 2;
    case 0x2010: // ‐
    case 0x2011:
    case 0x2012:
    case 0x2013: // –
    case 0x2212: // −
    case 0xfe58:
    case 0xfe63:
    case 0xff0d: // －
        return 1;
    default:
        return 0;
    }
}

} // namespace

InputText InputText::of(const QByteArray &source)
{
    InputText text = normalised(source);
    const QByteArray &bytes = text.m_bytes;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const bool isAlone = i + 1 >= bytes.size() || bytes.at(i + 1) != '\n';
        if (bytes.at(i) == '\n' || (bytes.at(i) == '\r' && isAlone))
            text.m_lineEnds.append(static_cast<qint32>(i + 1));
    }
    return text;
}

InputText InputText::normalised(const QByteArray &source)
{
    InputText text;
    const Encoding encoding = encodingOf(source);
    const bool isPlain =
        encoding.width == 1 && std::all_of(source.cbegin(), source.cend(), [](char c) { return c > 0 && c != '\\'; });
    if (isPlain) {
        text.m_bytes = source;
        return text;
    }
    text.m_bytes.reserve(source.size() / encoding.width);
    text.m_offsets.reserve(source.size() / encoding.width);
    const auto put = [&text](char c, qsizetype from) {
        text.m_bytes.append(c);
        text.m_offsets.append(static_cast<qint32>(from));
    };
    int size = encoding.width;
    for (qsizetype at = encoding.mark; at + encoding.width <= source.size(); at += size) {
        const char32_t c = encoding.width == 1 ? utf8At(source, at, size) : unitAt(source, at, encoding);
        if (c == U'\\' && encoding.width == 1 && at + 1 < source.size() &&
            (source.at(at + 1) == 'n' || source.at(at + 1) == 'r')) {
            put(source.at(at + 1) == 'n' ? '\n' : ' ', at);
            size = 2;
        } else if (c < 0x80) {
            put(c == 0 ? Foreign : static_cast<char>(c), at);
        } else if (const int hyphens = hyphensOf(c); hyphens > 0) {
            for (int i = 0; i < hyphens; ++i)
                put('-', at);
        } else if (isOtherSpace(c)) {
            put(' ', at);
        } else if (c == 0x85 || c == 0x2028 || c == 0x2029) {
            put('\n', at);
        } else if (c > 0xff00 && c < 0xff5f) { // full-width ASCII
            put(static_cast<char>(c - 0xfee0), at);
        } else if (!isInvisible(c)) {
            put(Foreign, at);
        }
    }
    text.m_offsets.append(static_cast<qint32>(source.size()));
    return text;
}

qint64 InputText::sourceOffset(qsizetype at) const
{
    if (m_offsets.isEmpty())
        return at;
    return m_offsets.at(std::min(at, m_offsets.size() - 1));
}

int InputText::lineOf(qsizetype at) const
{
    const auto next = std::upper_bound(m_lineEnds.cbegin(), m_lineEnds.cend(), at);
    return 1 + static_cast<int>(next - m_lineEnds.cbegin());
}

} // namespace tegata
