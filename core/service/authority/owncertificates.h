// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/authority/issuingauthority.h"
#include "core/service/store/transaction.h"

namespace tegata {

// Puts a certificate of the authority's own (a CA, the OCSP responder) into the store and on the trail, unless it is
// there.
Result<void> recordOwnCertificate(Transaction &transaction, const IssuedCertificate &issued);
// The root and the issuing CA, likewise.
Result<void> recordAuthorities(Transaction &transaction, const IssuingAuthority &authority);

} // namespace tegata
