// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/service/store/transaction.h"

#include <QList>

#include <optional>

namespace tegata {

// 申請担当者: signs in at the application site.
struct ContactRow
{
    QString id;
    QString customerId;
    QString name;
    QString mail;
    QString loginId;
    QString passwordHash; // core/pki/passwordhash.h
    bool active = true;

    friend bool operator==(const ContactRow &, const ContactRow &) = default;
};

enum class OperatorState
{
    Active,
    Revoked
};
QString operatorStateName(OperatorState state); // "active", "revoked"

// A customer's operator.
struct OperatorRow
{
    QString id;
    QString customerId;
    int version = 0;
    QString name;
    QString commonName; // S39: "T.YAMADA"
    OperatorState state = OperatorState::Active;

    friend bool operator==(const OperatorRow &, const OperatorRow &) = default;
};

// One of the CA's staff.
struct ExaminerRow
{
    QString id;
    QString name;
    QString commonName;
    bool active = true;

    friend bool operator==(const ExaminerRow &, const ExaminerRow &) = default;
};

enum class CredentialKind
{
    Operator,
    Examiner
};

// A client certificate and whom it stands for.
struct CredentialRow
{
    QString fingerprint; // SHA-256 of the DER, lower-case hex
    QString serial;      // as Certificate::serial()
    CredentialKind kind = CredentialKind::Operator;
    QString subjectId; // of the operator or examiner
    QDateTime notAfter;
    QDateTime revokedAt; // invalid: in force

    friend bool operator==(const CredentialRow &, const CredentialRow &) = default;
};

struct SessionRow
{
    QString tokenHash; // identifiers.h
    QString contactId;
    QDateTime createdAt;
    QDateTime expiresAt;

    friend bool operator==(const SessionRow &, const SessionRow &) = default;
};

// Who may come in. Errors beside the store's: NotFound, Conflict (id, login id or fingerprint taken; stale version).
class AccountStore
{
public:
    static Result<void> insertContact(Transaction &transaction, const ContactRow &contact);
    static Result<ContactRow> contact(ReadTransaction &transaction, const QString &id);
    static Result<ContactRow> contactByLogin(ReadTransaction &transaction, const QString &loginId);

    // Places (addressblock.h) from which a contact has signed in: the last MostPlaces, for PlaceDays after the last
    // time.
    static constexpr int MostPlaces = 20;
    static constexpr int PlaceDays = 90;
    static Result<bool> isKnownPlace(ReadTransaction &transaction, const QString &contactId, const QString &block,
                                     const QDateTime &now);
    static Result<void> rememberPlace(Transaction &transaction, const QString &contactId, const QString &block,
                                      const QDateTime &now);
    // Whether the contact is to be told now that somebody guesses at the password; true once in so many hours.
    static Result<bool> claimWarning(Transaction &transaction, const QString &contactId, const QDateTime &now,
                                     int hours);

    // Written with version 1.
    static Result<void> insertOperator(Transaction &transaction, const OperatorRow &row);
    static Result<OperatorRow> operatorById(ReadTransaction &transaction, const QString &id);
    // In order of id, after that id; customerId empty: of every customer.
    static Result<QList<OperatorRow>> operators(ReadTransaction &transaction, const QString &customerId,
                                                const QString &afterId, int limit);
    // State revoked, and every credential of the operator revoked; answers the row as it is then. Conflict also when
    // it was revoked before. The certificates
    // themselves: CertificateStore::revoke with the credentials' serials.
    static Result<OperatorRow> revokeOperator(Transaction &transaction, const QString &id, int expectedVersion,
                                              const QDateTime &now);
    static Result<bool> hasActiveOperator(ReadTransaction &transaction, const QString &customerId);

    static Result<void> insertExaminer(Transaction &transaction, const ExaminerRow &row);
    static Result<ExaminerRow> examiner(ReadTransaction &transaction, const QString &id);
    // In order of id.
    static Result<QList<ExaminerRow>> examiners(ReadTransaction &transaction);
    // No longer active, and every credential revoked; answers the row as it is then. Conflict when it was so before.
    static Result<ExaminerRow> deactivateExaminer(Transaction &transaction, const QString &id, const QDateTime &now);

    static Result<void> insertCredential(Transaction &transaction, const CredentialRow &row);
    static Result<CredentialRow> credential(ReadTransaction &transaction, const QString &fingerprint);
    // Of one person, the newest (latest notAfter) first.
    static Result<QList<CredentialRow>> credentialsOf(ReadTransaction &transaction, CredentialKind kind,
                                                      const QString &subjectId);

    static Result<void> insertSession(Transaction &transaction, const SessionRow &row);
    // Only one that has not expired.
    static Result<SessionRow> session(ReadTransaction &transaction, const QString &tokenHash, const QDateTime &now);
    static Result<void> deleteSession(Transaction &transaction, const QString &tokenHash);
    static Result<void> deleteExpiredSessions(Transaction &transaction, const QDateTime &now);
};

} // namespace tegata
