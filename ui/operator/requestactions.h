// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatordesk.h"

#include <QAction>
#include <QList>
#include <QObject>

#include <optional>

namespace tegata {

class CommandRegistry;

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
    static constexpr int CommandCount = 13;

    explicit RequestActions(QObject *parent = nullptr);

    QAction *action(Command command) const { return m_actions[static_cast<int>(command)]; }
    // In the order of menus and bars.
    const QList<QAction *> &actions() const { return m_actions; }
    void addTo(CommandRegistry &commands);
    // Nothing shown: everything is disabled.
    // busy: why nothing can be done with it whatever its state (its last action is not answered yet), empty for
    // nothing. checkOutcome: of the request, where it is known.
    // Where several rows are chosen: what the rows allow is each row's own matter, and the bulk run says it row by row.
    void updateMany(const OperatorDesk &desk);
    void update(const OperatorDesk &desk, const CertificateRequest *request, const CertificateRecord *certificate,
                const QString &busy, std::optional<FindingOutcome> checkOutcome);
    // Why the action is not possible on the request now, in words; empty: it is.
    static QString reasonAgainst(const OperatorDesk &desk, const CertificateRequest &request, RequestAction action,
                                 std::optional<FindingOutcome> checkOutcome);
    // Why nothing can be decided at all now; empty: it can.
    static QString reasonOfSite(const OperatorDesk &desk);
    // Why this operator may not approve it. names: of operators by id, as far as they are known.
    static QString obstacleText(ApprovalObstacle obstacle, const CertificateRequest &request,
                                const QHash<QString, QString> &names = {});
    // The decision that a command gives; nothing for the others.
    static std::optional<RequestAction> actionOf(Command command);
    void retranslate();

Q_SIGNALS:
    void triggered(tegata::RequestActions::Command command);

private:
    void updateCertificate(const OperatorDesk &desk, const CertificateRecord *certificate, const QString &busy);
    void set(Command command, bool visible, const QString &reason);

    QList<QAction *> m_actions;
};

} // namespace tegata
