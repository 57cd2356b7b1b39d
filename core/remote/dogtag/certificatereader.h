// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/customersite.h"
#include "core/remote/dogtag/agentapi.h"
#include "core/remote/dogtag/releasedholds.h"

namespace tegata::dogtag {

// Certificates as ours: what the search does not tell comes from the certificate itself. API and holds outlive it;
// lives on the API's thread.
class CertificateReader final : public QObject
{
    Q_OBJECT

public:
    CertificateReader(AgentApi &api, const ReleasedHolds &holds, QObject *parent = nullptr)
        : QObject(parent), m_api(api), m_holds(holds)
    {}

    Future<ServerCertificate> read(const QString &serial);
    Future<ServerCertificate> readToRevoke(const QString &serial);
    // Without those that cannot be read alone.
    Future<QList<CertificateRecord>> records(const QList<SearchRow> &rows);
    Future<ListPage<CertificateRecord>> list(std::optional<CertificateState> state, const QString &after, int limit);

private:
    Future<ServerCertificate> complete(const Future<ServerCertificate> &future);
    Future<std::optional<CertificateRecord>> record(const SearchRow &row);

    AgentApi &m_api;
    const ReleasedHolds &m_holds;
};

} // namespace tegata::dogtag
