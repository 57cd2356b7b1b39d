// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/evidence.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/rules/policy.h"
#include "core/rules/requestrules.h"

#include <QDateTime>

namespace tegata {

// Everything that the local part of the evidence is made of.
struct EvidenceSources
{
    CertificateRequest request;
    std::optional<CertificateSigningRequest> csr; // of the request; nothing before it is read (EvidenceCollector)
    std::optional<Registration> registration;
    Policy policy;
    QList<CertificateRecord> sameName; // of the cache; those issued from this very request do not count
    QList<CertificateRecord> sameKey;
    std::optional<CertificateRecord> renewed; // the certificate that the request renews, where the cache has it
    QList<CertificateRequest> waiting; // other requests of the cache that may be for the same (QueueCache::waitingLike)
    QDateTime now;
    bool siteRegisters = true; // RequestContext
    CertificateKind kind = CertificateKind::Server;
};

// All sources collected. The check alone. matched: as of checkRequest().
CheckReport checkOf(const EvidenceSources &sources, std::optional<Organization> *matched = nullptr);
// Checks (checkOf), compares and dates: pure, some milliseconds, for a worker. live and caa are left empty.
Evidence buildEvidence(const EvidenceSources &sources);

} // namespace tegata
