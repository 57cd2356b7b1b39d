// SPDX-License-Identifier: Apache-2.0
#include "core/cache/recordsealer.h"

#include "core/pki/aesgcm.h"
#include "core/pki/keyderivation.h"

namespace tegata {

namespace {

constexpr char Magic[] = "TGS1";
constexpr qsizetype MagicSize = 4;

} // namespace

Result<QByteArray> RecordSealer::seal(const QByteArray &name, const QByteArray &plain) const
{
    if (!m_key)
        return failure(ErrorCode::IdentityLocked);
    const Result<QByteArray> nonce = randomBytes(AesGcmNonceSize);
    if (!nonce)
        return failure(nonce.error());
    const Result<QByteArray> sealed =
        sealAesGcm(*m_key, *nonce, name, SecretBytes(plain.constData(), std::size_t(plain.size())));
    if (!sealed)
        return failure(sealed.error());
    return QByteArray(Magic, MagicSize) + *nonce + *sealed;
}

Result<SecretBytes> RecordSealer::open(const QByteArray &name, const QByteArray &sealed) const
{
    if (!m_key)
        return failure(ErrorCode::IdentityLocked);
    if (!isSealed(sealed))
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("not a sealed record"));
    return openAesGcm(*m_key, sealed.mid(MagicSize, AesGcmNonceSize), name, sealed.mid(MagicSize + AesGcmNonceSize));
}

bool RecordSealer::isSealed(const QByteArray &bytes)
{
    return bytes.size() >= MagicSize + AesGcmNonceSize + AesGcmTagSize && bytes.startsWith(Magic);
}

} // namespace tegata
