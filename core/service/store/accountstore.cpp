// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/accountstore.h"

#include "core/service/store/columnlist.h"

namespace tegata {

namespace {

QString kindName(CredentialKind kind)
{
    return kind == CredentialKind::Operator ? QStringLiteral("operator") : QStringLiteral("examiner");
}

enum class ContactColumn
{
    Id,
    CustomerId,
    Name,
    Mail,
    LoginId,
    PasswordHash,
    Active,
    End
};

constexpr ColumnName<ContactColumn> ContactColumnNames[] = {
    {ContactColumn::Id, "id"},
    {ContactColumn::CustomerId, "customer_id"},
    {ContactColumn::Name, "name"},
    {ContactColumn::Mail, "mail"},
    {ContactColumn::LoginId, "login_id"},
    {ContactColumn::PasswordHash, "password_hash"},
    {ContactColumn::Active, "active"},
};
static_assert(namesEach(ContactColumnNames));

enum class OperatorColumn
{
    Id,
    CustomerId,
    Version,
    Name,
    CommonName,
    State,
    End
};

constexpr ColumnName<OperatorColumn> OperatorColumnNames[] = {
    {OperatorColumn::Id, "id"},     {OperatorColumn::CustomerId, "customer_id"}, {OperatorColumn::Version, "version"},
    {OperatorColumn::Name, "name"}, {OperatorColumn::CommonName, "common_name"}, {OperatorColumn::State, "state"},
};
static_assert(namesEach(OperatorColumnNames));

enum class CredentialColumn
{
    Fingerprint,
    Serial,
    Kind,
    SubjectId,
    NotAfter,
    RevokedAt,
    End
};

constexpr ColumnName<CredentialColumn> CredentialColumnNames[] = {
    {CredentialColumn::Fingerprint, "fingerprint"},
    {CredentialColumn::Serial, "serial"},
    {CredentialColumn::Kind, "kind"},
    {CredentialColumn::SubjectId, "subject_id"},
    {CredentialColumn::NotAfter, "not_after"},
    {CredentialColumn::RevokedAt, "revoked_at"},
};
static_assert(namesEach(CredentialColumnNames));

enum class ExaminerColumn
{
    Id,
    Name,
    CommonName,
    Active,
    End
};

constexpr ColumnName<ExaminerColumn> ExaminerColumnNames[] = {
    {ExaminerColumn::Id, "id"},
    {ExaminerColumn::Name, "name"},
    {ExaminerColumn::CommonName, "common_name"},
    {ExaminerColumn::Active, "active"},
};
static_assert(namesEach(ExaminerColumnNames));

const QString &contactSelect()
{
    static const QString sql =
        QStringLiteral("SELECT ") + columnList(ContactColumnNames) + QStringLiteral(" FROM contact WHERE %1 = ?");
    return sql;
}

const QString &operatorColumns()
{
    static const QString columns = columnList(OperatorColumnNames);
    return columns;
}

const QString &credentialColumns()
{
    static const QString columns = columnList(CredentialColumnNames);
    return columns;
}

const QString &examinerColumns()
{
    static const QString columns = columnList(ExaminerColumnNames);
    return columns;
}

ExaminerRow examinerOf(const QSqlQuery &query)
{
    using Column = ExaminerColumn;
    const ColumnReader<Column> row(query);
    return {row.text(Column::Id), row.text(Column::Name), row.text(Column::CommonName),
            row.number(Column::Active) != 0};
}

OperatorRow operatorOf(const QSqlQuery &query)
{
    using Column = OperatorColumn;
    const ColumnReader<Column> row(query);
    return {row.text(Column::Id),
            row.text(Column::CustomerId),
            row.number(Column::Version),
            row.text(Column::Name),
            row.text(Column::CommonName),
            row.text(Column::State) == operatorStateName(OperatorState::Active) ? OperatorState::Active
                                                                                : OperatorState::Revoked};
}

CredentialRow credentialOf(const QSqlQuery &query)
{
    using Column = CredentialColumn;
    const ColumnReader<Column> row(query);
    return {row.text(Column::Fingerprint),
            row.text(Column::Serial),
            row.text(Column::Kind) == kindName(CredentialKind::Operator) ? CredentialKind::Operator
                                                                         : CredentialKind::Examiner,
            row.text(Column::SubjectId),
            row.time(Column::NotAfter),
            row.time(Column::RevokedAt)};
}

Result<void> write(Transaction &transaction, const QString &sql, const QVariantList &values)
{
    const auto done = transaction.run(sql, values);
    if (!done)
        return failure(done.error());
    return {};
}

Result<ContactRow> contactWhere(ReadTransaction &transaction, const QString &column, const QString &value)
{
    auto query = transaction.run(contactSelect().arg(column), {value});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::NotFound, QStringLiteral("contact"));
    const ColumnReader<ContactColumn> row(*query);
    return ContactRow{row.text(ContactColumn::Id),
                      row.text(ContactColumn::CustomerId),
                      row.text(ContactColumn::Name),
                      row.text(ContactColumn::Mail),
                      row.text(ContactColumn::LoginId),
                      row.text(ContactColumn::PasswordHash),
                      row.value(ContactColumn::Active).toBool()};
}

Result<void> revokeCredentials(Transaction &transaction, CredentialKind kind, const QString &subjectId,
                               const QDateTime &now)
{
    return write(transaction,
                 QStringLiteral("UPDATE credential SET revoked_at = ? "
                                "WHERE kind = ? AND subject_id = ? AND revoked_at IS NULL"),
                 {timeValue(now), kindName(kind), subjectId});
}

} // namespace

QString operatorStateName(OperatorState state)
{
    return state == OperatorState::Active ? QStringLiteral("active") : QStringLiteral("revoked");
}

Result<void> AccountStore::insertContact(Transaction &transaction, const ContactRow &contact)
{
    return write(transaction,
                 QStringLiteral("INSERT INTO contact (id, customer_id, name, mail, login_id, password_hash, active) "
                                "VALUES (?, ?, ?, ?, ?, ?, ?)"),
                 {contact.id, contact.customerId, contact.name, contact.mail, contact.loginId, contact.passwordHash,
                  int(contact.active)});
}

Result<ContactRow> AccountStore::contact(ReadTransaction &transaction, const QString &id)
{
    return contactWhere(transaction, QStringLiteral("id"), id);
}

Result<ContactRow> AccountStore::contactByLogin(ReadTransaction &transaction, const QString &loginId)
{
    return contactWhere(transaction, QStringLiteral("login_id"), loginId);
}

Result<bool> AccountStore::isKnownPlace(ReadTransaction &transaction, const QString &contactId, const QString &block,
                                        const QDateTime &now)
{
    auto query = transaction.run(
        QStringLiteral("SELECT 1 FROM sign_in_place WHERE contact_id = ? AND block = ? AND used_at > ?"),
        {contactId, block, timeValue(now.addDays(-PlaceDays))});
    if (!query)
        return failure(query.error());
    return query->next();
}

Result<void> AccountStore::rememberPlace(Transaction &transaction, const QString &contactId, const QString &block,
                                         const QDateTime &now)
{
    if (const Result<void> written =
            write(transaction,
                  QStringLiteral("INSERT INTO sign_in_place (contact_id, block, used_at) VALUES (?, ?, ?) "
                                 "ON CONFLICT (contact_id, block) DO UPDATE SET used_at = excluded.used_at"),
                  {contactId, block, timeValue(now)});
        !written)
        return written;
    return write(transaction,
                 QStringLiteral("DELETE FROM sign_in_place WHERE contact_id = ? AND block NOT IN (SELECT block FROM "
                                "sign_in_place WHERE contact_id = ? ORDER BY used_at DESC, block LIMIT ?)"),
                 {contactId, contactId, MostPlaces});
}

Result<bool> AccountStore::claimWarning(Transaction &transaction, const QString &contactId, const QDateTime &now,
                                        int hours)
{
    const auto updated = transaction.run(
        QStringLiteral("UPDATE contact SET warned_at = ? WHERE id = ? AND (warned_at IS NULL OR warned_at <= ?)"),
        {timeValue(now), contactId, timeValue(now.addSecs(-3600 * hours))});
    if (!updated)
        return failure(updated.error());
    return updated->numRowsAffected() == 1;
}

Result<void> AccountStore::insertOperator(Transaction &transaction, const OperatorRow &row)
{
    return write(transaction,
                 QStringLiteral("INSERT INTO operator (id, customer_id, version, name, common_name, state) "
                                "VALUES (?, ?, 1, ?, ?, ?)"),
                 {row.id, row.customerId, row.name, row.commonName, operatorStateName(row.state)});
}

Result<OperatorRow> AccountStore::operatorById(ReadTransaction &transaction, const QString &id)
{
    auto query = transaction.run(QStringLiteral("SELECT %1 FROM operator WHERE id = ?").arg(operatorColumns()), {id});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::NotFound, QStringLiteral("operator"));
    return operatorOf(*query);
}

Result<QList<OperatorRow>> AccountStore::operators(ReadTransaction &transaction, const QString &customerId,
                                                   const QString &afterId, int limit)
{
    QString sql = QStringLiteral("SELECT %1 FROM operator WHERE id > ?").arg(operatorColumns());
    QVariantList values{afterId};
    if (!customerId.isEmpty()) {
        sql += QStringLiteral(" AND customer_id = ?");
        values.append(customerId);
    }
    values.append(limit);
    auto query = transaction.run(sql + QStringLiteral(" ORDER BY id LIMIT ?"), values);
    if (!query)
        return failure(query.error());
    QList<OperatorRow> rows;
    while (query->next())
        rows.append(operatorOf(*query));
    return rows;
}

Result<OperatorRow> AccountStore::revokeOperator(Transaction &transaction, const QString &id, int expectedVersion,
                                                 const QDateTime &now)
{
    if (const auto present = operatorById(transaction, id); !present)
        return present;
    const auto updated = transaction.run(
        QStringLiteral(
            "UPDATE operator SET state = ?, version = version + 1 WHERE id = ? AND version = ? AND state = ?"),
        {operatorStateName(OperatorState::Revoked), id, expectedVersion, operatorStateName(OperatorState::Active)});
    if (!updated)
        return failure(updated.error());
    if (updated->numRowsAffected() != 1)
        return failure(ErrorCode::Conflict, QStringLiteral("the operator has changed"));
    if (auto revoked = revokeCredentials(transaction, CredentialKind::Operator, id, now); !revoked)
        return failure(revoked.error());
    return operatorById(transaction, id);
}

Result<bool> AccountStore::hasActiveOperator(ReadTransaction &transaction, const QString &customerId)
{
    auto query = transaction.run(QStringLiteral("SELECT 1 FROM operator WHERE customer_id = ? AND state = ? LIMIT 1"),
                                 {customerId, operatorStateName(OperatorState::Active)});
    if (!query)
        return failure(query.error());
    return query->next();
}

Result<void> AccountStore::insertExaminer(Transaction &transaction, const ExaminerRow &row)
{
    return write(transaction,
                 QStringLiteral("INSERT INTO examiner (id, name, common_name, active) VALUES (?, ?, ?, ?)"),
                 {row.id, row.name, row.commonName, int(row.active)});
}

Result<ExaminerRow> AccountStore::examiner(ReadTransaction &transaction, const QString &id)
{
    auto query = transaction.run(QStringLiteral("SELECT %1 FROM examiner WHERE id = ?").arg(examinerColumns()), {id});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::NotFound, QStringLiteral("examiner"));
    return examinerOf(*query);
}

Result<QList<ExaminerRow>> AccountStore::examiners(ReadTransaction &transaction)
{
    auto query = transaction.run(QStringLiteral("SELECT %1 FROM examiner ORDER BY id").arg(examinerColumns()));
    if (!query)
        return failure(query.error());
    QList<ExaminerRow> rows;
    while (query->next())
        rows.append(examinerOf(*query));
    return rows;
}

Result<ExaminerRow> AccountStore::deactivateExaminer(Transaction &transaction, const QString &id, const QDateTime &now)
{
    Result<ExaminerRow> row = examiner(transaction, id);
    if (!row)
        return row;
    if (!row->active)
        return failure(ErrorCode::Conflict, QStringLiteral("the examiner is not active"));
    if (auto done = write(transaction, QStringLiteral("UPDATE examiner SET active = 0 WHERE id = ?"), {id}); !done)
        return failure(done.error());
    if (auto revoked = revokeCredentials(transaction, CredentialKind::Examiner, id, now); !revoked)
        return failure(revoked.error());
    row->active = false;
    return row;
}

Result<void> AccountStore::insertCredential(Transaction &transaction, const CredentialRow &row)
{
    return write(transaction,
                 QStringLiteral("INSERT INTO credential (fingerprint, serial, kind, subject_id, not_after, revoked_at) "
                                "VALUES (?, ?, ?, ?, ?, ?)"),
                 {row.fingerprint, row.serial, kindName(row.kind), row.subjectId, timeValue(row.notAfter),
                  timeValue(row.revokedAt)});
}

Result<CredentialRow> AccountStore::credential(ReadTransaction &transaction, const QString &fingerprint)
{
    auto query = transaction.run(
        QStringLiteral("SELECT %1 FROM credential WHERE fingerprint = ?").arg(credentialColumns()), {fingerprint});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::NotFound, QStringLiteral("credential"));
    return credentialOf(*query);
}

Result<QList<CredentialRow>> AccountStore::credentialsOf(ReadTransaction &transaction, CredentialKind kind,
                                                         const QString &subjectId)
{
    auto query = transaction.run(QStringLiteral("SELECT %1 FROM credential WHERE kind = ? AND subject_id = ? "
                                                "ORDER BY not_after DESC, fingerprint")
                                     .arg(credentialColumns()),
                                 {kindName(kind), subjectId});
    if (!query)
        return failure(query.error());
    QList<CredentialRow> rows;
    while (query->next())
        rows.append(credentialOf(*query));
    return rows;
}

Result<void> AccountStore::insertSession(Transaction &transaction, const SessionRow &row)
{
    return write(transaction,
                 QStringLiteral("INSERT INTO session (token_hash, contact_id, created_at, expires_at) "
                                "VALUES (?, ?, ?, ?)"),
                 {row.tokenHash, row.contactId, timeValue(row.createdAt), timeValue(row.expiresAt)});
}

Result<SessionRow> AccountStore::session(ReadTransaction &transaction, const QString &tokenHash, const QDateTime &now)
{
    auto query = transaction.run(QStringLiteral("SELECT token_hash, contact_id, created_at, expires_at FROM session "
                                                "WHERE token_hash = ? AND expires_at > ?"),
                                 {tokenHash, timeValue(now)});
    if (!query)
        return failure(query.error());
    if (!query->next())
        return failure(ErrorCode::NotFound, QStringLiteral("session"));
    return SessionRow{query->value(0).toString(), query->value(1).toString(), timeOf(query->value(2)),
                      timeOf(query->value(3))};
}

Result<void> AccountStore::deleteSession(Transaction &transaction, const QString &tokenHash)
{
    return write(transaction, QStringLiteral("DELETE FROM session WHERE token_hash = ?"), {tokenHash});
}

Result<void> AccountStore::deleteExpiredSessions(Transaction &transaction, const QDateTime &now)
{
    return write(transaction, QStringLiteral("DELETE FROM session WHERE expires_at <= ?"), {timeValue(now)});
}

} // namespace tegata
