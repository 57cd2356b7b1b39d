// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/authority/serialreserve.h"
#include "core/service/workflow/requestworkflow.h"

#include <QList>
#include <QSet>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace tegata {

// Checks, lints and signs for an approval before its transaction, so that no writer waits for a signature. The
// transaction reads the state again (RequestWorkflow::move). What was signed and is not what the transaction put into
// the store was signed in vain: nobody ever gets it, but it exists (RFC 5280; BR 4.9, 7.1), so it is recorded, revoked
// at once, and known to CRL, OCSP and the verification of the store. Thread-safe; not within a transaction.
class ApprovalSigner
{
public:
    // Of what is prepared and outdated by its transaction: as often as this, then the caller is told to try again.
    static constexpr int MostTries = 3;
    static constexpr std::chrono::milliseconds LongestTurn{5000};

    // longestTurn: how long an approval waits for another one of the same request.
    ApprovalSigner(Database &database, const RequestWorkflow &workflow, const Clock &clock,
                   std::chrono::milliseconds longestTurn = LongestTurn);

    // Puts into the move what could be prepared for it, without a certificate where something stands against it: its
    // transaction says what. While another approval of the request has a certificate (a program that sends again) this
    // waits until that one is settled: of the two only one can be issued; where it takes too long, nothing is prepared.
    // Blocks. Errors: those of SerialReserve.
    Result<void> prepare(const SiteActor &who, RequestMove &move);
    // After the move's transaction, whatever became of it. serial: the certificate that it answered as issued; empty:
    // none. Where the store cannot take the record, recordInVain() tries again.
    Result<void> settle(const RequestMove &move, const QString &serial);
    // What could not be recorded before.
    Result<void> recordInVain();

private:
    Result<void> prepareInTurn(const SiteActor &who, RequestMove &move);
    // Waits for its turn; answers whether it has come.
    bool beginSigning(const QString &request);
    void endSigning(const QString &request);

    using Prepared = std::shared_ptr<const PreparedApproval>;

    Database &m_database;
    const RequestWorkflow &m_workflow;
    const Clock &m_clock;
    const std::chrono::milliseconds m_longestTurn;
    SerialReserve m_serials;
    std::mutex m_mutex;
    std::condition_variable m_settled;
    QSet<QString> m_signedFor; // requests whose certificate waits for its transaction
    QList<Prepared> m_inVain;  // not recorded yet
};

} // namespace tegata
