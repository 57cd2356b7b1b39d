// SPDX-License-Identifier: Apache-2.0
#include "core/pki/inputreader.h"

#include "core/pki/derelement.h"
#include "core/pki/pemmarker.h"

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

constexpr qsizetype FewestDigits = 32; // of base64 without BEGIN line: shorter is nothing that we know
constexpr qsizetype LongWord = 40;     // no word of a language is longer
constexpr qsizetype LargestObject = 16 * 1024 * 1024;
constexpr int MostTries = 64; // of words that could begin DER
constexpr int MostLayers = 2; // base64 within base64

using SharedText = std::shared_ptr<const InputText>;

bool isBase64Char(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

// What does not count between the digits: spaces, and the mark of a quoted mail.
bool isFiller(char c)
{
    return isSpace(c) || c == '>';
}

// RFC 1421 headers ("Proc-Type: …") end with an empty line.
qsizetype skipHeaders(const QByteArray &bytes, qsizetype start, qsizetype end)
{
    const auto colon = std::find(bytes.cbegin() + start, bytes.cbegin() + end, ':');
    if (colon == bytes.cbegin() + end)
        return start;
    qsizetype position = colon - bytes.cbegin();
    while ((position = bytes.indexOf('\n', position)) >= 0 && position < end) {
        ++position;
        if (position < end && bytes.at(position) == '\r')
            ++position;
        if (position < end && bytes.at(position) == '\n')
            return position + 1;
    }
    return start;
}

Error damageAt(const InputText &text, qsizetype at, const QString &detail, const QString &reason)
{
    Error error{ErrorCode::MalformedEncoding, detail, {}, text.sourceOffset(at), text.lineOf(at)};
    error.reason = reason;
    return error;
}

Result<QByteArray> decodeBase64(const InputText &text, qsizetype start, qsizetype end)
{
    QByteArray clean;
    clean.reserve(end - start);
    int padding = 0;
    for (qsizetype i = start; i < end; ++i) {
        const char c = text.bytes().at(i);
        if (isFiller(c))
            continue;
        if (c == '=' && padding < 2) {
            ++padding;
        } else if (!isBase64Char(c) || padding > 0) {
            return failure(damageAt(text, i, QStringLiteral("not a base64 character"), QStringLiteral("notBase64")));
        }
        clean += c;
    }
    if (clean.size() % 4 != 0)
        return failure(damageAt(text, end, QStringLiteral("base64 is cut short"), QStringLiteral("base64Cut")));
    return QByteArray::fromBase64(clean);
}

// The label counts where it and the bytes disagree, but for a private key, which is one whatever is written above it.
void nameKinds(InputObject &object, const QByteArray &endLabel)
{
    object.kind = kindOfLabel(object.label);
    if (object.damage || object.isEncrypted || object.kind == InputKind::PrivateKey)
        return;
    const InputKind content = kindOfDer(object.der);
    if (content == InputKind::Unknown || content == object.kind)
        return;
    if (content == InputKind::PrivateKey || content == kindOfLabel(endLabel))
        object.kind = content;
    else
        object.content = content;
}

InputObject blockBetween(const SharedText &text, const PemMarker &begin, const std::optional<PemMarker> &end)
{
    InputObject object;
    object.text = text;
    object.label = begin.label;
    object.offset = text->sourceOffset(begin.start);
    object.line = text->lineOf(begin.start);
    if (!end) {
        object.kind = kindOfLabel(object.label);
        object.damage =
            damageAt(*text, begin.start, QStringLiteral("the PEM block has no END line"), QStringLiteral("noEndLine"));
        return object;
    }
    const QByteArray body = text->bytes().mid(begin.end, end->start - begin.end);
    object.block = "-----BEGIN " + object.label + "-----" + body + "-----END " + object.label + "-----\n";
    object.isEncrypted = object.block.contains("Proc-Type: 4,ENCRYPTED");
    object.bodyStart = skipHeaders(text->bytes(), begin.end, end->start);
    const Result<QByteArray> der = decodeBase64(*text, object.bodyStart, end->start);
    if (!der)
        object.damage = der.error();
    else if (der->isEmpty())
        object.damage =
            damageAt(*text, begin.start, QStringLiteral("the PEM block is empty"), QStringLiteral("emptyBlock"));
    else
        object.der = *der;
    if (object.label == "TRUSTED CERTIFICATE" && !object.damage) {
        if (const std::optional<DerElement> outer = readDerElement(object.der, 0, object.der.size()))
            object.der.truncate(outer->end);
    }
    nameKinds(object, end->label);
    // The END line of another block: right only where the content is what it says.
    const bool areAlike = kindOfLabel(object.label) == kindOfLabel(end->label);
    if (!object.damage && !areAlike && object.kind != kindOfDer(object.der))
        object.damage = damageAt(*text, begin.start, QStringLiteral("the PEM block has no END line of its own"),
                                 QStringLiteral("noEndLine"));
    return object;
}

QList<InputObject> scan(const QByteArray &bytes, int layer);

// Base64 up to its padding or the end; at most so many digits. Words behind it do no harm: DER knows its length.
QByteArray decodeRun(const InputText &text, qsizetype start, qsizetype end, qsizetype mostDigits)
{
    QByteArray clean;
    clean.reserve(std::min(end - start, mostDigits));
    for (qsizetype i = start; i < end && clean.size() < mostDigits; ++i) {
        const char c = text.bytes().at(i);
        if (c == '=')
            break;
        if (!isFiller(c))
            clean += c;
    }
    return QByteArray::fromBase64(clean);
}

InputObject objectAt(const SharedText &text, qsizetype start)
{
    InputObject object;
    object.text = text;
    object.offset = text->sourceOffset(start);
    object.line = text->lineOf(start);
    object.bodyStart = start;
    return object;
}

// DER of a kind that we know, which begins there; or how it is damaged, where it can be nothing else.
std::optional<InputObject> derInRun(const SharedText &text, qsizetype start, qsizetype end)
{
    constexpr qsizetype HeaderDigits = 12;
    const QByteArray header = decodeRun(*text, start, end, HeaderDigits);
    InputObject object = objectAt(text, start);
    if (header.startsWith("\x30\x80")) {
        object.der = decodeRun(*text, start, end, end - start);
        object.kind = kindOfDer(object.der);
        return object.kind == InputKind::Unknown ? std::nullopt : std::optional(object);
    }
    // The header tells how much there should be. It is whole: "M" gives the tag, and a length takes six octets at most.
    const std::optional<DerElement> outer = readDerElement(header, 0, LargestObject);
    if (!outer)
        return std::nullopt;
    object.der = decodeRun(*text, start, end, (outer->end + 2) / 3 * 4);
    if (object.der.size() >= outer->end) {
        object.der.truncate(outer->end);
        object.kind = kindOfDer(object.der);
        return object.kind == InputKind::Unknown ? std::nullopt : std::optional(object);
    }
    qsizetype word = start;
    while (word < end && !isFiller(text->bytes().at(word)))
        ++word;
    if (word - start < LongWord)
        return std::nullopt;
    object.der.clear();
    object.damage = damageAt(*text, end, QStringLiteral("base64 is cut short"), QStringLiteral("base64Cut"));
    return object;
}

// Text, or a file of another kind, as a whole in base64.
QList<InputObject> filesInRun(const SharedText &text, qsizetype start, qsizetype end, int layer)
{
    const QByteArray decoded = decodeRun(*text, start, end, end - start);
    InputObject object = objectAt(text, start);
    object.kind = kindOfFile(decoded);
    if (object.kind != InputKind::Unknown) {
        object.der = decoded;
        return {object};
    }
    if (layer + 1 >= MostLayers || !decoded.contains("BEGIN "))
        return {};
    QList<InputObject> inner = scan(decoded, layer + 1);
    for (InputObject &each : inner) {
        each.offset = object.offset;
        each.line = object.line;
        each.fixedOffset = object.offset;
        if (each.damage) {
            each.damage->offset = object.offset;
            each.damage->line = object.line;
        }
    }
    return inner;
}

qsizetype behindDigits(const InputText &text, qsizetype at, qsizetype end, qsizetype digits)
{
    for (; at < end && digits > 0; ++at)
        digits -= isFiller(text.bytes().at(at)) ? 0 : 1;
    return at;
}

// What a run of base64 digits holds. DER begins with "M" and one of "A" to "P" (0x30, and a length).
QList<InputObject> objectsInRun(const SharedText &text, qsizetype start, qsizetype end, int layer)
{
    const QByteArray &bytes = text->bytes();
    QList<InputObject> objects;
    std::optional<InputObject> damaged;
    int tries = 0;
    for (qsizetype at = start; end - at >= FewestDigits && tries < MostTries; ++at) {
        const bool isWordStart = at == start || isFiller(bytes.at(at - 1));
        if (!isWordStart || bytes.at(at) != 'M' || bytes.at(at + 1) < 'A' || bytes.at(at + 1) > 'P')
            continue;
        ++tries;
        const std::optional<InputObject> object = derInRun(text, at, end);
        if (object && !object->damage) {
            objects.append(*object);
            at = behindDigits(*text, at, end, (object->der.size() * 4 + 2) / 3) - 1;
        } else if (object && !damaged) {
            damaged = object;
        }
    }
    if (!objects.isEmpty())
        return objects;
    const QList<InputObject> files = filesInRun(text, start, end, layer);
    return files.isEmpty() && damaged ? QList<InputObject>{*damaged} : files;
}

// Base64 without BEGIN line.
QList<InputObject> objectsBetween(const SharedText &text, qsizetype from, qsizetype to, int layer)
{
    const QByteArray &bytes = text->bytes();
    QList<InputObject> objects;
    for (qsizetype at = from; at < to;) {
        while (at < to && !isBase64Char(bytes.at(at)))
            ++at;
        const qsizetype start = at;
        qsizetype end = at;
        for (; at < to && (isBase64Char(bytes.at(at)) || isFiller(bytes.at(at)) || bytes.at(at) == '='); ++at) {
            if (!isFiller(bytes.at(at)))
                end = at + 1;
        }
        if (end - start >= FewestDigits)
            objects += objectsInRun(text, start, end, layer);
    }
    return objects;
}

QList<InputObject> scan(const QByteArray &bytes, int layer)
{
    const auto text = std::make_shared<const InputText>(InputText::of(bytes));
    const QList<PemMarker> markers = pemMarkers(text->bytes());
    QList<InputObject> objects;
    qsizetype gap = 0; // where the text outside of blocks goes on
    for (qsizetype i = 0; i < markers.size(); ++i) {
        const PemMarker &begin = markers.at(i);
        if (!begin.isBegin) {
            objects += objectsBetween(text, gap, begin.start, layer);
            gap = begin.end;
            continue;
        }
        objects += objectsBetween(text, gap, begin.start, layer);
        std::optional<PemMarker> end;
        if (i + 1 < markers.size() && !markers.at(i + 1).isBegin) {
            const PemMarker &next = markers.at(i + 1);
            if (next.label == begin.label || kindOfLabel(next.label) != InputKind::OtherPem)
                end = next;
        }
        objects.append(blockBetween(text, begin, end));
        if (end)
            ++i;
        gap = end ? end->end : begin.end;
        if (!end) // what follows a block without end belongs to it
            gap = i + 1 < markers.size() ? markers.at(i + 1).start : text->bytes().size();
    }
    return objects + objectsBetween(text, gap, text->bytes().size(), layer);
}

// DER, where only what editors and transfers add stands behind it.
std::optional<InputObject> wholeDer(const QByteArray &bytes)
{
    if (!bytes.startsWith('\x30'))
        return std::nullopt;
    InputObject object;
    const std::optional<DerElement> outer = readDerElement(bytes, 0, bytes.size());
    if (outer) {
        const QByteArray rest = bytes.mid(outer->end);
        if (!std::all_of(rest.cbegin(), rest.cend(), [](char c) { return isSpace(c) || c == '\0' || c == '\x1a'; }))
            return std::nullopt;
        object.der = rest.isEmpty() ? bytes : bytes.left(outer->end);
        object.kind = kindOfDer(object.der);
        return object;
    }
    // BER of indefinite length is what some programs write PKCS#7 and PKCS#12 in.
    object.der = bytes;
    object.kind = bytes.startsWith("\x30\x80") ? kindOfDer(bytes) : InputKind::Unknown;
    if (object.kind != InputKind::Pkcs7 && object.kind != InputKind::Pkcs12)
        return std::nullopt;
    return object;
}

Result<void> checkSize(const QByteArray &bytes, qsizetype maximumSize)
{
    if (bytes.size() > maximumSize)
        return failure(ErrorCode::TooLarge,
                       QStringLiteral("%1 bytes, at most %2 are read").arg(bytes.size()).arg(maximumSize));
    for (const char c : bytes) {
        if (!isSpace(c) && static_cast<unsigned char>(c) < 0x80)
            return {};
    }
    const QByteArray text = InputText::of(bytes).bytes();
    return std::all_of(text.cbegin(), text.cend(), isSpace) ? failure(ErrorCode::Empty) : Result<void>();
}

Result<void> checkWhole(const InputObject &object)
{
    if (object.damage)
        return failure(*object.damage);
    if (object.isEncrypted || object.der.startsWith("\x30\x80"))
        return {};
    const auto at = [&object](ErrorCode code, const QString &detail, qint64 derOffset) {
        return failure(Error{code, detail, {}, object.sourceOffset(derOffset), object.sourceLine(derOffset)});
    };
    const std::optional<DerElement> outer = readDerElement(object.der, 0, object.der.size());
    if (outer && outer->end < object.der.size())
        return at(ErrorCode::TrailingData, QStringLiteral("%1 bytes after the end").arg(object.der.size() - outer->end),
                  outer->end);
    // Both are written in BER too: their decoders say what is wrong inside.
    if (object.kind == InputKind::Pkcs7 || object.kind == InputKind::Pkcs12)
        return {};
    const qint64 damage = findDerDamage(object.der);
    return damage < 0 ? Result<void>()
                      : at(ErrorCode::MalformedEncoding, QStringLiteral("a tag or length does not fit"), damage);
}

Error wrongKind(const InputObject &object, InputKind wanted, bool isAlone)
{
    Error error{ErrorCode::WrongKind,
                object.label.isEmpty()
                    ? QStringLiteral("%1 found").arg(inputKindName(object.kind))
                    : QStringLiteral("the PEM block found is: %1").arg(QString::fromLatin1(object.label)),
                {},
                isAlone ? -1 : object.offset,
                object.line,
                inputKindName(object.kind),
                inputKindName(wanted)};
    if (object.content == wanted) {
        error.reason = QStringLiteral("labelWrong");
        error.detail += QStringLiteral(", its content is: %1").arg(inputKindName(wanted));
    }
    return error;
}

// Why a file without any object is not what was wanted.
Error nothingFound(const QByteArray &bytes, InputKind wanted)
{
    InputObject whole;
    whole.kind = kindOfFile(bytes);
    if (whole.kind == InputKind::PrivateKey && wanted == InputKind::CertificateRequest)
        return {ErrorCode::PrivateKeyFound, {}, {}, 0, 1};
    if (whole.kind != InputKind::Unknown)
        return wrongKind(whole, wanted, true);
    if (!bytes.startsWith('\x30'))
        return {ErrorCode::NotPem, QStringLiteral("no PEM block, and not DER"), {}, -1};
    whole.der = bytes;
    const Result<void> check = checkWhole(whole);
    return check ? Error{ErrorCode::MalformedEncoding, {}, {}, 0} : check.error();
}

} // namespace

qint64 InputObject::sourceOffset(qint64 derOffset) const
{
    if (!text)
        return derOffset;
    if (fixedOffset >= 0)
        return fixedOffset;
    qint64 digits = derOffset / 3 * 4 + derOffset % 3;
    for (qsizetype i = bodyStart; i < text->bytes().size(); ++i) {
        if (!isFiller(text->bytes().at(i)) && digits-- == 0)
            return text->sourceOffset(i);
    }
    return text->sourceOffset(text->bytes().size());
}

int InputObject::sourceLine(qint64 derOffset) const
{
    if (!text)
        return 0;
    if (fixedOffset >= 0)
        return line;
    qint64 digits = derOffset / 3 * 4 + derOffset % 3;
    for (qsizetype i = bodyStart; i < text->bytes().size(); ++i) {
        if (!isFiller(text->bytes().at(i)) && digits-- == 0)
            return text->lineOf(i);
    }
    return text->lineOf(text->bytes().size());
}

QList<InputObject> scanInput(const QByteArray &bytes)
{
    if (const std::optional<InputObject> whole = wholeDer(bytes))
        return {*whole};
    return scan(bytes, 0);
}

Result<QList<InputObject>> readInput(const QByteArray &bytes, const QList<InputKind> &wanted, qsizetype maximumSize,
                                     int maximumCount)
{
    if (const Result<void> size = checkSize(bytes, maximumSize); !size)
        return failure(size.error());
    const QList<InputObject> objects = scanInput(bytes);
    if (objects.isEmpty())
        return failure(nothingFound(bytes, wanted.constFirst()));
    QList<InputObject> found;
    for (const InputObject &object : objects) {
        if (object.kind == InputKind::PrivateKey && wanted.constFirst() == InputKind::CertificateRequest)
            return failure(Error{ErrorCode::PrivateKeyFound, {}, {}, object.offset, object.line});
        if (wanted.contains(object.kind) && object.content == InputKind::Unknown)
            found.append(object);
    }
    // DER of no kind that we know, or base64 that is cut short: how it is damaged is the answer.
    if (found.isEmpty() && objects.constFirst().kind == InputKind::Unknown)
        found.append(objects.constFirst());
    if (found.isEmpty()) {
        InputObject other = objects.constFirst();
        if (wanted.contains(other.kind)) // the label says so, the bytes do not
            other.kind = std::exchange(other.content, InputKind::Unknown);
        return failure(wrongKind(other, wanted.constFirst(), objects.size() == 1 && other.line == 0));
    }
    if (found.size() > maximumCount)
        return failure(ErrorCode::TooLarge, QStringLiteral("more than %1 objects").arg(maximumCount));
    for (const InputObject &object : std::as_const(found)) {
        if (const Result<void> check = checkWhole(object); !check)
            return failure(check.error());
    }
    return found;
}

Result<InputObject> readFirst(const QByteArray &bytes, InputKind wanted, qsizetype maximumSize)
{
    constexpr int MaximumCount = 1000;
    return readInput(bytes, {wanted}, maximumSize, MaximumCount).map([](const QList<InputObject> &objects) {
        return objects.constFirst();
    });
}

} // namespace tegata
