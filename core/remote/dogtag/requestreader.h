// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/customersite.h"
#include "core/remote/dogtag/agentapi.h"

#include <functional>

namespace tegata::dogtag {

struct Reviewed
{
    Review review;
    RequestDetail detail;
};

// Requests as ours: each takes a review, because the authority's list tells next to nothing. The API outlives it; lives
// on its thread.
class RequestReader final : public QObject
{
    Q_OBJECT

public:
    explicit RequestReader(AgentApi &api, QObject *parent = nullptr) : QObject(parent), m_api(api) {}

    Future<Reviewed> read(const QString &id);
    // With a nonce for a decision.
    Future<Reviewed> readToDecide(const QString &id);
    // One that cannot be read alone is as far as its row tells.
    Future<QList<CertificateRequest>> requests(const QList<ListRow> &rows);
    Future<QList<CertificateRequest>> requestsOf(const QStringList &ids);
    Future<ListPage<CertificateRequest>> list(std::optional<RequestState> state, const QString &after, int limit);
    // Ids of all that wait.
    Future<QList<qint64>> pendingIds();

private:
    Future<Reviewed> complete(const Future<Review> &review);
    Future<CertificateRequest> request(const ListRow &row);
    Future<ListPage<CertificateRequest>> pageOf(const Future<QList<ListRow>> &rows, qint64 after, int limit);

    AgentApi &m_api;
};

} // namespace tegata::dogtag
