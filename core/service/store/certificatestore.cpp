// SPDX-License-Identifier: Apache-2.0
// Reading.
#include "core/service/store/certificatestore.h"

#include "core/pki/serialnumber.h"
#include "core/service/store/certificaterows.h"
#include "core/service/store/rowcolumns.h"
#include "core/service/store/rowcursor.h"

namespace tegata {

Result<CertificateRow> CertificateStore::find(ReadTransaction &transaction, const QString &customerId,
                                              const QString &serial)
{
    return selectCertificate(transaction, QStringLiteral("serial = ? AND customer_id = ? AND request_id IS NOT NULL"),
                             {serial, customerId});
}

QString CertificateStore::serialMeant(ReadTransaction &transaction, const QString &customerId, const QString &text)
{
    for (const QString &serial : readSerial(text).candidates()) {
        if (find(transaction, customerId, serial))
            return serial;
    }
    return text;
}

Result<Page<CertificateRecord>> CertificateStore::list(ReadTransaction &transaction, const QString &customerId,
                                                       const QList<CertificateState> &states, const QString &after,
                                                       int limit)
{
    const auto cursor = RowCursor::parse(after);
    if (!cursor)
        return failure(cursor.error());
    QString condition = QStringLiteral("customer_id = ? AND request_id IS NOT NULL AND "
                                       "(issued_at > ? OR (issued_at = ? AND serial > ?))");
    QVariantList values{customerId, cursor->time, cursor->time, cursor->id};
    if (!states.isEmpty()) {
        condition += QStringLiteral(" AND (%1) IN (%2)").arg(certificateStateAt(), placeholders(states.size()));
        values.append(timeValue(transaction.now()));
        for (const CertificateState state : states)
            values.append(certificateStateName(state));
    }
    values.append(limit + 1);
    auto query =
        transaction.run(QStringLiteral("SELECT %1 FROM certificate WHERE %2 ORDER BY issued_at, serial LIMIT ?")
                            .arg(certificateColumns(), condition),
                        values);
    if (!query)
        return failure(query.error());
    Page<CertificateRecord> page;
    while (query->next()) {
        if (page.items.size() == limit) {
            const CertificateRecord &last = page.items.last();
            page.next = RowCursor{last.issuedAt.toMSecsSinceEpoch(), last.serial}.toString();
            break;
        }
        auto certificate = certificateOf(*query, transaction.now());
        if (!certificate)
            return failure(certificate.error());
        page.items.append(std::move(*certificate));
    }
    return page;
}

Result<QList<CertificateRow>> CertificateStore::scheduledUntil(ReadTransaction &transaction, const QDateTime &now,
                                                               int limit)
{
    // Asked each second: by the index of the few schedules, not by that of all valid certificates.
    return selectCertificates(transaction,
                              QStringLiteral("revoke_at <= ? AND state || '' = ? AND not_after >= ? "
                                             "ORDER BY revoke_at, serial LIMIT ?"),
                              {timeValue(now), certificateStateName(CertificateState::Valid), timeValue(now), limit});
}

Result<QList<RevokedCertificate>> CertificateStore::revoked(ReadTransaction &transaction, const QDateTime &since)
{
    auto query = transaction.run(QStringLiteral("SELECT serial, revoked_at, revocation_reason FROM certificate "
                                                "WHERE state = ? AND not_after >= ? ORDER BY serial"),
                                 {certificateStateName(CertificateState::Revoked), timeValue(since)});
    if (!query)
        return failure(query.error());
    QList<RevokedCertificate> revoked;
    while (query->next()) {
        revoked.append({query->value(0).toString(), timeOf(query->value(1)),
                        revocationReasonFromName(query->value(2).toString())});
    }
    return revoked;
}

Result<OcspAnswer> CertificateStore::status(ReadTransaction &transaction, const QString &serial)
{
    auto query = transaction.run(QStringLiteral("SELECT state, revoked_at, revocation_reason FROM certificate "
                                                "WHERE serial = ? AND profile NOT IN ('root', 'issuing')"),
                                 {serial});
    if (!query)
        return failure(query.error());
    OcspAnswer answer;
    if (!query->next())
        return answer;
    if (query->value(0).toString() != certificateStateName(CertificateState::Revoked)) {
        answer.status = OcspStatus::Good;
        return answer;
    }
    answer.status = OcspStatus::Revoked;
    answer.revokedAt = timeOf(query->value(1));
    answer.reason = revocationReasonFromName(query->value(2).toString());
    return answer;
}

Result<bool> CertificateStore::isKnown(ReadTransaction &transaction, const QString &serial)
{
    auto query = transaction.run(QStringLiteral("SELECT 1 FROM certificate WHERE serial = ?"), {serial});
    if (!query)
        return failure(query.error());
    return query->next();
}

Result<QList<KeyUse>> CertificateStore::keyUses(ReadTransaction &transaction, const QString &spkiSha256,
                                                const QString &customerId)
{
    auto query =
        transaction.run(QStringLiteral("SELECT serial, organization, customer_id, revocation_reason FROM certificate "
                                       "WHERE spki_sha256 = ? AND (request_id IS NOT NULL OR "
                                       "profile NOT IN ('server-ov', 'server-ev')) ORDER BY issued_at, serial"),
                        {spkiSha256});
    if (!query)
        return failure(query.error());
    QList<KeyUse> uses;
    while (query->next()) {
        uses.append({query->value(0).toString(), query->value(1).toString(), query->value(2).toString() == customerId,
                     query->value(3).toString() == revocationReasonName(RevocationReason::KeyCompromise)});
    }
    return uses;
}

Result<quint64> CertificateStore::crlNumber(ReadTransaction &transaction, const QString &issuer)
{
    auto query = transaction.run(QStringLiteral("SELECT number FROM crl_state WHERE issuer = ?"), {issuer});
    if (!query)
        return failure(query.error());
    return query->next() ? query->value(0).toULongLong() : 0;
}

Result<QByteArray> CertificateStore::keptCrl(ReadTransaction &transaction, const QString &issuer)
{
    auto query = transaction.run(QStringLiteral("SELECT der FROM published_crl WHERE issuer = ?"), {issuer});
    if (!query)
        return failure(query.error());
    return query->next() ? query->value(0).toByteArray() : QByteArray();
}

} // namespace tegata
