// SPDX-License-Identifier: Apache-2.0
#include "core/sync/outbox.h"

#include "core/domain/contract.h"

#include <QJsonDocument>

#include <algorithm>

namespace tegata {

namespace {

using SteadyClock = std::chrono::steady_clock;

// Long enough for what happens together, too short to be seen.
constexpr std::chrono::milliseconds AnnounceAfter{50};

template <typename Thing>
QByteArray jsonOf(const Thing &thing)
{
    return QJsonDocument(contract::toJson(thing)).toJson(QJsonDocument::Compact);
}

Error locked()
{
    return {ErrorCode::IdentityLocked, QStringLiteral("stored; sent with the next unlocking"), {}, -1};
}

} // namespace

Outbox::Outbox(OperatorSite &site, QueueCache &cache, OutboxFile &file, const Clock &clock, SharedSecret key,
               QObject *parent)
    : QObject(parent), m_cache(cache), m_file(file), m_clock(clock), m_codec(std::move(key)), m_sender(site),
      m_writing([this](const QList<Change> &changes, const std::function<void()> &done) { write(changes, done); })
{
    for (QTimer *timer : {&m_next, &m_pause, &m_gather, &m_announce})
        timer->setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    connect(&m_next, &QTimer::timeout, this, &Outbox::pump);
    connect(&m_pause, &QTimer::timeout, this, &Outbox::pump);
    connect(&m_gather, &QTimer::timeout, this, &Outbox::settleAll);
    connect(&m_announce, &QTimer::timeout, this, &Outbox::announce);
    observe<QList<OutboxEntry>>(m_file.entries(), this, [this](const Result<QList<OutboxEntry>> &stored) {
        load(stored.value_or(QList<OutboxEntry>()));
    });
}

Outbox::~Outbox()
{
    writeBack();
    QList<Pending> waiting = m_queue.all();
    waiting.append(m_notStored);
    for (const Pending &action : std::as_const(waiting)) {
        if (action->answer)
            action->answer->deliver(action->outcome ? Result<OutboxAnswer>(*action->outcome) : failure(locked()));
    }
}

// What waits for a commit is written all the same, and what was marked and not sent is known as that to the next run.
void Outbox::writeBack()
{
    OutboxChanges changes = together(m_writing.take());
    for (const Pending &action : m_queue.all()) {
        if (action->settled || action->mayBeThere || !(action->stored.sent || action->isBeingMarked))
            continue;
        changes.updated.append(action->stored);
        changes.updated.last().sent = false;
    }
    QList<OutboxAnswer> answers;
    for (const Settled &one : std::as_const(m_settled)) {
        changes.log.append(one.action->logRows);
        changes.removed.append(one.answer.id);
        answers.append(one.answer);
    }
    if (m_witness)
        changes.log.append(m_witness(answers));
    if (!changes.log.isEmpty() || !changes.added.isEmpty() || !changes.updated.isEmpty() || !changes.removed.isEmpty())
        (void)m_file.write(std::move(changes));
}

OutboxChanges Outbox::together(const QList<Change> &changes)
{
    OutboxChanges all;
    for (const Change &change : changes) {
        all.log.append(change.what.log);
        all.added.append(change.what.added);
        all.updated.append(change.what.updated);
        all.removed.append(change.what.removed);
    }
    return all;
}

void Outbox::write(const QList<Change> &changes, const std::function<void()> &done)
{
    observe<QList<qint64>>(
        m_file.write(together(changes)), this, [this, changes, done](const Result<QList<qint64>> &ids) {
            qsizetype first = 0;
            for (const Change &change : changes) {
                const qsizetype count = change.what.added.size();
                change.done(ids.map([&](const QList<qint64> &all) { return all.mid(first, count); }));
                first += count;
            }
            done();
            pump();
        });
}

void Outbox::load(const QList<OutboxEntry> &stored)
{
    const QDateTime now = m_clock.now();
    for (const OutboxEntry &entry : stored) {
        // An entry that cannot be read stays in the file for whoever repairs it; it is never guessed at.
        const Result<OutboxCodec::Decoded> decoded = m_codec.decode(entry);
        if (!decoded)
            continue;
        auto action = std::make_shared<PendingAction>();
        action->stored = entry;
        action->waited = action->fromEarlierRun = true;
        action->mayBeThere = entry.sent;
        OutboxItem &item = action->item;
        item.action = decoded->action;
        item.wordsMissing = decoded->wordsMissing;
        item.state = decoded->wordsMissing ? OutboxState::Asking : OutboxState::Waiting;
        const QJsonObject seen = QJsonDocument::fromJson(entry.seen).object();
        if (const auto request = contract::requestFromJson(seen))
            item.seen = *request;
        else if (const auto certificate = contract::certificateFromJson(seen))
            item.seenCertificate = *certificate;
        // No longer than the window was, whatever was done to the clock meanwhile.
        const qint64 window = entry.sendAt.isValid() ? entry.storedAt.msecsTo(entry.sendAt) : 0;
        const qint64 left = std::clamp<qint64>(now.msecsTo(entry.sendAt), 0, std::max<qint64>(window, 0));
        if (entry.sendAt.isValid() && left > 0 && item.state == OutboxState::Waiting)
            item.state = OutboxState::Undoable;
        action->notBefore = SteadyClock::now() + std::chrono::milliseconds(entry.sendAt.isValid() ? left : 0);
        m_unclaimed.append(action);
    }
    m_loaded = true;
    m_announce.start(AnnounceAfter);
    if (!m_actor.isEmpty())
        resume(m_actor);
}

void Outbox::resume(const QString &actor)
{
    m_actor = actor;
    if (!m_loaded)
        return;
    for (const Pending &action : std::exchange(m_unclaimed, {})) {
        if (action->stored.actor == m_actor)
            m_queue.insert(action);
    }
    m_announce.start(AnnounceAfter);
    pump();
}

Outbox::Receipt Outbox::give(NewAction given)
{
    auto action = std::make_shared<PendingAction>();
    action->answer = std::make_shared<Promise<OutboxAnswer>>();
    const Future<OutboxAnswer> answered = action->answer->future();
    const auto refuse = [&](const Error &error) -> Receipt {
        action->answer->deliver(failure(error));
        return {readyFuture<qint64>(failure(error)), answered};
    };
    if (m_actor.isEmpty())
        return refuse({ErrorCode::Offline, QStringLiteral("the site has not said yet who we are"), {}, -1});
    Result<OutboxEntry> entry = m_codec.encode(given.action);
    if (!entry)
        return refuse(entry.error());

    action->stored = *std::move(entry);
    action->stored.actor = m_actor;
    action->stored.title = given.title;
    action->stored.storedAt = m_clock.now();
    if (given.seen)
        action->stored.seen = jsonOf(*given.seen);
    else if (given.seenCertificate)
        action->stored.seen = jsonOf(*given.seenCertificate);
    const bool canBeUndone = given.undoWindow.count() > 0;
    if (canBeUndone)
        action->stored.sendAt = action->stored.storedAt.addMSecs(given.undoWindow.count());
    action->waited = m_backoff.failures() > 0;
    action->stored.sent = goesAtOnce(given);
    action->notBefore = SteadyClock::now() + given.undoWindow;
    action->item.action = std::move(given.action);
    action->item.state = canBeUndone ? OutboxState::Undoable : OutboxState::Waiting;
    action->item.seen = std::move(given.seen);
    action->item.seenCertificate = std::move(given.seenCertificate);
    action->answersConflict = given.onConflict == OnConflict::Answer;

    action->id = std::make_shared<Promise<qint64>>();
    const Future<qint64> id = action->id->future();
    m_notStored.append(action);
    Change change;
    if (given.logRow)
        change.what.log.append(std::move(given.logRow));
    change.what.added.append(action->stored);
    change.done = [this, action](const Result<QList<qint64>> &ids) { onStored(action, ids); };
    m_writing.add(std::move(change));
    return {id, answered};
}

bool Outbox::goesAtOnce(const NewAction &given) const
{
    const QString target = targetOf(given.action);
    return given.undoWindow.count() <= 0 && m_backoff.failures() == 0 && !m_queue.has(target) &&
           std::none_of(m_notStored.cbegin(), m_notStored.cend(),
                        [&target](const Pending &other) { return other->stored.target == target; });
}

void Outbox::onStored(const Pending &action, const Result<QList<qint64>> &ids)
{
    m_notStored.removeOne(action);
    m_announce.start(AnnounceAfter);
    const std::shared_ptr<Promise<qint64>> stored = std::exchange(action->id, nullptr);
    if (!ids) {
        stored->deliver(failure(ids.error()));
        action->answer->deliver(failure(ids.error()));
        return;
    }
    action->stored.id = ids->constFirst();
    stored->deliver(action->stored.id);
    m_queue.insert(action);
}

QList<OutboxItem> Outbox::items() const
{
    QList<OutboxItem> items;
    QList<Pending> actions = m_queue.all();
    actions.append(m_unclaimed);
    for (const Pending &action : std::as_const(actions)) {
        if (!action->settled)
            items.append(shown(*action));
    }
    return items;
}

std::optional<OutboxItem> Outbox::item(qint64 id) const
{
    const Pending action = m_queue.find(id);
    return action && !action->settled ? std::optional(shown(*action)) : std::nullopt;
}

OutboxItem Outbox::shown(const PendingAction &action) const
{
    OutboxItem item = action.item;
    item.id = action.stored.id;
    item.target = action.stored.target;
    item.title = action.stored.title;
    item.storedAt = action.stored.storedAt;
    item.sendAt = action.stored.sendAt;
    item.state = shownState(action);
    if (item.state == OutboxState::Undoable) {
        // By the clock as it is set now: it may have been set meanwhile, and the window does not follow it.
        const auto left = std::chrono::ceil<std::chrono::seconds>(action.notBefore - SteadyClock::now());
        item.sendAt = m_clock.now().addSecs(left.count());
    }
    item.canBeUndone = isUndoable(action);
    return item;
}

bool Outbox::isUndoable(const PendingAction &action)
{
    return action.item.state != OutboxState::Sending && !action.mayBeThere;
}

OutboxState Outbox::shownState(const PendingAction &action) const
{
    // Behind another one, its window may be over without its turn.
    const bool isOver = action.item.state == OutboxState::Undoable && action.notBefore <= SteadyClock::now();
    return isOver ? OutboxState::Waiting : action.item.state;
}

QHash<qint64, OutboxState> Outbox::states() const
{
    QHash<qint64, OutboxState> states;
    for (const Pending &action : m_queue.all()) {
        if (!action->settled)
            states.insert(action->stored.id, shownState(*action));
    }
    return states;
}

Result<void> Outbox::undo(qint64 id)
{
    const Pending action = m_queue.find(id);
    if (!action || action->settled)
        return failure(ErrorCode::NotFound);
    if (!isUndoable(*action))
        return failure(ErrorCode::Conflict, QStringLiteral("sent already, or on its way"));
    settle(action, Error{ErrorCode::Cancelled, QStringLiteral("taken back"), {}, -1});
    return {};
}

Result<void> Outbox::sendNow(qint64 id)
{
    const Pending action = m_queue.find(id);
    if (!action || action->settled)
        return failure(ErrorCode::NotFound);
    if (action->item.state == OutboxState::Undoable || action->item.state == OutboxState::Waiting) {
        m_queue.schedule(action, OutboxState::Waiting, {});
        m_announce.start(AnnounceAfter);
        pump();
    }
    return {};
}

Result<void> Outbox::resolve(qint64 id, OutboxResolution resolution, const QString &newKey,
                             const QList<LogRowMaker> &logRows)
{
    const Pending action = m_queue.find(id);
    if (!action || action->settled)
        return failure(ErrorCode::NotFound);
    OutboxItem &item = action->item;
    if (item.state != OutboxState::Asking)
        return failure(ErrorCode::Conflict, QStringLiteral("it does not ask"));
    if (resolution == OutboxResolution::GiveUp) {
        settle(action, Error{ErrorCode::Cancelled, QStringLiteral("given up"), {}, -1});
        return {};
    }
    if (item.wordsMissing)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("its words cannot be read any more"));
    // The person has seen `current`: that is what it is for now.
    if (item.current) {
        setVersion(item.action, item.current->version);
        item.seen = std::exchange(item.current, std::nullopt);
    } else if (item.currentCertificate) {
        setVersion(item.action, item.currentCertificate->version);
        item.seenCertificate = std::exchange(item.currentCertificate, std::nullopt);
    }
    setIdempotencyKey(item.action, newKey);
    item.findings.clear();
    item.mayBeDone = false;
    m_codec.recode(item.action, action->stored);
    action->stored.sent = action->mayBeThere = false; // under this key
    action->logRows.append(logRows);
    action->waited = false;
    m_queue.schedule(action, OutboxState::Waiting, {});
    m_announce.start(AnnounceAfter);
    pump();
    return {};
}

void Outbox::retryNow()
{
    const bool paused = m_pause.isActive();
    m_pause.stop();
    m_backoff.reset();
    m_failuresInRow = 0;
    for (const Pending &action : m_queue.all()) {
        if (action->item.state == OutboxState::Waiting && action->item.tries > 0)
            m_queue.schedule(action, OutboxState::Waiting, {});
    }
    if (paused || m_queue.nextTime())
        pump();
}

void Outbox::expectTrouble()
{
    for (const Pending &action : m_queue.all())
        action->waited = true;
}

void Outbox::announce()
{
    if (std::exchange(m_announcedDepth, depth()) != depth())
        Q_EMIT depthChanged(depth());
    Q_EMIT changed();
}

} // namespace tegata
