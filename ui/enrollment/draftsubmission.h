// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/enrollmentdesk.h"

#include <QDialog>
#include <QObject>
#include <QPointer>

#include <optional>

namespace tegata {

class EnrollmentForm;
class LanguageController;
class ReviewPage;

// Between the review page of one open draft and the desk: sending, waiting for a connection, the receipt and its state,
// withdrawing.
class DraftSubmission : public QObject
{
    Q_OBJECT

public:
    // All outlive it.
    DraftSubmission(EnrollmentDesk &desk, EnrollmentForm &form, ReviewPage &review, const LanguageController &language,
                    QString draftId, QObject *parent);

    // The draft as it is now.
    void show(const EnrollmentDraft &draft);
    // Asks for what a withdrawal needs. before: the user ID, as it was entered already.
    void askToWithdraw(const QString &before = {});
    // What is entered while it asks: the user ID, empty where none is asked for. Nothing: it does not ask.
    std::optional<QString> askedWithdrawal() const;

Q_SIGNALS:
    // The person must see the review page.
    void reviewNeeded();
    // A renewal is sent by the contact who has signed in, and nobody has.
    void signInNeeded();

private:
    void send(const Future<SubmissionOutcome> &answer);
    void onOutcome(const SubmissionOutcome &outcome);
    void cancelQueued();
    void refresh();
    template <typename Dialog>
    void withdraw(Dialog *dialog, const SharedSecret &password, const QString &loginId = {});
    void fail(const Error &error);

    EnrollmentDesk &m_desk;
    EnrollmentForm &m_form;
    ReviewPage &m_review;
    const LanguageController &m_language;
    const QString m_id;
    QPointer<QDialog> m_withdrawal;
    bool m_isAsked = false; // an answer is awaited here: the desk's news about it are the same
};

} // namespace tegata
