// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secretbytes.h"
#include "core/pki/certificate.h"
#include "core/pki/certificatebuilder.h"
#include "core/pki/privatekey.h"
#include "core/service/authority/certificateprofiles.h"

#include <QDateTime>
#include <QString>

namespace tegata {

struct AuthorityOptions;

struct AuthorityCertificates
{
    Certificate root;
    Certificate issuing;
};

struct AuthorityKeys
{
    Certificate root;
    Certificate issuing;
    PrivateKey issuingKey;
};

struct ResponderIdentity
{
    Certificate certificate;
    PrivateKey key;
};

// The files of an issuing authority: root.crt.pem, root.key.pem, issuing.crt.pem, issuing.key.pem and ocsp.pem (key and
// certificate in one file, so that they cannot part). Keys are encrypted PKCS#8. Beside them store.json (storelink.h).
class AuthorityDirectory
{
public:
    explicit AuthorityDirectory(QString path) : m_path(std::move(path)) {}

    // Where the directory is missing or empty: makes both CAs in PATH.new and puts that in its place in one step. A
    // PATH.new left by an interrupted start is thrown away, so that keys and certificates never mix.
    Result<void> makeIfMissing(const AuthorityOptions &options, const CertificateProfiles &profiles,
                               const SecretBytes &passphrase, const QDateTime &now) const;
    // Errors: WrongPassphrase, FileNotReadable, StoreCorrupt (field names the file).
    Result<AuthorityKeys> load(const SecretBytes &passphrase) const;
    // Without the keys, so that no passphrase is needed.
    Result<AuthorityCertificates> loadCertificates() const;
    Result<PrivateKey> loadRootKey(const SecretBytes &passphrase, const Certificate &root) const;
    // Any error means that a new one must be made.
    Result<ResponderIdentity> loadResponder(const SecretBytes &passphrase, const Certificate &issuing) const;
    Result<void> storeResponder(const ResponderIdentity &responder, const SecretBytes &passphrase) const;

private:
    QString file(const char *name) const;
    Result<PrivateKey> loadKey(const char *name, const SecretBytes &passphrase, const Certificate &certificate) const;
    Result<Certificate> loadCertificate(const char *name) const;

    const QString m_path;
};

// "C=JP, O=<organisation>, CN=<organisation> <name>": the subjects of the authority's own certificates.
DistinguishedName authoritySubject(const QString &organization, const QString &name);
// Everything of a certificate that its profile decides, but the URLs; a new serial.
CertificateTemplate templateFor(const CertificateProfile &profile, const QByteArray &publicKeyDer,
                                KeyAlgorithm algorithm, const QDateTime &notBefore, const QDateTime &notAfter);

} // namespace tegata
