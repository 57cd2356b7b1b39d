// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"

#include <QList>

#include <array>
#include <variant>

namespace tegata {

// The tabs of the operator's workspace: 承認待ち, 保留, 発行済み, 却下・取消, 失効. Pending, OnHold and Closed hold
// requests, Issued and Revoked hold certificates.
enum class QueueView
{
    Pending,
    OnHold,
    Issued,
    Closed,
    Revoked
};
inline constexpr int QueueViewCount = 5;
inline constexpr std::array<QueueView, QueueViewCount> AllQueueViews = {
    QueueView::Pending, QueueView::OnHold, QueueView::Issued, QueueView::Closed, QueueView::Revoked};

// Where a record stands. Issued requests stand nowhere: their certificate does.
std::optional<QueueView> viewOf(const CertificateRequest &request);
QueueView viewOf(const CertificateRecord &certificate);

enum class QueueColumn
{
    CommonName,
    Organization,
    Product,
    Key,
    Check,       // requests
    State,       // requests; certificates: valid, expired
    SubmittedAt, // requests
    UpdatedAt,   // requests
    IssuedAt,    // certificates
    NotAfter,    // certificates
    RevokedAt,   // certificates
    Reason,      // certificates: revocation reason
    Serial,      // certificates
    ClaimedBy,   // requests that wait: id of the operator who took it, empty for nobody
    Approvals,   // requests that wait: how many are given
    ExpiresAt,   // requests that wait: when they time out (処理期限)
};
QList<QueueColumn> columnsOf(QueueView view);

// The order of a view. Rows that are equal by the column stand by key, so that an order is total.
struct QueueOrder
{
    QueueColumn column = QueueColumn::SubmittedAt;
    bool descending = false;

    friend bool operator==(const QueueOrder &, const QueueOrder &) = default;
};
// What times out first in Pending and OnHold; latest first elsewhere.
QueueOrder defaultOrder(QueueView view);

// One row: its key in the cache (unique within requests and within certificates, never used again) and its record.
struct QueueRow
{
    qint64 key = 0;
    std::variant<CertificateRequest, CertificateRecord> record;

    const CertificateRequest *request() const { return std::get_if<CertificateRequest>(&record); }
    const CertificateRecord *certificate() const { return std::get_if<CertificateRecord>(&record); }
    // The request's id or the certificate's serial.
    QString id() const { return request() ? request()->id : certificate()->serial; }
};

using QueueCounts = std::array<qint64, QueueViewCount>;

// What one applied page did to the views: keys that came, went, or changed in place. One set a transaction. A sorted or
// filtered list asks QueueCache::changesOf() what it means for its rows.
struct ChangeSet
{
    struct View
    {
        QList<qint64> added;
        QList<qint64> removed;
        QList<qint64> updated;

        bool isEmpty() const { return added.isEmpty() && removed.isEmpty() && updated.isEmpty(); }
    };
    std::array<View, QueueViewCount> views;
    QueueCounts counts{}; // after the page
    quint64 revision = 0; // of the cache after it (queuelist.h)

    const View &of(QueueView view) const { return views[static_cast<std::size_t>(view)]; }
    View &of(QueueView view) { return views[static_cast<std::size_t>(view)]; }
};

} // namespace tegata
