// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/identitysession.h"
#include "core/desk/operatordesk.h"

#include <functional>
#include <memory>

namespace tegata {

// Makes a site's connection from its profile and an unlocked identity (core/remote/rest, or a double in tests).
using OperatorSiteFactory = std::function<Result<std::unique_ptr<OperatorSite>>(const SiteProfile &, const Identity &)>;

// An operator's session: what was given while unlocked and waits in the outbox stays stored when it is locked. The desk
// outlives it.
class OperatorSession final : public IdentitySession
{
    Q_OBJECT

public:
    OperatorSession(SiteProfile site, IdentityStore &identities, CacheKeyStore &cacheKeys, OperatorSiteFactory factory,
                    OperatorDesk &desk, QObject *parent = nullptr);
    ~OperatorSession() override;

    OperatorDesk &desk() { return m_desk; }

private:
    Result<void> connectAs(const Identity &identity) override;
    void attach(const SharedSecret &sealingKey) override;
    void detach() override;

    OperatorSiteFactory m_factory;
    OperatorDesk &m_desk;
    std::unique_ptr<OperatorSite> m_connection; // between connectAs() and attach()
};

} // namespace tegata
