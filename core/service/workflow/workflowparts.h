// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/registration.h"
#include "core/service/store/requeststore.h"
#include "core/service/workflow/siteactor.h"

// What the workflows of requests and of revocations share.
namespace tegata {

QString sha256Hex(const QByteArray &bytes);

AuditEvent requestEvent(const SiteActor &who, const QString &action, const RequestRow &row, RequestState from,
                        RequestState to, const QDateTime &now);
Result<void> appendEvent(Transaction &transaction, const AuditEvent &event);

// The time-out counts from its moment on, not from when the housekeeper notes it. A request that failed to be signed
// has its decision and waits for none.
bool isTimedOut(const CertificateRequest &request, const QDateTime &now);

// Different operators who have to approve (four eyes), by the registration's rule for the product.
int approvalsNeeded(const Registration &registration, Product product);

// InvalidArgument with the field "renewalOf" where the customer has no such certificate.
Result<void> checkRenewal(ReadTransaction &transaction, const QString &customerId, const QString &serial);

} // namespace tegata
