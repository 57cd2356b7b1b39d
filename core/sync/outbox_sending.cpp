// SPDX-License-Identifier: Apache-2.0
#include "core/sync/outbox.h"

#include <algorithm>

namespace tegata {

namespace {

using SteadyClock = std::chrono::steady_clock;
using Answer = std::variant<DecisionAnswer, RevocationAnswer, Error>;

// A site's connections for one client are few (Qt: 6): more would only wait inside.
constexpr int InFlight = 8;
// So many failures without an answer in between are no longer those of single actions.
constexpr int FailuresBeforePause = InFlight;
// The service keeps an idempotency key for 7 days; half a day for clocks that differ and answers that take their time.
constexpr qint64 KeyMemorySeconds = 7 * 86400 - 43200;
constexpr std::chrono::milliseconds AnnounceAfter{50};
// So many as are marked by one commit: what a kill leaves is sent again under its key, and not checked once more.
constexpr qsizetype MarkedTogether = 256;
// Answers that come while others are on their way: long enough for some, too short to be waited for.
constexpr std::chrono::milliseconds GatherFor{30};

template <typename Detail>
const Detail *currentOf(const ActionAnswer<Detail> &answer)
{
    if (const auto *done = std::get_if<ActionDone<Detail>>(&answer))
        return &done->current;
    if (const auto *conflict = std::get_if<ActionConflict<Detail>>(&answer))
        return &conflict->current;
    return nullptr;
}

const RequestDetail *requestIn(const Answer &answer)
{
    const auto *decision = std::get_if<DecisionAnswer>(&answer);
    return decision ? currentOf(*decision) : nullptr;
}

const CertificateDetail *certificateIn(const Answer &answer)
{
    const auto *revocation = std::get_if<RevocationAnswer>(&answer);
    return revocation ? currentOf(*revocation) : nullptr;
}

template <template <typename> typename Kind>
bool isA(const Answer &answer)
{
    if (const auto *decision = std::get_if<DecisionAnswer>(&answer))
        return std::holds_alternative<Kind<RequestDetail>>(*decision);
    if (const auto *revocation = std::get_if<RevocationAnswer>(&answer))
        return std::holds_alternative<Kind<CertificateDetail>>(*revocation);
    return false;
}

// The site cannot be used at all just now, whatever the action.
bool isOfTheSite(ErrorCode code)
{
    return code == ErrorCode::Offline || code == ErrorCode::TlsServerUntrusted ||
           code == ErrorCode::TlsIdentityRefused || code == ErrorCode::NotAuthenticated ||
           code == ErrorCode::TooManyRequests;
}

} // namespace

void Outbox::pump()
{
    if (m_actor.isEmpty() || !m_loaded || m_pause.isActive())
        return;
    // After a pause one action tries for all.
    const int limit = m_backoff.failures() > 0 ? 1 : InFlight;
    while (m_inFlight < limit) {
        const Pending action = m_queue.takeReady(SteadyClock::now());
        if (!action)
            break;
        ++m_inFlight;
        launch(action);
    }
    if (!m_toMark.isEmpty())
        markAndTransmit(std::exchange(m_toMark, {}));
    if (const auto next = m_queue.nextTime(); next && m_inFlight < limit) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*next - SteadyClock::now());
        m_next.start(std::max(left, std::chrono::milliseconds(0)));
    }
}

bool Outbox::isBeyondMemory(const PendingAction &action) const
{
    return action.mayBeThere && action.stored.storedAt.secsTo(m_clock.now()) > KeyMemorySeconds;
}

void Outbox::launch(const Pending &action)
{
    m_announce.start(AnnounceAfter);
    if (isBeyondMemory(*action) || (action->waited && !action->mayBeThere))
        examine(action);
    else if (!action->stored.sent)
        m_toMark.append(action);
    else
        transmit(action);
}

void Outbox::examine(const Pending &action)
{
    m_sender.look(action->item.action, [this, action](const Result<ActionTarget> &now) {
        if (!now) {
            if (ActionSender::isAnswer(now.error().code))
                onAnswer(action, now.error());
            else
                onNoAnswer(action, now.error());
            return;
        }
        m_backoff.reset();
        m_failuresInRow = 0;
        action->wasLookedAt = true;
        const std::optional<int> version = versionOf(action->item.action);
        const bool isOld = isBeyondMemory(*action);
        if ((version && *version != now->version()) || !now->findings.isEmpty() || (isOld && !version)) {
            action->item.mayBeDone = isOld;
            ask(action, *now);
            return;
        }
        if (action->stored.sent)
            transmit(action);
        else
            markAndTransmit({action});
    });
}

void Outbox::markAndTransmit(const QList<Pending> &actions)
{
    QList<Pending> marked = actions;
    for (const Pending &next : m_queue.ready(MarkedTogether)) {
        // What is to be looked at first may be taken back by its result.
        if (!next->stored.sent && !next->isBeingMarked && !next->waited && next->logRows.isEmpty())
            marked.append(next);
    }
    Change change;
    for (const Pending &action : std::as_const(marked)) {
        change.what.log.append(action->logRows);
        change.what.updated.append(action->stored);
        change.what.updated.last().sent = true;
        action->isBeingMarked = true;
    }
    change.done = [this, actions, marked](const Result<QList<qint64>> &written) {
        for (const Pending &action : marked)
            action->isBeingMarked = false;
        if (!written) {
            for (const Pending &action : actions)
                onNoAnswer(action, written.error());
            return;
        }
        for (const Pending &action : marked) {
            action->stored.sent = true;
            action->logRows.clear();
        }
        for (const Pending &action : actions)
            transmit(action);
    };
    m_writing.add(std::move(change));
}

void Outbox::transmit(const Pending &action)
{
    action->mayBeThere = true;
    m_sender.send(action->item.action, [this, action](const Answer &answer) {
        const auto *error = std::get_if<Error>(&answer);
        const bool isAboutUs = error && error->code == ErrorCode::Forbidden && !action->wasLookedAt;
        if (isAboutUs || (error && error->code != ErrorCode::Forbidden && !ActionSender::isAnswer(error->code)))
            onNoAnswer(action, *error);
        else
            onAnswer(action, answer);
    });
}

void Outbox::onAnswer(const Pending &action, const Answer &answer)
{
    m_backoff.reset();
    m_failuresInRow = 0;
    if (isA<ActionConflict>(answer) && (action->waited || !action->answersConflict)) {
        ActionTarget now;
        if (const RequestDetail *request = requestIn(answer)) {
            now.request = request->request;
            (void)m_cache.upsert({request->request}, {});
        } else if (const CertificateDetail *certificate = certificateIn(answer)) {
            now.certificate = certificate->certificate;
            (void)m_cache.upsert({}, {certificate->certificate});
        }
        ask(action, now);
        return;
    }
    --m_inFlight;
    settle(action, answer);
    pump();
}

void Outbox::onNoAnswer(const Pending &action, const Error &error)
{
    --m_inFlight;
    ++action->item.tries;
    // A site that knows its operators by their certificates says this of the certificate, before it looks at the
    // action.
    const bool isRefused = error.code == ErrorCode::Forbidden;
    const ErrorCode code = isRefused ? ErrorCode::TlsIdentityRefused : error.code;
    if (isRefused)
        action->mayBeThere = false;
    action->item.lastProblem = errorCodeName(code);
    action->waited = true;
    action->wasLookedAt = false;
    m_queue.schedule(action, OutboxState::Waiting, SteadyClock::now() + action->backoff.next());
    if (++m_failuresInRow >= FailuresBeforePause || isOfTheSite(code)) {
        expectTrouble();
        if (!m_pause.isActive())
            m_pause.start(m_backoff.next());
    }
    m_announce.start(AnnounceAfter);
    pump();
    if (isRefused)
        Q_EMIT identityRefused();
}

void Outbox::ask(const Pending &action, const ActionTarget &now)
{
    --m_inFlight;
    action->item.current = now.request;
    action->item.currentCertificate = now.certificate;
    action->item.findings = now.findings;
    m_queue.schedule(action, OutboxState::Asking, {});
    m_announce.start(AnnounceAfter);
    pump();
}

void Outbox::settle(const Pending &action, const Answer &answer)
{
    m_queue.settle(action);
    action->outcome = OutboxAnswer{action->stored.id, action->item.action, answer};
    m_settled.append({action, *action->outcome});
    if (m_inFlight == 0)
        settleAll();
    else if (!m_gather.isActive())
        m_gather.start(GatherFor);
}

void Outbox::settleAll()
{
    m_gather.stop();
    const QList<Settled> settled = std::exchange(m_settled, {});
    if (settled.isEmpty())
        return;
    QList<CertificateRequest> requests;
    QList<CertificateRecord> certificates;
    QList<Settled> withRow;
    QList<Settled> withoutRow;
    for (const Settled &one : settled) {
        const RequestDetail *request = requestIn(one.answer.answer);
        const CertificateDetail *certificate = certificateIn(one.answer.answer);
        if (request)
            requests.append(request->request);
        else if (certificate)
            certificates.append(certificate->certificate);
        (request || certificate ? withRow : withoutRow).append(one);
    }
    // What was taken back does not wait for the cache: destroyed meanwhile, it would stay stored, and be sent.
    if (!withoutRow.isEmpty())
        forget(withoutRow);
    if (withRow.isEmpty())
        return;
    // A cache that cannot take the rows is no reason to send again: the feed brings them.
    observe<ChangeSet>(m_cache.upsert(requests, certificates), this,
                       [this, withRow](const Result<ChangeSet> &) { forget(withRow); });
}

void Outbox::forget(const QList<Settled> &settled)
{
    Change change;
    QList<OutboxAnswer> answers;
    for (const Settled &one : settled) {
        answers.append(one.answer);
        change.what.log.append(one.action->logRows);
        change.what.removed.append(one.answer.id);
        change.what.updated.append(carryVersion(one));
    }
    if (m_witness)
        change.what.log.append(m_witness(answers));
    // An entry that the file does not let go is sent again by the next run, under its key: harmless.
    change.done = [this, settled](const Result<QList<qint64>> &) { onForgotten(settled); };
    m_writing.add(std::move(change));
}

void Outbox::onForgotten(const QList<Settled> &settled)
{
    for (const Settled &one : settled)
        m_queue.remove(one.answer.id);
    m_announce.start(AnnounceAfter);
    for (const Settled &one : settled) {
        if (one.action->answer)
            one.action->answer->deliver(one.answer);
        Q_EMIT answered(one.answer);
        if (one.action->fromEarlierRun)
            Q_EMIT lateAnswer(one.action->stored.target, isA<ActionDone>(one.answer.answer));
    }
}

QList<OutboxEntry> Outbox::carryVersion(const Settled &settled)
{
    const std::optional<int> before = versionOf(settled.answer.action);
    int after = 0;
    if (const RequestDetail *request = requestIn(settled.answer.answer))
        after = request->request.version;
    else if (const CertificateDetail *certificate = certificateIn(settled.answer.answer))
        after = certificate->certificate.version;
    if (!isA<ActionDone>(settled.answer.answer) || !before || after <= *before)
        return {};
    QList<OutboxEntry> carried;
    for (const Pending &later : m_queue.behind(*settled.action)) {
        // What may have been sent stays as it was sent.
        if (later->mayBeThere || versionOf(later->item.action) != before)
            continue;
        setVersion(later->item.action, after);
        m_codec.recode(later->item.action, later->stored);
        carried.append(later->stored);
    }
    return carried;
}

} // namespace tegata
