// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/http/tlsconfiguration.h"
#include "core/remote/operatorsite.h"
#include "core/remote/siteprofile.h"
#include "core/remote/tlsfacts.h"

#include <QObject>

#include <memory>

namespace tegata {

// The agent's desk of a Dogtag PKI (Red Hat Certificate System, FreeIPA) over its REST interface, by mutual TLS with
// the agent's certificate. It has no change feed: fetchChanges() finds the differences itself. What it has no version
// for gets one here (dogtag/requestversions.h). Lives on the owner's thread; destroying it ends the HTTP sessions on
// our side and drops connections and TLS sessions.
class DogtagOperatorSite final : public QObject, public OperatorSite
{
    Q_OBJECT

public:
    // site.operatorUrl: the server, or the server with the path of its CA ("/ca", which is taken without one). Errors:
    // InvalidArgument (no address, no trust anchor), UnsupportedAlgorithm.
    static Result<std::unique_ptr<DogtagOperatorSite>> make(const SiteProfile &site, const TlsIdentity &identity,
                                                            Language language);
    ~DogtagOperatorSite() override;

    void setLanguage(Language language) override; // the server knows one only
    SiteCapabilities capabilities() const override;
    // Errors beside the connection's: Forbidden (a user who is no agent), TlsIdentityRefused (a certificate of no
    // user).
    Future<SiteSession> openSession() override;
    Future<Registration> fetchRegistration() override;
    Future<contract::ChangePage> fetchChanges(const QString &after, int limit, std::chrono::seconds wait) override;
    Future<ListPage<CertificateRequest>> listRequests(std::optional<RequestState> state, const QString &after,
                                                      int limit) override;
    Future<RequestDetail> fetchRequest(const QString &id) override;
    Future<DecisionAnswer> decide(const Decision &decision) override;
    Future<ListPage<CertificateRecord>> listCertificates(std::optional<CertificateState> state, const QString &after,
                                                         int limit) override;
    Future<CertificateDetail> fetchCertificate(const QString &serial) override;
    Future<RevocationAnswer> revoke(const Revocation &revocation) override;
    Future<RevocationAnswer> cancelScheduled(const ScheduleCancellation &cancellation) override;
    Future<DecisionAnswer> edit(const RequestEdit &edit) override;
    Future<DecisionAnswer> validate(const RequestEdit &edit) override;
    Future<DecisionAnswer> addNote(const NoteAddition &note) override;
    Future<QList<AuditRecord>> fetchAudit(qint64 after, int limit) override;

Q_SIGNALS:
    // A connection was made.
    void connected(const tegata::TlsFacts &facts);

private:
    struct Parts;
    explicit DogtagOperatorSite(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

} // namespace tegata
