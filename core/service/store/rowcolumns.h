// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"

#include <QSqlQuery>
#include <QString>
#include <QVariantList>

namespace tegata {

// Rows ↔ values of certificate_request and certificate, for the stores and the change feed only. Errors: StoreCorrupt
// (a name that no version of the program wrote).

// Columns of CertificateRequest and of CertificateRecord.
enum class RequestColumn
{
    Id,
    Version,
    State,
    Product,
    Language,
    CommonName,
    Subject,
    Sans,
    OrganizationId,
    Organization,
    KeyAlgorithm,
    KeyBits,
    KeyCurve,
    KeyLabel,
    SpkiSha256,
    CheckOutcome,
    SubmittedAt,
    UpdatedAt,
    ExpiresAt,
    ClaimedBy,
    Serial,
    RenewalOf,
    Csr,
    Approvals,
    ApprovalsNeeded,
    LastEditedBy,
    CheckedAt,
    End
};

enum class CertificateColumn
{
    Serial,
    Version,
    State,
    RequestId,
    Product,
    CommonName,
    Subject,
    Sans,
    Organization,
    Issuer,
    KeyAlgorithm,
    KeyBits,
    KeyCurve,
    KeyLabel,
    SpkiSha256,
    IssuedAt,
    NotBefore,
    NotAfter,
    RevokedAt,
    RevocationReason,
    RenewalOf,
    RevokeAt,
    RevokeAtReason,
    End
};

// Comma-separated, in the order of the enums.
const QString &requestColumns();
const QString &certificateColumns();
// As they are at that time: Expired is never stored but follows from the end. What an ended one has no more – a claim,
// a schedule – is not read.
Result<CertificateRequest> requestOf(const QSqlQuery &query, const QDateTime &now);
Result<CertificateRecord> certificateOf(const QSqlQuery &query, const QDateTime &now);
// The state as an expression over the row, with one `?` for the time.
const QString &requestStateAt();
const QString &certificateStateAt();
// Which ends are to be told (tellEnds), as conditions over the row with one `?` for the time: what has ended and was
// not told; and what was told and has not ended, because the clock was ahead. Written so that the index …_end_told
// finds these few.
const QString &requestEndIsUntold();
const QString &requestEndWasToldEarly();
const QString &certificateEndIsUntold();
const QString &certificateEndWasToldEarly();
// Who approved, of a row of the request columns, and as that column's value.
QList<Actor> approversOf(const QSqlQuery &query);
QString approversValue(const QList<Actor> &approvers);

// "?, ?, ?" for so many values.
QString placeholders(qsizetype count);
// NULL for an empty text: UNIQUE columns that may lack a value.
QVariant optionalText(const QString &text);

} // namespace tegata
