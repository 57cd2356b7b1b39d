// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/draftsubmission.h"

#include "core/domain/errortext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/wording.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/passphrasedialog.h"
#include "ui/enrollment/renewaldialog.h"
#include "ui/enrollment/reviewpage.h"
#include "ui/models/drafttext.h"

namespace tegata {

DraftSubmission::DraftSubmission(EnrollmentDesk &desk, EnrollmentForm &form, ReviewPage &review,
                                 const LanguageController &language, QString draftId, QObject *parent)
    : QObject(parent), m_desk(desk), m_form(form), m_review(review), m_language(language), m_id(std::move(draftId))
{
    connect(&m_review, &ReviewPage::sendRequested, this, [this] { send(m_desk.submit(m_id)); });
    connect(&m_review, &ReviewPage::queuedSendConfirmed, this, [this] { send(m_desk.confirmQueued(m_id)); });
    connect(&m_review, &ReviewPage::queuedSendCancelled, this, &DraftSubmission::cancelQueued);
    connect(&m_review, &ReviewPage::refreshRequested, this, &DraftSubmission::refresh);
    connect(&m_review, &ReviewPage::withdrawRequested, this, [this] { askToWithdraw(); });
    connect(&m_desk, &EnrollmentDesk::connectionChanged, &m_review, &ReviewPage::setConnected);
    connect(&m_desk, &EnrollmentDesk::confirmationNeeded, this, [this](const QString &id) {
        if (id != m_id)
            return;
        Q_EMIT reviewNeeded();
        m_review.askForConfirmation();
    });
    connect(&m_desk, &EnrollmentDesk::submissionChanged, this,
            [this](const QString &id, const SubmissionOutcome &outcome) {
                if (id == m_id && !m_isAsked)
                    onOutcome(outcome);
            });
    connect(&m_desk, &EnrollmentDesk::receiptChanged, this,
            [this](const QString &id, const EnrollmentReceipt &receipt) {
                if (id == m_id)
                    m_review.setReceipt(receipt);
            });
    m_review.setConnected(m_desk.isConnected());
}

void DraftSubmission::show(const EnrollmentDraft &draft)
{
    switch (draft.sending) {
    case DraftSending::None:
        m_review.setSending(ReviewPage::Sending::None);
        break;
    case DraftSending::Queued:
        m_review.setSending(ReviewPage::Sending::Queued);
        break;
    case DraftSending::Sending:
        m_review.setSending(ReviewPage::Sending::Sending);
        break;
    }
    m_review.setReceipt(draft.receipt);
}

void DraftSubmission::send(const Future<SubmissionOutcome> &answer)
{
    m_isAsked = true;
    m_review.setBusy(true);
    observe(answer, this, [this](const Result<SubmissionOutcome> &outcome) {
        m_isAsked = false;
        m_review.setBusy(false);
        if (outcome)
            onOutcome(*outcome);
        else
            fail(outcome.error());
    });
}

void DraftSubmission::onOutcome(const SubmissionOutcome &outcome)
{
    if (const std::optional<EnrollmentDraft> draft = m_desk.draft(m_id))
        show(*draft);
    switch (outcome.kind) {
    case SubmissionOutcome::Kind::Received:
        if (outcome.receipt) {
            m_review.setReceipt(outcome.receipt);
            m_review.showMessage(BannerBar::Kind::Done,
                                 tr("The application was received. Receipt number: %1").arg(outcome.receipt->receipt));
        }
        break;
    case SubmissionOutcome::Kind::Refused:
        m_form.setReport(outcome.report);
        m_review.showMessage(BannerBar::Kind::Error,
                             tr("The application was not accepted. Fix what is listed below and send it again."));
        break;
    case SubmissionOutcome::Kind::Queued:
        m_review.showMessage(BannerBar::Kind::Note, tr("There is no connection. The application waits here. When the "
                                                       "connection is back, you confirm once more before it is sent."));
        break;
    case SubmissionOutcome::Kind::Unknown:
        m_review.showMessage(BannerBar::Kind::Warning,
                             tr("The connection was lost before the answer arrived. It will be sent again "
                                "automatically. The application is accepted only once."));
        break;
    case SubmissionOutcome::Kind::Failed:
        fail(outcome.error.value_or(Error{}));
        if (outcome.error && outcome.error->code == ErrorCode::NotAuthenticated)
            Q_EMIT signInNeeded();
        break;
    }
}

void DraftSubmission::cancelQueued()
{
    observe(m_desk.cancelQueued(m_id), this, [this](const Result<void> &cancelled) {
        if (const std::optional<EnrollmentDraft> draft = m_desk.draft(m_id))
            show(*draft);
        if (!cancelled)
            fail(cancelled.error());
    });
}

void DraftSubmission::refresh()
{
    m_review.setBusy(true);
    observe(m_desk.refreshReceipt(m_id), this, [this](const Result<EnrollmentReceipt> &receipt) {
        m_review.setBusy(false);
        if (receipt)
            m_review.setReceipt(*receipt);
        else
            fail(receipt.error());
    });
}

std::optional<QString> DraftSubmission::askedWithdrawal() const
{
    if (!m_withdrawal || !m_withdrawal->isVisible())
        return std::nullopt;
    const auto *renewal = qobject_cast<const RenewalDialog *>(m_withdrawal.data());
    return renewal ? renewal->loginId() : QString();
}

void DraftSubmission::askToWithdraw(const QString &before)
{
    if (m_form.value().kind == EnrollmentKind::Renewal) {
        auto *dialog = new RenewalDialog(RenewalDialog::Purpose::Withdraw, m_language, &m_review);
        m_withdrawal = dialog;
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setLoginId(before);
        connect(dialog, &RenewalDialog::entered, this,
                [this, dialog](const QString &loginId, const SharedSecret &password) {
                    withdraw(dialog, password, loginId);
                });
        dialog->open();
        return;
    }
    auto *dialog = new PassphraseDialog(PassphraseDialog::Purpose::Withdraw, m_language, &m_review);
    m_withdrawal = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PassphraseDialog::entered, this,
            [this, dialog](const SharedSecret &password) { withdraw(dialog, password); });
    dialog->open();
}

template <typename Dialog>
void DraftSubmission::withdraw(Dialog *dialog, const SharedSecret &password, const QString &loginId)
{
    observe(m_desk.withdraw(m_id, password, loginId), dialog, [this, dialog](const Result<EnrollmentAnswer> &answer) {
        if (!answer) {
            dialog->showError(answer.error());
            return;
        }
        dialog->accept();
        if (const auto *done = std::get_if<ActionDone<EnrollmentReceipt>>(&*answer)) {
            m_review.setReceipt(done->current);
            m_review.showMessage(BannerBar::Kind::Done, tr("The application was withdrawn."));
        } else if (const auto *conflict = std::get_if<ActionConflict<EnrollmentReceipt>>(&*answer)) {
            m_review.setReceipt(conflict->current);
            m_review.showMessage(BannerBar::Kind::Warning, tr("The application is now “%1”. It was not withdrawn.")
                                                               .arg(DraftText::state(conflict->current.state)));
        } else {
            m_review.showMessage(BannerBar::Kind::Error, tr("The application can no longer be withdrawn."));
        }
    });
}

void DraftSubmission::fail(const Error &error)
{
    const ErrorText words = describe(error, m_language.phrasebook());
    m_review.showMessage(BannerBar::Kind::Error, Wording::sentences({words.message, words.remedy}));
}

} // namespace tegata
