// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/authority/issuingauthority.h"
#include "core/service/store/accountstore.h"
#include "core/service/store/transaction.h"

namespace tegata {

// Whom a client certificate is for.
struct ClientOrder
{
    CredentialKind kind = CredentialKind::Operator;
    QString subjectId;  // of the operator or examiner
    QString customerId; // empty for an examiner
    DistinguishedName subject;
    QByteArray publicKeyDer;
};

// Signs it and puts it into the store, on the trail, and among the credentials that let a person in (S39, S55). Errors:
// those of IssuingAuthority::issueClient, the store's.
Result<IssuedCertificate> issueClientCertificate(Transaction &transaction, const IssuingAuthority &authority,
                                                 const ClientOrder &order, const QDateTime &now);

} // namespace tegata
