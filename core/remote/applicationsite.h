// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secretbytes.h"
#include "core/remote/operatorsite.h"

namespace tegata {

struct ContactSession
{
    Actor contact;
    Actor customer;
    QDateTime expiresAt;
};

struct RequestSubmission
{
    QByteArray csr; // PEM or DER as the person gave it
    Product product = Product::Ov;
    Language language = Language::Japanese;
    QString notifyMail;
    QString comment;
    QString renewalOf;
    bool acknowledged = false; // the person read the warnings and goes on
    QString idempotencyKey;
};

using SubmissionAnswer = std::variant<ActionDone<RequestDetail>, ActionRefused>;

// A procedure contact's connection to the application site (S53): user ID and password, then a session token that
// lives only in this object. Rules as OperatorSite's.
class ApplicationSite
{
public:
    virtual ~ApplicationSite() = default;

    virtual Future<ContactSession> signIn(const QString &loginId, const SecretBytes &password) = 0;
    virtual Future<void> signOut() = 0;
    virtual Future<Registration> fetchRegistration() = 0;
    virtual Future<SubmissionAnswer> submitRequest(const RequestSubmission &submission) = 0;
    virtual Future<ListPage<CertificateRequest>> listRequests(std::optional<RequestState> state, const QString &after,
                                                              int limit) = 0;
    virtual Future<RequestDetail> fetchRequest(const QString &id) = 0;
    virtual Future<DecisionAnswer> withdrawRequest(const Decision &decision) = 0;
    virtual Future<ListPage<CertificateRecord>> listCertificates(std::optional<CertificateState> state,
                                                                 const QString &after, int limit) = 0;
    virtual Future<CertificateDetail> fetchCertificate(const QString &serial) = 0;
};

} // namespace tegata
