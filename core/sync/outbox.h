// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/backoff.h"
#include "core/base/clock.h"
#include "core/cache/queuecache.h"
#include "core/outbox/outboxfile.h"
#include "core/sync/actionsender.h"
#include "core/sync/groupcommit.h"
#include "core/sync/outboxcodec.h"
#include "core/sync/outboxqueue.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace tegata {

// What becomes of an action that the site answers with a conflict while its giver is still there: it asks, as what
// waited does, or the conflict is the answer, for who shows it as a result (one of many) or has nothing to ask (a
// claim).
enum class OnConflict
{
    Ask,
    Answer
};

// An action as it is given, with what the operator saw.
struct NewAction
{
    OutboxAction action;
    QString title; // common name of the target
    std::optional<CertificateRequest> seen;
    std::optional<CertificateRecord> seenCertificate;
    std::chrono::milliseconds undoWindow{0};
    OnConflict onConflict = OnConflict::Ask;
    LogRowMaker logRow = nullptr; // its entry in the decision log; null: none is written
};

// Every action is stored before it is sent and leaves the store only with the site's answer: a killed program or a lost
// connection neither loses it nor does it twice (same idempotency key until the answer is known).
//
// Commits: one stores the action, its entry in the decision log and, where it goes at once, the mark that it may have
// been sent; one writes the outcome into the log and lets it go. What waits for its undo window gets the mark when that
// is over, together with all whose turn comes then. What is given within one commit of the disk is stored by the next
// one together; so is what is answered, a moment later while others are on their way.
//
// Order: actions on the same thing go one after the other, others side by side, up to 8 at a time. Where an action was
// done, the ones behind it that were given for the same version go for the version that it made: the operator's own
// change is not somebody else's.
// Undo: until its window is over an action is not sent; the window's end is stored, so that it is the same after a
// restart. Without an answer an action is tried again with growing pauses of its own; where nothing is answered at all,
// one is tried for all.
// Asking: an action that waited (no connection, an earlier run) is checked before it goes first, and where the thing
// has another version, or the rules find errors now, it asks the person (resolve()); so does whatever the site answers
// with a conflict, but for what went at once and has its giver answered (OnConflict). Whatever is older than the site's
// memory of keys (7 days) is looked at before it is sent again: with the version seen it was never done and goes,
// otherwise, and always for a note, it asks. Sends only what its own operator decided. Destroyed (lock), it tells who
// waits IdentityLocked: what is stored goes on with the next one. Everything that it is given outlives it.
class Outbox : public QObject
{
    Q_OBJECT

public:
    // key: seals what people wrote (OutboxCodec); may be null.
    Outbox(OperatorSite &site, QueueCache &cache, OutboxFile &file, const Clock &clock, SharedSecret key = nullptr,
           QObject *parent = nullptr);
    ~Outbox() override;

    void setCheck(RequestCheck check) { m_sender.setCheck(std::move(check)); }
    // Makes the log's entries of answers, written in the commit by which they leave the store.
    using Witness = std::function<QList<LogRowMaker>(const QList<OutboxAnswer> &)>;
    void setWitness(Witness witness) { m_witness = std::move(witness); }

    // Once, when the site has said who we are: only then is anything sent, and taken.
    void resume(const QString &actor);

    // Errors of both: what the store cannot take; Offline before resume(); IdentityLocked. answered: Error in the
    // answer is the site's "no", or Cancelled for what was undone or given up.
    struct Receipt
    {
        Future<qint64> stored;
        Future<OutboxAnswer> answered;
    };
    Receipt give(NewAction given);

    QList<OutboxItem> items() const; // oldest first
    std::optional<OutboxItem> item(qint64 id) const;
    QHash<qint64, OutboxState> states() const; // by id
    int depth() const { return static_cast<int>(m_queue.size() + m_unclaimed.size()); }
    // Taken back when its answer says Cancelled. Errors: NotFound; Conflict (it is being sent, or may have been).
    Result<void> undo(qint64 id);
    Result<void> sendNow(qint64 id);
    // newKey, and logRows that are written before it goes under it: for SendForCurrent. Errors: NotFound, Conflict (it
    // does not ask), InvalidArgument (its words are gone).
    Result<void> resolve(qint64 id, OutboxResolution resolution, const QString &newKey,
                         const QList<LogRowMaker> &logRows = {});
    void retryNow();
    // The site cannot be reached just now: what has not been sent waits, and is checked before it goes.
    void expectTrouble();

Q_SIGNALS:
    void depthChanged(int depth);
    // Items came, went or changed; several changes at once are told once.
    void changed();
    void answered(const tegata::OutboxAnswer &answer);
    // An action left by an earlier run was answered: nobody waits for its future.
    void lateAnswer(const QString &target, bool done);
    // The site does not accept the operator's certificate any more. What was given waits, and can be taken back.
    void identityRefused();

private:
    using Pending = std::shared_ptr<PendingAction>;
    struct Settled
    {
        Pending action;
        OutboxAnswer answer;
    };
    // One part of a commit. done is told the ids of what it added.
    struct Change
    {
        OutboxChanges what;
        std::function<void(const Result<QList<qint64>> &ids)> done;
    };
    static OutboxChanges together(const QList<Change> &changes);
    void write(const QList<Change> &changes, const std::function<void()> &done);

    void load(const QList<OutboxEntry> &stored);
    void onStored(const Pending &action, const Result<QList<qint64>> &ids);
    bool goesAtOnce(const NewAction &given) const;
    // Marked, and then sent; with them those behind are marked whose turn is next.
    void markAndTransmit(const QList<Pending> &actions);
    void settleAll();
    void forget(const QList<Settled> &settled);
    void onForgotten(const QList<Settled> &settled);

    void pump();
    void launch(const Pending &action);
    void examine(const Pending &action);
    void transmit(const Pending &action);
    void onAnswer(const Pending &action, const std::variant<DecisionAnswer, RevocationAnswer, Error> &answer);
    void onNoAnswer(const Pending &action, const Error &error);
    void ask(const Pending &action, const ActionTarget &now);
    void settle(const Pending &action, const std::variant<DecisionAnswer, RevocationAnswer, Error> &answer);
    QList<OutboxEntry> carryVersion(const Settled &settled);
    bool isBeyondMemory(const PendingAction &action) const;
    OutboxItem shown(const PendingAction &action) const;
    OutboxState shownState(const PendingAction &action) const;
    static bool isUndoable(const PendingAction &action);
    void writeBack();
    void announce();

    QueueCache &m_cache;
    OutboxFile &m_file;
    const Clock &m_clock;
    OutboxCodec m_codec;
    ActionSender m_sender;
    Witness m_witness;
    OutboxQueue m_queue;
    GroupCommit<Change> m_writing;
    QList<Pending> m_toMark;    // ready, until the end of the round
    QList<Settled> m_settled;   // until the next commit of answers
    QList<Pending> m_notStored; // on their way into the store
    QList<Pending> m_unclaimed; // of earlier runs, until we know whose they are
    bool m_loaded = false;
    QString m_actor;
    QTimer m_next;   // the next action whose time comes
    QTimer m_pause;  // nothing is answered: one is tried when it ends
    QTimer m_gather; // answers of several actions leave together
    QTimer m_announce;
    int m_announcedDepth = 0;
    Backoff m_backoff;
    int m_failuresInRow = 0;
    int m_inFlight = 0;
};

} // namespace tegata
