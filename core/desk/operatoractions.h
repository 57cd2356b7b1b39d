// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/desk/decisionlog.h"
#include "core/outbox/outboxfile.h"
#include "core/sync/outbox.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace tegata {

// What an operator does, on its way to the site: into the log and the outbox, and from there the answer back to whoever
// gave it. Part of OperatorDesk, which says what may be done. Lives on its thread.
class OperatorActions : public QObject
{
    Q_OBJECT

public:
    // cache: of the site; the file of decisions is beside its own. Both outlive this.
    OperatorActions(QueueCache &cache, const Clock &clock, QObject *parent = nullptr);
    ~OperatorActions() override;

    // key: seals what people write; null: see OutboxCodec. site outlives the next close().
    void open(OperatorSite &site, SharedSecret key, RequestCheck check);
    void close();
    void resume(const SiteSession &session);

    // Into the log and the outbox, in one commit: nothing is done that cannot be logged. evidence: what was on the
    // screen (decisionevidence.h). Errors: Outbox::give's; IdentityLocked while closed.
    Outbox::Receipt give(NewAction action, const QJsonObject &evidence = {});
    template <typename Answer>
    Future<Answer> answerOf(NewAction action, const QJsonObject &evidence = {});

    Outbox *outbox() const { return m_outbox.get(); }
    // Also while closed: what is stored.
    int depth() const { return m_outbox ? m_outbox->depth() : m_storedDepth; }
    QList<OutboxItem> items() const { return m_outbox ? m_outbox->items() : QList<OutboxItem>(); }
    Result<void> undo(qint64 id);
    Result<void> sendNow(qint64 id);
    Result<void> resolve(qint64 id, OutboxResolution resolution);
    DecisionLog &log() { return m_log; }
    // What was found wrong with outbox and log when they were opened, or since.
    const QList<StoreTrouble> &troubles() const { return m_troubles; }

    static QString newKey();

Q_SIGNALS:
    void depthChanged(int depth);
    void changed();
    void answered(const tegata::OutboxAnswer &answer);
    void lateAnswer(const QString &target, bool done);
    void identityRefused();
    void troublesChanged();

private:
    void countStored();
    void learnTroubles();
    void addTrouble(const StoreTrouble &trouble);

    QueueCache &m_cache;
    const Clock &m_clock;
    OutboxFile m_file;
    DecisionLog m_log;
    std::unique_ptr<Outbox> m_outbox; // null while closed
    SharedSecret m_passingKey;
    QList<StoreTrouble> m_troubles;
    bool m_isInUse = false; // by another program: nothing is sent from here, and no action is accepted
    int m_storedDepth = 0;
};

template <typename Answer>
Future<Answer> OperatorActions::answerOf(NewAction action, const QJsonObject &evidence)
{
    auto promise = std::make_shared<Promise<Answer>>();
    const Future<Answer> future = promise->future();
    observe<OutboxAnswer>(give(std::move(action), evidence).answered, this,
                          [promise](const Result<OutboxAnswer> &answer) {
                              if (!answer)
                                  promise->deliver(failure(answer.error()));
                              else if (const auto *error = std::get_if<Error>(&answer->answer))
                                  promise->deliver(failure(*error));
                              else
                                  promise->deliver(std::get<Answer>(answer->answer));
                          });
    return future;
}

} // namespace tegata
