// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/base/worker.h"
#include "core/desk/enrollmentdesk.h"
#include "ui/enrollment/applicantscope.h"
#include "ui/enrollment/enrollmentform.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;

namespace tegata {

class ApplicationPdfSaver;
class BannerBar;
class DraftSubmission;
class EnrollmentWizard;
class LanguageController;
class PostalDirectory;
class ReviewPage;

// One open draft: the wizard over the desk. What is typed goes to the desk at once, which stores it; the check follows
// when typing pauses. Says when something cannot be stored and when it can be again. Made for each opening.
class DraftEditor : public QWidget
{
    Q_OBJECT

public:
    // What it works with; all outlive it.
    struct Means
    {
        EnrollmentDesk &desk;
        const LanguageController &language;
        PostalDirectory &postal;
        Worker &files;
        const Clock &clock;
    };

    DraftEditor(const Means &means, const OpenedDraft &opened, QWidget *parent = nullptr);
    ~DraftEditor() override;

    const QString &id() const { return m_draft.id; }
    const QString &name() const { return m_draft.name; }
    // Opened elsewhere: nothing can be changed here, and nothing is to be closed at the desk.
    bool isElsewhere() const { return m_isElsewhere; }
    QList<QAction *> workActions() const;
    // The review page, with the question whether a waiting application goes out now.
    void confirmSending();
    // As DraftSubmission's: for taking a withdrawal up again that locking interrupted.
    std::optional<QString> askedWithdrawal() const;
    void askToWithdraw(const QString &loginId);
    void focusForm();

Q_SIGNALS:
    void nameChanged();
    // The person wants to know whether it is still open elsewhere.
    void reopenRequested();
    void signInNeeded();

protected:
    void changeEvent(QEvent *event) override;

private:
    void addPages();
    void retranslate();
    void onChanged();
    void onDraftChanged();
    void showSaving();
    void showAccess();
    void check();
    void savePdf(Language language);

    Means m_means;
    EnrollmentDraft m_draft;
    const bool m_isElsewhere;
    bool m_hasFailed = false; // the last save did; its end is worth a word
    quint64 m_checked = 0;    // the check whose report counts
    ApplicantScope m_scope{ApplicantScope::Kind::Subscriber};
    EnrollmentForm m_form;
    QTimer m_checkLater;

    BannerBar *m_access;
    BannerBar *m_saving;
    EnrollmentWizard *m_wizard;
    ReviewPage *m_review;
    DraftSubmission *m_submission;
    ApplicationPdfSaver *m_pdf;
};

} // namespace tegata
