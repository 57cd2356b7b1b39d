// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/mainwindow.h"

#include "core/domain/errortext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/common/plaintext.h"
#include "ui/common/settingsfile.h"
#include "ui/shell/lockkey.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>

#include <algorithm>

namespace tegata {

namespace {

constexpr int AnnouncementTime = 10000; // milliseconds in the status bar
constexpr int NarrowWidth = 130;        // characters
constexpr auto DeskKey = "window/desk";

// Without the mark of the mnemonic, which Japanese puts behind the word: "オペレーター(&O)".
QString plain(QString text)
{
    static const QRegularExpression behind(QStringLiteral("\\(&\\w\\)"));
    return text.remove(behind).remove(QLatin1Char('&'));
}

} // namespace

MainWindow::MainWindow(LanguageController &language, CommandRegistry &commands, QString settingsFile, QWidget *parent)
    : QMainWindow(parent), m_language(language), m_commands(commands), m_settingsFile(std::move(settingsFile)),
      m_desks(new QListWidget), m_stack(new QStackedWidget), m_own(new CommandSet(staticMetaObject, this)),
      m_deskGroup(new QActionGroup(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    new PlainText(this); // before any dialog is shown
    setWindowIcon(PaletteIcon::icon(QStringLiteral("tegata")));
    menuBar()->setObjectName(QStringLiteral("menuBar"));
    statusBar()->setObjectName(QStringLiteral("statusBar"));
    m_desks->setObjectName(QStringLiteral("desks"));
    m_desks->setFrameShape(QFrame::NoFrame);
    m_desks->setIconSize(QSize(18, 18));
    m_desks->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_desks->viewport()->setAutoFillBackground(false);
    m_desks->viewport()->setObjectName(QStringLiteral("desksViewport"));
    m_stack->setObjectName(QStringLiteral("deskStack"));
    auto *central = new QWidget(this);
    central->setObjectName(QStringLiteral("central"));
    auto *layout = new QHBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_desks);
    layout->addWidget(m_stack, 1);
    setCentralWidget(central);
    declareCommands();
    declareLocking();
    declareLanguages();
    m_own->addTo(m_commands, QStringLiteral("program"));
    makeMenus();
    connect(m_desks, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && m_places.at(row).desk != m_current) {
            m_lastDesk.clear();
            showDesk(*m_places.at(row).desk);
        }
    });
    resize(QSize(1400, 860).boundedTo(screen()->availableSize() - QSize(40, 60)));
    const QSettings settings(m_settingsFile, QSettings::IniFormat);
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    m_lastDesk = settings.value(QLatin1String(DeskKey)).toString();
    retranslate();
}

void MainWindow::addDesk(ShellDesk &desk, bool isPreferred)
{
    const auto number = static_cast<int>(m_places.size()) + 1;
    auto *action = new QAction(this);
    action->setObjectName(desk.name() + QStringLiteral("DeskAction"));
    m_commands.add(QStringLiteral("program.goTo.") + desk.name(), CommandCategory::View, action,
                   {QKeySequence(QStringLiteral("Ctrl+%1").arg(number))});
    action->setCheckable(true);
    m_deskGroup->addAction(action);
    m_places.append({&desk, action});
    {
        const QSignalBlocker blocker(m_desks); // it would become the current one by itself
        auto *item = new QListWidgetItem(PaletteIcon::icon(desk.icon()), QString(), m_desks);
        item->setSizeHint(QSize(0, fontMetrics().height() + 16));
    }
    m_stack->addWidget(&desk.work());
    if (QWidget *status = desk.status()) {
        statusBar()->addPermanentWidget(status);
        status->hide();
    }
    desk.restoreLayout(QSettings(m_settingsFile, QSettings::IniFormat));
    connect(action, &QAction::triggered, this, [this, &desk] {
        m_lastDesk.clear();
        showDesk(desk);
    });
    connect(&desk, &ShellDesk::lockStateChanged, m_own, &CommandSet::update);
    connect(&desk, &ShellDesk::placeChanged, this, [this, &desk] {
        if (&desk != m_current)
            return;
        fillMenus();
        retitle();
    });
    connect(&desk, &ShellDesk::announced, this, [this, &desk](const QString &text) {
        if (&desk == m_current)
            statusBar()->showMessage(text, AnnouncementTime);
    });
    connect(&desk, &QObject::destroyed, this, &MainWindow::dropDesk);
    retranslate();
    const bool wasLast = m_lastDesk == desk.name();
    if (!m_current || wasLast || (isPreferred && m_lastDesk.isEmpty()))
        showDesk(desk);
    else
        fillMenus();
}

void MainWindow::showDesk(ShellDesk &desk)
{
    if (m_current && m_current->status())
        m_current->status()->hide();
    m_current = &desk;
    m_commands.setScope(desk.name());
    m_stack->setCurrentWidget(&desk.work());
    if (desk.status())
        desk.status()->show();
    for (const Place &place : std::as_const(m_places)) {
        if (place.desk == &desk) {
            place.action->setChecked(true);
            m_desks->setCurrentRow(static_cast<int>(&place - m_places.constData()));
        }
    }
    statusBar()->clearMessage();
    fillMenus();
    retitle();
    m_own->update();
    desk.enter();
}

void MainWindow::dropDesk(const QObject *desk)
{
    const auto found =
        std::find_if(m_places.cbegin(), m_places.cend(), [desk](const Place &place) { return place.desk == desk; });
    if (found == m_places.cend())
        return;
    const auto row = static_cast<int>(found - m_places.cbegin());
    delete found->action;
    m_places.erase(found);
    const QSignalBlocker blocker(m_desks);
    delete m_desks->takeItem(row);
    if (m_current == desk) {
        m_current = nullptr;
        if (!m_places.isEmpty())
            showDesk(*m_places.constFirst().desk);
    }
    fillMenus();
}

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
    m_own->add(Command::About,
               {.name = "about", .objectName = "aboutAction", .text = QT_TR_NOOP("&About Tegata"), .run = [this] {
                    showAbout();
                }});
    action(Command::About)->setMenuRole(QAction::AboutRole);
    action(Command::Quit)->setMenuRole(QAction::QuitRole);
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
    new LockKey(*action(Command::Lock), this);
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

void MainWindow::makeMenus()
{
    const auto menu = [this](const char *name) {
        QMenu *made = menuBar()->addMenu(QString());
        made->setObjectName(QLatin1String(name));
        return made;
    };
    m_fileMenu = menu("fileMenu");
    m_actionMenu = menu("actionMenu");
    m_viewMenu = menu("viewMenu");
    m_languageMenu = new QMenu(m_viewMenu);
    m_languageMenu->setObjectName(QStringLiteral("languageMenu"));
    m_languageMenu->addActions({action(Command::Japanese), action(Command::English)});
    m_helpMenu = menu("helpMenu");
    m_helpMenu->addAction(action(Command::About));
    fillMenus();
}

void MainWindow::comeToFront()
{
    setWindowState((windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    show();
    raise();
    activateWindow();
}

void MainWindow::addFileActions(const QList<QAction *> &actions)
{
    m_fileActions += actions;
    fillMenus();
}

void MainWindow::addHelpActions(const QList<QAction *> &actions)
{
    m_helpMenu->insertActions(action(Command::About), actions);
    m_helpMenu->insertSeparator(action(Command::About));
}

void MainWindow::lockAll()
{
    for (const Place &place : std::as_const(m_places)) {
        if (place.desk->lockState() == ShellDesk::Lock::Unlocked)
            place.desk->lock();
    }
}

void MainWindow::lockUnattended(bool isScreen)
{
    for (const Place &place : std::as_const(m_places)) {
        if (place.desk->lockState() == ShellDesk::Lock::Unlocked)
            place.desk->lockUnattended(isScreen);
    }
}

void MainWindow::fillMenus()
{
    // clear() would delete what only the menu owns: the actions are the desks' and the window's.
    for (QMenu *menu : {m_fileMenu, m_actionMenu, m_viewMenu})
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
    part(m_fileMenu, m_fileActions);
    part(m_fileMenu, {action(Command::ChooseSite), action(Command::AddSite)});
    part(m_fileMenu, {action(Command::Lock), action(Command::Unlock)});
    part(m_fileMenu, {action(Command::Quit)});
    part(m_viewMenu, m_deskGroup->actions());
    if (m_current)
        part(m_viewMenu, m_current->viewActions());
    part(m_viewMenu, {m_languageMenu->menuAction()});
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_isSettled) {
        store();
        event->accept();
        return;
    }
    event->ignore();
    if (m_isSettling)
        return;
    m_isSettling = true;
    settleFrom(0);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fitDesks();
}

void MainWindow::end()
{
    m_isEnding = true;
    close();
}

void MainWindow::settleFrom(int index)
{
    if (index >= m_places.size()) {
        m_isSettled = true;
        close();
        if (m_isEnding) // also where no window was ever shown
            QCoreApplication::exit(0);
        return;
    }
    ShellDesk *desk = m_places.at(index).desk;
    observe(desk->settle(), desk, [this, desk, index](const Result<void> &settled) {
        if (settled || m_isEnding) {
            settleFrom(index + 1);
        } else {
            m_isSettling = false;
            askToClose(*desk, settled.error());
        }
    });
}

void MainWindow::askToClose(const ShellDesk &desk, const Error &error)
{
    const ErrorText words = describe(error, m_language.phrasebook());
    auto *box = new QMessageBox(
        QMessageBox::Warning, tr("Not everything is stored"),
        //: %1: the desk, %2: what is wrong, %3: what to do
        tr("%1: what was typed last could not be stored. %2 %3").arg(plain(desk.title()), words.message, words.remedy),
        QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("closeBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *stay = box->addButton(tr("&Stay"), QMessageBox::RejectRole);
    stay->setObjectName(QStringLiteral("closeStay"));
    QPushButton *close = box->addButton(tr("&Close and lose it"), QMessageBox::DestructiveRole);
    close->setObjectName(QStringLiteral("closeLose"));
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(close, &QPushButton::clicked, this, &MainWindow::end);
    box->open();
}

void MainWindow::retranslate()
{
    retitle();
    centralWidget()->setAccessibleName(tr("Tegata"));
    m_stack->setAccessibleName(tr("Tegata"));
    menuBar()->setAccessibleName(tr("Menu bar"));
    statusBar()->setAccessibleName(tr("Status bar"));
    m_desks->setAccessibleName(tr("Desks"));
    m_desks->viewport()->setAccessibleName(tr("Desks"));
    for (const Place &place : std::as_const(m_places))
        place.action->setText(place.desk->title());
    fitDesks();
    m_fileMenu->setTitle(tr("&File"));
    m_actionMenu->setTitle(tr("&Actions"));
    m_viewMenu->setTitle(tr("&View"));
    m_languageMenu->setTitle(tr("&Language"));
    m_helpMenu->setTitle(tr("&Help"));
    for (QMenu *menu : {m_fileMenu, m_actionMenu, m_viewMenu, m_languageMenu, m_helpMenu})
        menu->setAccessibleName(plain(menu->title()));
    m_own->retranslate();
    action(Command::Japanese)->setChecked(m_language.language() == Language::Japanese);
    action(Command::English)->setChecked(m_language.language() == Language::English);
    statusBar()->clearMessage();
}

void MainWindow::retitle()
{
    const QString subject = m_current ? m_current->subject() : QString();
    //: the window's title; %1: name of the site or of the draft
    setWindowTitle(subject.isEmpty() ? tr("Tegata") : tr("%1 – Tegata").arg(subject));
    setAccessibleName(windowTitle());
}

void MainWindow::fitDesks()
{
    // Where there is little room, at double size for instance, the work needs it more than the words.
    const bool isNarrow = width() < fontMetrics().averageCharWidth() * NarrowWidth;
    int widest = 0;
    for (int row = 0; row < m_desks->count(); ++row) {
        const QString title = plain(m_places.at(row).desk->title());
        QListWidgetItem *item = m_desks->item(row);
        item->setText(isNarrow ? QString() : title);
        item->setToolTip(title);
        item->setData(Qt::AccessibleTextRole, title);
        widest = std::max(widest, fontMetrics().horizontalAdvance(title));
    }
    m_desks->setFixedWidth(m_desks->iconSize().width() + (isNarrow ? 14 : widest + 46));
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Tegata"),
                                tr("Tegata %1\nA desk for managed TLS server certificates.\nApache License 2.0")
                                    .arg(QApplication::applicationVersion()),
                                QMessageBox::Close, this);
    box->setObjectName(QStringLiteral("aboutBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIconPixmap(windowIcon().pixmap(QSize(48, 48)));
    box->open();
}

void MainWindow::store() const
{
    QSettings settings(m_settingsFile, QSettings::IniFormat);
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("language"), languageTag(m_language.language()));
    if (m_current)
        settings.setValue(QLatin1String(DeskKey), m_current->name());
    for (const Place &place : m_places)
        place.desk->storeLayout(settings);
    keep(settings);
}

} // namespace tegata
