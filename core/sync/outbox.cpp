// SPDX-License-Identifier: Apache-2.0
#include "core/sync/outbox.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tegata {

namespace {

// The site's own "no". Everything else leaves open whether the action was done, or says nothing about it (a proxy in
// between, a certificate that is not accepted just now): the same key is sent again.
bool isAnswer(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
    case ErrorCode::InvalidArgument:
    case ErrorCode::Forbidden:
    case ErrorCode::Unsupported:
    case ErrorCode::Refused:
    case ErrorCode::Conflict:
        return true;
    default:
        return false;
    }
}

// The site was reached, but what came back for this action is of no use.
bool isOfThisAction(ErrorCode code)
{
    return code == ErrorCode::ProtocolViolation || code == ErrorCode::ServiceFailure || code == ErrorCode::TooLarge;
}

constexpr int FailuresBeforeOthersPass = 3;

} // namespace

Outbox::Outbox(OperatorSite &site, QueueCache &cache, QObject *parent) : QObject(parent), m_site(site), m_cache(cache)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Outbox::sendNext);
}

Outbox::~Outbox()
{
    const Error locked{ErrorCode::IdentityLocked, QStringLiteral("stored; sent with the next unlocking"), {}, -1};
    for (const Entry &entry : m_entries)
        entry.fail(locked);
    for (const std::shared_ptr<Entry> &entry : std::as_const(m_storing))
        entry->fail(locked);
}

void Outbox::Entry::fail(const Error &error) const
{
    if (decided)
        decided->deliver(failure(error));
    if (revoked)
        revoked->deliver(failure(error));
}

void Outbox::resume(const QString &actor)
{
    m_actor = actor;
    observe<QList<OutboxEntry>>(m_cache.outbox(), this, [this](const Result<QList<OutboxEntry>> &stored) {
        if (!stored)
            return;
        std::deque<Entry> left;
        for (const OutboxEntry &entry : *stored) {
            const auto isKnown = [&](const Entry &own) { return own.stored.id == entry.id; };
            if (entry.actor != m_actor || std::any_of(m_entries.begin(), m_entries.end(), isKnown))
                continue;
            // An entry that cannot be read stays in the file for whoever repairs it; it is never guessed at.
            if (const Result<OutboxAction> action = fromOutboxEntry(entry))
                left.push_back({entry, *action, nullptr, nullptr, 0});
        }
        if (left.empty())
            return;
        // Behind the one on its way, if any, and before what was given since the start.
        const auto place = m_entries.begin() + (m_sending ? 1 : 0);
        m_entries.insert(place, std::make_move_iterator(left.begin()), std::make_move_iterator(left.end()));
        Q_EMIT depthChanged(depth());
        sendNext();
    });
}

Future<DecisionAnswer> Outbox::decide(const Decision &decision)
{
    auto promise = std::make_shared<Promise<DecisionAnswer>>();
    const Future<DecisionAnswer> future = promise->future();
    store({{}, decision, promise, nullptr, 0});
    return future;
}

Future<RevocationAnswer> Outbox::revoke(const Revocation &revocation)
{
    auto promise = std::make_shared<Promise<RevocationAnswer>>();
    const Future<RevocationAnswer> future = promise->future();
    store({{}, revocation, nullptr, promise, 0});
    return future;
}

void Outbox::retryNow()
{
    if (!m_retry.isActive())
        return;
    m_retry.stop();
    m_backoff.reset();
    sendNext();
}

void Outbox::store(Entry entry)
{
    entry.stored = toOutboxEntry(entry.action, QDateTime::currentDateTimeUtc());
    entry.stored.actor = m_actor;
    auto shared = std::make_shared<Entry>(std::move(entry));
    m_storing.append(shared);
    observe<qint64>(m_cache.addToOutbox(shared->stored), this, [this, shared](const Result<qint64> &id) {
        m_storing.removeOne(shared);
        if (!id) {
            shared->fail(id.error());
            return;
        }
        shared->stored.id = *id;
        m_entries.push_back(std::move(*shared));
        Q_EMIT depthChanged(depth());
        sendNext();
    });
}

void Outbox::sendNext()
{
    if (m_sending || m_entries.empty() || m_retry.isActive())
        return;
    m_sending = true;
    const OutboxAction &action = m_entries.front().action;
    if (const Decision *decision = std::get_if<Decision>(&action)) {
        observe<DecisionAnswer>(m_site.decide(*decision), this,
                                [this](const Result<DecisionAnswer> &answer) { onDecisionAnswer(answer); });
    } else {
        observe<RevocationAnswer>(m_site.revoke(std::get<Revocation>(action)), this,
                                  [this](const Result<RevocationAnswer> &answer) { onRevocationAnswer(answer); });
    }
}

void Outbox::onDecisionAnswer(const Result<DecisionAnswer> &answer)
{
    if (!answer && retryLater(answer.error()))
        return;
    QList<CertificateRequest> requests;
    bool done = false;
    if (answer) {
        if (const auto *success = std::get_if<ActionDone<RequestDetail>>(&*answer)) {
            requests.append(success->current.request);
            done = true;
        } else if (const auto *conflict = std::get_if<ActionConflict<RequestDetail>>(&*answer)) {
            requests.append(conflict->current.request);
        }
    }
    settle(requests, {}, done, [answer](const Entry &entry) {
        if (entry.decided)
            entry.decided->deliver(answer);
    });
}

void Outbox::onRevocationAnswer(const Result<RevocationAnswer> &answer)
{
    if (!answer && retryLater(answer.error()))
        return;
    QList<CertificateRecord> certificates;
    bool done = false;
    if (answer) {
        if (const auto *success = std::get_if<ActionDone<CertificateDetail>>(&*answer)) {
            certificates.append(success->current.certificate);
            done = true;
        } else if (const auto *conflict = std::get_if<ActionConflict<CertificateDetail>>(&*answer)) {
            certificates.append(conflict->current.certificate);
        }
    }
    settle({}, certificates, done, [answer](const Entry &entry) {
        if (entry.revoked)
            entry.revoked->deliver(answer);
    });
}

void Outbox::settle(const QList<CertificateRequest> &requests, const QList<CertificateRecord> &certificates, bool done,
                    std::function<void(const Entry &)> deliver)
{
    // A cache that cannot take the row is no reason to send again: the feed brings it. The worker keeps the order, so
    // the second future says that both are over.
    if (!requests.isEmpty() || !certificates.isEmpty())
        (void)m_cache.upsert(requests, certificates);
    observe<void>(m_cache.removeFromOutbox(m_entries.front().stored.id), this,
                  [this, done, deliver = std::move(deliver)](const Result<void> &) {
                      const Entry entry = std::move(m_entries.front());
                      m_entries.pop_front();
                      m_sending = false;
                      m_backoff.reset();
                      Q_EMIT depthChanged(depth());
                      deliver(entry);
                      if (!entry.decided && !entry.revoked)
                          Q_EMIT lateAnswer(entry.stored.target, done);
                      sendNext();
                  });
}

bool Outbox::retryLater(const Error &error)
{
    if (isAnswer(error.code))
        return false;
    m_sending = false;
    if (isOfThisAction(error.code) && ++m_entries.front().failures >= FailuresBeforeOthersPass)
        letOthersPass();
    m_retry.start(m_backoff.next());
    return true;
}

void Outbox::letOthersPass()
{
    // Actions on the same thing keep their order: they go to the back together.
    m_entries.front().failures = 0;
    const QString target = m_entries.front().stored.target;
    std::stable_partition(m_entries.begin(), m_entries.end(),
                          [&](const Entry &entry) { return entry.stored.target != target; });
}

} // namespace tegata
