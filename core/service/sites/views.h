// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/service/authority/issuingauthority.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/certificatestore.h"
#include "core/service/store/enrollmentstore.h"
#include "core/service/store/requeststore.h"

#include <QJsonObject>

// Rows of the store as the contract's JSON, with history and notes, and in the reader's language.
namespace tegata {

Result<QJsonObject> requestView(ReadTransaction &transaction, const RequestRow &row, ActorKind reader,
                                Language language);
// What only operators see is taken away for the customer's contacts: who approved in part, who edited last.
CertificateRequest visibleTo(ActorKind reader, CertificateRequest request);
CertificateRecord visibleTo(ActorKind reader, CertificateRecord certificate); // nothing of it is internal
Result<QJsonObject> enrollmentView(ReadTransaction &transaction, const EnrollmentRow &row, Language language);
// The items with their words, and what the site finds beside them: other customers' domains and corporations.
Result<QJsonObject> vettingView(ReadTransaction &transaction, const EnrollmentRow &row, Language language);
QJsonObject enrollmentSummaryView(const EnrollmentSummary &summary);
Result<QJsonObject> certificateView(ReadTransaction &transaction, const CertificateRow &row,
                                    const IssuingAuthority &authority);
// withStaffMembers: also customerId, actor's kind and remote address, for the CA's staff.
QJsonObject auditView(const AuditRow &row, bool withStaffMembers);

} // namespace tegata
