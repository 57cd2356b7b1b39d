// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/requestreader.h"

#include "core/remote/dogtag/gather.h"

#include <algorithm>

namespace tegata::dogtag {

namespace {

constexpr int LargestPage = 100;
// The list of what waits is not paged, and cut silently: this is more than an authority's queue can hold.
constexpr int MostPending = 50000;

// The server's name; empty for what it does not have.
QString statusOf(RequestState state)
{
    switch (state) {
    case RequestState::Pending:
        return QStringLiteral("pending");
    case RequestState::Issued:
        return QStringLiteral("complete");
    case RequestState::Rejected:
        return QStringLiteral("rejected");
    case RequestState::Cancelled:
        return QStringLiteral("canceled");
    default:
        return {};
    }
}

// About this request alone: the others can still be read.
bool isOfOneRequest(ErrorCode code)
{
    return code == ErrorCode::NotFound || code == ErrorCode::ServiceFailure || code == ErrorCode::ProtocolViolation ||
           code == ErrorCode::Refused;
}

} // namespace

Future<Reviewed> RequestReader::read(const QString &id)
{
    return complete(m_api.review(id));
}

Future<Reviewed> RequestReader::readToDecide(const QString &id)
{
    return complete(m_api.reviewToDecide(id));
}

Future<Reviewed> RequestReader::complete(const Future<Review> &future)
{
    auto promise = std::make_shared<Promise<Reviewed>>();
    observe<Review>(future, this, [this, promise](const Result<Review> &review) {
        if (!review) {
            promise->deliver(failure(review.error()));
            return;
        }
        if (stateOf(review->status) != RequestState::Issued) {
            promise->deliver(Reviewed{*review, detailOf(*review, {})});
            return;
        }
        observe<ListRow>(m_api.row(review->id), this, [promise, review = *review](const Result<ListRow> &row) {
            if (row)
                promise->deliver(Reviewed{review, detailOf(review, row->serial)});
            else
                promise->deliver(failure(row.error()));
        });
    });
    return promise->future();
}

Future<CertificateRequest> RequestReader::request(const ListRow &row)
{
    auto promise = std::make_shared<Promise<CertificateRequest>>();
    observe<Review>(m_api.review(QString::number(row.id)), this, [promise, row](const Result<Review> &review) {
        if (review)
            promise->deliver(detailOf(*review, row.serial).request);
        else if (isOfOneRequest(review.error().code))
            promise->deliver(requestOf(row));
        else
            promise->deliver(failure(review.error()));
    });
    return promise->future();
}

Future<QList<CertificateRequest>> RequestReader::requests(const QList<ListRow> &rows)
{
    return gather<CertificateRequest, ListRow>(this, rows, [this](const ListRow &row) { return request(row); });
}

Future<QList<CertificateRequest>> RequestReader::requestsOf(const QStringList &ids)
{
    auto promise = std::make_shared<Promise<QList<CertificateRequest>>>();
    const auto ask = [this](const QString &id) { return m_api.row(id); };
    observe<QList<ListRow>>(
        gather<ListRow, QString>(this, ids, ask), this, [this, promise](const Result<QList<ListRow>> &rows) {
            if (!rows) {
                promise->deliver(failure(rows.error()));
                return;
            }
            observe<QList<CertificateRequest>>(
                requests(*rows), this,
                [promise](const Result<QList<CertificateRequest>> &read) { promise->deliver(read); });
        });
    return promise->future();
}

Future<ListPage<CertificateRequest>> RequestReader::list(std::optional<RequestState> state, const QString &after,
                                                         int limit)
{
    const QString status = state ? statusOf(*state) : QString();
    if (state && status.isEmpty())
        return readyFuture<ListPage<CertificateRequest>>(ListPage<CertificateRequest>());
    const qint64 last = after.toLongLong();
    limit = std::clamp(limit, 1, LargestPage);
    RowQuery query{status, last + 1, limit, 0};
    if (state == RequestState::Pending)
        query = {status, 0, 0, MostPending};
    return pageOf(m_api.rows(query), last, limit);
}

Future<ListPage<CertificateRequest>> RequestReader::pageOf(const Future<QList<ListRow>> &future, qint64 after,
                                                           int limit)
{
    auto promise = std::make_shared<Promise<ListPage<CertificateRequest>>>();
    observe<QList<ListRow>>(future, this, [this, promise, after, limit](const Result<QList<ListRow>> &rows) {
        if (!rows) {
            promise->deliver(failure(rows.error()));
            return;
        }
        // Past its end, a paged list shows the last entry again.
        QList<ListRow> fresh;
        for (const ListRow &row : *rows) {
            if (row.id > after && fresh.size() < limit)
                fresh.append(row);
        }
        const QString next = fresh.size() == limit ? QString::number(fresh.constLast().id) : QString();
        QList<ListRow> wanted;
        std::copy_if(fresh.cbegin(), fresh.cend(), std::back_inserter(wanted),
                     [](const ListRow &row) { return row.isForCertificate(); });
        observe<QList<CertificateRequest>>(requests(wanted), this,
                                           [promise, next](const Result<QList<CertificateRequest>> &items) {
                                               if (items)
                                                   promise->deliver(ListPage<CertificateRequest>{*items, next});
                                               else
                                                   promise->deliver(failure(items.error()));
                                           });
    });
    return promise->future();
}

Future<QList<qint64>> RequestReader::pendingIds()
{
    auto promise = std::make_shared<Promise<QList<qint64>>>();
    observe<QList<ListRow>>(m_api.rows({QStringLiteral("pending"), 0, 0, MostPending}), this,
                            [promise](const Result<QList<ListRow>> &rows) {
                                if (!rows) {
                                    promise->deliver(failure(rows.error()));
                                    return;
                                }
                                QList<qint64> ids;
                                for (const ListRow &row : *rows)
                                    ids.append(row.id);
                                promise->deliver(ids);
                            });
    return promise->future();
}

} // namespace tegata::dogtag
