// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/operatorworkspace.h"

#include "ui/common/toastarea.h"
#include "ui/operator/conflictview.h"
#include "ui/records/certificatedetailpane.h"
#include "ui/records/certificatesaver.h"
#include "ui/records/detailview.h"
#include "ui/records/queuetabs.h"

// Every command of the workspace, and what those on the chosen row do.
namespace tegata {

RequestActions::Handlers OperatorWorkspace::handlers()
{
    const auto onCertificate = [this](void (RevocationFlow::*ask)(const CertificateRecord &)) {
        return [this, ask] {
            m_toasts->dismiss(Toast::Kind::Hint);
            if (const CertificateRecord *certificate = m_details->certificate())
                (m_revocations->*ask)(*certificate);
        };
    };
    RequestActions::Handlers handlers;
    handlers.decide = [this](RequestAction action) {
        m_toasts->dismiss(Toast::Kind::Hint);
        begin(action);
    };
    handlers.edit = [this] {
        m_toasts->dismiss(Toast::Kind::Hint);
        askEdit();
    };
    handlers.note = [this] {
        m_toasts->dismiss(Toast::Kind::Hint);
        askNote();
    };
    handlers.revoke = onCertificate(&RevocationFlow::ask);
    handlers.releaseHold = onCertificate(&RevocationFlow::askRelease);
    handlers.cancelRevocation = onCertificate(&RevocationFlow::cancelScheduled);
    handlers.saveCertificate = [this](bool withChain) {
        m_toasts->dismiss(Toast::Kind::Hint);
        if (const std::optional<CertificateDetail> &detail = m_details->certificatePane().detail())
            m_saver->save(*detail, withChain);
    };
    return handlers;
}

void OperatorWorkspace::declareGiven()
{
    const auto add = [this](Command id, CommandDeclaration declared) {
        declared.category = CommandCategory::Decide;
        m_more->add(id, std::move(declared));
    };
    const auto takeBackLast = [this] {
        if (const std::optional<OutboxItem> item = toTakeBack())
            takeBack(item->id);
    };
    add(Command::Undo,
        {.name = "takeBack",
         .objectName = "undoAction",
         .keys = "Ctrl+Z",
         .text = QT_TR_NOOP("&Undo the last decision"),
         .state =
             [this] { return CommandState::possibleIf(toTakeBack().has_value(), tr("There is nothing to undo.")); },
         .run = takeBackLast,
         .isRepeated = false});
    add(Command::Outbox, {.name = "showWaitingDecisions",
                          .objectName = "outboxAction",
                          .keys = "O",
                          .text = QT_TR_NOOP("&Waiting decisions…"),
                          .run = [this] { openOutbox(); }});
    add(Command::Conflicts, {.name = "decideConflicts",
                             .objectName = "conflictsAction",
                             .keys = "W",
                             .text = QT_TR_NOOP("Review chan&ged requests…"),
                             .state =
                                 [this] {
                                     return CommandState::possibleIf(!ConflictView::asking(m_desk).isEmpty(),
                                                                     tr("No decision needs to be compared."));
                                 },
                             .run = [this] { openConflicts(0); }});
}

void OperatorWorkspace::declareRevocation()
{
    m_more->add(Command::RevokeMany, {.name = "revokeChosen",
                                      .objectName = "revokeManyAction",
                                      .category = CommandCategory::Certificate,
                                      .icon = "revoke",
                                      .keys = "Ctrl+Shift+Delete",
                                      .text = QT_TR_NOOP("Rev&oke selected…"),
                                      .state = [this] { return stateOfRevokeMany(); },
                                      .run = [this] { openRevocation(); }});
}

CommandState OperatorWorkspace::stateOfRevokeMany() const
{
    CommandState state;
    if (m_tabs->view() != QueueView::Issued)
        state.reason = tr("Only issued certificates can be revoked.");
    else if (m_tabs->selectedKeys().isEmpty())
        state.reason = tr("Select certificates first.");
    else if (m_desk.connection() == DeskConnection::Locked)
        state.reason = tr("Locked.");
    else if (!m_desk.capabilities().revoke)
        state.reason = tr("This site does not support this.");
    return state;
}

void OperatorWorkspace::declareMoves()
{
    const auto add = [this](Command id, CommandDeclaration declared) {
        declared.category = CommandCategory::Move;
        m_more->add(id, std::move(declared));
    };
    add(Command::NextRow,
        {.name = "nextRow", .objectName = "nextRowAction", .keys = "J", .text = QT_TR_NOOP("Next row"), .run = [this] {
             m_tabs->step(1);
         }});
    add(Command::PreviousRow, {.name = "previousRow",
                               .objectName = "previousRowAction",
                               .keys = "K",
                               .text = QT_TR_NOOP("Previous row"),
                               .run = [this] { m_tabs->step(-1); }});
    add(Command::MarkRow,
        {.name = "markRow", .objectName = "markRowAction", .keys = "M", .text = QT_TR_NOOP("&Mark row"), .run = [this] {
             m_tabs->toggleSelected();
         }});
    add(Command::MarkAll, {.name = "markAllRows",
                           .objectName = "markAllAction",
                           .keys = "Ctrl+A",
                           .text = QT_TR_NOOP("Mark &all rows"),
                           .run = [this] { m_tabs->selectAll(); }});
    add(Command::Queue, {.name = "goToQueue",
                         .objectName = "queueAction",
                         .keys = "Q",
                         .text = QT_TR_NOOP("Go to the &queue"),
                         .run = [this] { m_tabs->focusTable(); }});
    add(Command::Details, {.name = "goToDetails",
                           .objectName = "detailsAction",
                           .keys = "D",
                           .text = QT_TR_NOOP("Go to the &details"),
                           .run = [this] { m_details->currentWidget()->setFocus(); }});
}

} // namespace tegata
