// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"
#include "core/domain/registration.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/rules/certificatekind.h"
#include "core/rules/policy.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace tegata {

// An earlier certificate with the same public key (V6).
struct KeyUse
{
    QString serial;
    QString organization;
    bool sameCustomer = true;
    bool compromised = false; // revoked for keyCompromise

    friend bool operator==(const KeyUse &, const KeyUse &) = default;
};

// Another request of the customer that waits for its decision, and what it has in common with this one (V23).
struct WaitingRequest
{
    QString id;
    bool sameCsr = false;
    bool sameRenewal = false; // both renew one certificate
    bool sameNames = false;

    friend bool operator==(const WaitingRequest &, const WaitingRequest &) = default;
};

// What other requests that wait have in common with this one; those that have nothing are left out.
QList<WaitingRequest> waitingBeside(const CertificateRequest &request, const QList<CertificateRequest> &others);

// What a CSR is checked against. registration empty: only the CSR itself is checked, and a note says so.
struct RequestContext
{
    std::optional<Registration> registration;
    bool siteRegisters = true; // false: the site tells no registered data to anybody; a file can be given instead
    Product product = Product::Ov;
    CertificateKind kind = CertificateKind::Server; // others have no rules of names, subjects and registration
    Language language = Language::Japanese;
    QString renewalOf;                        // serial, empty when it is no renewal
    std::optional<CertificateRecord> renewed; // the certificate of renewalOf, where it is known
    QList<WaitingRequest> waiting;
    QList<KeyUse> keyUses;
    bool isListedWeak = false; // on the list of Debian's weak keys, where there is one (WeakKeyList)
    QDateTime now;
};

// Rules V4–V7, V9, V10, V2 (age of validation), V19 and V23 over one request. Pure: no clock, no network, no store; the
// wizard, the operator's panel, the command line and the service call this one function. matched, where given, is set
// to the organisation of the registration that the CSR was compared with, if any.
CheckReport checkRequest(const CertificateSigningRequest &csr, const RequestContext &context, const Policy &policy,
                         std::optional<Organization> *matched = nullptr);

// The organisation of the registration whose names the CSR's O, ST and L fit (in its language), or the one whose O
// fits alone; nothing when none does.
std::optional<Organization> matchOrganization(const DistinguishedName &subject, const Registration &registration,
                                              Language language);

// What a subject is written in, for requests that do not say: English where every value is ASCII.
Language languageOf(const DistinguishedName &subject);

// The subject that the certificate will carry: C, ST, L, O, (EV: businessCategory, jurisdictionC, serialNumber,) CN
// from registered data in the request's language (S45, S46, V4, V5).
// units: OU of the request, where the policy takes them over.
DistinguishedName certificateSubject(const Organization &organization, const QString &commonName, Product product,
                                     Language language, const QStringList &units = {});
QStringList certificateUnits(const CertificateSigningRequest &csr, const Policy &policy);

// The registered domain that a host (A-label, without wildcard) lies in: the longest one, because a subdomain can be
// registered apart from its parent. Null when there is none; points into the registration.
const RegisteredDomain *registeredDomainOf(const Registration &registration, const QString &host);

// The dNSNames that the certificate will carry: the CSR's, and its CN where it is a host name and missing there.
QStringList certificateDnsNames(const CertificateSigningRequest &csr);
// The iPAddress entries; only a policy that has nothing against them lets a request with some be approved.
QStringList certificateAddresses(const CertificateSigningRequest &csr);

} // namespace tegata
