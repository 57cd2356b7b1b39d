// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"
#include "core/domain/enrollmentprofile.h"
#include "core/pki/certificatesigningrequest.h"

#include <QList>
#include <QString>

namespace tegata {

// What a certificate will be for. The rules about names, subjects and registrations (V4, V7, V9, V10) are those of
// server certificates; for the other kinds the key, the signature and the form of the subject are checked.
enum class CertificateKind
{
    Server,
    Client,
    Ca,
    Mail,
    Code,
    Other
};

// By what an authority's profile will issue where its values are known (extended key usages, CA), else by the profile's
// name and then by the usages that the CSR asks for. In doubt it is a server certificate, whose rules are the stricter
// ones. profileName empty: a site of products, which are server certificates.
CertificateKind certificateKindOf(const CertificateSigningRequest &csr, const QString &profileName,
                                  const EnrollmentProfile *profile = nullptr);

// What is said of a kind without rules of its own: which were applied, and which do not exist yet. Nothing for servers.
QList<Finding> kindFindings(CertificateKind kind);
// Whether these findings say so: names, usages and validity were not checked then.
bool saysOtherKind(const QList<Finding> &findings);

} // namespace tegata
