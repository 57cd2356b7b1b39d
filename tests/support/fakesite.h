// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/operatorsite.h"

#include <QHash>
#include <QMap>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace tegata {

// A certification authority in memory, scripted by the test: holds the queue, applies decisions by the life cycle
// table, keeps a change feed and idempotency keys. It outlives its connections, so that a desk may lock and unlock. One
// thread.
class FakeSite : public QObject
{
    Q_OBJECT

public:
    explicit FakeSite(QObject *parent = nullptr);

    // The connection that an operator's desk owns; FakeApplicationSite is a contact's.
    std::unique_ptr<OperatorSite> makeConnection();

    // A pending request with every field filled, numbered; not yet in the queue.
    static CertificateRequest makeRequest(int number);
    static CertificateRecord makeCertificate(int number);

    // Puts a thing into the queue, or a new version of it (the version is raised), and tells waiting connections.
    CertificateRequest put(CertificateRequest request);
    CertificateRecord put(CertificateRecord certificate);
    void putRequests(int count); // makeRequest(1 … count)
    void removeRequest(const QString &id);
    // Somebody else acts: the next decision on the version before is a conflict.
    void actAsOther(const QString &id, RequestAction action);
    const CertificateRequest *request(const QString &id) const;
    const CertificateRecord *certificate(const QString &serial) const;
    int requestCount() const { return static_cast<int>(m_requests.size()); }

    // Faults. fail: every call answers this until nullopt. failNext: the next call only. loseNextAnswer: the next
    // action is done, but its answer is ConnectionLost. refuseNext: the next action is refused. hold: answers wait
    // until release().
    void fail(std::optional<Error> error);
    void goOffline() { fail(Error{ErrorCode::Offline, {}, {}, -1}); }
    void goOnline() { fail(std::nullopt); }
    void failNext(Error error) { m_nextFailure = std::move(error); }
    void loseNextAnswer() { m_loseNextAnswer = true; }
    void refuseNext(ActionRefused refused) { m_nextRefusal = std::move(refused); }
    // It lets everything be looked at, and answers decisions with Forbidden.
    void forbidDecisions() { m_forbidsDecisions = true; }
    void setDelay(std::chrono::milliseconds delay) { m_delay = delay; }
    void hold() { m_held = true; }
    void release();
    // The feed answers this from now on: a site that does not keep to the contract.
    void scriptChanges(std::function<contract::ChangePage(const QString &after)> script)
    {
        m_changesScript = std::move(script);
    }
    // The feed forgets its cursors: the next page begins a complete pass.
    void resetFeed();

    void setCapabilities(const SiteCapabilities &capabilities) { m_capabilities = capabilities; }
    const SiteCapabilities &capabilities() const { return m_capabilities; }
    void setSession(const SiteSession &session) { m_session = session; }
    const SiteSession &session() const { return m_session; }
    // An authority that issues by profiles, registers nobody, holds certificates and no requests, and checks nothing.
    static SiteCapabilities profileCapabilities();
    static EnrollmentProfile makeProfile(const CertificateRequest &request);
    // The details of every request have it from now on: values by id, given by edits, in place of makeProfile()'s.
    // issuedUsages: the extended key usages that it says it will issue, where it says so.
    void usesProfiles(const QString &issuedUsages = {})
    {
        m_usesProfiles = true;
        m_issuedUsages = issuedUsages;
    }
    void setRegistration(const Registration &registration) { m_registration = registration; }

    // What arrived, in order: "openSession", "fetchChanges", "decide r-0001 approve", "revoke 0A01", ….
    const QStringList &calls() const { return m_calls; }
    void clearCalls() { m_calls.clear(); }
    const QList<Decision> &decisions() const { return m_decisions; }
    const QList<RequestEdit> &edits() const { return m_edits; }
    const QList<RequestEdit> &validations() const { return m_validations; }
    const QList<Revocation> &revocations() const { return m_revocations; }
    // What fetchAudit() answers, beside what is done here.
    void addAudit(AuditRecord record);
    const QList<AuditRecord> &audit() const { return m_audit; }

Q_SIGNALS:
    void changed();  // something new is in the feed
    void released(); // held answers may go

private:
    friend class FakeOperatorSite;
    friend class FakeApplicationSite;
    template <typename Port>
    friend class FakeCustomerSite;

    enum class Kind
    {
        Request,
        Certificate
    };
    struct Entry
    {
        Kind kind;
        QString id;
    };

    std::optional<Error> takeFailure(const QString &call);
    contract::ChangePage changes(const QString &after, int limit) const;
    RequestDetail detail(const CertificateRequest &request) const;
    CertificateDetail detail(const CertificateRecord &certificate) const;
    Result<DecisionAnswer> decide(const Decision &decision);
    Result<RevocationAnswer> revoke(const Revocation &revocation);
    Result<RevocationAnswer> cancelScheduled(const ScheduleCancellation &cancellation);
    Result<DecisionAnswer> edit(const RequestEdit &edit);
    Result<DecisionAnswer> addNote(const NoteAddition &note);
    Result<DecisionAnswer> validate(const RequestEdit &edit);
    Result<DecisionAnswer> applyEdit(const RequestEdit &edit);
    static QDateTime timeOf(int number); // minutes after a first moment
    // One action by its key: done once, the answer kept; loseNextAnswer() counts here.
    template <typename Answer, typename Apply>
    Result<Answer> once(QHash<QString, Answer> &answers, const QString &key, Apply apply);
    Result<DecisionAnswer> applyDecision(const Decision &decision);
    Result<DecisionAnswer> withdraw(const Decision &withdrawal); // the contact's
    Result<RevocationAnswer> applyRevocation(const Revocation &revocation);
    void act(CertificateRequest &request, RequestAction action, const Actor &actor, const QString &note);
    void issue(CertificateRequest &request);
    void touch(Kind kind, const QString &id);

    std::function<contract::ChangePage(const QString &after)> m_changesScript;
    SiteCapabilities m_capabilities;
    SiteSession m_session;
    Registration m_registration;
    QMap<QString, CertificateRequest> m_requests;
    QMap<QString, CertificateRecord> m_certificates;
    QHash<QString, QList<HistoryEntry>> m_history;
    QMap<qint64, Entry> m_feed; // each thing once, at its latest sequence
    QHash<QString, qint64> m_sequenceOf;
    QMap<qint64, Entry> m_removed;
    QHash<QString, DecisionAnswer> m_decisionByKey;
    QHash<QString, RevocationAnswer> m_revocationByKey;
    QHash<QString, QList<InternalNote>> m_notes;
    QList<AuditRecord> m_audit;
    QStringList m_calls;
    QList<Decision> m_decisions;
    QList<RequestEdit> m_edits;
    QList<RequestEdit> m_validations;
    QHash<QString, QHash<QString, QString>> m_values; // edited values by request and id
    bool m_usesProfiles = false;
    QString m_issuedUsages;
    QList<Revocation> m_revocations;
    std::optional<Error> m_failure;
    std::optional<Error> m_nextFailure;
    std::optional<ActionRefused> m_nextRefusal;
    std::chrono::milliseconds m_delay{0};
    qint64 m_sequence = 0;
    int m_epoch = 1;
    int m_issued = 0;
    bool m_loseNextAnswer = false;
    bool m_held = false;
    bool m_forbidsDecisions = false;
};

} // namespace tegata
