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
        Revoke,
        SaveCertificate,
        SaveChain
    };
    static constexpr int CommandCount = 9;

    explicit RequestActions(QObject *parent = nullptr);

    QAction *action(Command command) const { return m_actions[static_cast<int>(command)]; }
    // In the order of menus and bars.
    const QList<QAction *> &actions() const { return m_actions; }
    void addTo(CommandRegistry &commands);
    // Nothing shown: everything is disabled.
    void update(const OperatorDesk &desk, const CertificateRequest *request, const CertificateRecord *certificate,
                bool isBusy);
    void retranslate();

Q_SIGNALS:
    void triggered(tegata::RequestActions::Command command);

private:
    QString reasonAgainst(const OperatorDesk &desk, const CertificateRequest &request, RequestAction action) const;
    void set(Command command, bool visible, const QString &reason);

    QList<QAction *> m_actions;
};

} // namespace tegata
