// SPDX-License-Identifier: Apache-2.0
#include "core/desk/operatorsession.h"

namespace tegata {

OperatorSession::OperatorSession(SiteProfile site, IdentityStore &identities, CacheKeyStore &cacheKeys,
                                 OperatorSiteFactory factory, OperatorDesk &desk, QObject *parent)
    : IdentitySession(std::move(site), identities, cacheKeys, parent), m_factory(std::move(factory)), m_desk(desk)
{}

OperatorSession::~OperatorSession() = default;

Result<void> OperatorSession::connectAs(const Identity &identity)
{
    Result<std::unique_ptr<OperatorSite>> made = m_factory(site(), identity);
    if (!made)
        return failure(made.error());
    m_connection = *std::move(made);
    return {};
}

void OperatorSession::attach(const SharedSecret &sealingKey)
{
    m_desk.attach(std::move(m_connection), sealingKey, identity() ? identity()->id : QString());
}

void OperatorSession::detach()
{
    m_desk.detach();
}

} // namespace tegata
