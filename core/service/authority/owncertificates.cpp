// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/owncertificates.h"

namespace tegata {

Result<void> recordOwnCertificate(Transaction &transaction, const IssuedCertificate &issued)
{
    const auto isKnown = CertificateStore::isKnown(transaction, issued.certificate.serial());
    if (!isKnown)
        return failure(isKnown.error());
    if (*isKnown)
        return {};
    CertificateRow row = certificateRow(issued, QString());
    return CertificateStore::insert(transaction, row);
}

Result<void> recordAuthorities(Transaction &transaction, const IssuingAuthority &authority)
{
    const IssuedCertificate both[] = {
        {authority.root(), QStringLiteral("root"), authority.root().notBefore()},
        {authority.issuing(), QStringLiteral("issuing"), authority.issuing().notBefore()},
    };
    for (const IssuedCertificate &issued : both) {
        if (const Result<void> recorded = recordOwnCertificate(transaction, issued); !recorded)
            return recorded;
    }
    return {};
}

} // namespace tegata
