// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/backoff.h"
#include "core/base/worker.h"
#include "core/desk/enrollmentconnection.h"
#include "core/desk/enrollmentdrafts.h"
#include "core/desk/submissionoutcome.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace tegata {

// Drafts on their way to the site, as EnrollmentDesk has them. The key is on the disk before anything is sent, and the
// same one goes out until the answer is known: an application is taken once, whatever breaks. The references outlive
// it; GUI thread.
class EnrollmentSending : public QObject
{
    Q_OBJECT

public:
    // checks: where applications are checked once more.
    EnrollmentSending(EnrollmentDrafts &drafts, EnrollmentConnection &connection, Worker &checks,
                      QObject *parent = nullptr);

    // The vault was opened and the list is there: goes on with what an earlier run was sending.
    void resume();
    // The vault is being locked: waits no longer. What is under way is sent again, with the same key, after resume().
    void pause();
    // isConfirmed: of a queued draft.
    Future<SubmissionOutcome> submit(const QString &id, bool isConfirmed);
    Future<void> cancelQueued(const QString &id);
    void retryNow();

Q_SIGNALS:
    void confirmationNeeded(const QString &id);
    void submissionChanged(const QString &id, const tegata::SubmissionOutcome &outcome);
    void receiptChanged(const QString &id, const tegata::EnrollmentReceipt &receipt);

private:
    // One submission from submit() or resume() to its answer. It keeps its draft open.
    struct Submission
    {
        QString id;
        std::shared_ptr<Promise<SubmissionOutcome>> promise; // until the first outcome
        bool mayHaveArrived = false;                         // an earlier try's answer was lost
        bool isUnderWay = false;
        bool isWaiting = false; // for m_retry, or for its site
    };
    using SharedSubmission = std::shared_ptr<Submission>;

    void prepare(const SharedSubmission &submission, bool isConfirmed);
    void store(const SharedSubmission &submission, const EnrollmentApplication &checked);
    void send(const SharedSubmission &submission);
    void onAnswer(const SharedSubmission &submission, const EnrollmentAnswer &answer);
    void onError(const SharedSubmission &submission, const Error &error);
    void queue(const SharedSubmission &submission);
    void wait(const SharedSubmission &submission, const Error &error);
    // Saves the change, then tells the outcome and gives the draft up.
    void finish(const SharedSubmission &submission, const EnrollmentDrafts::Change &change,
                const SubmissionOutcome &outcome);
    void fail(const SharedSubmission &submission, const Error &error);
    void tell(const SharedSubmission &submission, const SubmissionOutcome &outcome);
    void giveUp(const SharedSubmission &submission);
    void release(const QString &id);
    void takeUp(const QString &id);
    void sendWaiting();
    // The vault was not locked meanwhile.
    bool isCurrent(const SharedSubmission &submission) const;

    void onSiteChanged();
    void askForConfirmations();
    bool isOurs(const DraftInfo &info) const;

    EnrollmentDrafts &m_drafts;
    EnrollmentConnection &m_connection;
    Worker &m_checks;
    std::map<QString, SharedSubmission> m_submissions;
    QTimer m_retry; // of what waits for an answer
    Backoff m_backoff;
    QSet<QString> m_asked; // queued drafts that confirmationNeeded() was told of
    bool m_isActive = false;
};

} // namespace tegata
