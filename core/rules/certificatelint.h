// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "core/pki/certificate.h"
#include "core/rules/policy.h"

#include <QList>

namespace tegata {

// Looks at a server certificate before it is signed (SC-075): what it would say, not what was asked for. V21 in full,
// and of V1, V4–V7 what can be seen in the certificate alone; which names and organisations may be in it is
// checkRequest()'s. certificate: with a signature that counts for nothing (draftCertificate). now: the moment of
// signing. Pure; what it finds is an error, and nothing with an error is signed.
QList<Finding> lintServerCertificate(const Certificate &certificate, const Certificate &issuer, Product product,
                                     const Policy &policy, const QDateTime &now);

} // namespace tegata
