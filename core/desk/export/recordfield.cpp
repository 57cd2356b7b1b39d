// SPDX-License-Identifier: Apache-2.0
#include "core/desk/export/recordfield.h"

namespace tegata {

namespace {

struct Described
{
    RecordField field;
    const char *name;
    int width;
};
constexpr Described Fields[] = {
    {RecordField::Id, "id", 16},
    {RecordField::Serial, "serial", 36},
    {RecordField::State, "state", 12},
    {RecordField::Product, "product", 14},
    {RecordField::CommonName, "commonName", 32},
    {RecordField::Sans, "sans", 40},
    {RecordField::Subject, "subject", 60},
    {RecordField::Organization, "organization", 28},
    {RecordField::Key, "key", 12},
    {RecordField::SpkiSha256, "spkiSha256", 66},
    {RecordField::Check, "checkOutcome", 10},
    {RecordField::Issuer, "issuer", 40},
    {RecordField::SubmittedAt, "submittedAt", 20},
    {RecordField::UpdatedAt, "updatedAt", 20},
    {RecordField::IssuedAt, "issuedAt", 20},
    {RecordField::NotBefore, "notBefore", 20},
    {RecordField::NotAfter, "notAfter", 20},
    {RecordField::RevokedAt, "revokedAt", 20},
    {RecordField::Reason, "revocationReason", 22},
    {RecordField::RevokeAt, "revokeAt", 20},
    {RecordField::RenewalOf, "renewalOf", 36},
    {RecordField::RequestId, "requestId", 16},
    {RecordField::ClaimedBy, "claimedBy", 12},
    {RecordField::Approvals, "approvals", 10},
};

const Described &describedAs(RecordField field)
{
    return Fields[static_cast<int>(field)]; // in the order of the enumeration
}

ExportCell time(const QDateTime &value)
{
    return value.isValid() ? ExportCell(value) : ExportCell();
}

ExportCell reason(const std::optional<RevocationReason> &value)
{
    return value ? ExportCell(revocationReasonName(*value)) : ExportCell();
}

// What both kinds of record have.
template <typename Record>
ExportCell commonCell(RecordField field, const Record &record)
{
    switch (field) {
    case RecordField::Serial:
        return record.serial;
    case RecordField::Product:
        return productName(record.product);
    case RecordField::CommonName:
        return record.commonName;
    case RecordField::Sans:
        return record.sans.join(QLatin1Char(' '));
    case RecordField::Subject:
        return record.subject;
    case RecordField::Organization:
        return record.organization;
    case RecordField::Key:
        return record.key.label;
    case RecordField::SpkiSha256:
        return record.key.spkiSha256;
    case RecordField::RenewalOf:
        return record.renewalOf;
    default:
        return {};
    }
}

} // namespace

const QList<RecordField> &requestFields()
{
    static const QList<RecordField> fields = {
        RecordField::Id,         RecordField::State,   RecordField::Product,      RecordField::CommonName,
        RecordField::Sans,       RecordField::Subject, RecordField::Organization, RecordField::Key,
        RecordField::SpkiSha256, RecordField::Check,   RecordField::SubmittedAt,  RecordField::UpdatedAt,
        RecordField::RenewalOf,  RecordField::Serial,  RecordField::ClaimedBy,    RecordField::Approvals};
    return fields;
}

const QList<RecordField> &certificateFields()
{
    static const QList<RecordField> fields = {
        RecordField::Serial,    RecordField::State,      RecordField::Product,      RecordField::CommonName,
        RecordField::Sans,      RecordField::Subject,    RecordField::Organization, RecordField::Issuer,
        RecordField::Key,       RecordField::SpkiSha256, RecordField::IssuedAt,     RecordField::NotBefore,
        RecordField::NotAfter,  RecordField::RevokedAt,  RecordField::Reason,       RecordField::RevokeAt,
        RecordField::RenewalOf, RecordField::RequestId};
    return fields;
}

QString recordFieldName(RecordField field)
{
    return QString::fromLatin1(describedAs(field).name);
}

ExportColumn recordColumn(RecordField field, const QString &title)
{
    const bool isTime =
        (field >= RecordField::SubmittedAt && field <= RecordField::RevokedAt) || field == RecordField::RevokeAt;
    return {title, describedAs(field).width, isTime};
}

ExportCell recordCell(RecordField field, const CertificateRequest &request)
{
    switch (field) {
    case RecordField::Id:
        return request.id;
    case RecordField::State:
        return requestStateName(request.state);
    case RecordField::Check:
        return checkStateName(request.checkState);
    case RecordField::SubmittedAt:
        return time(request.submittedAt);
    case RecordField::UpdatedAt:
        return time(request.updatedAt);
    case RecordField::ClaimedBy:
        return request.claimedBy;
    case RecordField::Approvals: // given of needed; no spreadsheet takes it for a date so
        return QStringLiteral("%1 of %2").arg(request.approvedBy.size()).arg(request.approvalsNeeded);
    default:
        return commonCell(field, request);
    }
}

ExportCell recordCell(RecordField field, const CertificateRecord &certificate)
{
    switch (field) {
    case RecordField::State:
        return certificateStateName(certificate.state);
    case RecordField::Issuer:
        return certificate.issuer;
    case RecordField::IssuedAt:
        return time(certificate.issuedAt);
    case RecordField::NotBefore:
        return time(certificate.notBefore);
    case RecordField::NotAfter:
        return time(certificate.notAfter);
    case RecordField::RevokedAt:
        return time(certificate.revokedAt);
    case RecordField::Reason:
        return reason(certificate.revocationReason);
    case RecordField::RevokeAt:
        return time(certificate.revokeAt);
    case RecordField::RequestId:
        return certificate.requestId;
    default:
        return commonCell(field, certificate);
    }
}

} // namespace tegata
