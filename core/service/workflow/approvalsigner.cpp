// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/approvalsigner.h"

#include "core/service/store/certificatestore.h"
#include "core/service/workflow/workflowparts.h"

namespace tegata {

namespace {

Result<void> recordOne(Transaction &transaction, const PreparedApproval &prepared)
{
    const CertificateRequest &request = prepared.row.detail.request;
    // Committed after all, where only the answer to the commit was lost.
    const Result<bool> isKnown = CertificateStore::isKnown(transaction, prepared.issued->certificate.serial());
    if (!isKnown || *isKnown)
        return isKnown ? Result<void>() : failure(isKnown.error());
    // Of no request, so that nobody is shown it or can fetch it.
    CertificateRow row = certificateRow(*prepared.issued, prepared.row.customerId);
    row.certificate.product = request.product;
    row.certificate.issuedAt = transaction.now();
    const QString &serial = row.certificate.serial;
    if (const Result<void> inserted =
            CertificateStore::insert(transaction, row, {{QStringLiteral("signedInVainFor"), request.id}});
        !inserted)
        return inserted;
    if (const Result<void> revoked =
            CertificateStore::revokeOwn(transaction, serial, RevocationReason::Unspecified, transaction.now());
        !revoked)
        return revoked;
    SiteActor system;
    system.kind = ActorKind::System;
    system.customerId = prepared.row.customerId;
    AuditEvent event = eventBy(system, QStringLiteral("revoke"), transaction.now());
    event.objectKind = QStringLiteral("certificate");
    event.objectId = serial;
    event.fromState = certificateStateName(CertificateState::Valid);
    event.toState = certificateStateName(CertificateState::Revoked);
    event.evidence = {{QStringLiteral("signedInVainFor"), request.id},
                      {QStringLiteral("requestVersion"), request.version},
                      {QStringLiteral("reason"), revocationReasonName(RevocationReason::Unspecified)},
                      {QStringLiteral("certificateSha256"), sha256Hex(row.der)}};
    return appendEvent(transaction, event);
}

} // namespace

ApprovalSigner::ApprovalSigner(Database &database, const RequestWorkflow &workflow, const Clock &clock,
                               std::chrono::milliseconds longestTurn)
    : m_database(database), m_workflow(workflow), m_clock(clock), m_longestTurn(longestTurn), m_serials(database, clock)
{}

Result<void> ApprovalSigner::prepare(const SiteActor &who, RequestMove &move)
{
    move.prepared.reset();
    if (!beginSigning(move.id))
        return {}; // outdated by its transaction, unless something else stands against it
    const Result<void> prepared = prepareInTurn(who, move);
    if (!move.prepared || !move.prepared->issued)
        endSigning(move.id);
    return prepared;
}

Result<void> ApprovalSigner::prepareInTurn(const SiteActor &who, RequestMove &move)
{
    const QDateTime now = m_clock.now();
    Result<PreparedApproval> prepared =
        m_database.read([&](ReadTransaction &transaction) { return m_workflow.prepare(transaction, who, move, now); });
    if (!prepared)
        return {}; // its transaction says what stands against it
    if (prepared->issues) {
        const Result<QString> serial = m_serials.take();
        if (!serial)
            return failure(serial.error());
        m_workflow.sign(*prepared, *serial, now);
    }
    move.prepared = std::make_shared<const PreparedApproval>(*std::move(prepared));
    return {};
}

Result<void> ApprovalSigner::settle(const RequestMove &move, const QString &serial)
{
    if (!move.prepared || !move.prepared->issued)
        return {};
    endSigning(move.id);
    if (move.prepared->issued->certificate.serial() == serial)
        return {};
    {
        const std::lock_guard lock(m_mutex);
        m_inVain.append(move.prepared);
    }
    return recordInVain();
}

bool ApprovalSigner::beginSigning(const QString &request)
{
    std::unique_lock lock(m_mutex);
    if (!m_settled.wait_for(lock, m_longestTurn, [&] { return !m_signedFor.contains(request); }))
        return false;
    m_signedFor.insert(request);
    return true;
}

void ApprovalSigner::endSigning(const QString &request)
{
    {
        const std::lock_guard lock(m_mutex);
        m_signedFor.remove(request);
    }
    m_settled.notify_all();
}

Result<void> ApprovalSigner::recordInVain()
{
    QList<Prepared> left;
    {
        const std::lock_guard lock(m_mutex);
        left.swap(m_inVain);
    }
    if (left.isEmpty())
        return {};
    const Result<void> recorded = m_database.write([&](Transaction &transaction) -> Result<void> {
        for (const Prepared &each : left) {
            if (const Result<void> done = recordOne(transaction, *each); !done)
                return done;
        }
        return {};
    });
    if (!recorded) {
        const std::lock_guard lock(m_mutex);
        m_inVain = left + m_inVain;
    }
    return recorded;
}

} // namespace tegata
