// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/identifiers.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace tegata {

namespace {

constexpr char Crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int ReceiptLength = 10;

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

QString newReceiptNumber()
{
    const QByteArray bytes = randomBytes<3>(); // one for each character, five bits of it
    QString receipt;
    for (int i = 0; i < ReceiptLength; ++i)
        receipt += QLatin1Char(Crockford[static_cast<unsigned char>(bytes.at(i)) & 31U]);
    return receipt;
}

QString receiptNumberOf(const QString &typed)
{
    if (typed.size() != ReceiptLength)
        return {};
    const QLatin1String alphabet(Crockford);
    QString receipt;
    for (const QChar character : typed) {
        QChar meant = character.toUpper();
        if (meant == QLatin1Char('I') || meant == QLatin1Char('L'))
            meant = QLatin1Char('1');
        else if (meant == QLatin1Char('O'))
            meant = QLatin1Char('0');
        if (!alphabet.contains(meant))
            return {};
        receipt += meant;
    }
    return receipt;
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
