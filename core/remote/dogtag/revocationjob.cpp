// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/revocationjob.h"

namespace tegata::dogtag {

namespace {

constexpr int MaximumTries = 2;

} // namespace

RevocationJob::RevocationJob(const Means &means, Agent agent, Revocation revocation, QObject *parent)
    : QObject(parent), m_means(means), m_agent(std::move(agent)), m_revocation(std::move(revocation))
{}

Future<RevocationAnswer> RevocationJob::start()
{
    const Future<RevocationAnswer> future = m_promise.future();
    read();
    return future;
}

void RevocationJob::read()
{
    ++m_tries;
    observe<ServerCertificate>(m_means.reader.readToRevoke(m_revocation.serial), this,
                               [this](const Result<ServerCertificate> &now) {
                                   if (now)
                                       act(*now);
                                   else
                                       finish(failure(now.error()));
                               });
}

bool RevocationJob::isDone(const ServerCertificate &now) const
{
    const CertificateRecord &record = now.detail.certificate;
    if (isRelease())
        return record.state != CertificateState::Revoked;
    return record.state == CertificateState::Revoked && record.revocationReason == m_revocation.reason &&
           now.revokedBy == m_agent.uid && record.version != m_revocation.version;
}

void RevocationJob::act(const ServerCertificate &now)
{
    const CertificateRecord &record = now.detail.certificate;
    const bool isAsSeen =
        record.version == m_revocation.version || m_means.holds.wasReleasedFor(m_revocation.idempotencyKey);
    if (isDone(now))
        finishDone(now);
    else if (!isAsSeen || (record.state == CertificateState::Revoked && !now.isOnHold()))
        finish(RevocationAnswer(ActionConflict<CertificateDetail>{now.detail}));
    else if (now.isOnHold())
        release(now);
    else
        revoke(now);
}

void RevocationJob::release(const ServerCertificate &now)
{
    const int heldVersion = now.detail.certificate.version;
    observe<Answer>(m_means.api.release(m_revocation.serial), this, [this, heldVersion](const Result<Answer> &answer) {
        if (!answer) {
            finish(failure(answer.error()));
            return;
        }
        if (answer->outcome != Outcome::Done) {
            look(answer->message);
            return;
        }
        m_means.holds.add(m_revocation.serial, heldVersion);
        if (isRelease()) {
            look({});
            return;
        }
        m_means.holds.setReleasedFor(m_revocation.idempotencyKey);
        m_tries = 0;
        read();
    });
}

void RevocationJob::revoke(const ServerCertificate &now)
{
    const QJsonObject body{{QStringLiteral("Reason"), reasonForServer(m_revocation.reason)},
                           {QStringLiteral("Comments"), m_revocation.note},
                           {QStringLiteral("Nonce"), now.nonce}};
    observe<Answer>(m_means.api.revoke(m_revocation.serial, body), this, [this](const Result<Answer> &answer) {
        if (!answer)
            finish(failure(answer.error()));
        else if (answer->outcome == Outcome::StaleNonce && m_tries < MaximumTries)
            read();
        else if (answer->outcome == Outcome::StaleNonce)
            finish(failure(ErrorCode::TooManyRequests, answer->message));
        else
            look(answer->outcome == Outcome::Refused ? answer->message : QString());
    });
}

void RevocationJob::look(const QString &refusal)
{
    observe<ServerCertificate>(
        m_means.reader.read(m_revocation.serial), this, [this, refusal](const Result<ServerCertificate> &now) {
            if (!now) // no "no": what was done is found by the same key
                finish(failure(ErrorCode::ConnectionLost, errorCodeName(now.error().code)));
            else if (isDone(*now))
                finishDone(*now);
            else if (!refusal.isEmpty())
                finish(RevocationAnswer(ActionRefused{errorCodeName(ErrorCode::Refused), refusal, {}}));
            else
                finish(RevocationAnswer(ActionConflict<CertificateDetail>{now->detail}));
        });
}

void RevocationJob::finishDone(ServerCertificate now)
{
    // Released by an earlier try whose answer was lost: the operator saw the hold.
    if (isRelease() && now.detail.certificate.version < m_revocation.version) {
        m_means.holds.add(m_revocation.serial, m_revocation.version);
        m_means.holds.apply(now);
    }
    finish(RevocationAnswer(ActionDone<CertificateDetail>{now.detail}));
}

void RevocationJob::finish(const Result<RevocationAnswer> &answer)
{
    m_promise.deliver(answer);
    deleteLater();
}

} // namespace tegata::dogtag
