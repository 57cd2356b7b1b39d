// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/decisionflow.h"

#include <algorithm>

namespace tegata {

DecisionFlow::DecisionFlow(OperatorDesk &desk, const Clock &clock, QObject *parent)
    : QObject(parent), m_desk(desk), m_clock(clock)
{
    connect(&m_desk, &OperatorDesk::outboxChanged, this, &DecisionFlow::givenChanged);
}

void DecisionFlow::setShown(const std::optional<Shown> &shown, Mover mover)
{
    const bool isOtherRow = !shown || !m_shown || shown->request.id != m_shown->request.id;
    const bool isOtherVersion = !isOtherRow && shown->request.version != m_shown->request.version;
    if (isOtherVersion || (isOtherRow && mover == Mover::Program))
        m_guardUntil = m_clock.now().addMSecs(GuardTime);
    else if (isOtherRow)
        m_guardUntil = {};
    m_shown = shown;
    if (isOtherRow || isOtherVersion)
        m_evidence.reset();
}

bool DecisionFlow::isGuarded() const
{
    const QDateTime now = m_clock.now();
    // A clock that was set back must not bar the keys for ever.
    return m_guardUntil.isValid() && now < m_guardUntil && now.msecsTo(m_guardUntil) <= GuardTime;
}

bool DecisionFlow::isGiven(const QString &requestId) const
{
    if (m_given.contains(requestId))
        return true;
    const QList<OutboxItem> items = m_desk.outboxItems();
    return std::any_of(items.cbegin(), items.cend(), [&requestId](const OutboxItem &item) {
        return item.target == requestId && std::holds_alternative<Decision>(item.action);
    });
}

void DecisionFlow::begin(RequestAction action)
{
    if (!m_shown)
        return;
    if (isGuarded()) {
        Q_EMIT hint(tr("The list has just changed. Check the request, then press the key again."));
        return;
    }
    const CertificateRequest request = m_shown->request;
    if (isGiven(request.id)) {
        Q_EMIT hint(tr("%1 has already been decided. To change it, undo the decision first.").arg(request.commonName));
        return;
    }
    if (action == RequestAction::Approve)
        beginApproval(Shown(*m_shown));
    else if (action == RequestAction::Claim || action == RequestAction::Release)
        decide(request, action, QString());
    else
        Q_EMIT noteNeeded(request, action, noteFor(action));
}

void DecisionFlow::beginApproval(const Shown &shown)
{
    if (!shown.outcome) {
        Q_EMIT hint(tr("The check of this request has not finished. Press the key again in a moment."));
        return;
    }
    switch (*shown.outcome) {
    case FindingOutcome::Error:
        Q_EMIT hint(tr("The check found errors, so it cannot be approved."));
        break;
    case FindingOutcome::Warning:
        Q_EMIT noteNeeded(shown.request, RequestAction::Approve, ActionNote::Required);
        break;
    case FindingOutcome::Note:
        if (m_approveAtOnce && m_desk.undoWindow().count() > 0)
            decide(shown.request, RequestAction::Approve, QString());
        else
            Q_EMIT noteNeeded(shown.request, RequestAction::Approve, ActionNote::Optional);
        break;
    }
}

void DecisionFlow::decide(const CertificateRequest &request, RequestAction action, const QString &note)
{
    const bool isShown = m_shown && m_shown->request.id == request.id;
    if (action == RequestAction::Approve && isShown && m_shown->request.version == request.version) {
        // The check may have found more while it was asked.
        if (m_shown->outcome == FindingOutcome::Error) {
            Q_EMIT hint(tr("The check found errors, so it cannot be approved."));
            return;
        }
        if (m_shown->outcome == FindingOutcome::Warning && note.trimmed().isEmpty()) {
            Q_EMIT noteNeeded(request, action, ActionNote::Required);
            return;
        }
    }
    const std::optional<Evidence> seen =
        isShown && m_evidence && m_evidence->version == request.version ? m_evidence : std::nullopt;
    m_given.insert(request.id);
    observe(m_desk.decide(request, action, note, seen), this,
            [this, request, action, note](const Result<DecisionAnswer> &answer) {
                onAnswer(request, {request.id, request.version, action, note, {}}, answer);
            });
    Q_EMIT given(request, action);
}

void DecisionFlow::onAnswer(const CertificateRequest &request, const Decision &decision,
                            const Result<DecisionAnswer> &answer)
{
    m_given.remove(request.id);
    if (!answer) {
        if (answer.error().code == ErrorCode::Cancelled)
            Q_EMIT takenBack(request, decision.action);
        else
            Q_EMIT failed({request, decision, answer.error()});
    } else if (const auto *finished = std::get_if<ActionDone<RequestDetail>>(&*answer)) {
        Q_EMIT done(finished->current, decision.action);
    } else if (const auto *refused = std::get_if<ActionRefused>(&*answer)) {
        Q_EMIT failed({request, decision, *refused});
    } else {
        // Where the outbox did not ask, the person hears of it all the same.
        Q_EMIT failed({request, decision, std::get<ActionConflict<RequestDetail>>(*answer)});
    }
    Q_EMIT givenChanged();
}

} // namespace tegata
