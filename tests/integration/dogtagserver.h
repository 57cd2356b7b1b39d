// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/privatekey.h"
#include "core/remote/dogtag/dogtagoperatorsite.h"
#include "core/remote/http/httpgate.h"

#include <QHash>
#include <QStringList>

#include <memory>

namespace tegata {

// A real Dogtag PKI on this machine, as the environment's TEGATA_DOGTAG names its folder: built beforehand
// (packaging/test --with-dogtag), started when it does not run. It is shared: a test decides only about requests of its
// own.
class DogtagServer
{
public:
    enum class Who
    {
        Agent,
        SecondAgent,
        NoAgent
    };

    // Why the tests cannot run here; empty when they can.
    static QString missing();
    // Blocks until it answers; false when it does not come up.
    bool start();

    SiteProfile site() const;
    TlsIdentity identity(Who who) const;
    std::unique_ptr<DogtagOperatorSite> connect(Who who = Who::Agent) const;

    // Requests for these subjects, with one key and DNS names beside it; their ids in this order. Empty on failure.
    QStringList submit(const QStringList &subjects, const QStringList &dnsNames = {});
    // How many requests wait; -1 on failure.
    int pendingCount() const;
    // A host name that no other run asked for.
    QString freshHost();

private:
    HttpGate &gate();

    QHash<QString, QString> m_values;
    std::unique_ptr<HttpGate> m_gate;
    std::optional<PrivateKey> m_key;
    int m_hosts = 0;
};

} // namespace tegata
