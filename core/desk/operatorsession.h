// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatordesk.h"
#include "core/remote/siteprofile.h"
#include "core/vault/identitystore.h"

#include <QObject>

#include <functional>
#include <memory>

namespace tegata {

// Makes a site's connection from its profile and an unlocked identity (core/remote/rest, or a double in tests).
// Errors reach the caller of unlock().
using OperatorSiteFactory =
    std::function<Result<std::unique_ptr<OperatorSite>>(const SiteProfile &, const Identity &)>;

// Signing in and out of one site: which identity, unlocked or not. unlock() attaches the desk, lock() detaches it and
// drops key and connections. What the person did last counts: an unlock() that is overtaken by lock(), an import or a
// newer unlock() attaches nothing. References outlive the session.
class OperatorSession : public QObject
{
    Q_OBJECT

public:
    OperatorSession(SiteProfile site, IdentityStore &identities, OperatorSiteFactory factory, OperatorDesk &desk,
                    QObject *parent = nullptr);

    const SiteProfile &site() const { return m_site; }
    bool isUnlocked() const { return m_unlocked; }
    const std::optional<IdentityInfo> &identity() const { return m_identity; }

    // The identities of the profile; the site's own first.
    Future<QList<IdentityInfo>> identities();
    // Stores the PKCS#12 and makes it this site's identity (siteChanged tells the owner to save the profile).
    Future<IdentityInfo> importIdentity(const QByteArray &pkcs12, const SharedSecret &passphrase);
    // Errors: IdentityStore::unlock's; PassphraseNeeded asks the person. Cancelled: overtaken.
    Future<IdentityInfo> unlock(const SharedSecret &passphrase = {});
    void lock();

Q_SIGNALS:
    void identityChanged();
    void lockChanged(bool unlocked);
    void siteChanged(const tegata::SiteProfile &site);

private:
    SiteProfile m_site;
    IdentityStore &m_identities;
    OperatorSiteFactory m_factory;
    OperatorDesk &m_desk;
    std::optional<IdentityInfo> m_identity;
    bool m_unlocked = false;
    quint64 m_generation = 0; // of the unlock() that may still attach
};

} // namespace tegata
