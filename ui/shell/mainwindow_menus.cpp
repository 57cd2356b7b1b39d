// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/mainwindow.h"

#include "ui/common/commandpalette.h"
#include "ui/common/commandregistry.h"
#include "ui/common/keybindingdialog.h"
#include "ui/common/keyhelp.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/common/translateddialog.h"
#include "ui/shell/activity.h"
#include "ui/shell/anywherekey.h"
#include "ui/shell/deskrail.h"
#include "ui/shell/editmenu.h"
#include "ui/shell/topbar.h"
#include "ui/style/tokens.h"

#include <QActionGroup>
#include <QApplication>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>

#include <algorithm>

// The window's own commands, the menus, and every word of it.
namespace tegata {

void MainWindow::declareCommands()
{
    m_own->add(Command::ChooseSite, {.name = "chooseSite",
                                     .objectName = "chooseSiteAction",
                                     .text = QT_TR_NOOP("&Choose site…"),
                                     .run = [this] { Q_EMIT chooseSiteRequested(); }});
    m_own->add(Command::AddSite,
               {.name = "addSite", .objectName = "addSiteAction", .text = QT_TR_NOOP("&Add site…"), .run = [this] {
                    Q_EMIT addSiteRequested();
                }});
    m_own->add(Command::Quit, {.name = "quit",
                               .objectName = "quitAction",
                               .icon = "quit",
                               .keys = "Ctrl+Q",
                               .text = QT_TR_NOOP("&Quit"),
                               .run = [this] { close(); }});
    m_own->add(Command::Palette, {.name = "allCommands",
                                  .objectName = "paletteAction",
                                  .icon = "search",
                                  .keys = "Ctrl+K",
                                  .text = QT_TR_NOOP("All &commands…"),
                                  .run = [this] { openPalette(); }});
    m_own->add(Command::Recent, {.name = "recentActivity",
                                 .objectName = "activityAction",
                                 .icon = "bell",
                                 .text = QT_TR_NOOP("&Recent activity…"),
                                 .run = [this] { (new ActivityDialog(*m_activity, this))->open(); }});
    action(Command::Quit)->setMenuRole(QAction::QuitRole);
    new AnywhereKey(*action(Command::Palette), AnywhereKey::Reach::ThisWindow, this);
}

void MainWindow::declareLocking()
{
    const auto canLock = [this] {
        const bool can = std::any_of(m_places.cbegin(), m_places.cend(), [](const Place &place) {
            return place.desk->lockState() == ShellDesk::Lock::Unlocked;
        });
        return CommandState::possibleIf(can, tr("Nothing is unlocked."));
    };
    const auto canUnlock = [this] {
        return CommandState::possibleIf(m_current && m_current->lockState() == ShellDesk::Lock::Locked,
                                        tr("Nothing is locked here."));
    };
    m_own->add(Command::Lock, {.name = "lock",
                               .objectName = "lockAction",
                               .icon = "lock",
                               .keys = "Ctrl+L",
                               .text = QT_TR_NOOP("&Lock"),
                               .state = canLock,
                               .run = [this] { lockAll(); }});
    m_own->add(Command::Unlock, {.name = "unlock",
                                 .objectName = "unlockAction",
                                 .icon = "unlock",
                                 .keys = "Ctrl+U",
                                 .text = QT_TR_NOOP("&Unlock…"),
                                 .state = canUnlock,
                                 .run = [this] { m_current->unlock(); }});
    new AnywhereKey(*action(Command::Lock), AnywhereKey::Reach::EveryWindow, this);
}

// Each language by its own name, in every language.
void MainWindow::declareLanguages()
{
    m_own->add(Command::Japanese,
               {.name = "speakJapanese", .objectName = "japaneseAction", .text = "日本語 (&J)", .run = [this] {
                    m_language.setLanguage(Language::Japanese);
                }});
    m_own->add(Command::English,
               {.name = "speakEnglish", .objectName = "englishAction", .text = "English (&E)", .run = [this] {
                    m_language.setLanguage(Language::English);
                }});
    auto *languages = new QActionGroup(this);
    for (QAction *each : {action(Command::Japanese), action(Command::English)}) {
        each->setCheckable(true);
        languages->addAction(each);
    }
}

void MainWindow::declareHelp()
{
    m_own->add(Command::Keys, {.name = "showKeys",
                               .objectName = "keyHelpAction",
                               .icon = "keyboard",
                               .keys = "?; F1",
                               .text = QT_TR_NOOP("&Keyboard shortcuts…"),
                               .run = [this] { (new KeyHelp(m_commands, this))->open(); }});
    m_own->add(Command::ChangeKeys, {.name = "changeKeys",
                                     .objectName = "changeKeysAction",
                                     .text = QT_TR_NOOP("C&ustomise shortcuts…"),
                                     .run = [this] { (new KeyBindingDialog(m_commands, this))->open(); }});
    m_own->add(Command::About,
               {.name = "about", .objectName = "aboutAction", .text = QT_TR_NOOP("&About Tegata"), .run = [this] {
                    showAbout();
                }});
    action(Command::About)->setMenuRole(QAction::AboutRole);
}

void MainWindow::makeMenus()
{
    const auto menu = [this](const char *name) {
        QMenu *made = m_top->menus().addMenu(QString());
        made->setObjectName(QLatin1String(name));
        return made;
    };
    m_fileMenu = menu("fileMenu");
    m_editMenu = new EditMenu(&m_top->menus());
    m_top->menus().addMenu(m_editMenu);
    m_actionMenu = menu("actionMenu");
    m_viewMenu = menu("viewMenu");
    m_languageMenu = new QMenu(m_viewMenu);
    m_languageMenu->setObjectName(QStringLiteral("languageMenu"));
    m_languageMenu->addActions({action(Command::Japanese), action(Command::English)});
    m_helpMenu = menu("helpMenu");
    fillMenus();
}

void MainWindow::addFileActions(const QList<QAction *> &actions)
{
    m_fileActions += actions;
    fillMenus();
}

void MainWindow::setSettingsAction(QAction *settings)
{
    addFileActions({settings});
    m_rail->addFootAction(settings, action(Command::Lock));
}

void MainWindow::addHelpActions(const QList<QAction *> &actions)
{
    m_helpActions += actions;
    fillMenus();
}

void MainWindow::fillMenus()
{
    // clear() would delete what only the menu owns: the actions are the desks' and the window's.
    for (QMenu *menu : {m_fileMenu, m_actionMenu, m_viewMenu, m_helpMenu})
        menu->clear();
    const auto part = [](QMenu *menu, const QList<QAction *> &actions) {
        if (actions.isEmpty())
            return;
        if (!menu->isEmpty())
            menu->addSeparator();
        menu->addActions(actions);
    };
    if (m_current) {
        part(m_fileMenu, m_current->fileActions());
        part(m_actionMenu, m_current->workActions());
    }
    m_editMenu->setDeskActions(m_current ? m_current->editActions() : QList<QList<QAction *>>());
    part(m_fileMenu, m_fileActions);
    part(m_fileMenu, {action(Command::ChooseSite), action(Command::AddSite)});
    part(m_fileMenu, {action(Command::Lock), action(Command::Unlock)});
    part(m_fileMenu, {action(Command::Quit)});
    part(m_viewMenu, m_deskGroup->actions());
    if (m_current)
        part(m_viewMenu, m_current->viewActions());
    part(m_viewMenu, {action(Command::Palette), action(Command::Recent)});
    part(m_viewMenu, {m_languageMenu->menuAction()});
    part(m_helpMenu, {action(Command::Keys), action(Command::ChangeKeys)});
    part(m_helpMenu, m_current ? m_current->helpActions() + m_helpActions : m_helpActions);
    part(m_helpMenu, {action(Command::About)});
}

void MainWindow::openPalette()
{
    auto *open = findChild<CommandPalette *>();
    if (open && open->isVisible()) { // the same key closes it
        open->close();
        return;
    }
    auto *palette = new CommandPalette(m_commands, this);
    if (m_current)
        m_current->addFinders(*palette);
    palette->open();
}

void MainWindow::retranslate()
{
    retitle();
    centralWidget()->setAccessibleName(tr("Tegata"));
    m_stack->setAccessibleName(tr("Tegata"));
    m_top->setAccessibleName(tr("Top bar"));
    m_top->menus().setAccessibleName(tr("Menu bar"));
    m_rail->setListName(tr("Desks"));
    for (const Place &place : std::as_const(m_places))
        place.action->setText(place.desk->title());
    updateRail();
    m_fileMenu->setTitle(tr("&File"));
    m_actionMenu->setTitle(tr("&Actions"));
    m_viewMenu->setTitle(tr("&View"));
    m_languageMenu->setTitle(tr("&Language"));
    m_helpMenu->setTitle(tr("&Help"));
    for (QMenu *menu : {m_fileMenu, m_actionMenu, m_viewMenu, m_languageMenu, m_helpMenu})
        menu->setAccessibleName(withoutMnemonic(menu->title()));
    action(Command::Japanese)->setChecked(m_language.language() == Language::Japanese);
    action(Command::English)->setChecked(m_language.language() == Language::English);
    //: what can be typed there
    m_top->setHint(tr("Search commands and names"));
    m_own->retranslate();
    action(Command::Keys)->setIconText(tr("Shortcuts"));
}

void MainWindow::showAbout()
{
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("About Tegata"),
                        tr("Tegata %1\nDesktop software for managed TLS server certificates.\nApache License 2.0")
                            .arg(QApplication::applicationVersion()),
                        QMessageBox::Close, this);
    box->setObjectName(QStringLiteral("aboutBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIconPixmap(windowIcon().pixmap(QSize(icon::Mark, icon::Mark)));
    box->open();
}

} // namespace tegata
