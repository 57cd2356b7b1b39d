// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/storelink.h"

#include "core/base/acceptabletext.h"
#include "core/base/filelock.h"
#include "core/base/privatefile.h"
#include "core/domain/jsonmembers.h"
#include "core/service/authority/authoritydirectory.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/certificatestore.h"
#include "core/service/store/identifiers.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

namespace tegata {

namespace {

constexpr qint64 LargestFile = 64 * 1024;

QString linkFile(const QString &authorityDirectory)
{
    return authorityDirectory + QStringLiteral("/store.json");
}

QString fingerprint(const Certificate &certificate)
{
    return QString::fromLatin1(certificate.sha256().toHex());
}

tl::unexpected<Error> problem(ErrorCode code, const QString &detail, const ServiceFiles &files)
{
    return failure(code, detail, files.data);
}

QByteArray bytesOf(const StoreLink &link)
{
    return QJsonDocument(QJsonObject{
                             {QStringLiteral("store"), link.storeId},
                             {QStringLiteral("issuingCrl"), QString::number(link.issuingCrl)},
                             {QStringLiteral("rootCrl"), QString::number(link.rootCrl)},
                             {QStringLiteral("trailLength"), QString::number(link.trailLength)},
                             {QStringLiteral("trailHash"), QString::fromLatin1(link.trailHash.toHex())},
                         })
        .toJson();
}

Result<QString> storeId(ReadTransaction &transaction)
{
    auto query = transaction.run(QStringLiteral("SELECT id FROM store_identity"));
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("the store's identity is missing"));
    return query->value(0).toString();
}

struct Binding
{
    QString root; // SHA-256 of the certificates, lower-case hex
    QString issuing;
};

Result<std::optional<Binding>> bindingOf(ReadTransaction &transaction)
{
    auto query = transaction.run(QStringLiteral("SELECT root_sha256, issuing_sha256 FROM authority_binding"));
    if (!query)
        return failure(query.error());
    if (!query->next())
        return std::optional<Binding>();
    return std::optional(Binding{query->value(0).toString(), query->value(1).toString()});
}

Result<void> setBinding(Transaction &transaction, const AuthorityCertificates &authorities)
{
    const auto set = transaction.run(
        QStringLiteral("INSERT INTO authority_binding (id, root_sha256, issuing_sha256) VALUES (1, ?, ?) "
                       "ON CONFLICT (id) DO NOTHING"),
        {fingerprint(authorities.root), fingerprint(authorities.issuing)});
    return set ? Result<void>() : failure(set.error());
}

// A certificate that the store's authority signed last; nothing where the store has none.
Result<std::optional<Certificate>> newestCertificate(ReadTransaction &transaction)
{
    auto query = transaction.run(QStringLiteral("SELECT der FROM certificate WHERE profile NOT IN ('root', 'issuing') "
                                                "ORDER BY issued_at DESC, serial LIMIT 1"));
    if (!query)
        return failure(query.error());
    if (!query->next())
        return std::optional<Certificate>();
    const auto certificate = Certificate::parse(query->value(0).toByteArray());
    if (!certificate)
        return failure(ErrorCode::StoreCorrupt, certificate.error().detail, QStringLiteral("certificate"));
    return std::optional(*certificate);
}

// The store is of these keys, whatever its age.
Result<void> checkIsOfTheseKeys(ReadTransaction &transaction, const ServiceFiles &files,
                                const AuthorityCertificates &authorities)
{
    const auto &[root, issuing] = authorities;
    const auto binding = bindingOf(transaction);
    if (!binding)
        return failure(binding.error());
    if (*binding) {
        const bool isOurs = (*binding)->root == fingerprint(root) && (*binding)->issuing == fingerprint(issuing);
        return isOurs ? Result<void>()
                      : problem(ErrorCode::StoreForeign, QStringLiteral("the store names other keys"), files);
    }
    const auto newest = newestCertificate(transaction);
    if (!newest)
        return failure(newest.error());
    if (*newest && !(*newest)->isSignedBy(issuing))
        return problem(ErrorCode::StoreForeign, QStringLiteral("its certificates are signed by others"), files);
    return {};
}

// The store has all that the keys know of.
Result<void> checkIsWhole(ReadTransaction &transaction, const ServiceFiles &files, const StoreLink &link)
{
    const auto older = [&](const QString &detail) { return problem(ErrorCode::StoreOlder, detail, files); };
    const auto now = readStoreLink(transaction);
    if (!now)
        return failure(now.error());
    if (now->storeId != link.storeId)
        return older(QStringLiteral("the keys know another store"));
    if (now->issuingCrl < link.issuingCrl || now->rootCrl < link.rootCrl)
        return older(QStringLiteral("CRL %1 has been published, the store knows %2")
                         .arg(std::max(link.issuingCrl, link.rootCrl))
                         .arg(now->issuingCrl < link.issuingCrl ? now->issuingCrl : now->rootCrl));
    if (link.trailLength == 0)
        return {};
    const auto hash = AuditTrail::hashAt(transaction, link.trailLength);
    if (!hash)
        return failure(hash.error());
    if (*hash != link.trailHash)
        return older(QStringLiteral("the trail had %1 lines, it has %2").arg(link.trailLength).arg(now->trailLength));
    return {};
}

} // namespace

bool ServiceFiles::hasStore() const
{
    return QFileInfo(store()).size() > 0;
}

bool ServiceFiles::hasKeys() const
{
    const QDir directory(authority());
    return directory.exists() &&
           !directory.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

Result<StoreLink> readStoreLink(ReadTransaction &transaction)
{
    StoreLink link;
    const auto id = storeId(transaction);
    if (!id)
        return failure(id.error());
    const auto issuing = CertificateStore::crlNumber(transaction, QStringLiteral("issuing"));
    if (!issuing)
        return failure(issuing.error());
    const auto root = CertificateStore::crlNumber(transaction, QStringLiteral("root"));
    if (!root)
        return failure(root.error());
    const auto head = AuditTrail::head(transaction);
    if (!head)
        return failure(head.error());
    return StoreLink{*id, *issuing, *root, head->sequence, head->hash};
}

Result<std::optional<StoreLink>> loadStoreLink(const QString &authorityDirectory)
{
    const auto bytes = readPrivateFile(linkFile(authorityDirectory), LargestFile);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return std::optional<StoreLink>();
    if (!bytes)
        return failure(bytes.error());
    JsonMembers members(QJsonDocument::fromJson(*bytes).object(), ErrorCode::StoreCorrupt);
    const auto number = [&members](const char *name) {
        bool isNumber = false;
        const quint64 value = members.text(QLatin1String(name)).toULongLong(&isNumber);
        if (!isNumber)
            members.refuse(QLatin1String(name), QStringLiteral("a number expected"));
        return value;
    };
    StoreLink link;
    link.storeId = members.text(QLatin1String("store"));
    link.issuingCrl = number("issuingCrl");
    link.rootCrl = number("rootCrl");
    link.trailLength = static_cast<qint64>(number("trailLength"));
    link.trailHash = QByteArray::fromHex(members.optionalText(QLatin1String("trailHash")).toLatin1());
    auto read = members.result(link);
    if (!read)
        return failure(ErrorCode::StoreCorrupt, read.error().detail, QStringLiteral("store.json"));
    return std::optional(*read);
}

Result<void> StoreLinkKeeper::keep()
{
    // Held over both, so that no earlier state replaces a later one.
    const std::lock_guard lock(m_mutex);
    const auto link = m_database.read([](ReadTransaction &transaction) { return readStoreLink(transaction); });
    if (!link)
        return failure(link.error());
    if (m_kept == *link)
        return {};
    if (const Result<void> written = writePrivateFile(linkFile(m_directory), bytesOf(*link)); !written)
        return written;
    m_kept = *link;
    return {};
}

Result<void> checkStoreIsThere(const ServiceFiles &files)
{
    if (files.hasKeys() && !files.hasStore())
        return problem(ErrorCode::StoreMissing, files.store(), files);
    return {};
}

Result<void> checkBelongTogether(ReadTransaction &transaction, const ServiceFiles &files)
{
    const auto binding = bindingOf(transaction);
    if (!binding)
        return failure(binding.error());
    if (!files.hasKeys()) {
        const auto newest = newestCertificate(transaction);
        if (!newest)
            return failure(newest.error());
        return *binding || *newest ? problem(ErrorCode::AuthorityMissing, files.authority(), files) : Result<void>();
    }
    const auto authorities = AuthorityDirectory(files.authority()).loadCertificates();
    if (!authorities)
        return failure(authorities.error());
    if (const Result<void> ours = checkIsOfTheseKeys(transaction, files, *authorities); !ours)
        return ours;
    const auto link = loadStoreLink(files.authority());
    if (!link)
        return failure(link.error());
    if (*link)
        return checkIsWhole(transaction, files, **link);
    // The file is written before the store names the keys: it was there, and only it could tell the store's age.
    if (*binding)
        return problem(ErrorCode::StoreOlder, QStringLiteral("store.json is missing beside the keys"), files);
    return {};
}

Result<void> bindTogether(Database &database, StoreLinkKeeper &keeper, const AuthorityCertificates &authorities)
{
    if (const Result<void> kept = keeper.keep(); !kept)
        return kept;
    return database.write([&](Transaction &transaction) { return setBinding(transaction, authorities); });
}

Result<bool> acceptStore(const ServiceFiles &files, const QString &user, const QDateTime &now)
{
    const auto lock = FileLock::acquire(files.lock());
    if (!lock)
        return failure(lock.error());
    const auto authorities = AuthorityDirectory(files.authority()).loadCertificates();
    if (!authorities)
        return failure(authorities.error());
    const auto link = loadStoreLink(files.authority());
    if (!link)
        return failure(link.error());
    const bool wasMissing = !files.hasStore();
    auto database = Database::open(files.store());
    if (!database)
        return failure(database.error());
    const auto accepted = (*database)->write([&](Transaction &transaction) -> Result<bool> {
        const Result<void> fits = checkBelongTogether(transaction, files);
        if (fits && !wasMissing)
            return false;
        if (!fits && fits.error().code != ErrorCode::StoreOlder)
            return failure(fits.error());
        const StoreLink known = link->value_or(StoreLink());
        const auto before = readStoreLink(transaction);
        if (!before)
            return failure(before.error());
        // Where store.json is gone too, nobody knows which numbers were used: fewer than milliseconds since 1970.
        const quint64 unknown = *link ? 0 : static_cast<quint64>(std::max<qint64>(now.toMSecsSinceEpoch(), 0));
        for (const auto &[issuer, number] :
             {std::pair("issuing", known.issuingCrl), std::pair("root", known.rootCrl)}) {
            const auto raised =
                CertificateStore::raiseCrlNumber(transaction, QLatin1String(issuer), std::max(number, unknown));
            if (!raised)
                return failure(raised.error());
        }
        // Cursors of the change feed that was lost must not be taken for this one's.
        const auto renamed = transaction.run(QStringLiteral("UPDATE store_identity SET id = ?"), {newId()});
        if (!renamed)
            return failure(renamed.error());
        if (const Result<void> bound = setBinding(transaction, *authorities); !bound)
            return failure(bound.error());
        AuditEvent event;
        event.at = now;
        event.action = QStringLiteral("acceptStore");
        event.objectKind = QStringLiteral("store");
        event.actor.name = acceptableForm(user);
        event.evidence = {{QStringLiteral("missing"), wasMissing},
                          {QStringLiteral("knownStore"), known.storeId},
                          {QStringLiteral("store"), before->storeId},
                          {QStringLiteral("knownTrailLength"), known.trailLength},
                          {QStringLiteral("trailLength"), before->trailLength},
                          {QStringLiteral("knownCrl"), QString::number(known.issuingCrl)},
                          {QStringLiteral("crlsFrom"), QString::number(std::max(known.issuingCrl, unknown))},
                          {QStringLiteral("crl"), QString::number(before->issuingCrl)}};
        const auto audited = AuditTrail::append(transaction, event);
        return audited ? Result<bool>(true) : failure(audited.error());
    });
    if (!accepted || !*accepted)
        return accepted;
    StoreLinkKeeper keeper(**database, files.authority());
    if (const Result<void> kept = keeper.keep(); !kept)
        return failure(kept.error());
    return true;
}

} // namespace tegata
