// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace tegata {

// RFC 5280, 5.3.1. Public TLS knows five of them (rules.md V8, subscriberRevocationReasons()); the hold and its release
// are for authorities of other rules: our own service never takes them.
enum class RevocationReason
{
    Unspecified = 0, // written without a reasonCode
    KeyCompromise = 1,
    CaCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6,
    RemoveFromCrl = 8,      // as a revocation's reason: release the hold
    PrivilegeWithdrawn = 9, // the CA's alone
    AaCompromise = 10,
};

// "keyCompromise": the name in RFC 5280, the contract and the command line.
QString revocationReasonName(RevocationReason reason);
std::optional<RevocationReason> revocationReasonFromName(const QString &name);
// What a subscriber may choose, in the order of a menu.
QList<RevocationReason> subscriberRevocationReasons();

} // namespace tegata
