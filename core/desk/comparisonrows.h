// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/evidence.h"
#include "core/pki/certificatesigningrequest.h"

namespace tegata {

// What stands beside each other. Pointers may be null: no such thing, or none that fits.
struct ComparedSources
{
    const CertificateSigningRequest &csr;
    const CertificateRequest &request;
    const Registration *registration = nullptr;
    const Organization *organization = nullptr; // of the registration, that the subject means
    const CertificateRecord *previous = nullptr;
};

// CSR | registered data | previous certificate (S52, V4, V7): subject attributes in the order of V4, one row for each
// SAN (those that the previous certificate had and the CSR lacks come last), key, signature, product and language or
// the profile. Values are data, not words: "ov", "ja", hex. Pure; at most some hundred rows, the last of which counts
// what was left out.
QList<ComparisonRow> comparisonRows(const ComparedSources &sources);

} // namespace tegata
