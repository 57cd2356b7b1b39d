// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/requestjob.h"

#include "core/remote/dogtag/requestnotes.h"

#include <QJsonArray>

namespace tegata::dogtag {

namespace {

constexpr int MaximumTries = 2;

QJsonArray policiesOf(const Review &review, const QList<ProfileValueEdit> &edits)
{
    const auto valueOf = [&edits](const QString &id, const QString &stored) {
        for (const ProfileValueEdit &edit : edits) {
            if (edit.id == id)
                return edit.value;
        }
        return stored;
    };
    QJsonArray sets;
    for (qsizetype set = 0; set < review.policySets.size(); ++set) {
        QJsonArray policies;
        for (qsizetype i = 0; i < review.policySets.at(set).size(); ++i) {
            const Policy &policy = review.policySets.at(set).at(i);
            QJsonArray attributes;
            for (const Policy::Attribute &attribute : policy.attributes) {
                attributes.append(
                    QJsonObject{{QStringLiteral("name"), attribute.name},
                                {QStringLiteral("Value"), valueOf(valueId(set, i, attribute.name), attribute.value)}});
            }
            policies.append(
                QJsonObject{{QStringLiteral("def"), QJsonObject{{QStringLiteral("id"), policy.id},
                                                                {QStringLiteral("policyAttribute"), attributes}}}});
        }
        sets.append(QJsonObject{{QStringLiteral("policies"), policies}});
    }
    return sets;
}

// The smallest body that the server takes: a large one stalls its own HTTPS connector.
QJsonObject bodyOf(const RequestWork &work, const Review &review, const Agent &agent)
{
    QJsonObject body{{QStringLiteral("nonce"), review.nonce}, {QStringLiteral("requestId"), review.id}};
    if (!work.idempotencyKey.isEmpty() && work.kind != RequestWork::Kind::Validate)
        body.insert(QStringLiteral("requestNotes"),
                    withNote(review.notes, work.note, work.idempotencyKey, agent.uid, QDateTime::currentDateTimeUtc()));
    if (work.sendsValues)
        body.insert(QStringLiteral("ProfilePolicySet"), policiesOf(review, work.values));
    return body;
}

DecisionAnswer refused(const QString &words)
{
    return ActionRefused{errorCodeName(ErrorCode::Refused), words, {}};
}

} // namespace

RequestWork workOf(const Decision &decision)
{
    RequestWork work;
    work.id = decision.requestId;
    work.version = decision.version;
    work.note = decision.note;
    work.idempotencyKey = decision.idempotencyKey;
    switch (decision.action) {
    case RequestAction::Approve:
        work.operation = QStringLiteral("approve");
        work.wanted = RequestState::Issued;
        work.sendsValues = true;
        break;
    case RequestAction::Reject:
        work.operation = QStringLiteral("reject");
        work.wanted = RequestState::Rejected;
        break;
    case RequestAction::Cancel:
        work.operation = QStringLiteral("cancel");
        work.wanted = RequestState::Cancelled;
        break;
    case RequestAction::Claim:
        work.kind = RequestWork::Kind::Assign;
        work.operation = QStringLiteral("assign");
        work.idempotencyKey.clear(); // the owner tells whether it was done
        break;
    case RequestAction::Release:
        work.kind = RequestWork::Kind::Unassign;
        work.operation = QStringLiteral("unassign");
        work.idempotencyKey.clear();
        break;
    case RequestAction::Hold:
    case RequestAction::Withdraw:
        break;
    }
    return work;
}

RequestWork workOf(const RequestEdit &edit)
{
    RequestWork work;
    work.kind = RequestWork::Kind::Update;
    work.id = edit.id;
    work.version = edit.version;
    work.operation = QStringLiteral("update");
    work.sendsValues = true;
    work.values = edit.values;
    work.note = edit.note;
    work.idempotencyKey = edit.idempotencyKey;
    return work;
}

RequestWork validationOf(const RequestEdit &edit)
{
    RequestWork work = workOf(edit);
    work.kind = RequestWork::Kind::Validate;
    work.operation = QStringLiteral("validate");
    return work;
}

RequestWork workOf(const NoteAddition &note)
{
    RequestWork work;
    work.kind = RequestWork::Kind::Update;
    work.id = note.requestId;
    work.operation = QStringLiteral("update");
    work.sendsValues = true;
    work.note = note.text;
    work.idempotencyKey = note.idempotencyKey;
    return work;
}

RequestJob::RequestJob(const Means &means, Agent agent, RequestWork work, QObject *parent)
    : QObject(parent), m_means(means), m_agent(std::move(agent)), m_work(std::move(work))
{}

Future<DecisionAnswer> RequestJob::start()
{
    const Future<DecisionAnswer> future = m_promise.future();
    review();
    return future;
}

void RequestJob::review()
{
    ++m_tries;
    observe<Reviewed>(m_means.reader.readToDecide(m_work.id), this, [this](const Result<Reviewed> &now) {
        if (now)
            act(*now);
        else
            finish(failure(now.error()));
    });
}

bool RequestJob::isDone(const Review &review) const
{
    switch (m_work.kind) {
    case RequestWork::Kind::Decide:
        return stateOf(review.status) == m_work.wanted && holdsMark(review.notes, m_work.idempotencyKey);
    case RequestWork::Kind::Assign:
        return stateOf(review.status) == RequestState::Pending && review.owner == m_agent.uid;
    case RequestWork::Kind::Unassign:
        return stateOf(review.status) == RequestState::Pending && review.owner.isEmpty();
    case RequestWork::Kind::Update:
        return !m_work.idempotencyKey.isEmpty() && holdsMark(review.notes, m_work.idempotencyKey);
    case RequestWork::Kind::Validate:
        break;
    }
    return false;
}

void RequestJob::act(const Reviewed &now)
{
    if (isDone(now.review)) {
        m_means.versions.sawAnew(now.review);
        finish(DecisionAnswer(ActionDone<RequestDetail>{now.detail}));
        return;
    }
    const bool isAsSeen = !m_work.version || m_means.versions.isAsSeen(now.review, *m_work.version);
    if (!isAsSeen || now.detail.request.state != RequestState::Pending) {
        conclude(now, false);
        return;
    }
    observe<Answer>(m_means.api.decide(m_work.id, m_work.operation, bodyOf(m_work, now.review, m_agent)), this,
                    [this](const Result<Answer> &answer) {
                        if (answer)
                            onAnswer(*answer);
                        else if (answer.error().code == ErrorCode::ServiceFailure && m_tries < MaximumTries)
                            review(); // tells whether it was done
                        else if (answer.error().code == ErrorCode::ServiceFailure && !m_work.values.isEmpty())
                            finish(refused({})); // a value that the server stumbles over each time
                        else
                            finish(failure(answer.error()));
                    });
}

void RequestJob::onAnswer(const Answer &answer)
{
    switch (answer.outcome) {
    case Outcome::Done:
        look(true);
        return;
    case Outcome::StaleNonce:
        if (m_tries < MaximumTries)
            review();
        else
            finish(failure(ErrorCode::TooManyRequests, answer.message));
        return;
    case Outcome::NotPending:
    case Outcome::OwnedByOther:
        look(false);
        return;
    case Outcome::AlreadyRevoked:
    case Outcome::Refused:
    case Outcome::Failed:
        break;
    }
    finish(refused(answer.message));
}

void RequestJob::look(bool wasAccepted)
{
    observe<Reviewed>(m_means.reader.read(m_work.id), this, [this, wasAccepted](const Result<Reviewed> &now) {
        if (now)
            conclude(*now, wasAccepted);
        else // no "no": what was done is found by the same key
            finish(failure(ErrorCode::ConnectionLost, errorCodeName(now.error().code)));
    });
}

void RequestJob::conclude(const Reviewed &now, bool wasAccepted)
{
    m_means.versions.sawAnew(now.review);
    const bool isEditing = m_work.kind == RequestWork::Kind::Update || m_work.kind == RequestWork::Kind::Validate;
    const bool isAsWanted = m_work.kind == RequestWork::Kind::Decide && now.detail.request.state == m_work.wanted;
    if (isDone(now.review) || (wasAccepted && (isEditing || isAsWanted)))
        finish(DecisionAnswer(ActionDone<RequestDetail>{now.detail}));
    else
        finish(DecisionAnswer(ActionConflict<RequestDetail>{now.detail}));
}

void RequestJob::finish(const Result<DecisionAnswer> &answer)
{
    m_promise.deliver(answer);
    deleteLater();
}

} // namespace tegata::dogtag
