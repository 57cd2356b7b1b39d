// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/certificateprofiles.h"

#include "core/domain/jsonmembers.h"

#include <QFile>
#include <QJsonDocument>

// A static library's resources are not registered by themselves. Outside the namespace: the macro declares a function.
static void registerProfiles()
{
    Q_INIT_RESOURCE(certificate_profiles);
}

namespace tegata {

namespace {

std::optional<ExtendedKeyUsage> usageFromName(const QString &name)
{
    if (name == QLatin1String("serverAuth"))
        return ExtendedKeyUsage::ServerAuth;
    if (name == QLatin1String("clientAuth"))
        return ExtendedKeyUsage::ClientAuth;
    if (name == QLatin1String("ocspSigning"))
        return ExtendedKeyUsage::OcspSigning;
    return {};
}

Result<CertificateProfile> profileFromJson(const QJsonObject &json)
{
    JsonMembers members(json, ErrorCode::InvalidArgument);
    CertificateProfile profile;
    profile.name = members.text(QLatin1String("name"));
    profile.isCa = members.boolean(QLatin1String("isCa"));
    if (json.contains(QLatin1String("pathLength")))
        profile.pathLength = members.integer(QLatin1String("pathLength"));
    profile.keyUsage = members.texts(QLatin1String("keyUsage"));
    profile.rsaKeyUsage = members.texts(QLatin1String("rsaKeyUsage"));
    const QStringList usages = members.texts(QLatin1String("extendedKeyUsage"));
    for (const QString &name : usages) {
        if (const auto usage = usageFromName(name))
            profile.extendedKeyUsage.append(*usage);
        else
            members.refuse(QStringLiteral("extendedKeyUsage"), QStringLiteral("unknown value"));
    }
    profile.policyOids = members.texts(QLatin1String("policyOids"));
    profile.validityDays = members.integer(QLatin1String("validityDays"));
    if (profile.validityDays < 0)
        members.refuse(QStringLiteral("validityDays"), QStringLiteral("negative"));
    profile.revocationUrls = members.boolean(QLatin1String("revocationUrls"));
    profile.caIssuersUrl = members.boolean(QLatin1String("caIssuersUrl"));
    profile.ocspNoCheck = members.boolean(QLatin1String("ocspNoCheck"));
    return members.result(profile);
}

} // namespace

Result<CertificateProfiles> CertificateProfiles::load()
{
    registerProfiles();
    QFile file(QStringLiteral(":/tegata/policies/certificate-profiles.json"));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Internal, QStringLiteral("the certificate profiles are missing"));
    return parse(file.readAll());
}

Result<CertificateProfiles> CertificateProfiles::parse(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return failure(ErrorCode::MalformedEncoding, error.errorString(), {}, error.offset);
    JsonMembers members(document.object(), ErrorCode::InvalidArgument);
    CertificateProfiles profiles;
    profiles.m_profiles = members.members<CertificateProfile>(QLatin1String("profiles"), profileFromJson);
    return members.result(profiles);
}

Result<CertificateProfile> CertificateProfiles::find(const QString &name) const
{
    for (const CertificateProfile &profile : m_profiles) {
        if (profile.name == name)
            return profile;
    }
    return failure(ErrorCode::Internal, QStringLiteral("no certificate profile of that name"), name);
}

} // namespace tegata
