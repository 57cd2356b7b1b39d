// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/operatorworkspace.h"

#include "ui/common/bannerbar.h"
#include "ui/operator/certificatedetailpane.h"
#include "ui/operator/certificatesaver.h"
#include "ui/operator/decisionpanel.h"
#include "ui/operator/detailview.h"
#include "ui/operator/queuetabs.h"
#include "ui/operator/requestdetailpane.h"
#include "ui/operator/revokedialog.h"

// What an operator does, from the command to the site's answer.
namespace tegata {

void OperatorWorkspace::run(RequestActions::Command command)
{
    using Command = RequestActions::Command;
    switch (command) {
    case Command::Approve:
        ask(RequestAction::Approve);
        break;
    case Command::Reject:
        ask(RequestAction::Reject);
        break;
    case Command::Hold:
        ask(RequestAction::Hold);
        break;
    case Command::Cancel:
        ask(RequestAction::Cancel);
        break;
    case Command::Release:
        decideShown(RequestAction::Release);
        break;
    case Command::Claim:
        decideShown(RequestAction::Claim);
        break;
    case Command::Revoke:
        askRevocation();
        break;
    case Command::SaveCertificate:
    case Command::SaveChain:
        if (const std::optional<CertificateDetail> &detail = m_details->certificatePane().detail())
            m_saver->save(*detail, command == Command::SaveChain);
        break;
    }
}

void OperatorWorkspace::ask(RequestAction action)
{
    const CertificateRequest *request = m_details->request();
    if (!request)
        return;
    ActionNote note = noteFor(action);
    if (action == RequestAction::Approve && m_details->requestPane().checkOutcome() == FindingOutcome::Warning)
        note = ActionNote::Required;
    m_decision->ask(*request, action, note);
}

void OperatorWorkspace::decideShown(RequestAction action)
{
    if (!m_details->request())
        return;
    const CertificateRequest request = *m_details->request();
    decide(request, action, QString());
}

void OperatorWorkspace::decide(const CertificateRequest &request, RequestAction action, const QString &note)
{
    m_sending.insert(request.id);
    m_pinned = request.id;
    m_details->requestPane().clearNotice();
    m_done->clear();
    updateActions();
    m_tabs->focusTable();
    observe(m_desk.decide(request, action, note), this,
            [this, request, action](const Result<DecisionAnswer> &answer) { onDecision(request, action, answer); });
}

void OperatorWorkspace::onDecision(const CertificateRequest &request, RequestAction action,
                                   const Result<DecisionAnswer> &answer)
{
    m_sending.remove(request.id);
    const bool isShown = m_details->shownId() == request.id;
    if (answer && std::holds_alternative<ActionDone<RequestDetail>>(*answer)) {
        const RequestDetail &now = std::get<ActionDone<RequestDetail>>(*answer).current;
        announceDone(doneText(action, now.request), now.request.serial);
        if (m_pinned == request.id) {
            m_pinned.clear();
            if (viewOf(now.request) != view())
                m_tabs->letGo(request.id);
            showCurrent();
        }
    } else if (isShown) {
        RequestDetailPane &pane = m_details->requestPane();
        if (!answer && answer.error().code == ErrorCode::IdentityLocked)
            tellUndone(request.commonName, answer.error());
        else if (!answer)
            pane.showError(answer.error());
        else if (const auto *conflict = std::get_if<ActionConflict<RequestDetail>>(&*answer))
            pane.showConflict(conflict->current);
        else
            pane.showRefusal(std::get<ActionRefused>(*answer));
    } else {
        tellUndone(request.commonName, answer ? std::nullopt : std::optional(answer.error()));
    }
    updateActions();
}

void OperatorWorkspace::askRevocation()
{
    if (!m_details->certificate())
        return;
    auto *dialog = new RevokeDialog(*m_details->certificate(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { revoke(dialog->certificate(), dialog->reason(), dialog->note()); });
    dialog->open();
}

void OperatorWorkspace::revoke(const CertificateRecord &certificate, RevocationReason reason, const QString &note)
{
    m_sending.insert(certificate.serial);
    m_pinned = certificate.serial;
    m_done->clear();
    updateActions();
    observe(m_desk.revoke(certificate, reason, note), this,
            [this, certificate](const Result<RevocationAnswer> &answer) { onRevocation(certificate, answer); });
}

void OperatorWorkspace::onRevocation(const CertificateRecord &certificate, const Result<RevocationAnswer> &answer)
{
    m_sending.remove(certificate.serial);
    CertificateDetailPane &pane = m_details->certificatePane();
    if (answer && std::holds_alternative<ActionDone<CertificateDetail>>(*answer)) {
        announceDone(tr("Revoked: %1").arg(certificate.commonName), certificate.serial);
        if (m_pinned == certificate.serial) {
            m_pinned.clear();
            m_tabs->letGo(certificate.serial);
            showCurrent();
        }
    } else if (m_details->shownId() == certificate.serial) {
        if (!answer && answer.error().code == ErrorCode::IdentityLocked)
            tellUndone(certificate.commonName, answer.error());
        else if (!answer)
            pane.showError(answer.error());
        else if (const auto *conflict = std::get_if<ActionConflict<CertificateDetail>>(&*answer))
            pane.showConflict(conflict->current);
        else
            pane.showRefusal(std::get<ActionRefused>(*answer));
    } else {
        tellUndone(certificate.commonName, answer ? std::nullopt : std::optional(answer.error()));
    }
    updateActions();
}

void OperatorWorkspace::tellUndone(const QString &what, const std::optional<Error> &error)
{
    // Locked on its way: the outbox keeps it, and it must not be decided a second time.
    const bool isStored = error && error->code == ErrorCode::IdentityLocked;
    const QString text = isStored ? tr("%1: stored, and sent with the next unlocking.").arg(what)
                                  : tr("%1: the action was not done.").arg(what);
    m_done->showMessage(isStored ? BannerBar::Kind::Note : BannerBar::Kind::Warning, text);
    Q_EMIT announced(text);
}

void OperatorWorkspace::onLateAnswer(const QString &target, bool done)
{
    if (done)
        announceDone(tr("%1: an action stored earlier is done.").arg(target), {});
    else
        tellUndone(target, std::nullopt);
}

QString OperatorWorkspace::doneText(RequestAction action, const CertificateRequest &request)
{
    switch (action) {
    case RequestAction::Approve:
        return request.state == RequestState::Issued ? tr("Issued: %1").arg(request.commonName)
                                                     : tr("Approved: %1").arg(request.commonName);
    case RequestAction::Reject:
        return tr("Rejected: %1").arg(request.commonName);
    case RequestAction::Hold:
        return tr("Put on hold: %1").arg(request.commonName);
    case RequestAction::Release:
        return tr("Released: %1").arg(request.commonName);
    case RequestAction::Claim:
        return tr("Claimed: %1").arg(request.commonName);
    case RequestAction::Cancel:
    case RequestAction::Withdraw:
        return tr("Cancelled: %1").arg(request.commonName);
    }
    return {};
}

void OperatorWorkspace::announceDone(const QString &text, const QString &serial)
{
    m_doneSerial = serial;
    m_done->showMessage(BannerBar::Kind::Done, text, serial.isEmpty() ? QString() : tr("Show certificate"));
    Q_EMIT announced(text);
}

void OperatorWorkspace::goToCertificate(const QString &serial)
{
    observe(m_desk.cache().certificate(serial), this,
            [this](const Result<std::optional<CertificateRecord>> &found) {
                if (!found || !*found)
                    return;
                setView(viewOf(**found));
                m_pinned = (*found)->serial;
                m_tabs->clearChosen();
                m_details->showRow({0, **found});
            });
}

} // namespace tegata
