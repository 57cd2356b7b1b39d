// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/actionanswer.h"
#include "core/domain/actions.h"
#include "core/remote/dogtag/certificatereader.h"

namespace tegata::dogtag {

// Revokes one certificate, puts it on hold or releases it: reads it with a fresh nonce, finds out whether it is done
// already (the same key sent again) and whether the operator saw what is there, acts and reads it again. The server
// refuses to revoke what is on hold: that is released first. Answers once and deletes itself; what it is given outlives
// it.
class RevocationJob final : public QObject
{
    Q_OBJECT

public:
    struct Means
    {
        AgentApi &api;
        CertificateReader &reader;
        ReleasedHolds &holds;
    };

    RevocationJob(const Means &means, Agent agent, Revocation revocation, QObject *parent);

    // Errors as the port's; TooManyRequests: the nonce was gone twice, nothing was done.
    Future<RevocationAnswer> start();

private:
    void read();
    void act(const ServerCertificate &now);
    void release(const ServerCertificate &now);
    void revoke(const ServerCertificate &now);
    void look(const QString &refusal);
    bool isRelease() const { return m_revocation.reason == RevocationReason::RemoveFromCrl; }
    bool isDone(const ServerCertificate &now) const;
    void finishDone(ServerCertificate now);
    void finish(const Result<RevocationAnswer> &answer);

    Means m_means;
    Agent m_agent;
    Revocation m_revocation;
    Promise<RevocationAnswer> m_promise;
    int m_tries = 0;
};

} // namespace tegata::dogtag
