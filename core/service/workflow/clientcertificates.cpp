// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/clientcertificates.h"

#include "core/service/store/certificatestore.h"

namespace tegata {

Result<IssuedCertificate> issueClientCertificate(Transaction &transaction, const IssuingAuthority &authority,
                                                 const ClientOrder &order, const QDateTime &now)
{
    const QString profile =
        order.kind == CredentialKind::Operator ? QStringLiteral("operator") : QStringLiteral("examiner");
    Result<IssuedCertificate> issued = authority.issueClient(profile, order.subject, order.publicKeyDer, now);
    if (!issued)
        return issued;
    CertificateRow row = certificateRow(*issued, order.customerId);
    if (const Result<void> inserted = CertificateStore::insert(transaction, row); !inserted)
        return failure(inserted.error());
    const Certificate &certificate = issued->certificate;
    const Result<void> registered =
        AccountStore::insertCredential(transaction, {QString::fromLatin1(certificate.sha256().toHex()),
                                                     certificate.serial(),
                                                     order.kind,
                                                     order.subjectId,
                                                     certificate.notAfter(),
                                                     {}});
    if (!registered)
        return failure(registered.error());
    return issued;
}

} // namespace tegata
