// SPDX-License-Identifier: Apache-2.0
#include "core/domain/postalcode.h"

#include "core/base/privatefile.h"
#include "core/domain/postalformat.h"
#include "core/domain/prefecture.h"

#include <QResource>
#include <QStringList>
#include <QtEndian>

#include <algorithm>

// The resource lies in a static library: without this call the linker drops it. Outside any namespace, as the macro
// demands.
static void initializePostalResource()
{
    Q_INIT_RESOURCE(tegata_postal);
}

namespace tegata {

namespace {

using namespace postalformat;

const QByteArray Magic = QByteArrayLiteral("TEGATAPC");
constexpr quint32 Version = 1;
constexpr qsizetype DirectoryStart = 12; // magic and version
constexpr qsizetype BodyStart = DirectoryStart + 4 * (Prefixes + 1);
constexpr qint64 MaximumFile = 16 * 1024 * 1024;
// Real ones are below 30 kB, and text shrinks to a third: what is larger would fill the memory when it is unpacked.
constexpr qsizetype MaximumPackedBlock = 1024 * 1024;
constexpr quint32 MaximumBlock = 16 * 1024 * 1024;

quint32 numberAt(const QByteArray &data, qsizetype offset)
{
    return qFromBigEndian<quint32>(data.constData() + offset);
}

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

bool isDigits(const QString &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
}

// What a block's place in the file may be; its content is looked at when it is unpacked.
bool isDirectoryRight(const QByteArray &data)
{
    qsizetype last = BodyStart;
    for (int i = 0; i <= Prefixes; ++i) {
        const qsizetype offset = numberAt(data, DirectoryStart + 4 * i);
        if (offset < last || offset > data.size() || offset - last > MaximumPackedBlock)
            return false;
        last = offset;
    }
    return last == data.size();
}

} // namespace

QByteArray postalformat::pack(const QMap<QString, QList<PostalPlace>> &places)
{
    const QChar tab = QLatin1Char('\t');
    QList<QStringList> blocks(Prefixes);
    for (auto it = places.cbegin(); it != places.cend(); ++it) {
        for (const PostalPlace &place : it.value())
            blocks[it.key().left(PrefixLength).toInt()].append(
                it.key().mid(PrefixLength) + tab + QString::number(place.prefecture) + tab + place.municipality + tab +
                place.town + tab + place.municipalityRomaji);
    }
    QByteArray directory;
    QByteArray body;
    for (const QStringList &lines : std::as_const(blocks)) {
        directory += bigEndian(quint32(BodyStart + body.size()));
        if (!lines.isEmpty())
            body += qCompress(lines.join(QLatin1Char('\n')).toUtf8(), 9);
    }
    directory += bigEndian(quint32(BodyStart + body.size()));
    return Magic + bigEndian(Version) + directory + body;
}

Result<PostalCodeTable> PostalCodeTable::fromBytes(QByteArray data)
{
    if (data.size() < BodyStart || !data.startsWith(Magic))
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("no table of postal codes"));
    if (numberAt(data, Magic.size()) > Version)
        return failure(ErrorCode::StoreTooNew, QStringLiteral("table of postal codes"));
    if (!isDirectoryRight(data))
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("directory of the table of postal codes"));
    return PostalCodeTable(std::move(data));
}

Result<PostalCodeTable> PostalCodeTable::builtIn()
{
    initializePostalResource();
    const QResource resource(QStringLiteral(":/postal/postalcodes.bin"));
    if (!resource.isValid())
        return failure(ErrorCode::StoreCorrupt, resource.fileName());
    // Part of the program, and not compressed there: the bytes stay where they are.
    if (resource.compressionAlgorithm() == QResource::NoCompression)
        return fromBytes(QByteArray::fromRawData(reinterpret_cast<const char *>(resource.data()), resource.size()));
    return fromBytes(resource.uncompressedData());
}

Result<PostalCodeTable> PostalCodeTable::load(const QString &path)
{
    const auto whole = [](PostalCodeTable table) -> Result<PostalCodeTable> {
        for (int prefix = 0; prefix < Prefixes; ++prefix) {
            const qsizetype place = DirectoryStart + 4 * prefix;
            const bool isStored = numberAt(table.m_data, place) < numberAt(table.m_data, place + 4);
            if (isStored && table.block(prefix).isEmpty())
                return failure(ErrorCode::StoreCorrupt, QStringLiteral("block %1").arg(prefix));
        }
        return table;
    };
    return readPrivateFile(path, MaximumFile).and_then(&PostalCodeTable::fromBytes).and_then(whole);
}

Result<void> PostalCodeTable::save(const QString &path) const
{
    return writePrivateFile(path, m_data);
}

QByteArray PostalCodeTable::block(int prefix) const
{
    const qsizetype place = DirectoryStart + 4 * qsizetype(prefix);
    const qsizetype begin = numberAt(m_data, place);
    const qsizetype size = numberAt(m_data, place + 4) - begin;
    if (size < 4 || numberAt(m_data, begin) > MaximumBlock)
        return {};
    return qUncompress(reinterpret_cast<const uchar *>(m_data.constData()) + begin, size);
}

QList<PostalPlace> PostalCodeTable::lookup(const QString &code) const
{
    QString digits = code;
    digits.remove(QLatin1Char('-'));
    if (digits.size() != CodeLength || !isDigits(digits))
        return {};
    const QByteArray wanted = '\n' + digits.mid(PrefixLength).toLatin1() + '\t';
    const QByteArray lines = '\n' + block(digits.left(PrefixLength).toInt());
    QList<PostalPlace> places;
    for (qsizetype at = lines.indexOf(wanted); at >= 0; at = lines.indexOf(wanted, at + 1)) {
        const qsizetype end = lines.indexOf('\n', at + 1);
        const QByteArray line = lines.mid(at + 1, end < 0 ? -1 : end - at - 1);
        const QStringList values = QString::fromUtf8(line).split(QLatin1Char('\t'));
        if (values.size() < 5 || !prefecture(values.at(1).toInt()))
            continue;
        places.append({values.at(1).toInt(), values.at(2), values.at(3), values.at(4)});
    }
    return places;
}

QList<PostalPlace> PostalCodeTable::municipalities(const QString &code) const
{
    QList<PostalPlace> places;
    const QList<PostalPlace> all = lookup(code);
    for (PostalPlace place : all) {
        place.town.clear();
        if (!places.contains(place))
            places.append(place);
    }
    return places;
}

QString englishMunicipality(const PostalPlace &place)
{
    static const QStringList kinds = {QStringLiteral("SHI"), QStringLiteral("KU"),    QStringLiteral("GUN"),
                                      QStringLiteral("CHO"), QStringLiteral("MACHI"), QStringLiteral("SON"),
                                      QStringLiteral("MURA")};
    constexpr int tokyo = 13;
    const QStringList words = place.municipalityRomaji.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (place.prefecture == tokyo && words.size() == 2 && words.at(1) == QLatin1String("KU"))
        return words.at(0).at(0) + words.at(0).mid(1).toLower() + QLatin1String(" City");
    QStringList parts; // the smallest first, as in an English address
    QStringList name;
    for (const QString &word : words) {
        if (kinds.contains(word) && !name.isEmpty()) {
            parts.prepend(name.join(QLatin1Char(' ')) + QLatin1Char('-') + word.toLower());
            name.clear();
        } else {
            name.append(word.at(0) + word.mid(1).toLower());
        }
    }
    if (!name.isEmpty())
        parts.prepend(name.join(QLatin1Char(' ')));
    return parts.join(QLatin1String(", "));
}

} // namespace tegata
