// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/desk/operatorsession.h"
#include "ui/operator/operatorworkspace.h"
#include "ui/shell/shelldesk.h"

#include <QPointer>

namespace tegata {

class CommandRegistry;
class ConnectionStatus;
class LanguageController;
class SignInFlow;

// The operators' desk (S52) in the window: its workspace, signing in, and the state of the connection.
class OperatorShellDesk : public ShellDesk
{
    Q_OBJECT

public:
    // All outlive it.
    OperatorShellDesk(OperatorDesk &desk, OperatorSession &session, const LanguageController &language, Worker &worker,
                      const Clock &clock, CommandRegistry &commands);
    ~OperatorShellDesk() override;

    OperatorWorkspace &workspace() { return *m_workspace; }
    SignInFlow &signIn() { return *m_signIn; }
    // Signs in when the desk is shown (first, or now): who works at another desk is not asked for a passphrase.
    void signInWhenShown();

    QString name() const override { return QStringLiteral("operator"); }
    QString icon() const override { return QStringLiteral("operator"); }
    QString title() const override;
    QString subject() const override { return m_session.site().name; }
    QWidget &work() override { return *m_workspace; }
    QWidget *status() override;
    QList<QAction *> fileActions() const override { return {m_import}; }
    QList<QAction *> workActions() const override;
    QList<QAction *> viewActions() const override;
    Lock lockState() const override;
    void lock() override;
    void unlock() override;
    void enter() override;
    void restoreLayout(const QSettings &settings) override;
    void storeLayout(QSettings &settings) const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAction *newAction(const char *name, const char *icon);
    void retranslate();
    void onSignIn(SignIn state);

    OperatorDesk &m_desk;
    OperatorSession &m_session;
    // Watched, because a window that shows them may be destroyed first and take them along.
    QPointer<OperatorWorkspace> m_workspace;
    QPointer<ConnectionStatus> m_status;
    SignInFlow *m_signIn;
    bool m_isShown = false;
    bool m_signsInWhenShown = false;
    QAction *m_import;
    QAction *m_sync;
    QAction *m_nextTab;
    QAction *m_previousTab;
};

} // namespace tegata
