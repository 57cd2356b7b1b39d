// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatordesk.h"
#include "ui/common/commandset.h"

#include <QAction>
#include <QList>
#include <QObject>

#include <functional>
#include <optional>

namespace tegata {

// The operator's actions as commands: which one may be done follows from the life cycle of what is shown, the site's
// capabilities and the connection, in one place for buttons, menus and keys. What the site lacks is hidden; what is not
// possible now is disabled and its tool tip says why.
class RequestActions : public QObject
{
    Q_OBJECT

public:
    enum class Command
    {
        Approve,
        Reject,
        Hold,
        Release,
        Cancel,
        Claim,
        Edit,
        Note,
        Revoke,
        ReleaseHold,
        CancelRevocation,
        SaveCertificate,
        SaveChain
    };
    // What the commands do: who opens the dialogs and follows the answers says it.
    struct Handlers
    {
        std::function<void(RequestAction)> decide;
        std::function<void()> edit;
        std::function<void()> note;
        std::function<void()> revoke;
        std::function<void()> releaseHold;
        std::function<void()> cancelRevocation;
        std::function<void(bool withChain)> saveCertificate;
    };
    // What is chosen, as far as a command's precondition asks for it.
    struct Selection
    {
        std::optional<CertificateRequest> request;
        std::optional<CertificateRecord> certificate;
        // Why nothing can be done with it whatever its state (its last action is not answered yet), empty for nothing.
        QString busy;
        std::optional<FindingOutcome> checkOutcome; // of the request, where it is known
        // Several rows: what they allow is each row's own matter, and the bulk run says it row by row.
        bool isMany = false;
    };

    // The desk outlives it.
    RequestActions(const OperatorDesk &desk, Handlers handlers, QObject *parent = nullptr);

    QAction *action(Command command) const { return m_commands->action(command); }
    // In the order of menus and bars.
    QList<QAction *> actions() const { return m_commands->actions(); }
    // The same for menus: in groups with separators between, what destroys apart and last.
    const QList<QAction *> &menuActions() const { return m_menuActions; }
    void addTo(CommandRegistry &commands, const QString &scope) { m_commands->addTo(commands, scope); }
    // Nothing shown: everything is disabled.
    void update(const Selection &selection);
    // Why the action is not possible on the request now, in words; empty: it is.
    static QString reasonAgainst(const OperatorDesk &desk, const CertificateRequest &request, RequestAction action,
                                 std::optional<FindingOutcome> checkOutcome);
    // Why nothing can be decided at all now; empty: it can.
    static QString reasonOfSite(const OperatorDesk &desk);
    // Why this operator may not approve it. names: of operators by id, as far as they are known.
    static QString obstacleText(ApprovalObstacle obstacle, const CertificateRequest &request,
                                const QHash<QString, QString> &names = {});
    void retranslate() { m_commands->retranslate(); }

private:
    void arrangeMenu();
    void declareDecisions();
    void declareOthers();
    void declareCertificates();
    CommandState stateOfDecision(RequestAction action) const;
    CommandState stateOfEdit() const;
    CommandState stateOfNote() const;
    CommandState stateOfRevoke() const;
    CommandState stateOfReleaseHold() const;
    CommandState stateOfCancelRevocation() const;
    CommandState stateOfSave() const;

    const OperatorDesk &m_desk;
    const Handlers m_handlers;
    Selection m_selection;
    CommandSet *m_commands;
    QList<QAction *> m_menuActions;
};

} // namespace tegata
