// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/domain/enrollmentapplication.h"
#include "core/domain/enrollmentstate.h"
#include "ui/common/bannerbar.h"
#include "ui/enrollment/enrollmentpagewidget.h"
#include "ui/enrollment/sendpanel.h"

#include <QTimer>

#include <optional>

class QLabel;

namespace tegata {

class FindingList;
class FormChangesView;
class FormSummaryView;
class ReviewFindings;
class Section;
class TextField;

// Page Review and send: every finding with the way to its field, what a renewal changes, the whole form read-only, and
// the application's way to the site. It does nothing itself: it shows what is set and tells what the person wants.
class ReviewPage : public EnrollmentPageWidget
{
    Q_OBJECT

public:
    using Sending = SendPanel::Sending;

    // Both outlive the page.
    ReviewPage(EnrollmentForm &form, const LanguageController &language, QWidget *parent = nullptr);

    // What a renewal started from; none: no part about changes.
    void setRegistered(std::optional<EnrollmentApplication> registered);
    void setSending(Sending sending);
    // After it was received: number and state stand here from now on, and it cannot be sent again.
    void setReceipt(std::optional<EnrollmentReceipt> receipt);
    // Whether sending goes out at once or waits for a connection: the words of the confirmation.
    void setConnected(bool connected);
    // Between a click and its answer: nothing can be clicked twice.
    void setBusy(bool busy);
    // A queued application could go out now: asks for the last confirmation.
    void askForConfirmation();
    // What was done or went wrong, until the next change of state.
    void showMessage(BannerBar::Kind kind, const QString &text);

    bool focusField(const QString &path) override;

Q_SIGNALS:
    void fieldRequested(const QString &path);
    void savePdfRequested(tegata::Language language);
    void sendRequested();       // confirmed by the person
    void queuedSendConfirmed(); // the last confirmation
    void queuedSendCancelled(); // back to an ordinary draft
    void refreshRequested();    // of the receipt
    void withdrawRequested();   // whoever answers it asks for the password (S11)

protected:
    void retranslate() override;
    void showEvent(QShowEvent *event) override;

private:
    void showForm();
    void showStanding();
    void showParts();
    void showCurrentFinding();

    SendPanel *m_send;
    QLabel *m_count;
    ReviewFindings *m_findings;
    FindingList *m_current; // the current one of them in full
    Section *m_findingsSection;
    TextField *m_reason;
    FormChangesView *m_changes;
    Section *m_changesSection;
    FormSummaryView *m_summary;
    Section *m_summarySection;
    std::optional<EnrollmentApplication> m_registered;
    bool m_isSent = false; // there is a receipt
    QTimer m_pause;
};

} // namespace tegata
