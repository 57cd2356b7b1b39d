// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/rowcolumns.h"

#include "core/service/store/columnlist.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tegata {

namespace {

tl::unexpected<Error> unreadable(const char *column)
{
    return failure(ErrorCode::StoreCorrupt, QStringLiteral("unknown value"), QLatin1String(column));
}

constexpr ColumnName<RequestColumn> RequestColumnNames[] = {
    {RequestColumn::Id, "id"},
    {RequestColumn::Version, "version"},
    {RequestColumn::State, "state"},
    {RequestColumn::Product, "product"},
    {RequestColumn::Language, "language"},
    {RequestColumn::CommonName, "common_name"},
    {RequestColumn::Subject, "subject"},
    {RequestColumn::Sans, "sans"},
    {RequestColumn::OrganizationId, "organization_id"},
    {RequestColumn::Organization, "organization"},
    {RequestColumn::KeyAlgorithm, "key_algorithm"},
    {RequestColumn::KeyBits, "key_bits"},
    {RequestColumn::KeyCurve, "key_curve"},
    {RequestColumn::KeyLabel, "key_label"},
    {RequestColumn::SpkiSha256, "spki_sha256"},
    {RequestColumn::CheckOutcome, "check_outcome"},
    {RequestColumn::SubmittedAt, "submitted_at"},
    {RequestColumn::UpdatedAt, "updated_at"},
    {RequestColumn::ExpiresAt, "expires_at"},
    {RequestColumn::ClaimedBy, "claimed_by"},
    {RequestColumn::Serial, "serial"},
    {RequestColumn::RenewalOf, "renewal_of"},
    {RequestColumn::Csr, "csr"},
    {RequestColumn::Approvals, "approvals"},
    {RequestColumn::ApprovalsNeeded, "approvals_needed"},
    {RequestColumn::LastEditedBy, "last_edited_by"},
    {RequestColumn::CheckedAt, "checked_at"},
};
static_assert(namesEach(RequestColumnNames));

constexpr ColumnName<CertificateColumn> CertificateColumnNames[] = {
    {CertificateColumn::Serial, "serial"},
    {CertificateColumn::Version, "version"},
    {CertificateColumn::State, "state"},
    {CertificateColumn::RequestId, "request_id"},
    {CertificateColumn::Product, "product"},
    {CertificateColumn::CommonName, "common_name"},
    {CertificateColumn::Subject, "subject"},
    {CertificateColumn::Sans, "sans"},
    {CertificateColumn::Organization, "organization"},
    {CertificateColumn::Issuer, "issuer"},
    {CertificateColumn::KeyAlgorithm, "key_algorithm"},
    {CertificateColumn::KeyBits, "key_bits"},
    {CertificateColumn::KeyCurve, "key_curve"},
    {CertificateColumn::KeyLabel, "key_label"},
    {CertificateColumn::SpkiSha256, "spki_sha256"},
    {CertificateColumn::IssuedAt, "issued_at"},
    {CertificateColumn::NotBefore, "not_before"},
    {CertificateColumn::NotAfter, "not_after"},
    {CertificateColumn::RevokedAt, "revoked_at"},
    {CertificateColumn::RevocationReason, "revocation_reason"},
    {CertificateColumn::RenewalOf, "renewal_of"},
    {CertificateColumn::RevokeAt, "revoke_at"},
    {CertificateColumn::RevokeAtReason, "revoke_at_reason"},
};
static_assert(namesEach(CertificateColumnNames));

template <typename Column>
KeySummary keyOf(const ColumnReader<Column> &row)
{
    return {row.text(Column::KeyAlgorithm), row.number(Column::KeyBits), row.text(Column::KeyCurve),
            row.text(Column::KeyLabel), row.text(Column::SpkiSha256)};
}

bool waits(RequestState state)
{
    return state == RequestState::Pending || state == RequestState::PartlyApproved || state == RequestState::OnHold;
}

} // namespace

const QString &requestStateAt()
{
    static const QString expression =
        QStringLiteral("CASE WHEN state IN ('pending', 'partly_approved', 'on_hold') AND expires_at <= ? "
                       "THEN 'expired' ELSE state END");
    return expression;
}

const QString &certificateStateAt()
{
    static const QString expression =
        QStringLiteral("CASE WHEN state = 'valid' AND not_after < ? THEN 'expired' ELSE state END");
    return expression;
}

const QString &requestEndIsUntold()
{
    static const QString condition =
        QStringLiteral("state IN ('pending', 'partly_approved', 'on_hold') AND end_told = 0 AND expires_at <= ?");
    return condition;
}

const QString &requestEndWasToldEarly()
{
    static const QString condition =
        QStringLiteral("state IN ('pending', 'partly_approved', 'on_hold') AND end_told = 1 AND expires_at > ?");
    return condition;
}

const QString &certificateEndIsUntold()
{
    static const QString condition = QStringLiteral("state = 'valid' AND end_told = 0 AND not_after < ?");
    return condition;
}

const QString &certificateEndWasToldEarly()
{
    static const QString condition = QStringLiteral("state = 'valid' AND end_told = 1 AND not_after >= ?");
    return condition;
}

QList<Actor> approversOf(const QSqlQuery &query)
{
    const QString text = ColumnReader<RequestColumn>(query).text(RequestColumn::Approvals);
    if (text.size() <= 2) // "[]": nearly all, and the change feed reads thousands
        return {};
    QList<Actor> approvers;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const auto &item : array) {
        const QJsonObject approver = item.toObject();
        approvers.append(
            {approver.value(QLatin1String("id")).toString(), approver.value(QLatin1String("name")).toString()});
    }
    return approvers;
}

QString approversValue(const QList<Actor> &approvers)
{
    QJsonArray array;
    for (const Actor &approver : approvers)
        array.append(QJsonObject{{QStringLiteral("id"), approver.id}, {QStringLiteral("name"), approver.name}});
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

const QString &requestColumns()
{
    static const QString columns = columnList(RequestColumnNames);
    return columns;
}

Result<CertificateRequest> requestOf(const QSqlQuery &query, const QDateTime &now)
{
    using Column = RequestColumn;
    const ColumnReader<Column> row(query);
    const auto state = requestStateFromName(row.text(Column::State));
    const auto product = productFromName(row.text(Column::Product));
    const auto outcome = checkStateFromName(row.text(Column::CheckOutcome));
    if (!state)
        return unreadable("state");
    if (!product)
        return unreadable("product");
    if (!outcome)
        return unreadable("check_outcome");
    CertificateRequest request;
    request.id = row.text(Column::Id);
    request.version = row.number(Column::Version);
    request.state = *state;
    request.product = *product;
    request.language = languageFromTag(row.text(Column::Language));
    request.commonName = row.text(Column::CommonName);
    request.subject = row.text(Column::Subject);
    request.sans = listOf(row.value(Column::Sans));
    request.organizationId = row.text(Column::OrganizationId);
    request.organization = row.text(Column::Organization);
    request.key = keyOf(row);
    if (outcome->isChecked())
        request.checkState = CheckState(*outcome->outcome(), row.time(Column::CheckedAt));
    request.submittedAt = row.time(Column::SubmittedAt);
    request.updatedAt = row.time(Column::UpdatedAt);
    request.expiresAt = row.time(Column::ExpiresAt);
    request.claimedBy = row.text(Column::ClaimedBy);
    request.serial = row.text(Column::Serial);
    request.renewalOf = row.text(Column::RenewalOf);
    request.csr = row.text(Column::Csr).toUtf8();
    const QList<Actor> approvers = approversOf(query);
    for (const Actor &approver : approvers)
        request.approvedBy.append(approver.id);
    request.approvalsNeeded = row.number(Column::ApprovalsNeeded);
    request.lastEditedBy = row.text(Column::LastEditedBy);
    if (waits(request.state) && request.expiresAt.isValid() && request.expiresAt <= now) {
        request.state = RequestState::Expired;
        request.claimedBy.clear();
    }
    return request;
}

const QString &certificateColumns()
{
    static const QString columns = columnList(CertificateColumnNames);
    return columns;
}

Result<CertificateRecord> certificateOf(const QSqlQuery &query, const QDateTime &now)
{
    using Column = CertificateColumn;
    const ColumnReader<Column> row(query);
    const auto state = certificateStateFromName(row.text(Column::State));
    const auto product = productFromName(row.text(Column::Product));
    if (!state)
        return unreadable("state");
    if (!product)
        return unreadable("product");
    CertificateRecord certificate;
    certificate.serial = row.text(Column::Serial);
    certificate.version = row.number(Column::Version);
    certificate.state = *state;
    certificate.requestId = row.text(Column::RequestId);
    certificate.product = *product;
    certificate.commonName = row.text(Column::CommonName);
    certificate.subject = row.text(Column::Subject);
    certificate.sans = listOf(row.value(Column::Sans));
    certificate.organization = row.text(Column::Organization);
    certificate.issuer = row.text(Column::Issuer);
    certificate.key = keyOf(row);
    certificate.issuedAt = row.time(Column::IssuedAt);
    certificate.notBefore = row.time(Column::NotBefore);
    certificate.notAfter = row.time(Column::NotAfter);
    certificate.revokedAt = row.time(Column::RevokedAt);
    certificate.revocationReason = revocationReasonFromName(row.text(Column::RevocationReason));
    certificate.renewalOf = row.text(Column::RenewalOf);
    certificate.revokeAt = row.time(Column::RevokeAt);
    certificate.revokeAtReason = revocationReasonFromName(row.text(Column::RevokeAtReason));
    if (certificate.state == CertificateState::Valid && certificate.notAfter < now) {
        certificate.state = CertificateState::Expired;
        certificate.revokeAt = {};
        certificate.revokeAtReason.reset();
    }
    return certificate;
}

QString placeholders(qsizetype count)
{
    QStringList marks;
    marks.reserve(count);
    for (qsizetype i = 0; i < count; ++i)
        marks.append(QStringLiteral("?"));
    return marks.join(QStringLiteral(", "));
}

QVariant optionalText(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

} // namespace tegata
