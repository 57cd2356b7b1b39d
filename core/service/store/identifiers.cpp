// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/identifiers.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace tegata {

namespace {

template <std::size_t Words>
QByteArray randomBytes()
{
    std::array<quint32, Words> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), qsizetype(sizeof(words)));
}

} // namespace

QString newId()
{
    static constexpr char Alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
    const QByteArray bytes = randomBytes<4>();
    QString id;
    unsigned buffer = 0;
    int bits = 0;
    for (const char byte : bytes) {
        buffer = (buffer << 8) | static_cast<unsigned char>(byte);
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            id += QLatin1Char(Alphabet[(buffer >> bits) & 31U]);
        }
    }
    id += QLatin1Char(Alphabet[(buffer << (5 - bits)) & 31U]);
    return id;
}

QString newToken()
{
    return QString::fromLatin1(
        randomBytes<8>().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QString tokenHash(const QString &token)
{
    return QString::fromLatin1(QCryptographicHash::hash(token.toUtf8(), QCryptographicHash::Sha256).toHex());
}

} // namespace tegata
