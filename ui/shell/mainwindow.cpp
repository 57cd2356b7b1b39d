// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/mainwindow.h"

#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/shell/connectionstatus.h"
#include "ui/shell/signinflow.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QScreen>
#include <QSettings>
#include <QStatusBar>

namespace tegata {

namespace {

constexpr int AnnouncementTime = 10000; // milliseconds in the status bar

} // namespace

MainWindow::MainWindow(OperatorDesk &desk, OperatorSession &session, LanguageController &language, Worker &worker,
                       const Clock &clock, QString settingsFile, QWidget *parent)
    : QMainWindow(parent), m_desk(desk), m_session(session), m_language(language),
      m_settingsFile(std::move(settingsFile)), m_desks(new QListWidget(this)),
      m_workspace(new OperatorWorkspace(desk, language, worker, this)),
      m_signIn(new SignInFlow(session, language, worker, this)),
      m_status(new ConnectionStatus(desk, session, clock, statusBar()))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(PaletteIcon::icon(QStringLiteral("tegata")));
    menuBar()->setObjectName(QStringLiteral("menuBar"));
    statusBar()->setObjectName(QStringLiteral("statusBar"));
    m_desks->setObjectName(QStringLiteral("desks"));
    m_desks->setFrameShape(QFrame::NoFrame);
    m_desks->setIconSize(QSize(18, 18));
    m_desks->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_desks->addItem(new QListWidgetItem(PaletteIcon::icon(QStringLiteral("operator")), QString()));
    m_desks->item(0)->setSizeHint(QSize(0, fontMetrics().height() + 16));
    m_desks->setCurrentRow(0);
    m_desks->viewport()->setAutoFillBackground(false);
    m_desks->viewport()->setObjectName(QStringLiteral("desksViewport"));
    auto *central = new QWidget(this);
    central->setObjectName(QStringLiteral("central"));
    auto *layout = new QHBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_desks);
    layout->addWidget(m_workspace, 1);
    setCentralWidget(central);
    makeActions();
    makeMenus();
    connect(m_signIn, &SignInFlow::stateChanged, this, &MainWindow::onSignIn);
    connect(m_workspace, &OperatorWorkspace::unlockRequested, m_signIn, &SignInFlow::unlock);
    connect(m_workspace, &OperatorWorkspace::importRequested, m_signIn, &SignInFlow::importIdentity);
    connect(m_workspace, &OperatorWorkspace::announced, this,
            [this](const QString &text) { statusBar()->showMessage(text, AnnouncementTime); });
    resize(QSize(1400, 860).boundedTo(screen()->availableSize() - QSize(40, 60)));
    restore();
    retranslate();
    onSignIn(SignIn::Unknown);
}

MainWindow::~MainWindow() = default;

QAction *MainWindow::newAction(const char *name, const char *icon, const QKeySequence &keys)
{
    auto *action = new QAction(icon ? PaletteIcon::icon(QLatin1String(icon)) : QIcon(), {}, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    return action;
}

void MainWindow::makeActions()
{
    m_import = newAction("importAction", "import", QKeySequence(QStringLiteral("Ctrl+I")));
    m_lock = newAction("lockAction", "lock", QKeySequence(QStringLiteral("Ctrl+L")));
    m_unlock = newAction("unlockAction", "unlock", QKeySequence(QStringLiteral("Ctrl+U")));
    m_quit = newAction("quitAction", "quit", QKeySequence(QStringLiteral("Ctrl+Q")));
    m_sync = newAction("syncAction", "sync", QKeySequence(Qt::Key_F5));
    m_nextTab = newAction("nextTabAction", nullptr, QKeySequence(QStringLiteral("Ctrl+Tab")));
    m_previousTab = newAction("previousTabAction", nullptr, QKeySequence(QStringLiteral("Ctrl+Shift+Tab")));
    m_japanese = newAction("japaneseAction", nullptr, {});
    m_english = newAction("englishAction", nullptr, {});
    m_about = newAction("aboutAction", nullptr, {});
    m_languages = new QActionGroup(this);
    for (QAction *action : {m_japanese, m_english}) {
        action->setCheckable(true);
        m_languages->addAction(action);
    }
    m_about->setMenuRole(QAction::AboutRole);
    m_quit->setMenuRole(QAction::QuitRole);
    connect(m_import, &QAction::triggered, m_signIn, &SignInFlow::importIdentity);
    connect(m_lock, &QAction::triggered, m_signIn, &SignInFlow::lock);
    connect(m_unlock, &QAction::triggered, m_signIn, &SignInFlow::unlock);
    connect(m_quit, &QAction::triggered, this, &QWidget::close);
    connect(m_sync, &QAction::triggered, &m_desk, &OperatorDesk::retryNow);
    connect(m_nextTab, &QAction::triggered, this, [this] { m_workspace->stepView(1); });
    connect(m_previousTab, &QAction::triggered, this, [this] { m_workspace->stepView(-1); });
    connect(m_japanese, &QAction::triggered, this, [this] { m_language.setLanguage(Language::Japanese); });
    connect(m_english, &QAction::triggered, this, [this] { m_language.setLanguage(Language::English); });
    connect(m_about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::makeMenus()
{
    const auto menu = [this](const char *name) {
        QMenu *made = menuBar()->addMenu(QString());
        made->setObjectName(QLatin1String(name));
        return made;
    };
    m_fileMenu = menu("fileMenu");
    m_fileMenu->addActions({m_import, m_lock, m_unlock});
    m_fileMenu->addSeparator();
    m_fileMenu->addAction(m_quit);
    m_actionMenu = menu("actionMenu");
    m_actionMenu->addActions(m_workspace->actions().actions());
    m_viewMenu = menu("viewMenu");
    m_viewMenu->addActions({m_sync, m_nextTab, m_previousTab});
    m_viewMenu->addSeparator();
    m_languageMenu = m_viewMenu->addMenu(QString());
    m_languageMenu->setObjectName(QStringLiteral("languageMenu"));
    m_languageMenu->addActions({m_japanese, m_english});
    m_helpMenu = menu("helpMenu");
    m_helpMenu->addAction(m_about);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    store();
    event->accept();
}

void MainWindow::retranslate()
{
    //: the window's title; %1: name of the site
    setWindowTitle(m_session.site().name.isEmpty() ? tr("Tegata") : tr("%1 – Tegata").arg(m_session.site().name));
    setAccessibleName(windowTitle());
    centralWidget()->setAccessibleName(windowTitle());
    menuBar()->setAccessibleName(tr("Menu bar"));
    statusBar()->setAccessibleName(tr("Status bar"));
    m_desks->setAccessibleName(tr("Desks"));
    m_desks->viewport()->setAccessibleName(tr("Desks"));
    m_desks->item(0)->setText(tr("Operator"));
    m_desks->setFixedWidth(fontMetrics().horizontalAdvance(m_desks->item(0)->text()) + 64);
    m_fileMenu->setTitle(tr("&File"));
    m_actionMenu->setTitle(tr("&Actions"));
    m_viewMenu->setTitle(tr("&View"));
    m_languageMenu->setTitle(tr("&Language"));
    m_helpMenu->setTitle(tr("&Help"));
    for (QMenu *menu : {m_fileMenu, m_actionMenu, m_viewMenu, m_languageMenu, m_helpMenu})
        menu->setAccessibleName(menu->title().remove(QLatin1Char('&')));
    m_import->setText(tr("Load &operator certificate…"));
    m_lock->setText(tr("&Lock"));
    m_unlock->setText(tr("&Unlock…"));
    m_quit->setText(tr("&Quit"));
    m_sync->setText(tr("&Synchronise now"));
    m_nextTab->setText(tr("&Next tab"));
    m_previousTab->setText(tr("&Previous tab"));
    m_japanese->setText(QStringLiteral("日本語 (&J)")); // each language by its own name, in every language
    m_english->setText(QStringLiteral("English (&E)"));
    m_japanese->setChecked(m_language.language() == Language::Japanese);
    m_english->setChecked(m_language.language() == Language::English);
    m_about->setText(tr("&About Tegata"));
    statusBar()->clearMessage();
    m_status->refresh();
}

void MainWindow::onSignIn(SignIn state)
{
    m_workspace->setSignIn(state);
    m_lock->setEnabled(state == SignIn::Unlocked);
    m_unlock->setEnabled(state == SignIn::Locked);
    m_sync->setEnabled(state == SignIn::Unlocked);
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

void MainWindow::restore()
{
    const QSettings settings(m_settingsFile, QSettings::IniFormat);
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    const QByteArray layout = settings.value(QStringLiteral("operator/layout")).toByteArray();
    if (!layout.isEmpty())
        m_workspace->restoreLayout(layout);
}

void MainWindow::store() const
{
    QSettings settings(m_settingsFile, QSettings::IniFormat);
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("operator/layout"), m_workspace->saveLayout());
    settings.setValue(QStringLiteral("language"), languageTag(m_language.language()));
}

} // namespace tegata
