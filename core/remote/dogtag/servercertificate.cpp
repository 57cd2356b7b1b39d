// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/servercertificate.h"

#include "core/pki/certificatechain.h"
#include "core/remote/dogtag/answer.h"
#include "core/remote/dogtag/requestversions.h"
#include "core/remote/dogtag/review.h"
#include "core/remote/dogtag/servertime.h"

#include <QJsonArray>

namespace tegata::dogtag {

namespace {

std::optional<RevocationReason> reasonOf(const QJsonObject &object)
{
    bool isNumber = false;
    const int number = textOf(object, QLatin1String("RevocationReason")).toInt(&isNumber);
    if (!isNumber)
        return std::nullopt;
    for (const RevocationReason reason :
         {RevocationReason::Unspecified, RevocationReason::KeyCompromise, RevocationReason::CaCompromise,
          RevocationReason::AffiliationChanged, RevocationReason::Superseded, RevocationReason::CessationOfOperation,
          RevocationReason::CertificateHold, RevocationReason::RemoveFromCrl, RevocationReason::PrivilegeWithdrawn,
          RevocationReason::AaCompromise}) {
        if (static_cast<int>(reason) == number)
            return reason;
    }
    return RevocationReason::Unspecified;
}

QDateTime timeOf(const QJsonObject &object, const char *name)
{
    const QString text = textOf(object, QLatin1String(name));
    const QDateTime time = epochTime(text);
    return time.isValid() ? time : serverTime(text);
}

CertificateState stateOfCertificate(const QString &status)
{
    if (status.startsWith(QLatin1String("REVOKED"), Qt::CaseInsensitive))
        return CertificateState::Revoked;
    if (status.compare(QLatin1String("EXPIRED"), Qt::CaseInsensitive) == 0)
        return CertificateState::Expired;
    return CertificateState::Valid; // also "INVALID": not yet valid
}

QList<QByteArray> issuersOf(const Certificate &certificate, const QJsonObject &object)
{
    const QByteArray der = QByteArray::fromBase64(textOf(object, QLatin1String("PKCS7CertChain")).toLatin1());
    const Result<QList<Certificate>> pool = CertificateChain::readPkcs7(der);
    QList<QByteArray> issuers;
    if (!pool)
        return issuers;
    const CertificateChain chain = CertificateChain::build(certificate, *pool);
    for (const Certificate &each : chain.certificates().mid(1))
        issuers.append(each.pem());
    return issuers;
}

CertificateRecord recordOf(const Certificate &certificate)
{
    CertificateRecord record;
    record.serial = certificate.serial();
    record.version = 1;
    record.commonName = certificate.subject().value(QLatin1String("CN"));
    record.subject = certificate.subject().toString();
    record.sans = certificate.dnsNames();
    record.organization = certificate.subject().value(QLatin1String("O"));
    record.issuer = certificate.issuer().toString();
    record.key = keySummary(certificate.key());
    record.notBefore = certificate.notBefore();
    record.notAfter = certificate.notAfter();
    record.issuedAt = record.notBefore;
    return record;
}

} // namespace

bool ServerCertificate::isOnHold() const
{
    const CertificateRecord &record = detail.certificate;
    return record.state == CertificateState::Revoked && record.revocationReason == RevocationReason::CertificateHold;
}

Result<SearchPage> searchPageFromJson(const QJsonObject &object)
{
    SearchPage page;
    for (const QJsonValue &value : object.value(QLatin1String("entries")).toArray()) {
        const QJsonObject entry = value.toObject();
        SearchRow row;
        row.serial = serialFromServer(textOf(entry, QLatin1String("id")));
        row.issuedAt = timeOf(entry, "IssuedOn");
        row.revokedAt = timeOf(entry, "RevokedOn");
        if (row.serial.isEmpty())
            return failure(ErrorCode::ProtocolViolation, QStringLiteral("no serial number"), QStringLiteral("id"));
        page.rows.append(row);
    }
    page.total = textOf(object, QLatin1String("total")).toLongLong();
    return page;
}

Result<ServerCertificate> certificateFromJson(const QJsonObject &object)
{
    const Result<Certificate> certificate = Certificate::parse(textOf(object, QLatin1String("Encoded")).toLatin1());
    if (!certificate)
        return failure(ErrorCode::ProtocolViolation, errorCodeName(certificate.error().code),
                       QStringLiteral("Encoded"));
    ServerCertificate result;
    CertificateRecord record = recordOf(*certificate);
    record.state = stateOfCertificate(textOf(object, QLatin1String("Status")));
    if (record.state == CertificateState::Revoked) {
        record.revokedAt = timeOf(object, "RevokedOn");
        record.revocationReason = reasonOf(object).value_or(RevocationReason::Unspecified);
        const bool isHold = record.revocationReason == RevocationReason::CertificateHold;
        record.version = 1 + versionOf(record.revokedAt, isHold ? 0 : 2); // its release comes between
    }
    result.detail.certificate = record;
    result.detail.pem = certificate->pem();
    result.detail.chain = issuersOf(*certificate, object);
    result.revokedBy = textOf(object, QLatin1String("RevokedBy"));
    result.nonce = textOf(object, QLatin1String("Nonce"));
    return result;
}

QString reasonForServer(RevocationReason reason)
{
    switch (reason) {
    case RevocationReason::Unspecified:
        break;
    case RevocationReason::KeyCompromise:
        return QStringLiteral("Key_Compromise");
    case RevocationReason::CaCompromise:
        return QStringLiteral("CA_Compromise");
    case RevocationReason::AffiliationChanged:
        return QStringLiteral("Affiliation_Changed");
    case RevocationReason::Superseded:
        return QStringLiteral("Superseded");
    case RevocationReason::CessationOfOperation:
        return QStringLiteral("Cessation_of_Operation");
    case RevocationReason::CertificateHold:
        return QStringLiteral("Certificate_Hold");
    case RevocationReason::RemoveFromCrl:
        return QStringLiteral("Remove_from_CRL");
    case RevocationReason::PrivilegeWithdrawn:
        return QStringLiteral("Privilege_Withdrawn");
    case RevocationReason::AaCompromise:
        return QStringLiteral("AA_Compromise");
    }
    return QStringLiteral("Unspecified");
}

int releasedVersion(int heldVersion)
{
    return heldVersion + 1;
}

} // namespace tegata::dogtag
