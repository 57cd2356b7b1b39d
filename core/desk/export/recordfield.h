// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queueview.h"
#include "core/desk/export/exporttable.h"

namespace tegata {

// What an export tells of a request or a certificate: what the lists hold, never personal data.
enum class RecordField
{
    Id,
    Serial,
    State,
    Product,
    CommonName,
    Sans,
    Subject,
    Organization,
    Key,
    SpkiSha256,
    Check,
    Issuer,
    SubmittedAt,
    UpdatedAt,
    IssuedAt,
    NotBefore,
    NotAfter,
    RevokedAt,
    Reason,
    RevokeAt,
    RenewalOf,
    RequestId,
    ClaimedBy,
    Approvals,
};

// In the order of the columns.
const QList<RecordField> &requestFields();
const QList<RecordField> &certificateFields();
// The contract's name: "commonName".
QString recordFieldName(RecordField field);
ExportColumn recordColumn(RecordField field, const QString &title);
// Enumerations by the contract's names ("pending"), several names joined by a space.
ExportCell recordCell(RecordField field, const CertificateRequest &request);
ExportCell recordCell(RecordField field, const CertificateRecord &certificate);

} // namespace tegata
