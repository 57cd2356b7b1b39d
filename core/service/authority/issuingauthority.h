// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secretbytes.h"
#include "core/pki/certificate.h"
#include "core/pki/certificaterevocationlist.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/pki/ocsp.h"
#include "core/pki/privatekey.h"
#include "core/rules/policy.h"
#include "core/service/authority/authoritydirectory.h"
#include "core/service/authority/certificateprofiles.h"
#include "core/service/store/certificatestore.h"
#include "core/service/store/requeststore.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace tegata {

// Where and how the authority lives.
struct AuthorityOptions
{
    QString directory;     // its own, 0700; made when missing, beside it for a moment DIRECTORY.new
    QString publicBaseUrl; // "http://127.0.0.1:8080", without a slash at the end: /crl, /ca and /ocsp lie under it
    QString organization = QStringLiteral("Tegata");
    // Asked before whatever is signed for long (all but the listeners' own certificates): an error is the answer then.
    // Empty: always. From any thread.
    std::function<Result<void>()> maySign{};
};

struct IssuedCertificate
{
    Certificate certificate;
    QString profile;
    QDateTime issuedAt;
};

// What a server certificate is made of. Refers to what its caller holds.
struct ServerOrder
{
    const CertificateRequest &request;
    const CertificateSigningRequest &csr; // the request's
    const Organization &organization;
    const Policy &policy;
    QString serial; // reserved before (serialreserve.h), or new
};

// Puts what was just signed where it is kept, before it is used; whatever is known already is left as it is.
using CertificateRecorder = std::function<Result<void>(const IssuedCertificate &)>;

// A listener's own TLS identity; the key exists in memory only.
struct ServiceIdentity
{
    PrivateKey key;
    IssuedCertificate issued;
};

// The CA: a root (EC P-384, 20 years) and an issuing CA (EC P-256, 10 years), made at the first start in the
// directory, and an OCSP responder, made at its first use; keys are encrypted PKCS#8 files (0600). The root's key is
// read only for set-up and the root CRL. Signing is pure (no store) and thread-safe.
class IssuingAuthority
{
public:
    // Opens the authority of the directory, or makes it. What an interrupted first start left is made anew; a
    // directory that is damaged after it was complete is an error, never repaired by new keys. Takes up to a second.
    // Errors: InvalidArgument (empty passphrase), WrongPassphrase, FileNotReadable, FileNotWritable, StoreCorrupt (a
    // file is missing or does not belong to the others; field names it).
    static Result<std::unique_ptr<IssuingAuthority>> open(const AuthorityOptions &options, SecretBytes passphrase,
                                                          const QDateTime &now);

    const Certificate &root() const { return m_root; }
    const Certificate &issuing() const { return m_issuing; }
    // Issuing CA, then root: what a leaf is sent with.
    QList<Certificate> chain() const { return {m_issuing, m_root}; }

    // The certificate of an approved request: subject from the registered organisation that the request was checked
    // against, names and key from the CSR, validity by policy (V1). It is linted before it is signed (V21). Errors:
    // Refused (no name, no limit for the day, a broken rule: then `broken` receives the findings); Internal.
    Result<IssuedCertificate> issueServer(const ServerOrder &order, const QDateTime &now,
                                          QList<Finding> *broken = nullptr) const;
    // profile "operator" or "examiner".
    Result<IssuedCertificate> issueClient(const QString &profile, const DistinguishedName &subject,
                                          const QByteArray &publicKeyDer, const QDateTime &now) const;
    // A new key and a certificate for this service's listeners; the first DNS name is its CN.
    Result<ServiceIdentity> issueService(const QStringList &dnsNames, const QStringList &ipAddresses,
                                         const QDateTime &now) const;

    Result<CertificateRevocationList> createCrl(quint64 number, const QDateTime &thisUpdate,
                                                const QDateTime &nextUpdate,
                                                const QList<RevokedCertificate> &revoked) const;
    // Of the root, which revokes nothing: the issuing CA is its only child.
    Result<CertificateRevocationList> createRootCrl(quint64 number, const QDateTime &thisUpdate,
                                                    const QDateTime &nextUpdate) const;

    // The responder with a certificate of at least 30 more days: renewed (new key) when it has less, or begins in the
    // future. `record` gets each one that is taken into use. Where nothing may be signed, the present one serves on as
    // long as it is valid.
    Result<std::shared_ptr<const OcspResponder>> ocspResponder(const QDateTime &now, const CertificateRecorder &record);
    // The next use makes a new one.
    void retireResponder();

    // C=JP, O=customer, OU=site id (S55), CN as in S39.
    static DistinguishedName operatorSubject(const QString &customerName, const QString &siteId,
                                             const QString &commonName);
    DistinguishedName examinerSubject(const QString &commonName) const;
    // The last valid second of a certificate of `days` days (V1: a day is 86,400 s, both ends count).
    static QDateTime lastSecond(const QDateTime &notBefore, int days);

private:
    IssuingAuthority(AuthorityOptions options, SecretBytes passphrase, CertificateProfiles profiles, Certificate root,
                     Certificate issuing, PrivateKey issuingKey);
    // What the profile decides, with the URLs; not valid longer than the issuing CA.
    CertificateTemplate contentFor(const CertificateProfile &profile, const QByteArray &publicKeyDer,
                                   KeyAlgorithm algorithm, const QDateTime &notBefore, const QDateTime &notAfter) const;
    Result<IssuedCertificate> sign(const QString &profile, const CertificateTemplate &content,
                                   const QDateTime &now) const;
    Result<void> maySign() const;
    Result<ResponderIdentity> makeResponder(const QDateTime &now) const;

    const AuthorityOptions m_options;
    const SecretBytes m_passphrase;
    const CertificateProfiles m_profiles;
    const Certificate m_root;
    const Certificate m_issuing;
    const PrivateKey m_issuingKey;
    std::mutex m_responderMutex;
    std::optional<Certificate> m_responderCertificate;
    std::shared_ptr<const OcspResponder> m_responder;
    bool m_isResponderRetired = false;
};

// The row to store of a certificate signed for a request, or (without one) of the CA's own.
CertificateRow certificateRow(const IssuedCertificate &issued, const RequestRow &request);
CertificateRow certificateRow(const IssuedCertificate &issued, const QString &customerId);

} // namespace tegata
