// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/workflowparts.h"

#include "core/service/store/certificatestore.h"

#include <QCryptographicHash>

namespace tegata {

QString sha256Hex(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

AuditEvent requestEvent(const SiteActor &who, const QString &action, const RequestRow &row, RequestState from,
                        RequestState to, const QDateTime &now)
{
    AuditEvent event = eventBy(who, action, now);
    event.objectKind = QStringLiteral("request");
    event.objectId = row.detail.request.id;
    event.customerId = row.customerId;
    event.fromState = requestStateName(from);
    event.toState = requestStateName(to);
    return event;
}

Result<void> appendEvent(Transaction &transaction, const AuditEvent &event)
{
    const Result<qint64> sequence = AuditTrail::append(transaction, event);
    return sequence ? Result<void>() : failure(sequence.error());
}

bool isTimedOut(const CertificateRequest &request, const QDateTime &now)
{
    return request.state != RequestState::Failed && request.expiresAt.isValid() && request.expiresAt <= now;
}

int approvalsNeeded(const Registration &registration, Product product)
{
    return product == Product::Ev ? registration.approvalsEv : registration.approvalsOv;
}

Result<void> checkRenewal(ReadTransaction &transaction, const QString &customerId, const QString &serial)
{
    const auto renewed = CertificateStore::find(transaction, customerId, serial);
    if (!renewed && renewed.error().code == ErrorCode::NotFound)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("no such certificate"), QStringLiteral("renewalOf"));
    return renewed ? Result<void>() : failure(renewed.error());
}

} // namespace tegata
