// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/rowcolumns.h"

#include "core/service/store/transaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tegata {

namespace {

tl::unexpected<Error> unreadable(const char *column)
{
    return failure(ErrorCode::StoreCorrupt, QStringLiteral("unknown value"), QLatin1String(column));
}

KeySummary keyOf(const QSqlQuery &query, int first)
{
    return {query.value(first).toString(), query.value(first + 1).toInt(), query.value(first + 2).toString(),
            query.value(first + 3).toString(), query.value(first + 4).toString()};
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

QList<Actor> approversOf(const QSqlQuery &query)
{
    const QString text = query.value(23).toString();
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
    static const QString columns = QStringLiteral(
        "id, version, state, product, language, common_name, subject, sans, organization_id, organization, "
        "key_algorithm, key_bits, key_curve, key_label, spki_sha256, check_outcome, submitted_at, updated_at, "
        "expires_at, claimed_by, serial, renewal_of, csr, approvals, approvals_needed, last_edited_by");
    return columns;
}

Result<CertificateRequest> requestOf(const QSqlQuery &query, const QDateTime &now)
{
    const auto state = requestStateFromName(query.value(2).toString());
    const auto product = productFromName(query.value(3).toString());
    const auto outcome = checkStateFromName(query.value(15).toString());
    if (!state)
        return unreadable("state");
    if (!product)
        return unreadable("product");
    if (!outcome)
        return unreadable("check_outcome");
    CertificateRequest request;
    request.id = query.value(0).toString();
    request.version = query.value(1).toInt();
    request.state = *state;
    request.product = *product;
    request.language = languageFromTag(query.value(4).toString());
    request.commonName = query.value(5).toString();
    request.subject = query.value(6).toString();
    request.sans = listOf(query.value(7));
    request.organizationId = query.value(8).toString();
    request.organization = query.value(9).toString();
    request.key = keyOf(query, 10);
    request.checkState = *outcome;
    request.submittedAt = timeOf(query.value(16));
    request.updatedAt = timeOf(query.value(17));
    request.expiresAt = timeOf(query.value(18));
    request.claimedBy = query.value(19).toString();
    request.serial = query.value(20).toString();
    request.renewalOf = query.value(21).toString();
    request.csr = query.value(22).toString().toUtf8();
    const QList<Actor> approvers = approversOf(query);
    for (const Actor &approver : approvers)
        request.approvedBy.append(approver.id);
    request.approvalsNeeded = query.value(24).toInt();
    request.lastEditedBy = query.value(25).toString();
    if (waits(request.state) && request.expiresAt.isValid() && request.expiresAt <= now) {
        request.state = RequestState::Expired;
        request.claimedBy.clear();
    }
    return request;
}

const QString &certificateColumns()
{
    static const QString columns = QStringLiteral(
        "serial, version, state, request_id, product, common_name, subject, sans, organization, issuer, "
        "key_algorithm, key_bits, key_curve, key_label, spki_sha256, issued_at, not_before, not_after, revoked_at, "
        "revocation_reason, renewal_of, revoke_at, revoke_at_reason");
    return columns;
}

Result<CertificateRecord> certificateOf(const QSqlQuery &query, const QDateTime &now)
{
    const auto state = certificateStateFromName(query.value(2).toString());
    const auto product = productFromName(query.value(4).toString());
    if (!state)
        return unreadable("state");
    if (!product)
        return unreadable("product");
    CertificateRecord certificate;
    certificate.serial = query.value(0).toString();
    certificate.version = query.value(1).toInt();
    certificate.state = *state;
    certificate.requestId = query.value(3).toString();
    certificate.product = *product;
    certificate.commonName = query.value(5).toString();
    certificate.subject = query.value(6).toString();
    certificate.sans = listOf(query.value(7));
    certificate.organization = query.value(8).toString();
    certificate.issuer = query.value(9).toString();
    certificate.key = keyOf(query, 10);
    certificate.issuedAt = timeOf(query.value(15));
    certificate.notBefore = timeOf(query.value(16));
    certificate.notAfter = timeOf(query.value(17));
    certificate.revokedAt = timeOf(query.value(18));
    certificate.revocationReason = revocationReasonFromName(query.value(19).toString());
    certificate.renewalOf = query.value(20).toString();
    certificate.revokeAt = timeOf(query.value(21));
    certificate.revokeAtReason = revocationReasonFromName(query.value(22).toString());
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
