// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/operatorsite.h"

#include <QObject>

namespace tegata {

class FakeSite;

// One connection to a FakeSite. Never answers inside the call; what still waits when it is destroyed is cancelled.
class FakeOperatorSite final : public QObject, public OperatorSite
{
    Q_OBJECT

public:
    explicit FakeOperatorSite(FakeSite &site);

    void setLanguage(Language) override {}
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

private:
    // make: () -> Result<T>, asked when the answer goes out.
    template <typename T, typename Make>
    Future<T> answer(const QString &call, Make make);

    FakeSite &m_site;
};

} // namespace tegata
