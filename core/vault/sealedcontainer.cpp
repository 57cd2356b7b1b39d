// SPDX-License-Identifier: Apache-2.0
#include "core/vault/sealedcontainer.h"

#include "core/pki/aesgcm.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <cstring>

namespace tegata {

namespace {

constexpr char Magic[] = {'T', 'G', 'T', 'S', 'E', 'A', 'L'};
constexpr quint8 FormatVersion = 1;
constexpr qsizetype VersionAt = 7;
constexpr qsizetype ContentAt = 8;
constexpr qsizetype KindAt = 9;
constexpr qsizetype CostAt = 10;
constexpr qsizetype SaltAt = 16;
constexpr qsizetype IdAt = 32;
constexpr qsizetype SequenceAt = 48;
constexpr qsizetype NonceAt = 56;
constexpr qsizetype KeyCheckAt = 68;
constexpr qsizetype HeaderCheckAt = 76;
constexpr qsizetype HeaderSize = 84;
constexpr qsizetype SaltSize = 16;
constexpr qsizetype CheckSize = 8;
constexpr qsizetype Step = 4096;
constexpr qsizetype MaximumPlain = 64 * 1024 * 1024;
const QByteArray HkdfInfo = QByteArrayLiteral("tegata sealed container 1");
// A hostile file must not ask for more than what is written here.
constexpr ScryptCost HighestCost{18, 8, 4};

enum class KeyKind : quint8
{
    VaultKey = 1,
    Passphrase = 2
};

tl::unexpected<Error> corrupt(const char *what)
{
    return failure(ErrorCode::StoreCorrupt, QLatin1String(what));
}

struct FileKey
{
    SecretBytes cipherKey;
    QByteArray check;
};

Result<FileKey> fileKey(const SecretBytes &master, const QByteArray &salt)
{
    const Result<SecretBytes> both = hkdfKey(master, salt, HkdfInfo, AesGcmKeySize + CheckSize);
    if (!both)
        return failure(both.error());
    return FileKey{SecretBytes(both->data(), AesGcmKeySize), QByteArray(both->data() + AesGcmKeySize, CheckSize)};
}

QByteArray headerCheck(const QByteArray &header)
{
    return QCryptographicHash::hash(header.first(HeaderCheckAt), QCryptographicHash::Sha256).first(CheckSize);
}

SecretBytes padded(const SecretBytes &plain)
{
    const qsizetype size = qsizetype(plain.size()) + qsizetype(sizeof(quint32));
    SecretBytes whole(std::size_t((size + Step - 1) / Step * Step));
    qToBigEndian(quint32(plain.size()), whole.data());
    if (!plain.isEmpty())
        std::memcpy(whole.data() + sizeof(quint32), plain.data(), plain.size());
    return whole;
}

Result<SecretBytes> unpadded(const SecretBytes &whole)
{
    if (whole.size() < sizeof(quint32))
        return corrupt("no length");
    const quint32 size = qFromBigEndian<quint32>(whole.data());
    if (size > whole.size() - sizeof(quint32))
        return corrupt("wrong length");
    return SecretBytes(whole.data() + sizeof(quint32), size);
}

Result<QByteArray> seal(const SealedAddress &address, KeyKind kind, const ScryptCost &cost, const SecretBytes &master,
                        const QByteArray &salt, const SecretBytes &plain)
{
    if (qsizetype(plain.size()) > MaximumPlain)
        return failure(ErrorCode::TooLarge);
    const Result<FileKey> key = fileKey(master, salt);
    if (!key)
        return failure(key.error());
    const Result<QByteArray> nonce = randomBytes(AesGcmNonceSize);
    if (!nonce)
        return failure(nonce.error());
    QByteArray header(Magic, sizeof(Magic));
    header += char(FormatVersion);
    header += char(address.content);
    header += char(kind);
    header += char(cost.logN);
    header += char(cost.r);
    header += char(cost.p);
    header += QByteArray(SaltAt - header.size(), '\0') + salt + address.id.toRfc4122();
    header += QByteArray(qsizetype(sizeof(qint64)), '\0');
    qToBigEndian(address.sequence, header.data() + SequenceAt);
    header += *nonce + key->check;
    header += headerCheck(header);
    const Result<QByteArray> sealed = sealAesGcm(key->cipherKey, *nonce, header, padded(plain));
    if (!sealed)
        return failure(sealed.error());
    return header + *sealed;
}

// What can be checked before there is a key.
Result<void> checkHeader(const QByteArray &sealed, SealedContent content, KeyKind kind)
{
    if (sealed.size() <= VersionAt || std::memcmp(sealed.constData(), Magic, sizeof(Magic)) != 0)
        return corrupt("not a sealed file");
    if (quint8(sealed.at(VersionAt)) > FormatVersion)
        return failure(ErrorCode::StoreTooNew);
    if (sealed.size() < HeaderSize + AesGcmTagSize || quint8(sealed.at(VersionAt)) != FormatVersion)
        return corrupt("cut short");
    if (sealed.sliced(HeaderCheckAt, CheckSize) != headerCheck(sealed))
        return corrupt("damaged header");
    if (quint8(sealed.at(ContentAt)) != quint8(content) || quint8(sealed.at(KindAt)) != quint8(kind))
        return corrupt("another kind of file");
    return {};
}

Result<SecretBytes> open(const SecretBytes &master, const QByteArray &sealed, ErrorCode wrongKey)
{
    const Result<FileKey> key = fileKey(master, sealed.sliced(SaltAt, SaltSize));
    if (!key)
        return failure(key.error());
    if (sealed.sliced(KeyCheckAt, CheckSize) != key->check)
        return failure(wrongKey, QStringLiteral("sealed with another key"));
    const Result<SecretBytes> whole = openAesGcm(key->cipherKey, sealed.sliced(NonceAt, AesGcmNonceSize),
                                                 sealed.first(HeaderSize), sealed.sliced(HeaderSize));
    if (!whole)
        return whole.error().code == ErrorCode::SignatureInvalid ? Result<SecretBytes>(corrupt("damaged content"))
                                                                 : failure(whole.error());
    return unpadded(*whole);
}

} // namespace

Result<QByteArray> sealWithKey(const SealedAddress &address, const SecretBytes &key, const SecretBytes &plain)
{
    const Result<QByteArray> salt = randomBytes(SaltSize);
    if (!salt)
        return failure(salt.error());
    return seal(address, KeyKind::VaultKey, ScryptCost{0, 0, 0}, key, *salt, plain);
}

Result<QByteArray> sealWithPassphrase(const SealedAddress &address, const SecretBytes &passphrase,
                                      const ScryptCost &cost, const SecretBytes &plain)
{
    const Result<QByteArray> salt = randomBytes(SaltSize);
    if (!salt)
        return failure(salt.error());
    const Result<SecretBytes> master = scryptKey(passphrase, *salt, cost, AesGcmKeySize);
    if (!master)
        return failure(master.error());
    return seal(address, KeyKind::Passphrase, cost, *master, *salt, plain);
}

Result<SecretBytes> openWithKey(const SealedAddress &address, const SecretBytes &key, const QByteArray &sealed)
{
    if (const auto header = checkHeader(sealed, address.content, KeyKind::VaultKey); !header)
        return failure(header.error());
    if (sealed.sliced(IdAt, SequenceAt - IdAt) != address.id.toRfc4122() ||
        qFromBigEndian<qint64>(sealed.constData() + SequenceAt) != address.sequence)
        return corrupt("another draft's or version's file");
    return open(key, sealed, ErrorCode::StoreCorrupt);
}

Result<SecretBytes> openWithPassphrase(SealedContent content, const SecretBytes &passphrase, const QByteArray &sealed)
{
    if (const auto header = checkHeader(sealed, content, KeyKind::Passphrase); !header)
        return failure(header.error());
    const ScryptCost cost{sealed.at(CostAt), sealed.at(CostAt + 1), sealed.at(CostAt + 2)};
    if (!isAcceptable(cost) || cost.logN > HighestCost.logN || cost.r > HighestCost.r || cost.p > HighestCost.p)
        return corrupt("derivation out of range");
    const Result<SecretBytes> master = scryptKey(passphrase, sealed.sliced(SaltAt, SaltSize), cost, AesGcmKeySize);
    if (!master)
        return failure(master.error());
    return open(*master, sealed, ErrorCode::WrongPassphrase);
}

} // namespace tegata
