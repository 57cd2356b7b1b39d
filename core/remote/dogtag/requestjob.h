// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/actionanswer.h"
#include "core/domain/actions.h"
#include "core/remote/dogtag/requestreader.h"
#include "core/remote/dogtag/requestversions.h"

namespace tegata::dogtag {

// What is to be done to a request, in the server's terms.
struct RequestWork
{
    enum class Kind
    {
        Decide,
        Assign,
        Unassign,
        Update,
        Validate
    };

    Kind kind = Kind::Decide;
    QString id;
    std::optional<int> version; // that the operator saw; nothing: whatever is there
    QString operation;          // "approve"
    RequestState wanted = RequestState::Pending;
    bool sendsValues = false;
    QList<ProfileValueEdit> values;
    QString note;
    QString idempotencyKey;
};

RequestWork workOf(const Decision &decision);
RequestWork workOf(const RequestEdit &edit);
RequestWork validationOf(const RequestEdit &edit);
RequestWork workOf(const NoteAddition &note);

// Does one work: a fresh review, whether it is done already (the same key sent again), whether the operator saw what is
// there now, the call with the review's nonce, and a look at what became of it. One more try where the nonce was gone
// or the server stumbled. Answers once and deletes itself; what it is given outlives it; lives on the API's thread.
class RequestJob final : public QObject
{
    Q_OBJECT

public:
    struct Means
    {
        AgentApi &api;
        RequestReader &reader;
        RequestVersions &versions;
    };

    RequestJob(const Means &means, Agent agent, RequestWork work, QObject *parent);

    // Errors as the port's; TooManyRequests: other reviews took the nonce twice, nothing was done.
    Future<DecisionAnswer> start();

private:
    void review();
    void act(const Reviewed &now);
    void onAnswer(const Answer &answer);
    void look(bool wasAccepted);
    void conclude(const Reviewed &now, bool wasAccepted);
    bool isDone(const Review &review) const;
    void finish(const Result<DecisionAnswer> &answer);

    Means m_means;
    Agent m_agent;
    RequestWork m_work;
    Promise<DecisionAnswer> m_promise;
    int m_tries = 0;
};

} // namespace tegata::dogtag
