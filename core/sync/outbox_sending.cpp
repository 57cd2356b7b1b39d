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
    if (const auto next = m_queue.nextTime(); next && m_inFlight < limit) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*next - SteadyClock::now());
        m_next.start(std::max(left, std::chrono::milliseconds(0)));
    }
}

bool Outbox::isBeyondMemory(const PendingAction &action) const
{
    return action.stored.sent && action.stored.storedAt.secsTo(m_clock.now()) > KeyMemorySeconds;
}

void Outbox::launch(const Pending &action)
{
    m_announce.start(AnnounceAfter);
    if (isBeyondMemory(*action) || (action->waited && !action->stored.sent))
        examine(action);
    else if (!action->stored.sent)
        m_marking.add(action);
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
        m_marking.add(action);
    });
}

void Outbox::markSent(const QList<Pending> &actions, const Done &done)
{
    QList<OutboxEntry> entries;
    for (const Pending &action : actions) {
        action->stored.sent = true;
        entries.append(action->stored);
    }
    observe<void>(m_file.update(entries), this, [this, actions, done](const Result<void> &marked) {
        done();
        for (const Pending &action : actions) {
            if (marked) {
                transmit(action);
            } else {
                action->stored.sent = false;
                onNoAnswer(action, marked.error());
            }
        }
    });
}

void Outbox::transmit(const Pending &action)
{
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
        action->stored.sent = false;
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
    m_settling.add({action, {action->stored.id, action->item.action, answer}});
}

void Outbox::settleAll(const QList<Settled> &settled, const Done &done)
{
    if (!m_witness) {
        forget(settled, done);
        return;
    }
    QList<OutboxAnswer> answers;
    for (const Settled &one : settled)
        answers.append(one.answer);
    observe<void>(m_witness(answers), this, [this, settled, done](const Result<void> &) { forget(settled, done); });
}

void Outbox::forget(const QList<Settled> &settled, const Done &done)
{
    QList<CertificateRequest> requests;
    QList<CertificateRecord> certificates;
    QList<qint64> ids;
    for (const Settled &one : settled) {
        ids.append(one.answer.id);
        if (const RequestDetail *request = requestIn(one.answer.answer))
            requests.append(request->request);
        else if (const CertificateDetail *certificate = certificateIn(one.answer.answer))
            certificates.append(certificate->certificate);
    }
    QList<OutboxEntry> carried;
    for (const Settled &one : settled)
        carried.append(carryVersion(one));
    const auto leave = [this, settled, done, ids, carried] {
        // Before their forerunner goes: killed in between, they are still for the version that it made.
        if (!carried.isEmpty())
            (void)m_file.update(carried);
        // An entry that the file does not let go is sent again by the next run, under its key: harmless.
        observe<void>(m_file.remove(ids), this, [this, settled, done](const Result<void> &) {
            for (const Settled &one : settled)
                m_queue.remove(one.answer.id);
            done();
            for (const Settled &one : settled) {
                if (one.action->answer)
                    one.action->answer->deliver(one.answer);
                Q_EMIT answered(one.answer);
                if (one.action->fromEarlierRun)
                    Q_EMIT lateAnswer(one.action->stored.target, isA<ActionDone>(one.answer.answer));
            }
            m_announce.start(AnnounceAfter);
            pump();
        });
    };
    if (requests.isEmpty() && certificates.isEmpty()) {
        leave();
        return;
    }
    // A cache that cannot take the rows is no reason to send again: the feed brings them.
    observe<ChangeSet>(m_cache.upsert(requests, certificates), this, [leave](const Result<ChangeSet> &) { leave(); });
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
        if (later->stored.sent || versionOf(later->item.action) != before)
            continue;
        setVersion(later->item.action, after);
        m_codec.recode(later->item.action, later->stored);
        carried.append(later->stored);
    }
    return carried;
}

} // namespace tegata
