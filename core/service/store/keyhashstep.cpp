// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/keyhashstep.h"

#include "core/pki/certificate.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/rules/requestnames.h"
#include "core/service/store/transaction.h"

#include <QSqlQuery>

namespace tegata {

namespace {

struct NewHash
{
    QString id;
    QString value;
};

QString hexOf(const KeyFacts &key)
{
    return QString::fromLatin1(key.spkiSha256.toHex());
}

Result<void> update(const QSqlDatabase &connection, const QString &sql, const QList<NewHash> &hashes)
{
    QSqlQuery query(connection);
    if (!query.prepare(sql))
        return failure(storeError(query.lastError()));
    for (const NewHash &hash : hashes) {
        // A request without names has no hash of them; a null QString would be bound as NULL.
        query.bindValue(0, hash.value.isNull() ? QStringLiteral("") : hash.value);
        query.bindValue(1, hash.id);
        if (!query.exec())
            return failure(storeError(query.lastError()));
    }
    return {};
}

// Writes the hashes of keys, each row with the next change sequence.
Result<void> updateKeys(const QSqlDatabase &connection, const QString &table, const QString &id,
                        const QList<NewHash> &hashes)
{
    const QString next = QStringLiteral("UPDATE change_counter SET value = value + 1");
    const QString set = QStringLiteral("UPDATE %1 SET spki_sha256 = ?, "
                                       "change_sequence = (SELECT value FROM change_counter WHERE id = 1) WHERE %2 = ?")
                            .arg(table, id);
    for (const NewHash &hash : hashes) {
        QSqlQuery counted(connection);
        if (!counted.exec(next))
            return failure(storeError(counted.lastError()));
        if (Result<void> done = update(connection, set, {hash}); !done)
            return done;
    }
    return {};
}

Result<void> remakeCertificates(const QSqlDatabase &connection)
{
    QSqlQuery rows(connection);
    rows.setForwardOnly(true);
    if (!rows.exec(QStringLiteral("SELECT serial, spki_sha256, der FROM certificate ORDER BY change_sequence")))
        return failure(storeError(rows.lastError()));
    QList<NewHash> keys;
    while (rows.next()) {
        const auto certificate = Certificate::parse(rows.value(2).toByteArray());
        if (certificate && hexOf(certificate->key()) != rows.value(1).toString())
            keys.append({rows.value(0).toString(), hexOf(certificate->key())});
    }
    if (rows.lastError().isValid())
        return failure(storeError(rows.lastError()));
    rows.finish();
    return updateKeys(connection, QStringLiteral("certificate"), QStringLiteral("serial"), keys);
}

Result<void> remakeRequests(const QSqlDatabase &connection)
{
    QSqlQuery rows(connection);
    rows.setForwardOnly(true);
    if (!rows.exec(QStringLiteral("SELECT id, spki_sha256, csr, sans, common_name FROM certificate_request "
                                  "ORDER BY change_sequence")))
        return failure(storeError(rows.lastError()));
    QList<NewHash> keys;
    QList<NewHash> names;
    while (rows.next()) {
        const QString id = rows.value(0).toString();
        names.append({id, nameSetHash(requestedNames(listOf(rows.value(3)), rows.value(4).toString()))});
        const auto csr = CertificateSigningRequest::parse(rows.value(2).toString().toUtf8());
        if (csr && hexOf(csr->key()) != rows.value(1).toString())
            keys.append({id, hexOf(csr->key())});
    }
    if (rows.lastError().isValid())
        return failure(storeError(rows.lastError()));
    rows.finish();
    const QString setNames = QStringLiteral("UPDATE certificate_request SET names_hash = ? WHERE id = ?");
    if (Result<void> done = update(connection, setNames, names); !done)
        return done;
    return updateKeys(connection, QStringLiteral("certificate_request"), QStringLiteral("id"), keys);
}

} // namespace

Result<void> makeKeyHashesAgain(const QSqlDatabase &connection)
{
    if (Result<void> done = remakeCertificates(connection); !done)
        return done;
    return remakeRequests(connection);
}

} // namespace tegata
