// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/requestactions.h"

#include "ui/models/queuetext.h"

#include <utility>

#include <QAction>

namespace tegata {

RequestActions::RequestActions(const OperatorDesk &desk, Handlers handlers, QObject *parent)
    : QObject(parent), m_desk(desk), m_handlers(std::move(handlers)), m_commands(new CommandSet(staticMetaObject, this))
{
    declareDecisions();
    declareOthers();
    declareCertificates();
    arrangeMenu();
    retranslate();
}

void RequestActions::arrangeMenu()
{
    const QList<QList<Command>> groups = {
        {Command::Approve, Command::Reject, Command::Hold, Command::Release},
        {Command::Claim, Command::Edit, Command::Note},
        {Command::SaveCertificate, Command::SaveChain},
        {Command::ReleaseHold, Command::CancelRevocation},
        {Command::Cancel, Command::Revoke},
    };
    for (const QList<Command> &group : groups) {
        if (!m_menuActions.isEmpty()) {
            auto *separator = new QAction(this);
            separator->setSeparator(true);
            m_menuActions.append(separator);
        }
        for (const Command command : group)
            m_menuActions.append(action(command));
    }
}

void RequestActions::declareDecisions()
{
    const auto add = [this](Command id, RequestAction action, CommandDeclaration declared) {
        declared.category = CommandCategory::Decide;
        declared.isRepeated = false; // a key held down decides once
        declared.state = [this, action] { return stateOfDecision(action); };
        declared.run = [this, action] { m_handlers.decide(action); };
        m_commands->add(id, std::move(declared));
    };
    add(Command::Approve, RequestAction::Approve,
        {.name = "approve",
         .objectName = "approveAction",
         .icon = "approve",
         .keys = "A",
         .text = QT_TR_NOOP("&Approve")});
    add(Command::Reject, RequestAction::Reject,
        {.name = "reject",
         .objectName = "rejectAction",
         .icon = "reject",
         .keys = "R",
         .text = QT_TR_NOOP("&Reject…")});
    add(Command::Hold, RequestAction::Hold,
        {.name = "hold", .objectName = "holdAction", .icon = "hold", .keys = "H", .text = QT_TR_NOOP("&Hold…")});
    add(Command::Release, RequestAction::Release,
        {.name = "release",
         .objectName = "releaseAction",
         .icon = "release",
         .keys = "U",
         .text = QT_TR_NOOP("Re&lease")});
    add(Command::Cancel, RequestAction::Cancel,
        {.name = "cancel",
         .objectName = "cancelAction",
         .icon = "cancel",
         .keys = "X",
         .text = QT_TR_NOOP("Cancel re&quest…")});
    add(Command::Claim, RequestAction::Claim,
        {.name = "claim", .objectName = "claimAction", .icon = "claim", .keys = "C", .text = QT_TR_NOOP("&Claim")});
}

void RequestActions::declareOthers()
{
    m_commands->add(Command::Edit, {.name = "edit",
                                    .objectName = "editAction",
                                    .category = CommandCategory::Decide,
                                    .icon = "edit",
                                    .keys = "E",
                                    .text = QT_TR_NOOP("&Edit…"),
                                    .state = [this] { return stateOfEdit(); },
                                    .run = m_handlers.edit,
                                    .isRepeated = false});
    m_commands->add(Command::Note, {.name = "addInternalNote",
                                    .objectName = "noteAction",
                                    .category = CommandCategory::Decide,
                                    .icon = "note",
                                    .keys = "N",
                                    .text = QT_TR_NOOP("Internal &note…"),
                                    .state = [this] { return stateOfNote(); },
                                    .run = m_handlers.note,
                                    .isRepeated = false});
}

void RequestActions::declareCertificates()
{
    const auto add = [this](Command id, CommandDeclaration declared) {
        declared.category = CommandCategory::Certificate;
        declared.isRepeated = false;
        m_commands->add(id, std::move(declared));
    };
    add(Command::Revoke, {.name = "revoke",
                          .objectName = "revokeAction",
                          .icon = "revoke",
                          .keys = "V",
                          .text = QT_TR_NOOP("Re&voke…"),
                          .state = [this] { return stateOfRevoke(); },
                          .run = m_handlers.revoke});
    add(Command::ReleaseHold, {.name = "releaseCertificate",
                               .objectName = "releaseHoldAction",
                               .icon = "release",
                               .text = QT_TR_NOOP("Release fro&m hold…"),
                               .state = [this] { return stateOfReleaseHold(); },
                               .run = m_handlers.releaseHold});
    add(Command::CancelRevocation, {.name = "takeBackScheduledRevocation",
                                    .objectName = "cancelRevocationAction",
                                    .icon = "release",
                                    .text = QT_TR_NOOP("Cancel scheduled revoca&tion"),
                                    .state = [this] { return stateOfCancelRevocation(); },
                                    .run = m_handlers.cancelRevocation});
    add(Command::SaveCertificate, {.name = "saveCertificate",
                                   .objectName = "saveCertificateAction",
                                   .icon = "download",
                                   .keys = "Ctrl+S",
                                   .text = QT_TR_NOOP("&Save certificate (PEM)…"),
                                   .state = [this] { return stateOfSave(); },
                                   .run = [this] { m_handlers.saveCertificate(false); }});
    add(Command::SaveChain, {.name = "saveCertificateChain",
                             .objectName = "saveChainAction",
                             .icon = "download",
                             .keys = "Ctrl+Shift+S",
                             .text = QT_TR_NOOP("Save with cha&in (PEM)…"),
                             .state = [this] { return stateOfSave(); },
                             .run = [this] { m_handlers.saveCertificate(true); }});
}

void RequestActions::update(const Selection &selection)
{
    m_selection = selection;
    m_commands->update();
}

CommandState RequestActions::stateOfDecision(RequestAction action) const
{
    const SiteCapabilities site = m_desk.capabilities();
    const bool hasSession = m_desk.session().has_value();
    CommandState state;
    state.isOffered = (!hasSession || site.allows(action)) && !m_selection.certificate;
    if (m_selection.isMany)
        state.reason = reasonOfSite(m_desk);
    else if (!m_selection.request)
        state.reason = tr("No request is selected.");
    else if (!m_selection.busy.isEmpty())
        state.reason = m_selection.busy;
    else
        state.reason = reasonAgainst(m_desk, *m_selection.request, action, m_selection.checkOutcome);
    if (action == RequestAction::Claim && hasSession && site.claim && !site.release && !m_selection.isMany)
        state.remark = tr("At this site a claim cannot be released.");
    return state;
}

CommandState RequestActions::stateOfEdit() const
{
    CommandState state;
    state.isOffered = (!m_desk.session() || m_desk.capabilities().edit) && !m_selection.certificate;
    const std::optional<CertificateRequest> &request = m_selection.request;
    if (!request)
        state.reason = tr("No request is selected.");
    else if (const QString unreachable = reasonOfSite(m_desk); !unreachable.isEmpty())
        state.reason = unreachable;
    else if (!m_selection.busy.isEmpty())
        state.reason = m_selection.busy;
    else if (!stateAfter(request->state, RequestAction::Approve))
        state.reason = tr("Not possible in the state “%1”.").arg(QueueText::requestState(request->state));
    return state;
}

CommandState RequestActions::stateOfNote() const
{
    CommandState state;
    state.isOffered = (!m_desk.session() || m_desk.capabilities().internalNotes) && !m_selection.certificate;
    state.reason = m_selection.request ? reasonOfSite(m_desk) : tr("No request is selected.");
    return state;
}

CommandState RequestActions::stateOfRevoke() const
{
    const std::optional<CertificateRecord> &certificate = m_selection.certificate;
    const bool hasSession = m_desk.session().has_value();
    CommandState state;
    state.isOffered = certificate && (!hasSession || m_desk.capabilities().revoke);
    if (!certificate)
        state.reason = tr("No certificate is selected.");
    else if (!hasSession)
        state.reason = reasonOfSite(m_desk);
    else if (certificate->revocationReason == RevocationReason::CertificateHold &&
             certificate->state == CertificateState::Revoked)
        // A site may hold certificates, but hold them for ever: what cannot be done there is said.
        state.reason = m_desk.canReleaseHold(*certificate)
                           ? tr("It is on hold. Release it first; then it can be revoked for another reason.")
                           : tr("It is on hold, and this site cannot release it.");
    else if (!m_selection.busy.isEmpty())
        state.reason = m_selection.busy;
    else if (!m_desk.canRevoke(*certificate) && !m_desk.canRaise(*certificate))
        state.reason = certificate->state == CertificateState::Revoked
                           ? tr("It is revoked already, and its reason cannot be raised.")
                           : tr("Only a valid certificate can be revoked.");
    return state;
}

CommandState RequestActions::stateOfReleaseHold() const
{
    CommandState state;
    state.isOffered = m_selection.certificate && m_desk.canReleaseHold(*m_selection.certificate);
    if (!m_selection.busy.isEmpty())
        state.reason = m_selection.busy;
    else if (!state.isOffered)
        state.reason = tr("The certificate is not on hold.");
    return state;
}

CommandState RequestActions::stateOfCancelRevocation() const
{
    CommandState state;
    state.isOffered = m_selection.certificate && m_selection.certificate->revokeAt.isValid();
    state.reason = stateOfRevoke().reason;
    if (state.reason.isEmpty() && !state.isOffered)
        state.reason = tr("No revocation is scheduled.");
    return state;
}

CommandState RequestActions::stateOfSave() const
{
    CommandState state;
    state.isOffered = m_selection.certificate.has_value();
    if (!state.isOffered)
        state.reason = tr("No certificate is selected.");
    else if (!m_desk.session())
        state.reason = reasonOfSite(m_desk);
    return state;
}

QString RequestActions::reasonAgainst(const OperatorDesk &desk, const CertificateRequest &request, RequestAction action,
                                      std::optional<FindingOutcome> checkOutcome)
{
    if (const QString reason = reasonOfSite(desk); !reason.isEmpty())
        return reason;
    if (action == RequestAction::Approve && stateAfter(request.state, action)) {
        if (checkOutcome == FindingOutcome::Error || (!checkOutcome && request.checkState.hasErrors()))
            return tr("The check found errors, so it cannot be approved.");
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
        return tr("Locked.");
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
        return tr("Another operator has claimed it (%1). Ask for the claim to be released first.")
            .arg(names.value(request.claimedBy, request.claimedBy));
    case ApprovalObstacle::ApprovedAlready:
        //: %1 of %2 approvals are given
        return tr("Multiple approvals: you have already approved it (%1 of %2). Another operator must approve it.")
            .arg(request.approvedBy.size())
            .arg(request.approvalsNeeded);
    case ApprovalObstacle::EditedLast:
        return tr("Multiple approvals: you edited it last. Another operator must approve it.");
    }
    return {};
}

} // namespace tegata
