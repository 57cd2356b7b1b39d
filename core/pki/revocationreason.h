// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace tegata {

// RFC 5280, 5.3.1, as far as rules.md V8 knows them. certificateHold is absent on purpose: it must not be used.
enum class RevocationReason {
    Unspecified = 0, // written without a reasonCode
    KeyCompromise = 1,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    PrivilegeWithdrawn = 9, // the CA's alone
};

// "keyCompromise": the name in RFC 5280, the contract and the command line.
QString revocationReasonName(RevocationReason reason);
std::optional<RevocationReason> revocationReasonFromName(const QString &name);
// What a subscriber may choose, in the order of a menu.
QList<RevocationReason> subscriberRevocationReasons();

} // namespace tegata
