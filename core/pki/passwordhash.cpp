// SPDX-License-Identifier: Apache-2.0
#include "core/pki/passwordhash.h"

#include <QRegularExpression>

namespace tegata {

namespace {

constexpr int SaltSize = 16;
constexpr int HashSize = 32;
constexpr auto Base64 = QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals;

} // namespace

Result<QString> hashPassword(const SecretBytes &password, const ScryptCost &cost)
{
    if (password.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("empty"), QStringLiteral("password"));
    if (!isAcceptable(cost))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("out of range"), QStringLiteral("cost"));
    const Result<QByteArray> salt = randomBytes(SaltSize);
    if (!salt)
        return failure(salt.error());
    const Result<SecretBytes> hash = scryptKey(password, *salt, cost, HashSize);
    if (!hash)
        return failure(hash.error());
    const QByteArray bytes(hash->data(), qsizetype(hash->size()));
    return QStringLiteral("scrypt$ln=%1,r=%2,p=%3$%4$%5")
        .arg(QString::number(cost.logN), QString::number(cost.r), QString::number(cost.p),
             QString::fromLatin1(salt->toBase64(Base64)), QString::fromLatin1(bytes.toBase64(Base64)));
}

bool passwordMatches(const SecretBytes &password, const QString &hash)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(QStringLiteral(
        "scrypt\\$ln=(\\d{1,2}),r=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})")));
    const QRegularExpressionMatch match = form.match(hash);
    if (!match.hasMatch())
        return false;
    const ScryptCost cost{match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt()};
    const QByteArray salt = QByteArray::fromBase64(match.captured(4).toLatin1());
    QByteArray expected = QByteArray::fromBase64(match.captured(5).toLatin1());
    if (!isAcceptable(cost))
        return false;
    const Result<SecretBytes> derived = scryptKey(password, salt, cost, HashSize);
    return derived && derived->equals(SecretBytes::take(expected));
}

bool passwordMatchesNobody(const SecretBytes &password)
{
    (void)scryptKey(password, QByteArray(SaltSize, '\0'), PasswordHashCost, HashSize);
    return false;
}

} // namespace tegata
