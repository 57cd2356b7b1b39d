// SPDX-License-Identifier: Apache-2.0
#include "core/desk/enrollmentdrafts.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tegata {

namespace {

// From the first unsaved change to the write; with the write itself well below 2 s.
constexpr std::chrono::milliseconds SaveDelay(800);

} // namespace

EnrollmentDrafts::EnrollmentDrafts(QString profileDirectory, const Clock &clock, QObject *parent)
    : QObject(parent), m_directory(std::move(profileDirectory)), m_clock(clock), m_worker(QStringLiteral("drafts"))
{}

EnrollmentDrafts::~EnrollmentDrafts()
{
    for (const auto &[id, session] : m_sessions) {
        if (session->revision > session->onDisk)
            (void)run<void>([draft = session->draft](DraftStore &store) { return store.save(draft); });
    }
    m_worker.finish();
    for (const auto &[id, session] : m_sessions)
        wipeDraft(session->draft);
}

template <typename T, typename Job>
Future<T> EnrollmentDrafts::run(Job &&job)
{
    if (!m_store)
        return readyFuture<T>(failure(ErrorCode::Cancelled, QStringLiteral("the vault is not open")));
    return m_worker.run<T>(
        [store = m_store, job = std::forward<Job>(job)]() mutable -> Result<T> { return job(*store); });
}

void EnrollmentDrafts::open(const SharedSecret &key)
{
    ++m_generation;
    m_store = std::make_shared<DraftStore>(m_directory, key, m_clock);
}

Future<void> EnrollmentDrafts::close()
{
    auto promise = std::make_shared<Promise<void>>();
    const Future<void> future = promise->future();
    observe(flush(), this, [this, promise](const Result<void> &flushed) {
        if (!flushed) {
            promise->deliver(flushed);
            return;
        }
        // Something was typed meanwhile.
        const bool isSettled = std::all_of(m_sessions.cbegin(), m_sessions.cend(),
                                           [](const auto &entry) { return entry.second->isSettled(); });
        if (!isSettled) {
            observe(close(), this, [promise](const Result<void> &closed) { promise->deliver(closed); });
            return;
        }
        ++m_generation;
        for (const auto &[id, session] : m_sessions)
            wipeDraft(session->draft);
        m_sessions.clear();
        m_list.clear();
        // The store's last owner is the worker's job: its locks end behind whatever is still under way.
        const auto store = std::make_shared<std::shared_ptr<DraftStore>>(std::exchange(m_store, nullptr));
        const Future<void> dropped = m_worker.run<void>([store]() -> Result<void> {
            store->reset();
            return {};
        });
        observe(dropped, this, [promise](const Result<void> &done) { promise->deliver(done); });
        Q_EMIT listChanged();
    });
    return future;
}

const DraftInfo *EnrollmentDrafts::info(const QString &id) const
{
    const auto found = std::find_if(m_list.cbegin(), m_list.cend(), [&](const DraftInfo &i) { return i.id == id; });
    return found == m_list.cend() ? nullptr : &*found;
}

Future<void> EnrollmentDrafts::refresh()
{
    const Future<QList<DraftInfo>> found = run<QList<DraftInfo>>([](DraftStore &store) { return store.list(); });
    auto promise = std::make_shared<Promise<void>>();
    const Future<void> future = promise->future();
    observe(found, this, [this, promise, generation = m_generation](const Result<QList<DraftInfo>> &list) {
        if (list && generation == m_generation) {
            m_list = *list;
            Q_EMIT listChanged();
        }
        promise->deliver(list ? Result<void>() : failure(list.error()));
    });
    return future;
}

Future<EnrollmentDraft> EnrollmentDrafts::create(const EnrollmentDraft &draft)
{
    const Future<EnrollmentDraft> created = run<EnrollmentDraft>([draft](DraftStore &store) -> Result<EnrollmentDraft> {
        if (const Result<void> done = store.create(draft); !done)
            return failure(done.error());
        return draft;
    });
    return listed(created);
}

Future<EnrollmentDraft> EnrollmentDrafts::duplicate(const QString &id, const QString &name)
{
    const DraftSession *open = session(id);
    const auto here = open ? std::optional(open->draft) : std::nullopt;
    const Future<EnrollmentDraft> copied =
        run<EnrollmentDraft>([id, name, here, now = m_clock.now()](DraftStore &store) -> Result<EnrollmentDraft> {
            const Result<EnrollmentDraft> source = here ? Result<EnrollmentDraft>(*here) : store.read(id);
            if (!source)
                return source;
            const EnrollmentDraft copy = duplicateOf(*source, name, now);
            if (const Result<void> done = store.create(copy); !done)
                return failure(done.error());
            return copy;
        });
    return listed(copied);
}

Future<EnrollmentDraft> EnrollmentDrafts::listed(const Future<EnrollmentDraft> &future)
{
    observe(future, this, [this](const Result<EnrollmentDraft> &draft) {
        if (draft)
            showInList(infoOf(*draft));
    });
    return future;
}

Future<void> EnrollmentDrafts::remove(const QString &id)
{
    const DraftInfo *known = info(id);
    if (session(id) || (known && known->sending == DraftSending::Sending))
        return readyFuture<void>(failure(ErrorCode::Conflict, QStringLiteral("open, or on its way to the site")));
    const Future<void> removed = run<void>([id](DraftStore &store) { return store.remove(id); });
    observe(removed, this, [this, id](const Result<void> &done) {
        if (!done)
            return;
        m_list.removeIf([&](const DraftInfo &entry) { return entry.id == id; });
        Q_EMIT listChanged();
    });
    return removed;
}

Future<void> EnrollmentDrafts::exportTo(const QString &id, const QString &path, const SharedSecret &passphrase)
{
    const DraftSession *open = session(id);
    const auto here = open ? std::optional(open->draft) : std::nullopt;
    return run<void>([id, path, passphrase, here](DraftStore &store) -> Result<void> {
        const Result<EnrollmentDraft> draft = here ? Result<EnrollmentDraft>(*here) : store.read(id);
        if (!draft)
            return failure(draft.error());
        return store.exportTo(path, *draft, *passphrase);
    });
}

Future<EnrollmentDraft> EnrollmentDrafts::importFrom(const QString &path, const SharedSecret &passphrase)
{
    const Future<EnrollmentDraft> imported =
        run<EnrollmentDraft>([path, passphrase](DraftStore &store) { return store.importFrom(path, *passphrase); });
    return listed(imported);
}

Future<EnrollmentDraft> EnrollmentDrafts::read(const QString &id)
{
    if (const DraftSession *open = session(id))
        return readyFuture<EnrollmentDraft>(open->draft);
    return run<EnrollmentDraft>([id](DraftStore &store) { return store.read(id); });
}

Future<QList<DraftVersion>> EnrollmentDrafts::versions(const QString &id)
{
    return run<QList<DraftVersion>>([id](DraftStore &store) { return store.versions(id); });
}

Future<EnrollmentDraft> EnrollmentDrafts::readVersion(const QString &id, qint64 sequence)
{
    return run<EnrollmentDraft>([id, sequence](DraftStore &store) { return store.readVersion(id, sequence); });
}

Future<EnrollmentDraft> EnrollmentDrafts::restoreVersion(const QString &id, qint64 sequence)
{
    auto promise = std::make_shared<Promise<EnrollmentDraft>>();
    const Future<EnrollmentDraft> future = promise->future();
    // What is here becomes a version first: going back must not lose it.
    observe(flush(), this, [this, promise, id, sequence](const Result<void> &flushed) {
        if (!flushed) {
            promise->deliver(failure(flushed.error()));
            return;
        }
        if (DraftSession *open = session(id))
            open->isWriting = true;
        const Future<EnrollmentDraft> restored =
            run<EnrollmentDraft>([id, sequence](DraftStore &store) { return store.restore(id, sequence); });
        observe(restored, this, [this, promise, id, generation = m_generation](const Result<EnrollmentDraft> &draft) {
            DraftSession *open = generation == m_generation ? session(id) : nullptr;
            if (open) {
                open->isWriting = false;
                if (draft) {
                    open->draft = *draft;
                    open->onDisk = ++open->revision;
                    Q_EMIT draftChanged(id);
                }
                settle(*open);
            }
            if (draft)
                showInList(infoOf(*draft));
            promise->deliver(draft);
        });
    });
    return future;
}

Future<OpenedDraft> EnrollmentDrafts::acquire(const QString &id, Holder holder)
{
    if (DraftSession *open = session(id)) {
        if (holder == Holder::Window && open->hasWindow)
            return readyFuture<OpenedDraft>(
                OpenedDraft{open->draft, true, Error{ErrorCode::Conflict, QStringLiteral("another window"), {}, -1}});
        keep(open->draft, holder);
        return readyFuture<OpenedDraft>(OpenedDraft{open->draft, false, {}});
    }
    auto promise = std::make_shared<Promise<OpenedDraft>>();
    const Future<OpenedDraft> future = promise->future();
    const Future<OpenedDraft> opened = run<OpenedDraft>([id](DraftStore &store) { return store.open(id); });
    observe(opened, this, [this, promise, id, holder, generation = m_generation](const Result<OpenedDraft> &draft) {
        if (draft && generation != m_generation) {
            promise->deliver(failure(ErrorCode::Cancelled));
            return;
        }
        if (draft && session(id)) {
            // Two asked at once: the other was first.
            observe(acquire(id, holder), this,
                    [promise](const Result<OpenedDraft> &again) { promise->deliver(again); });
            return;
        }
        if (draft && !draft->readOnly)
            keep(draft->draft, holder);
        promise->deliver(draft);
    });
    return future;
}

Future<void> EnrollmentDrafts::release(const QString &id, Holder holder)
{
    DraftSession *open = session(id);
    if (!open)
        return readyFuture<void>({});
    if (open->holders() > 1) {
        giveUp(*open, holder);
        return readyFuture<void>({});
    }
    auto promise = std::make_shared<Promise<void>>();
    const Future<void> future = promise->future();
    observe(saved(*open), this, [this, promise, id, holder](const Result<void> &done) {
        DraftSession *still = session(id);
        if (!still || !done) {
            promise->deliver(done);
            return;
        }
        // Changed, or taken by another holder, meanwhile.
        if (still->holders() > 1 || !still->isSettled()) {
            observe(release(id, holder), this, [promise](const Result<void> &later) { promise->deliver(later); });
            return;
        }
        giveUp(*still, holder);
        observe(drop(id), this, [promise](const Result<void> &closed) { promise->deliver(closed); });
    });
    return future;
}

void EnrollmentDrafts::giveUp(DraftSession &session, Holder holder)
{
    if (holder == Holder::Window)
        session.hasWindow = false;
    else
        session.senders = std::max(0, session.senders - 1);
}

const EnrollmentDraft *EnrollmentDrafts::draft(const QString &id) const
{
    const DraftSession *open = session(id);
    return open ? &open->draft : nullptr;
}

void EnrollmentDrafts::update(const EnrollmentDraft &draft)
{
    DraftSession *open = session(draft.id);
    if (!open)
        return;
    const bool isTyped = !isFrozen(open->draft) && open->draft.application != draft.application;
    const bool isRenamed = open->draft.name != draft.name;
    if (!isTyped && !isRenamed && open->draft.page == draft.page)
        return;
    if (isTyped)
        open->draft.application = draft.application;
    open->draft.name = draft.name;
    open->draft.page = draft.page;
    if (isTyped || isRenamed)
        open->draft.changedAt = m_clock.now();
    touch(*open, false);
}

Future<void> EnrollmentDrafts::change(const QString &id, const Change &change)
{
    if (DraftSession *open = session(id)) {
        change(open->draft);
        touch(*open, true);
        Q_EMIT draftChanged(id);
        return saved(*open);
    }
    auto promise = std::make_shared<Promise<void>>();
    const Future<void> future = promise->future();
    const Future<DraftInfo> changed = run<DraftInfo>([id, change](DraftStore &store) -> Result<DraftInfo> {
        Result<OpenedDraft> opened = store.open(id);
        if (!opened)
            return failure(opened.error());
        if (opened->readOnly)
            return failure(*opened->readOnlyReason);
        change(opened->draft);
        const Result<void> done = store.save(opened->draft);
        store.close(id);
        if (!done)
            return failure(done.error());
        return infoOf(opened->draft);
    });
    observe(changed, this, [this, promise](const Result<DraftInfo> &info) {
        if (info)
            showInList(*info);
        promise->deliver(info ? Result<void>() : failure(info.error()));
    });
    return future;
}

bool EnrollmentDrafts::isSaved(const QString &id) const
{
    const DraftSession *open = session(id);
    return !open || open->revision == open->onDisk;
}

std::optional<Error> EnrollmentDrafts::saveError(const QString &id) const
{
    const DraftSession *open = session(id);
    return open ? open->error : std::nullopt;
}

Future<void> EnrollmentDrafts::flush()
{
    struct Sum
    {
        Promise<void> promise;
        std::size_t left;
        Result<void> result;
    };
    auto sum = std::make_shared<Sum>();
    sum->left = m_sessions.size();
    const Future<void> future = sum->promise.future();
    if (sum->left == 0)
        sum->promise.deliver({});
    for (const auto &[id, open] : m_sessions) {
        observe(saved(*open), this, [sum](const Result<void> &done) {
            if (!done)
                sum->result = done;
            if (--sum->left == 0)
                sum->promise.deliver(sum->result);
        });
    }
    return future;
}

DraftSession *EnrollmentDrafts::session(const QString &id) const
{
    const auto found = m_sessions.find(id);
    return found == m_sessions.end() ? nullptr : found->second.get();
}

void EnrollmentDrafts::keep(const EnrollmentDraft &draft, Holder holder)
{
    auto &open = m_sessions[draft.id];
    if (!open) {
        open = std::make_unique<DraftSession>();
        open->draft = draft;
        open->timer.setSingleShot(true);
        connect(&open->timer, &QTimer::timeout, this, [this, kept = open.get()] { save(*kept); });
    }
    if (holder == Holder::Window)
        open->hasWindow = true;
    else
        ++open->senders;
}

Future<void> EnrollmentDrafts::drop(const QString &id)
{
    const auto found = m_sessions.find(id);
    wipeDraft(found->second->draft);
    m_sessions.erase(found);
    return run<void>([id](DraftStore &store) -> Result<void> {
        store.close(id);
        return {};
    });
}

// The draft in memory is newer than the one on the disk. The first change sets the time: typing on does not move it.
void EnrollmentDrafts::touch(DraftSession &session, bool soon)
{
    const bool wasSaved = session.revision == session.onDisk;
    ++session.revision;
    const auto delay = soon ? std::chrono::milliseconds(0) : SaveDelay;
    if (!session.timer.isActive() || session.timer.remainingTimeAsDuration() > delay)
        session.timer.start(delay);
    if (wasSaved)
        Q_EMIT savingChanged(session.draft.id);
}

void EnrollmentDrafts::save(DraftSession &session)
{
    session.timer.stop();
    if (session.isWriting || session.revision == session.onDisk)
        return;
    session.isWriting = true;
    const Future<DraftInfo> written = run<DraftInfo>([draft = session.draft](DraftStore &store) -> Result<DraftInfo> {
        if (const Result<void> done = store.save(draft); !done)
            return failure(done.error());
        return infoOf(draft);
    });
    observe(written, this,
            [this, id = session.draft.id, revision = session.revision,
             generation = m_generation](const Result<DraftInfo> &info) {
                if (generation == m_generation)
                    onSaved(id, revision, info);
            });
}

void EnrollmentDrafts::onSaved(const QString &id, quint64 revision, const Result<DraftInfo> &info)
{
    DraftSession *open = session(id);
    if (!open)
        return;
    open->isWriting = false;
    if (info) {
        open->onDisk = revision;
        open->error.reset();
        open->backoff.reset();
        settle(*open);
        showInList(*info);
    } else {
        open->error = info.error();
        open->timer.start(open->backoff.next());
        for (const DraftSession::Waiting &entry : std::exchange(open->waiting, {}))
            entry.promise->deliver(failure(info.error()));
    }
    Q_EMIT savingChanged(id);
}

// After a write: tells who waited for it, and goes on with what came meanwhile.
void EnrollmentDrafts::settle(DraftSession &session)
{
    const std::vector<DraftSession::Waiting> served = session.takeServed();
    if (!session.waiting.empty())
        save(session);
    else if (session.revision > session.onDisk && !session.timer.isActive())
        session.timer.start(SaveDelay);
    for (const DraftSession::Waiting &entry : served)
        entry.promise->deliver({});
}

// Delivers when what is here now is on the disk.
Future<void> EnrollmentDrafts::saved(DraftSession &session)
{
    if (session.isSettled())
        return readyFuture<void>({});
    auto promise = std::make_shared<Promise<void>>();
    const Future<void> future = promise->future();
    session.waiting.push_back({session.revision, promise});
    save(session);
    return future;
}

void EnrollmentDrafts::showInList(const DraftInfo &info)
{
    const auto known = std::find_if(m_list.begin(), m_list.end(), [&](const DraftInfo &i) { return i.id == info.id; });
    if (known != m_list.end() && *known == info)
        return;
    if (known != m_list.end())
        m_list.erase(known);
    const auto place =
        std::find_if(m_list.begin(), m_list.end(), [&](const DraftInfo &i) { return i.changedAt <= info.changedAt; });
    m_list.insert(place, info);
    Q_EMIT listChanged();
}

} // namespace tegata
