// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/backoff.h"
#include "core/desk/customerrecords.h"
#include "core/desk/evidence.h"
#include "core/desk/heldtexts.h"
#include "core/desk/logreporter.h"
#include "core/desk/operatoractions.h"
#include "core/domain/approvalobstacle.h"
#include "core/remote/operatorsite.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace tegata {

class CertificateSigningRequest;

enum class DeskConnection
{
    Locked,     // no identity: the cache is readable, nothing can be decided
    Connecting, // unlocked, not yet answered
    Online,
    Offline, // lastError() says why; the cache stays readable
};

// The operator's work at one site: who the site takes us for, decisions and revocations, over the customer's records.
// Without site (locked) these show the cache; attach() brings it online. Lives on the GUI thread, blocks nothing.
class OperatorDesk : public QObject
{
    Q_OBJECT

public:
    // cache: of this site, already opened or being opened; outlives the desk.
    OperatorDesk(QueueCache &cache, const Clock &clock, QObject *parent = nullptr);
    ~OperatorDesk() override;

    // Takes the connection of an unlocked identity and begins to synchronise; detach() (lock) drops it.
    // sealingKey: of the site's cache (CacheKeyStore); seals details and what people write. Without one, no details are
    // kept, and the words of what waits do not outlive the program (OutboxCodec). identity: whose connection it is
    // (IdentityInfo::id).
    void attach(std::unique_ptr<OperatorSite> site, const SharedSecret &sealingKey = {}, const QString &identity = {});
    void detach();
    // Of the last attach(), also after it was locked; known before the site says anything.
    const QString &identity() const { return m_identity; }

    // Of what the site says (findings, problems), from the next call on.
    void setLanguage(Language language);

    CustomerRecords &records() { return m_records; }
    const CustomerRecords &records() const { return m_records; }
    QueueCache &cache() { return m_records.cache(); }
    const Clock &clock() const { return m_records.clock(); }
    DeskConnection connection() const { return m_connection; }
    const std::optional<Error> &lastError() const { return m_lastError; }
    const std::optional<SiteSession> &session() const { return m_session; }
    // All false while locked or offline before the first session: nothing can be decided then.
    SiteCapabilities capabilities() const;
    // Also while locked: what is stored.
    int outboxDepth() const { return m_actions.depth(); }
    // The preconditions of an action on a request as it is shown; the service decides in the end.
    bool canDecide(const CertificateRequest &request, RequestAction action) const;
    bool canRevoke(const CertificateRecord &certificate) const;
    // Whether the reason of its revocation can be raised to keyCompromise: by revoke() with that reason.
    bool canRaise(const CertificateRecord &certificate) const;
    // Only on hold, and the site can release it.
    bool canReleaseHold(const CertificateRecord &certificate) const;
    // Why this operator may not approve the request, whatever its contents; nothing while nobody is signed in.
    std::optional<ApprovalObstacle> obstacleAgainst(const CertificateRequest &request) const;

    // How long an action can be taken back before it is sent (default 10 s); for what is given from now on. Claims and
    // releases go at once: each undoes the other.
    void setUndoWindow(std::chrono::milliseconds window) { m_undoWindow = window; }
    std::chrono::milliseconds undoWindow() const { return m_undoWindow; }

    // Logged, stored, sent, answered (see Outbox); the answer is in the cache before the future delivers. It delivers
    // Cancelled for what was undone or given up, and IdentityLocked for what is stored and goes on with the next
    // unlocking. Where the site has another version it asks (OutboxState::Asking) and delivers when that is resolved; a
    // claim or a release answers the conflict. evidence: what the operator was shown, for the decision log.
    Future<DecisionAnswer> decide(const CertificateRequest &request, RequestAction action, const QString &note,
                                  const std::optional<Evidence> &evidence = {});
    // at: when the site is to revoke it; invalid: now. Done means that the site, asked again, says so.
    Future<RevocationAnswer> revoke(const CertificateRecord &certificate, RevocationReason reason, const QString &note,
                                    const QDateTime &at = {});
    Future<RevocationAnswer> releaseHold(const CertificateRecord &certificate, const QString &note);
    Future<RevocationAnswer> cancelScheduled(const CertificateRecord &certificate);
    // edit: what is to change, and why; id, version and key are the desk's.
    Future<DecisionAnswer> edit(const CertificateRequest &request, RequestEdit edit);
    // Whether the site would take the values of the edit; changes nothing, and goes to the site at once. Errors:
    // IdentityLocked, those of OperatorSite::validate.
    Future<DecisionAnswer> validate(const CertificateRequest &request, RequestEdit edit);
    Future<DecisionAnswer> addNote(const CertificateRequest &request, const QString &text);
    // The same for many at once (BulkRun): what became of storing it is told apart from the answer, and a conflict is
    // one unless it waited. undoWindow: nothing: as above. IdentityLocked in `answered` leaves it in the outbox.
    Outbox::Receipt give(const CertificateRequest &request, const Decision &decision, const QJsonObject &evidence,
                         std::optional<std::chrono::milliseconds> undoWindow = {});
    Outbox::Receipt give(const CertificateRecord &certificate, const Revocation &revocation,
                         std::optional<std::chrono::milliseconds> undoWindow = {});
    void retryNow();

    // What has been given and not answered, oldest first.
    QList<OutboxItem> outboxItems() const { return m_actions.items(); }
    QHash<qint64, OutboxState> outboxStates() const; // by id; cheap where many wait
    // Takes it back. Errors: NotFound (answered meanwhile), Conflict (being sent, or it may have been).
    Result<void> undo(qint64 id) { return m_actions.undo(id); }
    // Ends its undo window. Errors: NotFound.
    Result<void> sendNow(qint64 id) { return m_actions.sendNow(id); }
    // Errors: NotFound; Conflict (it does not ask); InvalidArgument (its words are gone, it can only be given up).
    Result<void> resolve(qint64 id, OutboxResolution resolution) { return m_actions.resolve(id, resolution); }
    DecisionLog &decisionLog() { return m_actions.log(); }
    // What was being written when the desk was locked.
    HeldTexts &heldTexts() { return m_heldTexts; }
    // Which log this is, of all that this operator has (decisionLogName): the site is told where it ends, and its head
    // is kept in `secrets`. Once.
    void keepLogHead(SecretStore &secrets, const QString &logName);
    // What was found wrong with the files of outbox and log, to be told before anything is done.
    const QList<StoreTrouble> &troubles() const { return m_actions.troubles(); }
    // The site's clock minus ours, to within the time that an answer takes; follows when ours is set. Nothing before
    // the first session, and where the site does not tell.
    std::optional<std::chrono::milliseconds> clockSkew() const { return m_clockSkew; }

Q_SIGNALS:
    // Emitted before the desk is locked, while its key is still there: text that is being typed goes into heldTexts()
    // now.
    void locking();
    void connectionChanged();
    void sessionChanged();
    void outboxDepthChanged(int depth);
    // Items came, went or changed their state.
    void outboxChanged();
    void troublesChanged();
    // An action left the outbox, of this run or an earlier one.
    void answered(const tegata::OutboxAnswer &answer);
    // An action of an earlier run was answered by the site: done, or not (conflict, refused).
    void lateAnswer(const QString &target, bool done);
    // This computer's clock was set, or its difference from the site's became known: times that were computed with it
    // are computed again.
    void clockChanged();

private:
    void onClockLeapt(std::chrono::milliseconds by);
    void noteServerTime(const QDateTime &serverTime, const QDateTime &asked);
    void leaveSite();
    void openSession();
    void onSession(const SiteSession &session);
    void onSiteError(const Error &error);
    void onIdentityRefused();
    std::chrono::milliseconds undoWindowFor(RequestAction action) const;
    void setConnection(DeskConnection connection, std::optional<Error> error = {});

    CustomerRecords m_records;
    QTimer m_sessionRetry;
    Backoff m_backoff;
    std::unique_ptr<OperatorSite> m_site;
    OperatorActions m_actions;
    HeldTexts m_heldTexts;
    LogReporter m_logReporter;
    std::optional<SiteSession> m_session;
    QString m_identity;
    std::optional<Error> m_lastError;
    std::optional<std::chrono::milliseconds> m_clockSkew;
    std::chrono::milliseconds m_undoWindow{10000};
    DeskConnection m_connection = DeskConnection::Locked;
    quint64 m_generation = 0; // answers of a detached site are dropped
};

} // namespace tegata
