// SPDX-License-Identifier: Apache-2.0
// Writing.
#include "core/service/store/audittrail.h"
#include "core/service/store/certificaterows.h"
#include "core/service/store/certificatestore.h"
#include "core/service/store/rowcolumns.h"
#include "core/service/store/topics.h"

#include <QCryptographicHash>
#include <QJsonObject>

namespace tegata {

namespace {

void forgetSchedule(CertificateRow &row)
{
    row.certificate.revokeAt = {};
    row.certificate.revokeAtReason.reset();
    row.revokeAtNote.clear();
    row.revokeAtBy.clear();
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
    const auto inserted = transaction.run(QStringLiteral("INSERT INTO certificate (%1) VALUES (%2)")
                                              .arg(certificateRowColumns(), placeholders(values.size())),
                                          values);
    if (!inserted)
        return failure(inserted.error());
    row.certificate.version = 1;
    row.changeSequence = *sequence;
    transaction.touch(customerTopic(row.customerId));
    transaction.touch(issueTopic());
    return addTrail(transaction, row, QStringLiteral("issue"), row.certificate.issuedAt, evidence);
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

Result<void> CertificateStore::revokeOwn(Transaction &transaction, const QString &serial, RevocationReason reason,
                                         const QDateTime &now)
{
    auto row = selectCertificate(transaction, QStringLiteral("serial = ?"), {serial});
    if (!row)
        return failure(row.error());
    if (!isValid(row->certificate, now))
        return {};
    return writeRevoked(transaction, *row, reason, now);
}

Result<int> CertificateStore::tellEnds(Transaction &transaction, int limit)
{
    QList<CertificateRow> due;
    for (const QString &condition : {certificateEndIsUntold(), certificateEndWasToldEarly()}) {
        const auto rows =
            selectCertificates(transaction, condition + QStringLiteral(" ORDER BY not_after, serial LIMIT ?"),
                               {timeValue(transaction.now()), limit - int(due.size())});
        if (!rows)
            return failure(rows.error());
        due.append(*rows);
    }
    for (const CertificateRow &row : due) {
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
    return int(due.size());
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

Result<int> CertificateStore::addMissingTrail(Transaction &transaction, const QDateTime &now)
{
    const auto rows = selectCertificates(
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
