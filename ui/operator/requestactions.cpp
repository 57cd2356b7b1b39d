// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/requestactions.h"

#include "ui/common/commandregistry.h"
#include "ui/common/paletteicon.h"
#include "ui/models/queuetext.h"

#include <array>

namespace tegata {

namespace {

using Command = RequestActions::Command;

struct Face
{
    const char *name;    // object name
    const char *command; // of CommandRegistry
    const char *icon;
    const char *keys;
};

constexpr std::array<Face, RequestActions::CommandCount> Faces = {{
    {"approveAction", "operator.approve", "approve", "A"},
    {"rejectAction", "operator.reject", "reject", "R"},
    {"holdAction", "operator.hold", "hold", "H"},
    {"releaseAction", "operator.release", "release", "U"},
    {"cancelAction", "operator.cancel", "cancel", "X"},
    {"claimAction", "operator.claim", "claim", "C"},
    {"editAction", "operator.edit", "edit", "E"},
    {"noteAction", "operator.addInternalNote", "note", "N"},
    {"revokeAction", "operator.revoke", "revoke", "V"},
    {"releaseHoldAction", "operator.releaseCertificate", "release", ""},
    {"cancelRevocationAction", "operator.takeBackScheduledRevocation", "release", ""},
    {"saveCertificateAction", "operator.saveCertificate", "download", "Ctrl+S"},
    {"saveChainAction", "operator.saveCertificateChain", "download", "Ctrl+Shift+S"},
}};

struct Decides
{
    Command command;
    RequestAction action;
};

constexpr std::array<Decides, 6> Decisions = {{
    {Command::Approve, RequestAction::Approve},
    {Command::Reject, RequestAction::Reject},
    {Command::Hold, RequestAction::Hold},
    {Command::Release, RequestAction::Release},
    {Command::Cancel, RequestAction::Cancel},
    {Command::Claim, RequestAction::Claim},
}};

} // namespace

RequestActions::RequestActions(QObject *parent) : QObject(parent)
{
    for (int i = 0; i < CommandCount; ++i) {
        const Face &face = Faces[static_cast<std::size_t>(i)];
        auto *action = new QAction(PaletteIcon::icon(QLatin1String(face.icon)), {}, this);
        action->setObjectName(QLatin1String(face.name));
        action->setShortcutContext(Qt::WindowShortcut); // while the desk is shown, wherever the focus is
        action->setAutoRepeat(false);                   // a key held down decides once
        action->setEnabled(false);
        connect(action, &QAction::triggered, this, [this, i] { Q_EMIT triggered(static_cast<Command>(i)); });
        m_actions.append(action);
    }
    retranslate();
}

void RequestActions::addTo(CommandRegistry &commands)
{
    for (int i = 0; i < CommandCount; ++i) {
        const Face &face = Faces[static_cast<std::size_t>(i)];
        const bool isAboutCertificates = i >= static_cast<int>(Command::Revoke);
        commands.add(QLatin1String(face.command),
                     isAboutCertificates ? CommandCategory::Certificate : CommandCategory::Decide, m_actions[i],
                     QKeySequence::listFromString(QLatin1String(face.keys)));
    }
}

void RequestActions::update(const OperatorDesk &desk, const CertificateRequest *request,
                            const CertificateRecord *certificate, const QString &busy,
                            std::optional<FindingOutcome> checkOutcome)
{
    const bool hasSession = desk.session().has_value();
    const SiteCapabilities site = desk.capabilities();
    const QString none = request ? QString() : tr("No request is selected.");
    for (const auto &[command, requestAction] : Decisions) {
        const bool offered = !hasSession || site.allows(requestAction);
        set(command, offered && !certificate,
            !request          ? none
            : !busy.isEmpty() ? busy
                              : reasonAgainst(desk, *request, requestAction, checkOutcome));
    }
    if (hasSession && site.claim && !site.release) {
        QAction *claim = action(Command::Claim);
        claim->setToolTip(claim->toolTip() + QLatin1Char('\n') +
                          tr("At this site a claim cannot be given back: the request stays with whoever claims it."));
    }
    const QString unreachable = reasonOfSite(desk);
    QString editReason = !request ? none : !unreachable.isEmpty() ? unreachable : busy;
    if (request && editReason.isEmpty() && !stateAfter(request->state, RequestAction::Approve))
        editReason = tr("Not possible in the state “%1”.").arg(QueueText::requestState(request->state));
    set(Command::Edit, (!hasSession || site.edit) && !certificate, editReason);
    set(Command::Note, (!hasSession || site.internalNotes) && !certificate, request ? unreachable : none);
    updateCertificate(desk, certificate, busy);
}

void RequestActions::updateMany(const OperatorDesk &desk)
{
    for (const auto &[command, requestAction] : Decisions) {
        const bool offered = !desk.session() || desk.capabilities().allows(requestAction);
        set(command, offered && action(command)->isVisible(), reasonOfSite(desk));
    }
}

void RequestActions::updateCertificate(const OperatorDesk &desk, const CertificateRecord *certificate,
                                       const QString &busy)
{
    const bool hasSession = desk.session().has_value();
    QString revokeReason;
    if (!certificate)
        revokeReason = tr("No certificate is selected.");
    else if (!hasSession)
        revokeReason = reasonOfSite(desk);
    else if (!busy.isEmpty())
        revokeReason = busy;
    else if (!desk.canRevoke(*certificate) && !desk.canRaise(*certificate))
        revokeReason = certificate->state == CertificateState::Revoked
                           ? tr("It is revoked already, and its reason cannot be raised.")
                           : tr("Only a valid certificate can be revoked.");
    // A site may hold certificates, but hold them for ever: what cannot be done there is said.
    if (certificate && hasSession && certificate->revocationReason == RevocationReason::CertificateHold &&
        certificate->state == CertificateState::Revoked)
        revokeReason = desk.canReleaseHold(*certificate)
                           ? tr("It is on hold. Release it first; then it can be revoked for another reason.")
                           : tr("It is on hold, and this site cannot release it.");
    set(Command::Revoke, certificate && (!hasSession || desk.capabilities().revoke), revokeReason);
    const bool isHeld = certificate && desk.canReleaseHold(*certificate);
    set(Command::ReleaseHold, isHeld,
        !busy.isEmpty() ? busy
        : isHeld        ? QString()
                        : tr("The certificate is not on hold."));
    const bool isScheduled = certificate && certificate->revokeAt.isValid();
    set(Command::CancelRevocation, isScheduled,
        revokeReason.isEmpty() && !isScheduled ? tr("No revocation is scheduled.") : revokeReason);
    const QString saveReason = !certificate  ? tr("No certificate is selected.")
                               : !hasSession ? reasonOfSite(desk)
                                             : QString();
    set(Command::SaveCertificate, certificate, saveReason);
    set(Command::SaveChain, certificate, saveReason);
}

std::optional<RequestAction> RequestActions::actionOf(Command command)
{
    for (const auto &[each, action] : Decisions) {
        if (each == command)
            return action;
    }
    return std::nullopt;
}

QString RequestActions::reasonAgainst(const OperatorDesk &desk, const CertificateRequest &request, RequestAction action,
                                      std::optional<FindingOutcome> checkOutcome)
{
    if (const QString reason = reasonOfSite(desk); !reason.isEmpty())
        return reason;
    if (action == RequestAction::Approve && stateAfter(request.state, action)) {
        if (checkOutcome == FindingOutcome::Error || (!checkOutcome && request.checkState.hasErrors()))
            return tr("The check found errors; such a request cannot be approved.");
        if (const std::optional<ApprovalObstacle> obstacle = desk.obstacleAgainst(request))
            return obstacleText(*obstacle, request, desk.records().operatorNames());
    }
    if (desk.canDecide(request, action))
        return {};
    if (stateAfter(request.state, action) && !request.claimedBy.isEmpty() && action != RequestAction::Release)
        return request.claimedBy == desk.session()->operatorActor.id
                   ? tr("You have claimed it already.")
                   : obstacleText(ApprovalObstacle::Claimed, request, desk.records().operatorNames());
    return tr("Not possible in the state “%1”.").arg(QueueText::requestState(request.state));
}

QString RequestActions::reasonOfSite(const OperatorDesk &desk)
{
    if (desk.connection() == DeskConnection::Locked)
        return tr("Locked: unlock the operator certificate first.");
    if (desk.session())
        return {};
    return desk.lastError() && desk.lastError()->code == ErrorCode::TlsIdentityRefused
               ? tr("The site refused the operator certificate.")
               : tr("Not connected to the site.");
}

QString RequestActions::obstacleText(ApprovalObstacle obstacle, const CertificateRequest &request,
                                     const QHash<QString, QString> &names)
{
    switch (obstacle) {
    case ApprovalObstacle::State:
        return tr("Not possible in the state “%1”.").arg(QueueText::requestState(request.state));
    case ApprovalObstacle::Claimed:
        return tr("Another operator has claimed it (%1). Ask for its release first.")
            .arg(names.value(request.claimedBy, request.claimedBy));
    case ApprovalObstacle::ApprovedAlready:
        //: %1 of %2 approvals are given
        return tr("Four eyes: you have approved it already (%1 of %2). Another operator has to approve it.")
            .arg(request.approvedBy.size())
            .arg(request.approvalsNeeded);
    case ApprovalObstacle::EditedLast:
        return tr("Four eyes: you edited it last. Another operator has to approve it.");
    }
    return {};
}

void RequestActions::set(Command command, bool visible, const QString &reason)
{
    QAction *each = action(command);
    each->setVisible(visible);
    each->setEnabled(reason.isEmpty());
    const QString keys = each->shortcut().toString(QKeySequence::NativeText);
    //: %1: what the button does, %2: its key
    const QString tip = keys.isEmpty() ? each->iconText() : tr("%1 (%2)").arg(each->iconText(), keys);
    each->setToolTip(reason.isEmpty() ? tip : tip + QLatin1Char('\n') + reason);
    each->setStatusTip(reason);
}

void RequestActions::retranslate()
{
    const std::array<QString, CommandCount> texts = {
        tr("&Approve"),
        tr("&Reject…"),
        tr("&Hold…"),
        tr("&Release"),
        tr("Cancel…"),
        tr("&Claim"),
        tr("&Edit…"),
        tr("Internal &note…"),
        tr("Re&voke…"),
        tr("Release from h&old…"),
        tr("&Take back scheduled revocation"),
        tr("&Save certificate (PEM)…"),
        tr("Save with c&hain (PEM)…"),
    };
    for (int i = 0; i < CommandCount; ++i)
        m_actions[i]->setText(texts[static_cast<std::size_t>(i)]);
}

} // namespace tegata
