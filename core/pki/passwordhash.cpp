// SPDX-License-Identifier: Apache-2.0
#include "core/pki/passwordhash.h"

#include "core/pki/openssl.h"

#include <QRegularExpression>

#include <openssl/rand.h>

#include <optional>

namespace tegata {

namespace {

constexpr int SaltSize = 16;
constexpr int HashSize = 32;
constexpr quint64 MaximumMemory = quint64(1) << 31;
constexpr auto Base64 = QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals;

bool isAcceptable(const PasswordHashCost &cost)
{
    return cost.logN >= 10 && cost.logN <= 20 && cost.r >= 1 && cost.r <= 32 && cost.p >= 1 && cost.p <= 16;
}

std::optional<SecretBytes> derive(const SecretBytes &password, const QByteArray &salt, const PasswordHashCost &cost)
{
    SecretBytes hash(HashSize);
    const int done =
        EVP_PBE_scrypt(password.data(), password.size(), reinterpret_cast<const unsigned char *>(salt.constData()),
                       size_t(salt.size()), quint64(1) << cost.logN, quint64(cost.r), quint64(cost.p), MaximumMemory,
                       reinterpret_cast<unsigned char *>(hash.data()), hash.size());
    if (done != 1)
        return {};
    return hash;
}

} // namespace

Result<QString> hashPassword(const SecretBytes &password, const PasswordHashCost &cost)
{
    if (password.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("empty"), QStringLiteral("password"));
    if (!isAcceptable(cost))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("out of range"), QStringLiteral("cost"));
    QByteArray salt(SaltSize, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char *>(salt.data()), SaltSize) != 1)
        return failure(ErrorCode::Internal, QStringLiteral("no randomness"));
    const auto hash = derive(password, salt, cost);
    if (!hash)
        return failure(ErrorCode::Internal, QStringLiteral("scrypt"));
    const QByteArray bytes(hash->data(), qsizetype(hash->size()));
    return QStringLiteral("scrypt$ln=%1,r=%2,p=%3$%4$%5")
        .arg(QString::number(cost.logN), QString::number(cost.r), QString::number(cost.p),
             QString::fromLatin1(salt.toBase64(Base64)), QString::fromLatin1(bytes.toBase64(Base64)));
}

bool passwordMatches(const SecretBytes &password, const QString &hash)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(QStringLiteral(
        "scrypt\\$ln=(\\d{1,2}),r=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})")));
    const QRegularExpressionMatch match = form.match(hash);
    if (!match.hasMatch())
        return false;
    const PasswordHashCost cost{match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt()};
    const QByteArray salt = QByteArray::fromBase64(match.captured(4).toLatin1());
    QByteArray expected = QByteArray::fromBase64(match.captured(5).toLatin1());
    if (!isAcceptable(cost))
        return false;
    const auto derived = derive(password, salt, cost);
    return derived && derived->equals(SecretBytes::take(expected));
}

bool passwordMatchesNobody(const SecretBytes &password)
{
    derive(password, QByteArray(SaltSize, '\0'), PasswordHashCost());
    return false;
}

} // namespace tegata
