// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/pki/certificatebuilder.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace tegata {

// What a kind of certificate carries beside subject and key; data of resources/policies/certificate-profiles.json.
struct CertificateProfile
{
    QString name; // "root", "issuing", "server-ov", "server-ev", "operator", "examiner", "ocsp", "service-tls"
    bool isCa = false;
    std::optional<int> pathLength;
    QStringList keyUsage;
    QStringList rsaKeyUsage; // added where the key is RSA
    QList<ExtendedKeyUsage> extendedKeyUsage;
    QStringList policyOids;
    int validityDays = 0;        // 0: by the customer's policy (V1)
    bool revocationUrls = false; // CRL distribution point and OCSP
    bool caIssuersUrl = false;
    bool ocspNoCheck = false;
};

class CertificateProfiles
{
public:
    // The program's own.
    static Result<CertificateProfiles> load();
    // Errors: MalformedEncoding, InvalidArgument (field names the member).
    static Result<CertificateProfiles> parse(const QByteArray &json);

    // Internal where there is none of that name.
    Result<CertificateProfile> find(const QString &name) const;

private:
    QList<CertificateProfile> m_profiles;
};

} // namespace tegata
