// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/desk/diagnostics.h"
#include "core/desk/operatorsession.h"
#include "ui/common/commandset.h"
#include "ui/common/settings.h"
#include "ui/identity/renewalreminder.h"
#include "ui/operator/operatorworkspace.h"
#include "ui/shell/connectionstatus.h"
#include "ui/shell/shelldesk.h"

#include <QPointer>

#include <algorithm>
#include <chrono>
#include <optional>

namespace tegata {

class BannerBar;
class CommandRegistry;
class LanguageController;
class LocalRegistrationStore;
class SignInFlow;
class SitePolicyStore;

// The operators' desk (S52) in the window: its workspace, signing in, the state of the connection, and above the work
// what the identity asks for: a cache key that does not open, a certificate that ends.
class OperatorShellDesk : public ShellDesk
{
    Q_OBJECT

public:
    struct Means
    {
        OperatorDesk &desk;
        OperatorSession &session;
        Diagnostics &diagnostics;
        LocalRegistrationStore &registrations;
        SitePolicyStore &policies;
        const LanguageController &language;
        Worker &worker;
        const Clock &clock;
        CommandRegistry &commands;
    };

    // What means refers to outlives it.
    explicit OperatorShellDesk(const Means &means);
    ~OperatorShellDesk() override;

    OperatorWorkspace &workspace() { return *m_workspace; }
    SignInFlow &signIn() { return *m_signIn; }
    void setSettings(const Settings &settings);
    // Signs in when the desk is shown (first, or now): nobody who works at another desk is asked for a passphrase.
    void signInWhenShown();
    // Where a notification leads to (DeskNotifications).
    void goToPlace(const QString &place);

    QString name() const override { return QStringLiteral("operator"); }
    QString icon() const override { return QStringLiteral("operator"); }
    QString title() const override;
    QString subject() const override { return m_session.site().name; }
    int waiting() const override { return static_cast<int>(std::max<qint64>(m_pending, 0)); }
    QWidget &work() override { return *m_place; }
    QWidget *status() override;
    QList<QAction *> fileActions() const override;
    QList<QAction *> workActions() const override;
    QList<QAction *> viewActions() const override;
    QList<QList<QAction *>> editActions() const override;
    QList<QAction *> helpActions() const override;
    void addFinders(CommandPalette &palette) override { m_workspace->addFinders(palette); }
    Lock lockState() const override;
    void lock() override;
    void lockUnattended(bool isScreen) override;
    void unlock() override;
    void enter() override;
    void restoreLayout(const QSettings &settings) override;
    void storeLayout(QSettings &settings) const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Command
    {
        Identities,
        Import,
        Token,
        Registered,
        Policy,
        Sync,
        Diagnose,
        NextTab,
        PreviousTab
    };

    void countPending();
    void declareSigningIn();
    void declareSite();
    void declareViews();
    // A file is of use only where the site tells no registered data.
    CommandState stateOfRegistered() const;
    void updateCommands();
    void retranslate();
    void onSignIn(SignIn state);
    void onStatus(ConnectionStatus::Part part);
    // Above the work: the most urgent of what there is to say.
    void updateBanner();
    bool isClockToTell();
    void onBanner();
    void askAboutCacheKey();
    void showDiagnostics();
    void showRegistration();
    void showPolicy();

    OperatorDesk &m_desk;
    OperatorSession &m_session;
    Diagnostics &m_diagnostics;
    LocalRegistrationStore &m_registrations;
    SitePolicyStore &m_policies;
    const LanguageController &m_language;
    const Clock &m_clock;
    CommandRegistry &m_commands;
    RenewalReminder m_reminder;
    std::optional<std::chrono::milliseconds> m_knownSkew; // difference of the clocks that the person was told of
    // Watched, because a window that shows them may be destroyed first and take them along.
    QPointer<QWidget> m_place;
    QPointer<OperatorWorkspace> m_workspace;
    QPointer<ConnectionStatus> m_status;
    BannerBar *m_banner;
    SignInFlow *m_signIn;
    QPointer<QDialog> m_diagnosticsDialog;
    QPointer<QDialog> m_registrationDialog;
    QPointer<QDialog> m_policyDialog;
    qint64 m_pending = -1; // requests that wait for a decision; not known yet
    bool m_isShown = false;
    bool m_signsInWhenShown = false;
    QPointer<CommandSet> m_own; // with the workspace
};

} // namespace tegata
