// SPDX-License-Identifier: Apache-2.0
#include "core/vault/identityfiles.h"

#include "core/base/privatefile.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace tegata {

namespace {

constexpr qint64 MaximumFile = 512 * 1024;
constexpr int FormatVersion = 1;
const auto Format = QLatin1String("tegata-identity");
const auto CertificateFile = QLatin1String("/certificate.pem");
const auto ChainFile = QLatin1String("/chain.pem");
const auto KeyFile = QLatin1String("/key.pem");
const auto InfoFile = QLatin1String("/identity.json");
// While an identity is replaced: the new one being written, and the old one until the new one has its place.
const char NewSuffix[] = ".new";
const char OldSuffix[] = ".old";

struct Protection
{
    IdentityProtection kind;
    QString keychainEntry;
    std::optional<TokenReference> token;
};

QByteArray infoJson(const IdentityInfo &info)
{
    QJsonObject json{{QStringLiteral("format"), Format}, {QStringLiteral("version"), FormatVersion}};
    if (info.protection == IdentityProtection::Keychain) {
        json.insert(QStringLiteral("protection"), QStringLiteral("keychain"));
        json.insert(QStringLiteral("entry"), info.keychainEntry);
    } else if (info.protection == IdentityProtection::Token && info.token) {
        json.insert(QStringLiteral("protection"), QStringLiteral("token"));
        json.insert(QStringLiteral("token"),
                    QJsonObject{{QStringLiteral("module"), info.token->module},
                                {QStringLiteral("label"), info.token->tokenLabel},
                                {QStringLiteral("serial"), info.token->tokenSerial},
                                {QStringLiteral("object"), QString::fromLatin1(info.token->objectId.toHex())}});
    } else {
        json.insert(QStringLiteral("protection"), QStringLiteral("passphrase"));
    }
    return QJsonDocument(json).toJson();
}

Result<Protection> protectionFromJson(const QByteArray &bytes, const QString &id)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    if (json.value(QLatin1String("format")).toString() != Format)
        return failure(ErrorCode::StoreCorrupt, {}, QStringLiteral("identity.json"));
    if (json.value(QLatin1String("version")).toInt() != FormatVersion)
        return failure(ErrorCode::StoreTooNew, {}, QStringLiteral("identity.json"));
    const QString protection = json.value(QLatin1String("protection")).toString();
    if (protection == QLatin1String("passphrase"))
        return Protection{IdentityProtection::Passphrase, {}, {}};
    if (protection == QLatin1String("token")) {
        const QJsonObject token = json.value(QLatin1String("token")).toObject();
        const TokenReference reference{token.value(QLatin1String("module")).toString(),
                                       token.value(QLatin1String("label")).toString(),
                                       token.value(QLatin1String("serial")).toString(),
                                       QByteArray::fromHex(token.value(QLatin1String("object")).toString().toLatin1())};
        if (reference.module.isEmpty() || reference.objectId.isEmpty())
            return failure(ErrorCode::StoreCorrupt, QStringLiteral("token"), QStringLiteral("identity.json"));
        return Protection{IdentityProtection::Token, {}, reference};
    }
    if (protection == QLatin1String("keychain")) {
        const QString unnamed = unnamedKeychainEntry(id);
        const QString entry = json.value(QLatin1String("entry")).toString(unnamed);
        // Nothing else of the keychain is read or removed on this file's word.
        if (entry != unnamed && !entry.startsWith(unnamed + QLatin1Char('/')))
            return failure(ErrorCode::StoreCorrupt, QStringLiteral("foreign entry"), QStringLiteral("identity.json"));
        return Protection{IdentityProtection::Keychain, entry, {}};
    }
    return failure(ErrorCode::StoreCorrupt, QStringLiteral("unknown protection"), QStringLiteral("identity.json"));
}

bool removeFolder(const QString &path)
{
    return !QFileInfo::exists(path) || QDir(path).removeRecursively();
}

} // namespace

bool isIdentityId(const QString &id)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[0-9a-f]{64}\\z"));
    return pattern.match(id).hasMatch();
}

QString unnamedKeychainEntry(const QString &id)
{
    return QStringLiteral("identity/") + id;
}

QString IdentityFiles::path(const QString &id, const char *suffix) const
{
    return m_directory + QLatin1Char('/') + id + QLatin1String(suffix);
}

// A program that was killed between the two renames left the old identity aside: it gets its place again.
void IdentityFiles::finishReplacing(const QString &id) const
{
    const QString old = path(id, OldSuffix);
    if (!QFileInfo::exists(old))
        return;
    if (QFileInfo::exists(path(id)))
        removeFolder(old);
    else
        QDir().rename(old, path(id));
}

Result<QList<IdentityInfo>> IdentityFiles::list() const
{
    const QDir folder(m_directory);
    QStringList ids;
    for (QString name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (name.endsWith(QLatin1String(OldSuffix)))
            name.chop(static_cast<qsizetype>(sizeof(OldSuffix)) - 1);
        if (isIdentityId(name) && !ids.contains(name))
            ids.append(name);
    }
    QList<IdentityInfo> identities;
    for (const QString &id : std::as_const(ids)) {
        if (const Result<IdentityInfo> found = info(id))
            identities.append(*found);
    }
    std::stable_sort(identities.begin(), identities.end(), [](const IdentityInfo &a, const IdentityInfo &b) {
        return a.certificate.notAfter() > b.certificate.notAfter();
    });
    return identities;
}

Result<IdentityInfo> IdentityFiles::info(const QString &id) const
{
    if (!isIdentityId(id))
        return failure(ErrorCode::NotFound, {}, QStringLiteral("identity"));
    finishReplacing(id);
    if (!QFileInfo(path(id)).isDir())
        return failure(ErrorCode::NotFound, {}, QStringLiteral("identity"));
    const Result<QByteArray> json = readPrivateFile(path(id) + InfoFile, MaximumFile);
    if (!json)
        return failure(json.error());
    const Result<Protection> protection = protectionFromJson(*json, id);
    if (!protection)
        return failure(protection.error());
    const Result<QByteArray> pem = readPrivateFile(path(id) + CertificateFile, MaximumFile);
    if (!pem)
        return failure(pem.error());
    const Result<Certificate> certificate = Certificate::parse(*pem);
    if (!certificate || QString::fromLatin1(certificate->sha256().toHex()) != id)
        return failure(ErrorCode::StoreCorrupt, {}, QStringLiteral("certificate.pem"));
    return IdentityInfo{id, *certificate, protection->kind, protection->keychainEntry, protection->token};
}

Result<QList<Certificate>> IdentityFiles::chain(const QString &id) const
{
    const Result<QByteArray> pem = readPrivateFile(path(id) + ChainFile, MaximumFile);
    if (!pem)
        return failure(pem.error());
    return pem->isEmpty() ? QList<Certificate>() : Certificate::parseAll(*pem);
}

Result<PrivateKey> IdentityFiles::key(const IdentityInfo &info, const SecretBytes &passphrase) const
{
    const Result<QByteArray> pem = readPrivateFile(path(info.id) + KeyFile, MaximumFile);
    if (!pem)
        return failure(pem.error());
    Result<PrivateKey> key = PrivateKey::parse(*pem, passphrase);
    if (key && key->publicKeyDer() != info.certificate.publicKeyDer())
        return failure(ErrorCode::KeyMismatch, {}, QStringLiteral("key.pem"));
    return key;
}

// What cannot be read names no entry: the one that every identity had before they were named is the best guess.
QString IdentityFiles::keychainEntry(const QString &id) const
{
    const Result<IdentityInfo> known = info(id);
    if (known)
        return known->keychainEntry;
    return known.error().code == ErrorCode::NotFound ? QString() : unnamedKeychainEntry(id);
}

Result<QString> IdentityFiles::store(const IdentityInfo &info, const QList<Certificate> &chain, const PrivateKey &key,
                                     const SecretBytes &passphrase) const
{
    const Result<QByteArray> keyPem = key.toEncryptedPem(passphrase);
    if (!keyPem)
        return failure(keyPem.error());
    return replace(info, chain, *keyPem);
}

Result<QString> IdentityFiles::storeToken(const IdentityInfo &info, const QList<Certificate> &chain) const
{
    return replace(info, chain, QByteArray());
}

Result<QString> IdentityFiles::replace(const IdentityInfo &info, const QList<Certificate> &chain,
                                       const QByteArray &keyPem) const
{
    QByteArray chainPem;
    for (const Certificate &issuer : chain)
        chainPem += issuer.pem();
    const QString replaced = keychainEntry(info.id);
    if (const Result<void> done = write(info, chainPem, keyPem); !done)
        return failure(done.error());
    return replaced;
}

Result<void> IdentityFiles::write(const IdentityInfo &info, const QByteArray &chainPem, const QByteArray &keyPem) const
{
    finishReplacing(info.id);
    const QString target = path(info.id);
    const QString fresh = path(info.id, NewSuffix);
    const QString old = path(info.id, OldSuffix);
    if (!removeFolder(fresh))
        return failure(ErrorCode::FileNotWritable, QStringLiteral("a left-over folder cannot be removed"));
    Result<void> written = makePrivateDirectory(fresh);
    const std::pair<QLatin1String, QByteArray> files[] = {{CertificateFile, info.certificate.pem()},
                                                          {ChainFile, chainPem},
                                                          {KeyFile, keyPem},
                                                          {InfoFile, infoJson(info)}};
    for (const auto &[name, bytes] : files) {
        const bool isKeyOfToken = name == KeyFile && bytes.isEmpty();
        if (written && !isKeyOfToken)
            written = writePrivateFile(fresh + name, bytes);
    }
    if (written && QFileInfo::exists(target) && !QDir().rename(target, old))
        written = failure(ErrorCode::FileNotWritable, QStringLiteral("the old identity cannot be moved"));
    if (written && !QDir().rename(fresh, target))
        written = failure(ErrorCode::FileNotWritable, QStringLiteral("the new identity cannot be moved"));
    if (!written)
        removeFolder(fresh);
    finishReplacing(info.id);
    return written;
}

Result<QString> IdentityFiles::remove(const QString &id) const
{
    if (!isIdentityId(id))
        return failure(ErrorCode::NotFound, {}, QStringLiteral("identity"));
    finishReplacing(id);
    if (!QFileInfo::exists(path(id)))
        return failure(ErrorCode::NotFound, {}, QStringLiteral("identity"));
    const QString entry = keychainEntry(id);
    // The key first: what is left after that cannot be unlocked.
    if (!QFile::remove(path(id) + KeyFile) && QFileInfo::exists(path(id) + KeyFile))
        return failure(ErrorCode::FileNotWritable, {}, QStringLiteral("key.pem"));
    if (!removeFolder(path(id)) || !removeFolder(path(id, NewSuffix)))
        return failure(ErrorCode::FileNotWritable, {}, QStringLiteral("identity"));
    return entry;
}

} // namespace tegata
