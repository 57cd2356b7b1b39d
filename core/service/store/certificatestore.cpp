// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/certificatestore.h"

#include "core/pki/serialnumber.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/columnlist.h"
#include "core/service/store/rowcolumns.h"
#include "core/service/store/rowcursor.h"
#include "core/service/store/topics.h"

#include <QCryptographicHash>
#include <QJsonObject>

namespace tegata {

namespace {

// Beside those of CertificateColumn.
enum class ExtraColumn
{
    CustomerId,
    Profile,
    Der,
    ChangeSequence,
    RevokeAtNote,
    RevokeAtBy,
    End
};

constexpr ColumnName<ExtraColumn> ExtraColumnNames[] = {
    {ExtraColumn::CustomerId, "customer_id"},
    {ExtraColumn::Profile, "profile"},
    {ExtraColumn::Der, "der"},
    {ExtraColumn::ChangeSequence, "change_sequence"},
    {ExtraColumn::RevokeAtNote, "revoke_at_note"},
    {ExtraColumn::RevokeAtBy, "revoke_at_by"},
};
static_assert(namesEach(ExtraColumnNames));

const QString &extraColumns()
{
    static const QString columns = columnList(ExtraColumnNames);
    return columns;
}

Result<CertificateRow> rowOf(const QSqlQuery &query, const QDateTime &now)
{
    auto certificate = certificateOf(query, now);
    if (!certificate)
        return failure(certificate.error());
    CertificateRow row;
    row.certificate = std::move(*certificate);
    const ColumnReader<ExtraColumn> extra(query, columnsOf<CertificateColumn>());
    row.customerId = extra.text(ExtraColumn::CustomerId);
    row.profile = extra.text(ExtraColumn::Profile);
    row.der = extra.value(ExtraColumn::Der).toByteArray();
    row.changeSequence = extra.value(ExtraColumn::ChangeSequence).toLongLong();
    row.revokeAtNote = extra.text(ExtraColumn::RevokeAtNote);
    row.revokeAtBy = extra.text(ExtraColumn::RevokeAtBy);
    return row;
}

Result<QList<CertificateRow>> select(ReadTransaction &transaction, const QString &condition, const QVariantList &values)
{
    auto query = transaction.run(
        QStringLiteral("SELECT %1, %2 FROM certificate WHERE %3").arg(certificateColumns(), extraColumns(), condition),
        values);
    if (!query)
        return failure(query.error());
    QList<CertificateRow> rows;
    while (query->next()) {
        auto row = rowOf(*query, transaction.now());
        if (!row)
            return failure(row.error());
        rows.append(std::move(*row));
    }
    return rows;
}

void forgetSchedule(CertificateRow &row)
{
    row.certificate.revokeAt = {};
    row.certificate.revokeAtReason.reset();
    row.revokeAtNote.clear();
    row.revokeAtBy.clear();
}

Result<CertificateRow> selectOne(ReadTransaction &transaction, const QString &condition, const QVariantList &values)
{
    auto rows = select(transaction, condition, values);
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("certificate"));
    return rows->takeFirst();
}

QString reasonName(const std::optional<RevocationReason> &reason)
{
    return reason ? revocationReasonName(*reason) : QString();
}

// Expired is no state of its own: it follows from notAfter.
QString storedState(CertificateState state)
{
    return certificateStateName(state == CertificateState::Expired ? CertificateState::Valid : state);
}

// How the trail shows that a certificate is in the store by right: the fingerprint of what was signed.
Result<void> addTrail(Transaction &transaction, const CertificateRow &row, const QString &action, const QDateTime &at,
                      const QJsonObject &evidence)
{
    AuditEvent event;
    event.at = at;
    event.action = action;
    event.objectKind = QStringLiteral("certificate");
    event.objectId = row.certificate.serial;
    event.customerId = row.customerId;
    event.toState = certificateStateName(row.certificate.state);
    event.evidence = evidence;
    event.evidence.insert(QStringLiteral("profile"), row.profile);
    event.evidence.insert(QStringLiteral("certificateSha256"),
                          QString::fromLatin1(QCryptographicHash::hash(row.der, QCryptographicHash::Sha256).toHex()));
    if (!row.certificate.requestId.isEmpty())
        event.evidence.insert(QStringLiteral("requestId"), row.certificate.requestId);
    const auto appended = AuditTrail::append(transaction, event);
    return appended ? Result<void>() : failure(appended.error());
}

// Writes state, revocation, schedule, version + 1 and the next sequence. A schedule outlives nothing but Valid.
Result<void> writeState(Transaction &transaction, CertificateRow &row)
{
    const auto sequence = transaction.nextSequence();
    if (!sequence)
        return failure(sequence.error());
    CertificateRecord &certificate = row.certificate;
    if (certificate.state == CertificateState::Revoked)
        forgetSchedule(row);
    const auto updated = transaction.run(
        QStringLiteral("UPDATE certificate SET state = ?, revoked_at = ?, revocation_reason = ?, revoke_at = ?, "
                       "revoke_at_reason = ?, revoke_at_note = ?, revoke_at_by = ?, version = version + 1, "
                       "change_sequence = ? WHERE serial = ?"),
        {storedState(certificate.state), timeValue(certificate.revokedAt), reasonName(certificate.revocationReason),
         timeValue(certificate.revokeAt), reasonName(certificate.revokeAtReason), row.revokeAtNote, row.revokeAtBy,
         *sequence, certificate.serial});
    if (!updated)
        return failure(updated.error());
    ++certificate.version;
    row.changeSequence = *sequence;
    transaction.touch(customerTopic(row.customerId));
    return {};
}

// notAfter is the last valid second.
bool isValid(const CertificateRecord &certificate, const QDateTime &now)
{
    return certificate.state == CertificateState::Valid && certificate.notAfter >= now;
}

Result<void> writeRevoked(Transaction &transaction, CertificateRow &row, RevocationReason reason, const QDateTime &now)
{
    row.certificate.state = CertificateState::Revoked;
    // Revocation times have whole seconds (RFC 5280); the store keeps what CRL and OCSP say.
    row.certificate.revokedAt = QDateTime::fromSecsSinceEpoch(now.toSecsSinceEpoch(), Qt::UTC);
    row.certificate.revocationReason = reason;
    if (auto written = writeState(transaction, row); !written)
        return written;
    transaction.touch(revocationTopic());
    return {};
}

} // namespace

Result<void> CertificateStore::insert(Transaction &transaction, CertificateRow &row, const QJsonObject &evidence)
{
    const auto sequence = transaction.nextSequence();
    if (!sequence)
        return failure(sequence.error());
    const CertificateRecord &certificate = row.certificate;
    const QVariantList values{certificate.serial,
                              1,
                              storedState(certificate.state),
                              optionalText(certificate.requestId),
                              productName(certificate.product),
                              certificate.commonName,
                              certificate.subject,
                              listValue(certificate.sans),
                              certificate.organization,
                              certificate.issuer,
                              certificate.key.algorithm,
                              certificate.key.bits,
                              certificate.key.curve,
                              certificate.key.label,
                              certificate.key.spkiSha256,
                              timeValue(certificate.issuedAt),
                              timeValue(certificate.notBefore),
                              timeValue(certificate.notAfter),
                              timeValue(certificate.revokedAt),
                              reasonName(certificate.revocationReason),
                              certificate.renewalOf,
                              timeValue(certificate.revokeAt),
                              reasonName(certificate.revokeAtReason),
                              row.customerId,
                              row.profile,
                              row.der,
                              *sequence,
                              row.revokeAtNote,
                              row.revokeAtBy};
    const auto inserted = transaction.run(QStringLiteral("INSERT INTO certificate (%1, %2) VALUES (%3)")
                                              .arg(certificateColumns(), extraColumns(), placeholders(values.size())),
                                          values);
    if (!inserted)
        return failure(inserted.error());
    row.certificate.version = 1;
    row.changeSequence = *sequence;
    transaction.touch(customerTopic(row.customerId));
    transaction.touch(issueTopic());
    return addTrail(transaction, row, QStringLiteral("issue"), row.certificate.issuedAt, evidence);
}

Result<CertificateRow> CertificateStore::find(ReadTransaction &transaction, const QString &customerId,
                                              const QString &serial)
{
    return selectOne(transaction, QStringLiteral("serial = ? AND customer_id = ? AND request_id IS NOT NULL"),
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

Result<CertificateRow> CertificateStore::revoke(Transaction &transaction, const QString &customerId,
                                                const QString &serial, int expectedVersion, RevocationReason reason,
                                                const QDateTime &now)
{
    auto row = find(transaction, customerId, serial);
    if (!row)
        return row;
    if (row->certificate.version != expectedVersion || !isValid(row->certificate, now))
        return failure(ErrorCode::Conflict, QStringLiteral("the certificate has changed"), QStringLiteral("version"));
    if (auto written = writeRevoked(transaction, *row, reason, now); !written)
        return failure(written.error());
    return row;
}

Result<CertificateRow> CertificateStore::raiseToKeyCompromise(Transaction &transaction, const QString &customerId,
                                                              const QString &serial, int expectedVersion)
{
    auto row = find(transaction, customerId, serial);
    if (!row)
        return row;
    CertificateRecord &certificate = row->certificate;
    if (certificate.version != expectedVersion || certificate.state != CertificateState::Revoked ||
        certificate.revocationReason == RevocationReason::KeyCompromise)
        return failure(ErrorCode::Conflict, QStringLiteral("the certificate has changed"), QStringLiteral("version"));
    certificate.revocationReason = RevocationReason::KeyCompromise;
    if (auto written = writeState(transaction, *row); !written)
        return failure(written.error());
    transaction.touch(revocationTopic());
    return row;
}

Result<CertificateRow> CertificateStore::schedule(Transaction &transaction, const QString &customerId,
                                                  const QString &serial, int expectedVersion,
                                                  const RevocationSchedule &schedule, const QDateTime &now)
{
    auto row = find(transaction, customerId, serial);
    if (!row)
        return row;
    if (row->certificate.version != expectedVersion || !isValid(row->certificate, now))
        return failure(ErrorCode::Conflict, QStringLiteral("the certificate has changed"), QStringLiteral("version"));
    row->certificate.revokeAt = schedule.at;
    row->certificate.revokeAtReason = schedule.reason;
    row->revokeAtNote = schedule.note;
    row->revokeAtBy = schedule.operatorId;
    if (auto written = writeState(transaction, *row); !written)
        return failure(written.error());
    return row;
}

Result<CertificateRow> CertificateStore::unschedule(Transaction &transaction, const QString &customerId,
                                                    const QString &serial, int expectedVersion, const QDateTime &now)
{
    auto row = find(transaction, customerId, serial);
    if (!row)
        return row;
    if (row->certificate.version != expectedVersion || !isValid(row->certificate, now) ||
        !row->certificate.revokeAt.isValid())
        return failure(ErrorCode::Conflict, QStringLiteral("the certificate has changed"), QStringLiteral("version"));
    forgetSchedule(*row);
    if (auto written = writeState(transaction, *row); !written)
        return failure(written.error());
    return row;
}

Result<QList<CertificateRow>> CertificateStore::scheduledUntil(ReadTransaction &transaction, const QDateTime &now,
                                                               int limit)
{
    // Asked each second: by the index of the few schedules, not by that of all valid certificates.
    return select(transaction,
                  QStringLiteral("revoke_at <= ? AND state || '' = ? AND not_after >= ? "
                                 "ORDER BY revoke_at, serial LIMIT ?"),
                  {timeValue(now), certificateStateName(CertificateState::Valid), timeValue(now), limit});
}

Result<void> CertificateStore::revokeOwn(Transaction &transaction, const QString &serial, RevocationReason reason,
                                         const QDateTime &now)
{
    auto row = selectOne(transaction, QStringLiteral("serial = ?"), {serial});
    if (!row)
        return failure(row.error());
    if (!isValid(row->certificate, now))
        return {};
    return writeRevoked(transaction, *row, reason, now);
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

Result<int> CertificateStore::tellEnds(Transaction &transaction, int limit)
{
    const QVariant now = timeValue(transaction.now());
    const auto due = select(transaction,
                            QStringLiteral("state = 'valid' AND ((end_told = 0 AND not_after < ?) OR "
                                           "(end_told = 1 AND not_after >= ?)) ORDER BY not_after, serial LIMIT ?"),
                            {now, now, limit});
    if (!due)
        return failure(due.error());
    for (const CertificateRow &row : *due) {
        const bool hasEnded = row.certificate.state == CertificateState::Expired;
        AuditEvent event;
        event.at = transaction.now();
        event.action = hasEnded ? QStringLiteral("expire") : QStringLiteral("undoExpire");
        event.objectKind = QStringLiteral("certificate");
        event.objectId = row.certificate.serial;
        event.customerId = row.customerId;
        event.fromState = certificateStateName(hasEnded ? CertificateState::Valid : CertificateState::Expired);
        event.toState = certificateStateName(row.certificate.state);
        const auto sequence = transaction.nextSequence();
        if (!sequence)
            return failure(sequence.error());
        const auto told = transaction.run(QStringLiteral("UPDATE certificate SET end_told = ?, version = version + 1, "
                                                         "change_sequence = ? WHERE serial = ?"),
                                          {hasEnded ? 1 : 0, *sequence, row.certificate.serial});
        if (!told)
            return failure(told.error());
        transaction.touch(customerTopic(row.customerId));
        if (auto noted = AuditTrail::append(transaction, event); !noted)
            return failure(noted.error());
    }
    return int(due->size());
}

Result<quint64> CertificateStore::nextCrlNumber(Transaction &transaction, const QString &issuer)
{
    const auto updated =
        transaction.run(QStringLiteral("UPDATE crl_state SET number = number + 1 WHERE issuer = ?"), {issuer});
    if (!updated)
        return failure(updated.error());
    if (updated->numRowsAffected() == 0) {
        const auto inserted =
            transaction.run(QStringLiteral("INSERT INTO crl_state (issuer, number) VALUES (?, 1)"), {issuer});
        if (!inserted)
            return failure(inserted.error());
    }
    auto query = transaction.run(QStringLiteral("SELECT number FROM crl_state WHERE issuer = ?"), {issuer});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::StoreCorrupt, QStringLiteral("the CRL number is missing"));
    return query->value(0).toULongLong();
}

Result<quint64> CertificateStore::crlNumber(ReadTransaction &transaction, const QString &issuer)
{
    auto query = transaction.run(QStringLiteral("SELECT number FROM crl_state WHERE issuer = ?"), {issuer});
    if (!query)
        return failure(query.error());
    return query->next() ? query->value(0).toULongLong() : 0;
}

Result<void> CertificateStore::raiseCrlNumber(Transaction &transaction, const QString &issuer, quint64 number)
{
    const auto raised = transaction.run(QStringLiteral("INSERT INTO crl_state (issuer, number) VALUES (?, ?) "
                                                       "ON CONFLICT (issuer) DO UPDATE SET number = excluded.number "
                                                       "WHERE crl_state.number < excluded.number"),
                                        {issuer, static_cast<qint64>(number)});
    return raised ? Result<void>() : failure(raised.error());
}

Result<void> CertificateStore::keepCrl(Transaction &transaction, const QString &issuer, const QByteArray &der)
{
    const auto kept =
        transaction.run(QStringLiteral("INSERT INTO published_crl (issuer, change_sequence, der) "
                                       "VALUES (?, (SELECT value FROM change_counter WHERE id = 1), ?) "
                                       "ON CONFLICT (issuer) DO UPDATE SET change_sequence = excluded.change_sequence, "
                                       "der = excluded.der"),
                        {issuer, der});
    return kept ? Result<void>() : failure(kept.error());
}

Result<QByteArray> CertificateStore::keptCrl(ReadTransaction &transaction, const QString &issuer)
{
    auto query = transaction.run(QStringLiteral("SELECT der FROM published_crl WHERE issuer = ?"), {issuer});
    if (!query)
        return failure(query.error());
    return query->next() ? query->value(0).toByteArray() : QByteArray();
}

Result<int> CertificateStore::addMissingTrail(Transaction &transaction, const QDateTime &now)
{
    const auto rows = select(
        transaction, QStringLiteral("serial IN (SELECT serial FROM certificate_without_trail) ORDER BY serial"), {});
    if (!rows)
        return failure(rows.error());
    for (const CertificateRow &row : *rows) {
        if (auto added = addTrail(transaction, row, QStringLiteral("takeOver"), now, {}); !added)
            return failure(added.error());
    }
    if (const auto emptied = transaction.run(QStringLiteral("DELETE FROM certificate_without_trail")); !emptied)
        return failure(emptied.error());
    return int(rows->size());
}

} // namespace tegata
