// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/authoritydirectory.h"

#include "core/base/privatefile.h"
#include "core/service/authority/directorymove.h"
#include "core/service/authority/issuingauthority.h"

#include <QDir>

namespace tegata {

namespace {

constexpr qint64 MaximumFile = 1024 * 1024;
constexpr auto RootCertificateFile = "root.crt.pem";
constexpr auto RootKeyFile = "root.key.pem";
constexpr auto IssuingCertificateFile = "issuing.crt.pem";
constexpr auto IssuingKeyFile = "issuing.key.pem";
constexpr auto ResponderFile = "ocsp.pem";

struct NewAuthority
{
    Certificate certificate;
    PrivateKey key;
};

Result<NewAuthority> makeCa(const CertificateProfile &profile, KeySpec spec, const QString &name,
                            const AuthorityOptions &options, const std::optional<NewAuthority> &issuer,
                            const QDateTime &now)
{
    const auto key = PrivateKey::generate(spec);
    if (!key)
        return failure(key.error());
    const QDateTime notBefore = QDateTime::fromSecsSinceEpoch(now.toSecsSinceEpoch(), Qt::UTC);
    CertificateTemplate content = templateFor(profile, key->publicKeyDer(), KeyAlgorithm::Ec, notBefore,
                                              IssuingAuthority::lastSecond(notBefore, profile.validityDays));
    content.subject = authoritySubject(options.organization, name);
    // Under the root there is no OCSP: its one child is on the root's CRL if anywhere.
    if (profile.revocationUrls)
        content.crlUrl = options.publicBaseUrl + QStringLiteral("/crl/root.crl");
    if (profile.caIssuersUrl)
        content.caIssuersUrl = options.publicBaseUrl + QStringLiteral("/ca/root.crt");
    const auto certificate = signCertificate(
        content, issuer ? std::optional<Certificate>(issuer->certificate) : std::nullopt, issuer ? issuer->key : *key);
    if (!certificate)
        return failure(certificate.error());
    return NewAuthority{*certificate, *key};
}

Result<void> writeCa(const QDir &directory, const char *certificateFile, const char *keyFile, const NewAuthority &ca,
                     const SecretBytes &passphrase)
{
    const auto key = ca.key.toEncryptedPem(passphrase);
    if (!key)
        return failure(key.error());
    if (auto written = writePrivateFile(directory.filePath(QLatin1String(keyFile)), *key); !written)
        return written;
    return writePrivateFile(directory.filePath(QLatin1String(certificateFile)), ca.certificate.pem());
}

tl::unexpected<Error> damaged(const char *file, const QString &detail)
{
    return failure(ErrorCode::StoreCorrupt, detail, QLatin1String(file));
}

} // namespace

Result<void> AuthorityDirectory::makeIfMissing(const AuthorityOptions &options, const CertificateProfiles &profiles,
                                               const SecretBytes &passphrase, const QDateTime &now) const
{
    const QDir existing(m_path);
    if (existing.exists() && !existing.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        return {};
    const auto rootProfile = profiles.find(QStringLiteral("root"));
    if (!rootProfile)
        return failure(rootProfile.error());
    const auto issuingProfile = profiles.find(QStringLiteral("issuing"));
    if (!issuingProfile)
        return failure(issuingProfile.error());
    const auto root = makeCa(*rootProfile, KeySpec::EcP384, QStringLiteral("Root CA"), options, {}, now);
    if (!root)
        return failure(root.error());
    const auto issuing = makeCa(*issuingProfile, KeySpec::EcP256, QStringLiteral("Issuing CA"), options, *root, now);
    if (!issuing)
        return failure(issuing.error());

    QDir unfinished(m_path + QStringLiteral(".new"));
    if (unfinished.exists() && !unfinished.removeRecursively())
        return failure(ErrorCode::FileNotWritable, QStringLiteral("cannot remove what is left of an earlier start"),
                       unfinished.path());
    if (auto made = makePrivateDirectory(unfinished.path()); !made)
        return made;
    if (auto written = writeCa(unfinished, RootCertificateFile, RootKeyFile, *root, passphrase); !written)
        return written;
    if (auto written = writeCa(unfinished, IssuingCertificateFile, IssuingKeyFile, *issuing, passphrase); !written)
        return written;
    return moveDirectory(unfinished.path(), m_path);
}

Result<AuthorityCertificates> AuthorityDirectory::loadCertificates() const
{
    const auto root = loadCertificate(RootCertificateFile);
    if (!root)
        return failure(root.error());
    if (!root->isSelfIssued() || !root->isSignedBy(*root))
        return damaged(RootCertificateFile, QStringLiteral("not a root"));
    const auto issuing = loadCertificate(IssuingCertificateFile);
    if (!issuing)
        return failure(issuing.error());
    if (!issuing->isCa() || !issuing->isSignedBy(*root))
        return damaged(IssuingCertificateFile, QStringLiteral("not signed by the root"));
    return AuthorityCertificates{*root, *issuing};
}

Result<AuthorityKeys> AuthorityDirectory::load(const SecretBytes &passphrase) const
{
    const auto certificates = loadCertificates();
    if (!certificates)
        return failure(certificates.error());
    const auto key = loadKey(IssuingKeyFile, passphrase, certificates->issuing);
    if (!key)
        return failure(key.error());
    if (!QFile::exists(file(RootKeyFile)))
        return damaged(RootKeyFile, QStringLiteral("missing"));
    return AuthorityKeys{certificates->root, certificates->issuing, *key};
}

Result<PrivateKey> AuthorityDirectory::loadRootKey(const SecretBytes &passphrase, const Certificate &root) const
{
    return loadKey(RootKeyFile, passphrase, root);
}

Result<ResponderIdentity> AuthorityDirectory::loadResponder(const SecretBytes &passphrase,
                                                            const Certificate &issuing) const
{
    const auto certificate = loadCertificate(ResponderFile);
    if (!certificate)
        return failure(certificate.error());
    if (!certificate->isSignedBy(issuing) || !certificate->allows(ExtendedKeyUsage::OcspSigning))
        return damaged(ResponderFile, QStringLiteral("not the issuing CA's responder"));
    const auto key = loadKey(ResponderFile, passphrase, *certificate);
    if (!key)
        return failure(key.error());
    return ResponderIdentity{*certificate, *key};
}

Result<void> AuthorityDirectory::storeResponder(const ResponderIdentity &responder, const SecretBytes &passphrase) const
{
    const auto key = responder.key.toEncryptedPem(passphrase);
    if (!key)
        return failure(key.error());
    return writePrivateFile(file(ResponderFile), *key + responder.certificate.pem());
}

QString AuthorityDirectory::file(const char *name) const
{
    return QDir(m_path).filePath(QLatin1String(name));
}

Result<PrivateKey> AuthorityDirectory::loadKey(const char *name, const SecretBytes &passphrase,
                                               const Certificate &certificate) const
{
    const auto bytes = readPrivateFile(file(name), MaximumFile);
    if (!bytes)
        return bytes.error().code == ErrorCode::NotFound ? damaged(name, QStringLiteral("missing"))
                                                         : failure(bytes.error());
    auto key = PrivateKey::parse(*bytes, passphrase);
    if (!key)
        return key.error().code == ErrorCode::WrongPassphrase ? failure(key.error())
                                                              : damaged(name, key.error().detail);
    if (key->publicKeyDer() != certificate.publicKeyDer())
        return damaged(name, QStringLiteral("not the certificate's key"));
    return key;
}

Result<Certificate> AuthorityDirectory::loadCertificate(const char *name) const
{
    const auto bytes = readPrivateFile(file(name), MaximumFile);
    if (!bytes)
        return bytes.error().code == ErrorCode::NotFound ? damaged(name, QStringLiteral("missing"))
                                                         : failure(bytes.error());
    auto certificate = Certificate::parse(*bytes);
    if (!certificate)
        return damaged(name, certificate.error().detail);
    return certificate;
}

DistinguishedName authoritySubject(const QString &organization, const QString &name)
{
    return DistinguishedName(
        {{QStringLiteral("C"), QStringLiteral("JP"), StringEncoding::Printable},
         {QStringLiteral("O"), organization, StringEncoding::Utf8},
         {QStringLiteral("CN"), QStringLiteral("%1 %2").arg(organization, name), StringEncoding::Utf8}});
}

CertificateTemplate templateFor(const CertificateProfile &profile, const QByteArray &publicKeyDer,
                                KeyAlgorithm algorithm, const QDateTime &notBefore, const QDateTime &notAfter)
{
    CertificateTemplate content;
    content.serial = newSerial();
    content.publicKeyDer = publicKeyDer;
    content.notBefore = notBefore;
    content.notAfter = notAfter;
    content.isCa = profile.isCa;
    content.pathLength = profile.pathLength;
    content.keyUsage = profile.keyUsage;
    if (algorithm == KeyAlgorithm::Rsa)
        content.keyUsage += profile.rsaKeyUsage;
    content.extendedKeyUsage = profile.extendedKeyUsage;
    content.policyOids = profile.policyOids;
    content.ocspNoCheck = profile.ocspNoCheck;
    return content;
}

} // namespace tegata
