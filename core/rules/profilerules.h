// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"
#include "core/domain/enrollmentprofile.h"
#include "core/pki/certificatesigningrequest.h"

#include <QList>
#include <QStringList>

namespace tegata {

// The CSR's host names (requestrules.h) that stand in none of the values that the profile will sign. A profile makes
// the certificate from its own values: what it did not take over from the CSR is not issued.
QStringList namesNotIssued(const CertificateSigningRequest &csr, const EnrollmentProfile &profile);

// What an operator has to know of a request before the profile issues it (V7). Pure.
QList<Finding> checkProfile(const CertificateSigningRequest &csr, const EnrollmentProfile &profile);

} // namespace tegata
