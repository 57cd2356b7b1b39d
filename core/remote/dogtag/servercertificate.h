// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/domain/certificaterecord.h"

#include <QJsonObject>

namespace tegata::dogtag {

// One row of a search for certificates.
struct SearchRow
{
    QString serial; // ours
    QDateTime issuedAt;
    QDateTime revokedAt;
};

struct SearchPage
{
    QList<SearchRow> rows;
    qint64 total = 0;
};

// A certificate as the authority has it.
struct ServerCertificate
{
    CertificateDetail detail; // issuedAt: notBefore, until a search tells more
    QString revokedBy;        // uid
    QString nonce;            // for a revocation; empty where it was not asked as an agent

    bool isOnHold() const;
};

Result<SearchPage> searchPageFromJson(const QJsonObject &object);
// Errors: ProtocolViolation, those of Certificate::parse. Where the chain cannot be read, it is empty.
Result<ServerCertificate> certificateFromJson(const QJsonObject &object);

// The authority's name of a reason: "Key_Compromise".
QString reasonForServer(RevocationReason reason);

// A certificate has no version either: 1 as it was issued, the time of the revocation after it, and one more when that
// was a hold and was released, so that each state is later than the one before.
int releasedVersion(int heldVersion);

} // namespace tegata::dogtag
