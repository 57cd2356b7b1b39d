// SPDX-License-Identifier: Apache-2.0
#include "core/pki/pemreader.h"

#include <QList>

#include <optional>

namespace tegata {

namespace {

constexpr int MaximumDepth = 64;

struct Element
{
    bool isConstructed = false;
    qsizetype content = 0; // offset of the first content octet
    qsizetype end = 0;     // offset after the last
};

std::optional<Element> readElement(const QByteArray &der, qsizetype position, qsizetype end)
{
    const auto octet = [&der](qsizetype at) { return static_cast<unsigned char>(der.at(at)); };
    if (position + 2 > end)
        return std::nullopt;
    Element element;
    element.isConstructed = (octet(position) & 0x20) != 0;
    if ((octet(position) & 0x1f) == 0x1f) { // a tag number of several octets
        do {
            if (++position >= end)
                return std::nullopt;
        } while (octet(position) & 0x80);
    }
    if (++position >= end)
        return std::nullopt;
    qsizetype length = octet(position++);
    if (length == 0x80)
        return std::nullopt;
    if (length > 0x80) {
        int count = static_cast<int>(length & 0x7f);
        if (count > 4 || position + count > end)
            return std::nullopt;
        length = 0;
        while (count-- > 0)
            length = (length << 8) | octet(position++);
    }
    if (length > end - position)
        return std::nullopt;
    element.content = position;
    element.end = position + length;
    return element;
}

bool isBase64Char(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// RFC 1421 headers ("Proc-Type: …") end with an empty line.
qsizetype skipHeaders(const QByteArray &bytes, qsizetype start, qsizetype end)
{
    const qsizetype colon = bytes.indexOf(':', start);
    if (colon < 0 || colon >= end)
        return start;
    qsizetype position = colon;
    while ((position = bytes.indexOf('\n', position)) >= 0 && position < end) {
        ++position;
        if (position < end && bytes.at(position) == '\r')
            ++position;
        if (position < end && bytes.at(position) == '\n')
            return position + 1;
    }
    return start;
}

Result<QByteArray> decodeBase64(const QByteArray &bytes, qsizetype start, qsizetype end)
{
    QByteArray clean;
    clean.reserve(end - start);
    int padding = 0;
    for (qsizetype i = start; i < end; ++i) {
        const char c = bytes.at(i);
        if (isSpace(c))
            continue;
        if (c == '=' && padding < 2) {
            ++padding;
        } else if (!isBase64Char(c) || padding > 0) {
            return failure(ErrorCode::MalformedEncoding, QStringLiteral("not a base64 character"), {}, i);
        }
        clean += c;
    }
    if (clean.size() % 4 != 0)
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("base64 is cut short"), {}, end);
    return QByteArray::fromBase64(clean);
}

struct Scan
{
    std::optional<DerInput> block;
    qsizetype next = 0;
    QByteArray otherLabel; // the first label that was passed over
};

Result<Scan> findBlock(const QByteArray &bytes, qsizetype from, const QByteArrayList &labels)
{
    static constexpr char Begin[] = "-----BEGIN ";
    Scan scan;
    for (qsizetype start = bytes.indexOf(Begin, from); start >= 0; start = bytes.indexOf(Begin, start + 1)) {
        const qsizetype labelStart = start + qsizetype(sizeof Begin) - 1;
        const qsizetype labelEnd = bytes.indexOf("-----", labelStart);
        if (labelEnd < 0 || labelEnd - labelStart > 64)
            continue;
        const QByteArray label = bytes.mid(labelStart, labelEnd - labelStart);
        if (!labels.contains(label)) {
            if (scan.otherLabel.isEmpty())
                scan.otherLabel = label;
            continue;
        }
        const QByteArray closing = "-----END " + label + "-----";
        const qsizetype close = bytes.indexOf(closing, labelEnd);
        if (close < 0)
            return failure(ErrorCode::MalformedEncoding, QStringLiteral("the PEM block has no END line"), {}, start);
        DerInput input;
        input.label = label;
        input.source = bytes;
        input.block = bytes.mid(start, close + closing.size() - start) + '\n';
        input.isEncrypted = input.block.contains("Proc-Type: 4,ENCRYPTED");
        input.bodyStart = skipHeaders(bytes, labelEnd + 5, close);
        Result<QByteArray> der = decodeBase64(bytes, input.bodyStart, close);
        if (!der)
            return failure(der.error());
        if (der->isEmpty())
            return failure(ErrorCode::MalformedEncoding, QStringLiteral("the PEM block is empty"), {}, start);
        input.der = *der;
        scan.block = input;
        scan.next = close + closing.size();
        return scan;
    }
    return scan;
}

Result<void> checkSize(const QByteArray &bytes, qsizetype maximumSize)
{
    if (bytes.size() > maximumSize)
        return failure(ErrorCode::TooLarge,
                       QStringLiteral("%1 bytes, at most %2 are read").arg(bytes.size()).arg(maximumSize));
    for (const char c : bytes) {
        if (!isSpace(c))
            return {};
    }
    return failure(ErrorCode::Empty);
}

Result<void> checkWhole(const DerInput &input)
{
    if (input.isEncrypted)
        return {};
    const std::optional<Element> outer = readElement(input.der, 0, input.der.size());
    if (outer && outer->end < input.der.size())
        return failure(ErrorCode::TrailingData,
                       QStringLiteral("%1 bytes after the end").arg(input.der.size() - outer->end), {},
                       input.sourceOffset(outer->end));
    const qint64 damage = findDerDamage(input.der);
    if (damage >= 0)
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("a tag or length does not fit"), {},
                       input.sourceOffset(damage));
    return {};
}

tl::unexpected<Error> notPem(const QByteArray &otherLabel)
{
    return failure(ErrorCode::NotPem,
                   otherLabel.isEmpty()
                       ? QStringLiteral("no PEM block, and not DER")
                       : QStringLiteral("the PEM block found is: %1").arg(QString::fromLatin1(otherLabel)));
}

} // namespace

qint64 DerInput::sourceOffset(qint64 derOffset) const
{
    if (label.isEmpty())
        return derOffset;
    qint64 digits = derOffset / 3 * 4 + derOffset % 3;
    for (qsizetype i = bodyStart; i < source.size(); ++i) {
        if (!isSpace(source.at(i)) && digits-- == 0)
            return i;
    }
    return source.size();
}

qint64 findDerDamage(const QByteArray &der)
{
    QList<qsizetype> ends{der.size()};
    qsizetype position = 0;
    while (!ends.isEmpty()) {
        if (position == ends.last()) {
            ends.removeLast();
            continue;
        }
        const std::optional<Element> element = readElement(der, position, ends.last());
        if (!element || ends.size() > MaximumDepth)
            return position;
        if (element->isConstructed) {
            ends.append(element->end);
            position = element->content;
        } else {
            position = element->end;
        }
    }
    return -1;
}

Result<DerInput> readDerInput(const QByteArray &bytes, const QByteArrayList &labels, qsizetype maximumSize)
{
    if (const Result<void> size = checkSize(bytes, maximumSize); !size)
        return failure(size.error());
    DerInput whole;
    whole.der = bytes;
    // Text can begin with "0" (0x30, SEQUENCE) and DER can hold "-----BEGIN": DER is what fits to the last byte.
    if (bytes.startsWith('\x30')) {
        const std::optional<Element> outer = readElement(bytes, 0, bytes.size());
        if (outer && outer->end == bytes.size()) {
            if (const Result<void> check = checkWhole(whole); !check)
                return failure(check.error());
            return whole;
        }
    }
    const Result<Scan> scan = findBlock(bytes, 0, labels);
    if (!scan)
        return failure(scan.error());
    if (!scan->block) {
        if (!scan->otherLabel.isEmpty() || !bytes.startsWith('\x30'))
            return notPem(scan->otherLabel);
        const Result<void> check = checkWhole(whole);
        return failure(check ? Error{ErrorCode::MalformedEncoding, {}, {}, 0} : check.error());
    }
    if (const Result<void> check = checkWhole(*scan->block); !check)
        return failure(check.error());
    return *scan->block;
}

Result<QList<DerInput>> readPemBlocks(const QByteArray &bytes, const QByteArrayList &labels, qsizetype maximumSize,
                                      int maximumCount)
{
    if (const Result<void> size = checkSize(bytes, maximumSize); !size)
        return failure(size.error());
    QList<DerInput> blocks;
    QByteArray otherLabel;
    qsizetype position = 0;
    while (true) {
        const Result<Scan> scan = findBlock(bytes, position, labels);
        if (!scan)
            return failure(scan.error());
        if (!scan->block) {
            otherLabel = scan->otherLabel;
            break;
        }
        if (blocks.size() == maximumCount)
            return failure(ErrorCode::TooLarge, QStringLiteral("more than %1 PEM blocks").arg(maximumCount));
        if (const Result<void> check = checkWhole(*scan->block); !check)
            return failure(check.error());
        blocks.append(*scan->block);
        position = scan->next;
    }
    if (blocks.isEmpty())
        return notPem(otherLabel);
    return blocks;
}

} // namespace tegata
