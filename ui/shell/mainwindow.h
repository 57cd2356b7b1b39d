// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "ui/common/commandset.h"
#include "ui/shell/shelldesk.h"

#include <QMainWindow>

class QActionGroup;
class QMenu;
class QStackedWidget;

namespace tegata {

class Activity;
class DeskRail;
class EditMenu;
class LanguageController;
class TopBar;

// The one window: the top bar, the rail of desks at the left, and the work of the desk that is shown. Knows which desks
// there are and nothing of their work. Closes when every desk has settled.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // language and commands outlive it. settingsFile: where size, layout and the last desk are kept, in the profile.
    MainWindow(LanguageController &language, CommandRegistry &commands, QString settingsFile,
               QWidget *parent = nullptr);

    // In the order of their keys, Ctrl+1 …. Not owned. The desk of the last run is shown as soon as it is there; before
    // that, or where there is none, the newest that is preferred.
    void addDesk(ShellDesk &desk, bool isPreferred = false);
    void showDesk(ShellDesk &desk);
    // Shows the window, in front of others as far as the desktop allows it.
    void comeToFront();
    // Of the program, beside the desks' own: above the last of the menus. Not owned.
    void addFileActions(const QList<QAction *> &actions);
    // In the menu, and at the foot of the rail. Not owned.
    void setSettingsAction(QAction *settings);
    void addHelpActions(const QList<QAction *> &actions);
    // Locks every desk that can be locked: nobody is there, or (isScreen) the screen was locked.
    void lockUnattended(bool isScreen);
    // Locks every desk that can be locked, because the person said so; also where a dialog is open (AnywhereKey).
    void lockAll();
    // Closes without a question, for who cannot answer (SIGTERM): what can be stored is stored.
    void end();

Q_SIGNALS:
    void chooseSiteRequested();
    void addSiteRequested();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Command
    {
        ChooseSite,
        AddSite,
        Lock,
        Unlock,
        Quit,
        Japanese,
        English,
        Palette,
        Keys,
        ChangeKeys,
        Recent,
        About
    };
    struct Place
    {
        ShellDesk *desk;
        QAction *action;
    };

    // mainwindow_menus.cpp: its own commands, the menus, and its words.
    void declareCommands();
    void declareLocking();
    void declareLanguages();
    void declareHelp();
    void makeMenus();
    QAction *action(Command command) const { return m_own->action(command); }
    void retranslate();
    void retitle();
    void updateRail();
    void orderTabs();
    void openPalette();
    void fillMenus();
    void dropDesk(const QObject *desk);
    // Settles one desk after the other, beginning at the index; then closes.
    void settleFrom(int index);
    void askToClose(const ShellDesk &desk, const Error &error);
    void showAbout();
    void store() const;

    LanguageController &m_language;
    CommandRegistry &m_commands;
    const QString m_settingsFile;
    const SystemClock m_clock;
    QString m_lastDesk; // of the last run, until somebody chooses another
    QList<Place> m_places;
    QList<QAction *> m_fileActions;
    QList<QAction *> m_helpActions;
    ShellDesk *m_current = nullptr;
    bool m_isSettling = false;
    bool m_isSettled = false;
    bool m_isEnding = false;

    TopBar *m_top;
    DeskRail *m_rail;
    QStackedWidget *m_stack;
    Activity *m_activity;
    QMenu *m_fileMenu;
    EditMenu *m_editMenu;
    QMenu *m_actionMenu;
    QMenu *m_viewMenu;
    QMenu *m_languageMenu;
    QMenu *m_helpMenu;
    CommandSet *m_own;
    QActionGroup *m_deskGroup;
};

} // namespace tegata
