// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/remote/http/tlsconfiguration.h"
#include "core/remote/operatorsite.h"
#include "core/remote/siteprofile.h"
#include "core/remote/tlsfacts.h"

#include <QObject>

#include <memory>

namespace tegata {

class HttpGate;

// Our own contract's operator site, over mutual TLS.
class RestOperatorSite final : public QObject, public OperatorSite
{
    Q_OBJECT

public:
    // Errors: InvalidArgument (no operator URL, no trust anchors), UnsupportedAlgorithm (the key cannot do TLS).
    static Result<std::unique_ptr<RestOperatorSite>> make(const SiteProfile &site, const TlsIdentity &identity,
                                                          Language language);
    explicit RestOperatorSite(std::unique_ptr<HttpGate> gate);
    ~RestOperatorSite() override;

    void setLanguage(Language language) override;
    SiteCapabilities capabilities() const override;
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
    Future<void> reportDecisionLog(const DecisionLogReport &report) override;

Q_SIGNALS:
    // A connection was made.
    void connected(const tegata::TlsFacts &facts);

private:
    std::unique_ptr<HttpGate> m_gate;
};

} // namespace tegata
