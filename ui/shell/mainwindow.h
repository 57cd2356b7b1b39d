// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatorsession.h"
#include "ui/operator/operatorworkspace.h"

#include <QMainWindow>

class QActionGroup;
class QListWidget;
class QMenu;

namespace tegata {

class ConnectionStatus;
class LanguageController;
class SignInFlow;

// The one window: the desks at the left, menus, the work, and the status bar. Knows how to show and sign in; the work
// itself is the workspaces'. What it is given outlives it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // settingsFile: where size and layout are kept, in the profile.
    MainWindow(OperatorDesk &desk, OperatorSession &session, LanguageController &language, Worker &worker,
               const Clock &clock, QString settingsFile, QWidget *parent = nullptr);
    ~MainWindow() override;

    // Fills the window from the cache. Once.
    void load() { m_workspace->load(); }
    OperatorWorkspace &workspace() { return *m_workspace; }
    SignInFlow &signIn() { return *m_signIn; }

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void makeActions();
    void makeMenus();
    QAction *newAction(const char *name, const char *icon, const QKeySequence &keys);
    void retranslate();
    void onSignIn(SignIn state);
    void showAbout();
    void restore();
    void store() const;

    OperatorDesk &m_desk;
    OperatorSession &m_session;
    LanguageController &m_language;
    const QString m_settingsFile;
    QListWidget *m_desks;
    OperatorWorkspace *m_workspace;
    SignInFlow *m_signIn;
    ConnectionStatus *m_status;

    QMenu *m_fileMenu;
    QMenu *m_actionMenu;
    QMenu *m_viewMenu;
    QMenu *m_languageMenu;
    QMenu *m_helpMenu;
    QAction *m_import;
    QAction *m_lock;
    QAction *m_unlock;
    QAction *m_quit;
    QAction *m_sync;
    QAction *m_nextTab;
    QAction *m_previousTab;
    QActionGroup *m_languages;
    QAction *m_japanese;
    QAction *m_english;
    QAction *m_about;
};

} // namespace tegata
