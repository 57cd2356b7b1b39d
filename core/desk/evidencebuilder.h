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
    CertificateSigningRequest csr;
    std::optional<Registration> registration;
    Policy policy;
    QList<CertificateRecord> sameName; // of the cache; those issued from this very request do not count
    QList<CertificateRecord> sameKey;
    std::optional<CertificateRecord> renewed; // the certificate that the request renews, where the cache has it
    QList<CertificateRequest> waiting; // other requests of the cache that may be for the same (QueueCache::waitingLike)
    QDateTime now;
    bool siteRegisters = true; // RequestContext
};

// V6: how the certificates of the request's key, as the cache has them, count for the check. Those issued from the
// request itself do not.
QList<KeyUse> keyUses(const QList<CertificateRecord> &sameKey, const QString &requestId);

// Checks, compares and dates: pure, some milliseconds, for a worker. live and caa are left empty.
Evidence buildEvidence(const EvidenceSources &sources);

} // namespace tegata
