// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterecord.h"
#include "core/pki/certificaterevocationlist.h"
#include "core/pki/ocsp.h"
#include "core/rules/requestrules.h"
#include "core/service/store/page.h"
#include "core/service/store/transaction.h"

#include <QJsonObject>

namespace tegata {

// A certificate that the issuing CA has signed: server certificates (certificate.requestId set), the CA's own for
// operators, examiners, listeners, OCSP and the CAs (requestId empty; customerId empty but for operators), and what was
// signed for a server in vain (requestId empty; revoked, and never given out: approvalsigner.h).
struct CertificateRow
{
    QString customerId;
    QString profile; // "server-ov", …: certificateprofiles.h
    CertificateRecord certificate;
    QByteArray der;
    qint64 changeSequence = 0;
    QString revokeAtNote; // of certificate.revokeAt: why, and which operator's it is
    QString revokeAtBy;

    friend bool operator==(const CertificateRow &, const CertificateRow &) = default;
};

// A revocation for a later time.
struct RevocationSchedule
{
    QDateTime at;
    RevocationReason reason = RevocationReason::Unspecified;
    QString note;
    QString operatorId;
};

// Issued certificates. Find, list and the change feed show server certificates only. Every write takes the next change
// sequence and touches the customer's topic. Errors beside the store's: NotFound (also for another customer's serial),
// Conflict (serial or request used before; stale version; already revoked), InvalidArgument (cursor; field "after").
class CertificateStore
{
public:
    // Sets version 1 and the change sequence in the row. Its line in the audit trail ("issue") is written with it, so
    // that none is in the store alone; `evidence` is added to what the line says by itself (profile, fingerprint,
    // request).
    static Result<void> insert(Transaction &transaction, CertificateRow &row, const QJsonObject &evidence = {});
    static Result<CertificateRow> find(ReadTransaction &transaction, const QString &customerId, const QString &serial);
    // The stored form of a serial number as somebody wrote it (core/pki/serialnumber.h). Digits alone are hexadecimal
    // where such a certificate exists, else decimal. The text itself where none exists.
    static QString serialMeant(ReadTransaction &transaction, const QString &customerId, const QString &text);
    // In order of issue; states empty: all.
    static Result<Page<CertificateRecord>> list(ReadTransaction &transaction, const QString &customerId,
                                                const QList<CertificateState> &states, const QString &after, int limit);
    // Valid (or expired) → revoked, where the version is still `expectedVersion`; touches revocationTopic().
    static Result<CertificateRow> revoke(Transaction &transaction, const QString &customerId, const QString &serial,
                                         int expectedVersion, RevocationReason reason, const QDateTime &now);
    // The reason of a revocation becomes keyCompromise (BR 7.2.2), its time stays; touches revocationTopic(). Conflict
    // also where it is not revoked, or has that reason already.
    static Result<CertificateRow> raiseToKeyCompromise(Transaction &transaction, const QString &customerId,
                                                       const QString &serial, int expectedVersion);
    // A revocation for a later time, in place of an earlier one. The certificate's end is its end too.
    static Result<CertificateRow> schedule(Transaction &transaction, const QString &customerId, const QString &serial,
                                           int expectedVersion, const RevocationSchedule &schedule,
                                           const QDateTime &now);
    // Conflict also where nothing is scheduled.
    static Result<CertificateRow> unschedule(Transaction &transaction, const QString &customerId, const QString &serial,
                                             int expectedVersion, const QDateTime &now);
    // Valid ones whose scheduled time has come, of every customer, earliest first.
    static Result<QList<CertificateRow>> scheduledUntil(ReadTransaction &transaction, const QDateTime &now, int limit);
    // The same for a certificate of any profile, by the CA: no version; already revoked is no error.
    static Result<void> revokeOwn(Transaction &transaction, const QString &serial, RevocationReason reason,
                                  const QDateTime &now);
    // Of every profile, not longer expired than `since`.
    static Result<QList<RevokedCertificate>> revoked(ReadTransaction &transaction, const QDateTime &since);
    // Of every profile that the issuing CA signs: good, revoked, or unknown where never issued.
    static Result<OcspAnswer> status(ReadTransaction &transaction, const QString &serial);
    static Result<bool> isKnown(ReadTransaction &transaction, const QString &serial);
    // Earlier certificates with this public key (lower-case hex of the SPKI's SHA-256), of every customer; without what
    // was signed in vain.
    static Result<QList<KeyUse>> keyUses(ReadTransaction &transaction, const QString &spkiSha256,
                                         const QString &customerId);
    // A valid certificate is Expired from its end on. This tells the change feed and the audit trail of those that
    // ended since, at most `limit`, and of those that were told but have not ended (the clock was ahead).
    static Result<int> tellEnds(Transaction &transaction, int limit = 500);
    // The next CRL number of an issuer ("issuing", "root"): 1, 2, 3, …
    static Result<quint64> nextCrlNumber(Transaction &transaction, const QString &issuer);
    // The number used last; 0: none yet.
    static Result<quint64> crlNumber(ReadTransaction &transaction, const QString &issuer);
    // No number up to this one is used again.
    static Result<void> raiseCrlNumber(Transaction &transaction, const QString &issuer, quint64 number);
    // The list published last (DER), with every revocation that was committed before it; empty: none yet.
    static Result<void> keepCrl(Transaction &transaction, const QString &issuer, const QByteArray &der);
    static Result<QByteArray> keptCrl(ReadTransaction &transaction, const QString &issuer);
    // Puts what an earlier version signed without a line in the trail on it; once.
    static Result<int> addMissingTrail(Transaction &transaction, const QDateTime &now);
};

} // namespace tegata
