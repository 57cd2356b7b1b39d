// SPDX-License-Identifier: Apache-2.0
#include "core/cache/queueview.h"

namespace tegata {

std::optional<QueueView> viewOf(const CertificateRequest &request)
{
    switch (request.state) {
    case RequestState::Pending:
    case RequestState::PartlyApproved:
    case RequestState::Approved:
    case RequestState::Failed:
        return QueueView::Pending;
    case RequestState::OnHold:
        return QueueView::OnHold;
    case RequestState::Rejected:
    case RequestState::Cancelled:
    case RequestState::Withdrawn:
    case RequestState::Expired:
        return QueueView::Closed;
    case RequestState::Issued:
        return std::nullopt;
    }
    return std::nullopt;
}

QueueView viewOf(const CertificateRecord &certificate)
{
    return certificate.state == CertificateState::Revoked ? QueueView::Revoked : QueueView::Issued;
}

QList<QueueColumn> columnsOf(QueueView view)
{
    switch (view) {
    case QueueView::Pending:
    case QueueView::OnHold:
        return {QueueColumn::Check,     QueueColumn::CommonName, QueueColumn::Organization, QueueColumn::Product,
                QueueColumn::Key,       QueueColumn::State,      QueueColumn::ExpiresAt,    QueueColumn::ClaimedBy,
                QueueColumn::Approvals, QueueColumn::SubmittedAt};
    case QueueView::Closed:
        return {QueueColumn::State,   QueueColumn::CommonName, QueueColumn::Organization,
                QueueColumn::Product, QueueColumn::Key,        QueueColumn::UpdatedAt};
    case QueueView::Issued:
        return {QueueColumn::State, QueueColumn::CommonName, QueueColumn::Organization, QueueColumn::Product,
                QueueColumn::Key,   QueueColumn::IssuedAt,   QueueColumn::NotAfter,     QueueColumn::Serial};
    case QueueView::Revoked:
        return {QueueColumn::CommonName, QueueColumn::Organization, QueueColumn::Product,
                QueueColumn::RevokedAt,  QueueColumn::Reason,       QueueColumn::Serial};
    }
    return {};
}

QueueOrder defaultOrder(QueueView view)
{
    switch (view) {
    case QueueView::Pending:
    case QueueView::OnHold:
        return {QueueColumn::ExpiresAt, false};
    case QueueView::Closed:
        return {QueueColumn::UpdatedAt, true};
    case QueueView::Issued:
        return {QueueColumn::IssuedAt, true};
    case QueueView::Revoked:
        return {QueueColumn::RevokedAt, true};
    }
    return {};
}

} // namespace tegata
