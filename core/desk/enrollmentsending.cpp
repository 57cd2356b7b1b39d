// SPDX-License-Identifier: Apache-2.0
#include "core/desk/enrollmentsending.h"

#include "core/rules/enrollmentfields.h"
#include "core/rules/enrollmentrules.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

constexpr std::chrono::milliseconds ReleasePause(5000);

QString newKey()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

// The request may have reached the site, and may be taken: only the same key tells.
bool isUnknownOutcome(ErrorCode code)
{
    switch (code) {
    case ErrorCode::ConnectionLost:
    case ErrorCode::TimedOut:
    case ErrorCode::Cancelled:
    case ErrorCode::ServiceFailure:
    case ErrorCode::ClockLeaped:
    case ErrorCode::TooManyRequests:
    case ErrorCode::ProtocolViolation:
        return true;
    default:
        return false;
    }
}

SubmissionOutcome outcomeOf(SubmissionOutcome::Kind kind, std::optional<Error> error = {})
{
    SubmissionOutcome outcome;
    outcome.kind = kind;
    outcome.error = std::move(error);
    return outcome;
}

} // namespace

EnrollmentSending::EnrollmentSending(EnrollmentDrafts &drafts, EnrollmentConnection &connection, Worker &checks,
                                     QObject *parent)
    : QObject(parent), m_drafts(drafts), m_connection(connection), m_checks(checks)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &EnrollmentSending::sendWaiting);
    connect(&m_connection, &EnrollmentConnection::siteChanged, this, &EnrollmentSending::onSiteChanged);
    connect(&m_connection, &EnrollmentConnection::connectionChanged, this, [this](bool connected) {
        if (connected)
            askForConfirmations();
        else
            m_asked.clear();
    });
}

void EnrollmentSending::resume()
{
    m_isActive = true;
    const QList<DraftInfo> drafts = m_drafts.list();
    for (const DraftInfo &info : drafts) {
        if (info.sending == DraftSending::Sending && isOurs(info))
            takeUp(info.id);
    }
    sendWaiting();
    askForConfirmations();
}

void EnrollmentSending::pause()
{
    m_isActive = false;
    m_retry.stop();
    m_asked.clear();
    for (const auto &[id, submission] : std::exchange(m_submissions, {})) {
        if (const auto promise = std::exchange(submission->promise, nullptr))
            promise->deliver(failure(ErrorCode::Cancelled));
    }
}

void EnrollmentSending::retryNow()
{
    m_backoff.reset();
    sendWaiting();
}

void EnrollmentSending::onSiteChanged()
{
    const auto submissions = m_submissions;
    for (const auto &[id, submission] : submissions) {
        // Its answer will not come any more.
        if (submission->isUnderWay)
            wait(submission, {ErrorCode::Cancelled, QStringLiteral("the site was changed"), {}, -1});
    }
    if (m_isActive)
        resume();
}

void EnrollmentSending::askForConfirmations()
{
    if (!m_isActive || !m_connection.isConnected())
        return;
    const QList<DraftInfo> drafts = m_drafts.list();
    for (const DraftInfo &info : drafts) {
        const bool isAsked = info.sending == DraftSending::Queued && isOurs(info) && !m_asked.contains(info.id) &&
                             !m_submissions.contains(info.id);
        if (!isAsked)
            continue;
        m_asked.insert(info.id);
        Q_EMIT confirmationNeeded(info.id);
    }
}

bool EnrollmentSending::isCurrent(const SharedSubmission &submission) const
{
    const auto found = m_submissions.find(submission->id);
    return found != m_submissions.end() && found->second == submission;
}

bool EnrollmentSending::isOurs(const DraftInfo &info) const
{
    return info.siteId.isEmpty() || info.siteId == m_connection.siteId();
}

Future<SubmissionOutcome> EnrollmentSending::submit(const QString &id, bool isConfirmed)
{
    if (!m_isActive)
        return readyFuture<SubmissionOutcome>(failure(ErrorCode::Cancelled, QStringLiteral("the vault is not open")));
    if (m_submissions.contains(id))
        return readyFuture<SubmissionOutcome>(outcomeOf(
            SubmissionOutcome::Kind::Failed, Error{ErrorCode::Conflict, QStringLiteral("on its way"), {}, -1}));
    auto submission = std::make_shared<Submission>();
    submission->id = id;
    submission->promise = std::make_shared<Promise<SubmissionOutcome>>();
    const Future<SubmissionOutcome> future = submission->promise->future();
    m_submissions.emplace(id, submission);
    prepare(submission, isConfirmed);
    return future;
}

void EnrollmentSending::prepare(const SharedSubmission &submission, bool isConfirmed)
{
    const Future<OpenedDraft> opened = m_drafts.acquire(submission->id, EnrollmentDrafts::Holder::Sender);
    observe(opened, this, [this, submission, isConfirmed](const Result<OpenedDraft> &draft) {
        if (!isCurrent(submission))
            return;
        if (!draft || draft->readOnly) {
            tell(submission, outcomeOf(SubmissionOutcome::Kind::Failed,
                                       draft ? draft->readOnlyReason : std::optional(draft.error())));
            m_submissions.erase(submission->id);
            return;
        }
        const bool isExpected =
            !isFrozen(draft->draft) && (!isConfirmed || draft->draft.sending == DraftSending::Queued);
        if (!isExpected) {
            fail(submission, {ErrorCode::Conflict, QStringLiteral("already sent, or no longer queued"), {}, -1});
            return;
        }
        const EnrollmentApplication application = draft->draft.application;
        const Future<CheckReport> checked =
            m_checks.run<CheckReport>([application]() -> Result<CheckReport> { return checkEnrollment(application); });
        observe(checked, this, [this, submission, application](const Result<CheckReport> &report) {
            if (!isCurrent(submission))
                return;
            if (!report) {
                fail(submission, report.error());
            } else if (report->hasErrors()) {
                SubmissionOutcome outcome = outcomeOf(SubmissionOutcome::Kind::Refused);
                outcome.report = *report;
                tell(submission, outcome);
                giveUp(submission);
            } else if (!m_connection.site()) {
                queue(submission);
            } else {
                store(submission, application);
            }
        });
    });
}

// On the disk before it is sent: after a crash the same key goes out again.
void EnrollmentSending::store(const SharedSubmission &submission, const EnrollmentApplication &checked)
{
    const EnrollmentDraft *draft = m_drafts.draft(submission->id);
    if (!draft || draft->application != checked) {
        fail(submission, {ErrorCode::Conflict, QStringLiteral("changed while it was checked"), {}, -1});
        return;
    }
    const DraftSending before = draft->sending;
    const Future<void> stored =
        m_drafts.change(submission->id, [siteId = m_connection.siteId()](EnrollmentDraft &changed) {
            changed.sending = DraftSending::Sending;
            changed.siteId = siteId;
        });
    observe(stored, this, [this, submission, before](const Result<void> &done) {
        if (!isCurrent(submission))
            return;
        if (done) {
            send(submission);
            return;
        }
        finish(
            submission, [before](EnrollmentDraft &changed) { changed.sending = before; },
            outcomeOf(SubmissionOutcome::Kind::Failed, done.error()));
    });
}

void EnrollmentSending::send(const SharedSubmission &submission)
{
    const EnrollmentDraft *draft = m_drafts.draft(submission->id);
    submission->isWaiting = false;
    if (!m_connection.site() || !draft || draft->siteId != m_connection.siteId()) {
        if (draft && !m_connection.site() && !submission->mayHaveArrived)
            queue(submission);
        else
            submission->isWaiting = true;
        return;
    }
    submission->isUnderWay = true;
    const Future<EnrollmentAnswer> answered =
        m_connection.site()->submitEnrollment({relevantPart(draft->application), draft->idempotencyKey});
    observe(answered, this,
            [this, submission, generation = m_connection.generation()](const Result<EnrollmentAnswer> &answer) {
                if (!isCurrent(submission) || generation != m_connection.generation())
                    return;
                submission->isUnderWay = false;
                m_connection.note(answer ? std::nullopt : std::optional(answer.error()));
                if (answer)
                    onAnswer(submission, *answer);
                else
                    onError(submission, answer.error());
            });
}

void EnrollmentSending::onAnswer(const SharedSubmission &submission, const EnrollmentAnswer &answer)
{
    m_backoff.reset();
    if (const auto *done = std::get_if<ActionDone<EnrollmentReceipt>>(&answer)) {
        SubmissionOutcome outcome = outcomeOf(SubmissionOutcome::Kind::Received);
        outcome.receipt = done->current;
        finish(
            submission,
            [receipt = done->current](EnrollmentDraft &draft) {
                draft.receipt = receipt;
                draft.sending = DraftSending::None;
                wipeText(draft.application.contact.password);
            },
            outcome);
        Q_EMIT receiptChanged(submission->id, done->current);
        return;
    }
    // Nothing was taken: what is sent next is another submission.
    SubmissionOutcome outcome = outcomeOf(SubmissionOutcome::Kind::Failed);
    if (const auto *refused = std::get_if<ActionRefused>(&answer)) {
        outcome.kind = SubmissionOutcome::Kind::Refused;
        outcome.report.findings = refused->findings;
        outcome.error = Error{ErrorCode::Refused, refused->detail, {}, -1};
    } else {
        outcome.error = Error{ErrorCode::Conflict, QStringLiteral("the site has another one of this key"), {}, -1};
    }
    // Where an answer was lost, the refusal may be of another day's rules while the first try was taken: the same key
    // keeps a second application out.
    finish(
        submission,
        [mayHaveArrived = submission->mayHaveArrived](EnrollmentDraft &draft) {
            draft.sending = DraftSending::None;
            if (!mayHaveArrived)
                draft.idempotencyKey = newKey();
        },
        outcome);
}

void EnrollmentSending::onError(const SharedSubmission &submission, const Error &error)
{
    if (submission->mayHaveArrived || isUnknownOutcome(error.code))
        wait(submission, error);
    else if (error.code == ErrorCode::Offline)
        queue(submission);
    else
        finish(
            submission, [](EnrollmentDraft &draft) { draft.sending = DraftSending::None; },
            outcomeOf(SubmissionOutcome::Kind::Failed, error));
}

void EnrollmentSending::queue(const SharedSubmission &submission)
{
    m_asked.remove(submission->id);
    finish(
        submission,
        [siteId = m_connection.siteId()](EnrollmentDraft &draft) {
            draft.sending = DraftSending::Queued;
            draft.siteId = siteId;
        },
        outcomeOf(SubmissionOutcome::Kind::Queued));
}

void EnrollmentSending::wait(const SharedSubmission &submission, const Error &error)
{
    submission->isUnderWay = false;
    submission->isWaiting = true;
    const bool isNews = !std::exchange(submission->mayHaveArrived, true);
    m_retry.start(m_backoff.next());
    if (isNews)
        tell(submission, outcomeOf(SubmissionOutcome::Kind::Unknown, error));
}

void EnrollmentSending::finish(const SharedSubmission &submission, const EnrollmentDrafts::Change &change,
                               const SubmissionOutcome &outcome)
{
    observe(m_drafts.change(submission->id, change), this, [this, submission, outcome](const Result<void> &) {
        // Not saved, it stays open and is tried again; the outcome is the outcome.
        if (!isCurrent(submission))
            return;
        tell(submission, outcome);
        giveUp(submission);
    });
}

void EnrollmentSending::fail(const SharedSubmission &submission, const Error &error)
{
    tell(submission, outcomeOf(SubmissionOutcome::Kind::Failed, error));
    giveUp(submission);
}

void EnrollmentSending::tell(const SharedSubmission &submission, const SubmissionOutcome &outcome)
{
    if (const auto promise = std::exchange(submission->promise, nullptr))
        promise->deliver(outcome);
    else
        Q_EMIT submissionChanged(submission->id, outcome);
}

void EnrollmentSending::giveUp(const SharedSubmission &submission)
{
    m_submissions.erase(submission->id);
    release(submission->id);
}

void EnrollmentSending::release(const QString &id)
{
    observe(m_drafts.release(id, EnrollmentDrafts::Holder::Sender), this, [this, id](const Result<void> &done) {
        if (!done && m_isActive && m_drafts.draft(id))
            QTimer::singleShot(ReleasePause, this, [this, id] { release(id); });
    });
}

// An earlier run ended between sending and answer.
void EnrollmentSending::takeUp(const QString &id)
{
    if (m_submissions.contains(id))
        return;
    auto submission = std::make_shared<Submission>();
    submission->id = id;
    submission->mayHaveArrived = true;
    m_submissions.emplace(id, submission);
    const Future<OpenedDraft> opened = m_drafts.acquire(id, EnrollmentDrafts::Holder::Sender);
    observe(opened, this, [this, submission](const Result<OpenedDraft> &draft) {
        if (!isCurrent(submission))
            return;
        // Read-only: another process sees to it.
        if (!draft || draft->readOnly)
            m_submissions.erase(submission->id);
        else if (draft->draft.sending != DraftSending::Sending)
            giveUp(submission);
        else
            send(submission);
    });
}

void EnrollmentSending::sendWaiting()
{
    if (!m_connection.site())
        return;
    const auto submissions = m_submissions;
    for (const auto &[id, submission] : submissions) {
        if (submission->isWaiting)
            send(submission);
    }
}

Future<void> EnrollmentSending::cancelQueued(const QString &id)
{
    const EnrollmentDraft *draft = m_drafts.draft(id);
    const DraftInfo *info = m_drafts.info(id);
    const bool isQueued =
        (draft && draft->sending == DraftSending::Queued) || (!draft && info && info->sending == DraftSending::Queued);
    if (!isQueued || m_submissions.contains(id))
        return readyFuture<void>(failure(ErrorCode::Conflict, QStringLiteral("not queued")));
    m_asked.remove(id);
    return m_drafts.change(id, [](EnrollmentDraft &changed) {
        if (changed.sending == DraftSending::Queued)
            changed.sending = DraftSending::None;
    });
}

} // namespace tegata
