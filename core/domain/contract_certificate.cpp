// SPDX-License-Identifier: Apache-2.0
#include "core/domain/contract.h"

#include "core/domain/contract_shared.h"
#include "core/domain/jsonmembers.h"

namespace tegata::contract {

QJsonObject toJson(const CertificateRecord &certificate)
{
    const QString reason =
        certificate.revocationReason ? revocationReasonName(*certificate.revocationReason) : QString();
    const QString scheduledReason =
        certificate.revokeAtReason ? revocationReasonName(*certificate.revokeAtReason) : QString();
    return {{QStringLiteral("serial"), certificate.serial},
            {QStringLiteral("version"), certificate.version},
            {QStringLiteral("state"), certificateStateName(certificate.state)},
            {QStringLiteral("requestId"), jsonText(certificate.requestId)},
            {QStringLiteral("product"), productName(certificate.product)},
            {QStringLiteral("commonName"), jsonText(certificate.commonName)},
            {QStringLiteral("subject"), jsonText(certificate.subject)},
            {QStringLiteral("sans"), QJsonArray::fromStringList(certificate.sans)},
            {QStringLiteral("organization"), jsonText(certificate.organization)},
            {QStringLiteral("issuer"), jsonText(certificate.issuer)},
            {QStringLiteral("key"), toJson(certificate.key)},
            {QStringLiteral("issuedAt"), jsonTime(certificate.issuedAt)},
            {QStringLiteral("notBefore"), jsonTime(certificate.notBefore)},
            {QStringLiteral("notAfter"), jsonTime(certificate.notAfter)},
            {QStringLiteral("revokedAt"), jsonTime(certificate.revokedAt)},
            {QStringLiteral("revocationReason"), jsonText(reason)},
            {QStringLiteral("renewalOf"), jsonText(certificate.renewalOf)},
            {QStringLiteral("revokeAt"), jsonTime(certificate.revokeAt)},
            {QStringLiteral("revokeAtReason"), jsonText(scheduledReason)}};
}

Result<CertificateRecord> certificateFromJson(const QJsonObject &json)
{
    JsonMembers members(json);
    CertificateRecord certificate;
    certificate.serial = members.id(QLatin1String("serial"));
    certificate.version = members.integer(QLatin1String("version"));
    certificate.state = members.choice(QLatin1String("state"), certificateStateFromName);
    certificate.requestId = members.optionalText(QLatin1String("requestId"));
    certificate.product = members.choice(QLatin1String("product"), productFromName);
    certificate.commonName = members.optionalText(QLatin1String("commonName"));
    certificate.subject = members.optionalText(QLatin1String("subject"));
    certificate.sans = members.texts(QLatin1String("sans"));
    certificate.organization = members.optionalText(QLatin1String("organization"));
    certificate.issuer = members.optionalText(QLatin1String("issuer"));
    certificate.key = members.member(QLatin1String("key"), keySummaryFromJson);
    certificate.issuedAt = members.optionalTime(QLatin1String("issuedAt"));
    certificate.notBefore = members.time(QLatin1String("notBefore"));
    certificate.notAfter = members.time(QLatin1String("notAfter"));
    certificate.revokedAt = members.optionalTime(QLatin1String("revokedAt"));
    if (!members.optionalText(QLatin1String("revocationReason")).isEmpty())
        certificate.revocationReason = members.choice(QLatin1String("revocationReason"), revocationReasonFromName);
    certificate.renewalOf = members.optionalText(QLatin1String("renewalOf"));
    certificate.revokeAt = members.optionalTime(QLatin1String("revokeAt"));
    if (!members.optionalText(QLatin1String("revokeAtReason")).isEmpty())
        certificate.revokeAtReason = members.choice(QLatin1String("revokeAtReason"), revocationReasonFromName);
    return members.result(certificate);
}

QJsonObject toJson(const CertificateDetail &detail)
{
    QJsonArray chain;
    for (const QByteArray &pem : detail.chain)
        chain.append(QString::fromUtf8(pem));
    QJsonObject json = toJson(detail.certificate);
    json.insert(QStringLiteral("pem"), QString::fromUtf8(detail.pem));
    json.insert(QStringLiteral("chain"), chain);
    json.insert(QStringLiteral("history"), toJson(detail.history));
    return json;
}

Result<CertificateDetail> certificateDetailFromJson(const QJsonObject &json)
{
    Result<CertificateRecord> certificate = certificateFromJson(json);
    if (!certificate)
        return failure(certificate.error());
    JsonMembers members(json);
    CertificateDetail detail;
    detail.certificate = *std::move(certificate);
    detail.pem = members.text(QLatin1String("pem")).toUtf8();
    const QStringList chain = members.texts(QLatin1String("chain"));
    for (const QString &pem : chain)
        detail.chain.append(pem.toUtf8());
    detail.history = members.members(QLatin1String("history"), historyEntryFromJson);
    return members.result(detail);
}

} // namespace tegata::contract
