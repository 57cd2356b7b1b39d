// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/mainwindow.h"

#include "core/domain/errortext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/common/plaintext.h"
#include "ui/common/settingsfile.h"
#include "ui/common/translateddialog.h"
#include "ui/shell/activity.h"
#include "ui/shell/deskrail.h"
#include "ui/shell/topbar.h"
#include "ui/shell/windowplace.h"
#include "ui/style/tokens.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>

#include <algorithm>

namespace tegata {

namespace {

constexpr auto DeskKey = "window/desk";

QList<QRect> availableScreens(const QWidget &window)
{
    QList<QRect> places;
    const QList<QScreen *> screens = window.screen()->virtualSiblings();
    for (const QScreen *screen : screens)
        places.append(screen->availableGeometry());
    return places;
}

} // namespace

MainWindow::MainWindow(LanguageController &language, CommandRegistry &commands, QString settingsFile, QWidget *parent)
    : QMainWindow(parent), m_language(language), m_commands(commands), m_settingsFile(std::move(settingsFile)),
      m_top(new TopBar(this)), m_rail(new DeskRail), m_stack(new QStackedWidget),
      m_activity(new Activity(m_clock, this)), m_own(new CommandSet(staticMetaObject, this)),
      m_deskGroup(new QActionGroup(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    new PlainText(this); // before any dialog is shown
    setWindowIcon(PaletteIcon::icon(QStringLiteral("tegata")));
    m_stack->setObjectName(QStringLiteral("deskStack"));
    auto *central = new QWidget(this);
    central->setObjectName(QStringLiteral("central"));
    auto *layout = new QHBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_rail);
    layout->addWidget(m_stack, 1);
    setMenuWidget(m_top);
    setCentralWidget(central);
    declareCommands();
    declareLocking();
    declareLanguages();
    declareHelp();
    m_own->addTo(m_commands, QStringLiteral("program"));
    makeMenus();
    m_top->setCommands(action(Command::Palette));
    m_top->setActivity(action(Command::Recent));
    for (const Command command : {Command::Keys, Command::Lock})
        m_rail->addFootAction(action(command));
    connect(m_rail, &DeskRail::chosen, this, [this](int row) {
        if (m_places.at(row).desk != m_current) {
            m_lastDesk.clear();
            showDesk(*m_places.at(row).desk);
        }
    });
    resize(QSize(1400, 860).boundedTo(screen()->availableSize() - QSize(40, 60)));
    const QSettings settings(m_settingsFile, QSettings::IniFormat);
    if (restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray()) && !isMaximized() &&
        !isFullScreen())
        setGeometry(placeOnScreens(geometry(), availableScreens(*this))); // of screens that are here now
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
    m_rail->addDesk(PaletteIcon::icon(desk.icon()));
    m_stack->addWidget(&desk.work());
    if (QWidget *status = desk.status())
        m_top->addStatus(status);
    orderTabs();
    desk.restoreLayout(QSettings(m_settingsFile, QSettings::IniFormat));
    connect(action, &QAction::triggered, this, [this, &desk] {
        m_lastDesk.clear();
        showDesk(desk);
    });
    connect(&desk, &ShellDesk::lockStateChanged, m_own, &CommandSet::update);
    connect(&desk, &ShellDesk::waitingChanged, this, &MainWindow::updateRail);
    connect(&desk, &ShellDesk::placeChanged, this, [this, &desk] {
        if (&desk != m_current)
            return;
        fillMenus();
        retitle();
    });
    connect(&desk, &ShellDesk::announced, m_activity, &Activity::add);
    connect(&desk, &QObject::destroyed, this, &MainWindow::dropDesk);
    retranslate();
    const bool wasLast = m_lastDesk == desk.name();
    if (!m_current || wasLast || (isPreferred && m_lastDesk.isEmpty()))
        showDesk(desk);
    else
        fillMenus();
}

// As it is read: the top bar, the rail, then the work.
void MainWindow::orderTabs()
{
    const QList<QWidget *> stops = m_top->tabStops() + m_rail->tabStops();
    for (qsizetype each = 1; each < stops.size(); ++each)
        setTabOrder(stops.at(each - 1), stops.at(each));
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
            m_rail->setCurrent(static_cast<int>(&place - m_places.constData()));
        }
    }
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
    m_rail->removeDesk(row);
    if (m_current == desk) {
        m_current = nullptr;
        if (!m_places.isEmpty())
            showDesk(*m_places.constFirst().desk);
    }
    fillMenus();
}

void MainWindow::comeToFront()
{
    setWindowState((windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    show();
    raise();
    activateWindow();
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
    // Where there is little room, at double size for instance, the work needs it more than the words.
    m_rail->setNarrow(width() * icon::Rail < extent::NarrowWindow * tegata::iconSize(this, icon::Rail));
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
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Some input is not saved"),
                                //: %1: the desk, %2: what is wrong, %3: what to do
                                tr("%1: your last input could not be saved. %2 %3")
                                    .arg(withoutMnemonic(desk.title()), words.message, words.remedy),
                                QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("closeBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *stay = box->addButton(tr("&Stay"), QMessageBox::RejectRole);
    stay->setObjectName(QStringLiteral("closeStay"));
    QPushButton *close = box->addButton(tr("&Close without saving"), QMessageBox::DestructiveRole);
    close->setObjectName(QStringLiteral("closeLose"));
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(close, &QPushButton::clicked, this, &MainWindow::end);
    box->open();
}

void MainWindow::retitle()
{
    const QString subject = m_current ? m_current->subject() : QString();
    //: the window's title; %1: name of the site or of the draft
    setWindowTitle(subject.isEmpty() ? tr("Tegata") : tr("%1 – Tegata").arg(subject));
    setAccessibleName(windowTitle());
}

void MainWindow::updateRail()
{
    for (int row = 0; row < m_places.size(); ++row) {
        const ShellDesk &desk = *m_places.at(row).desk;
        m_rail->setTitle(row, withoutMnemonic(desk.title()));
        //: beside a desk's name: what there is for this person to do
        m_rail->setBadge(row, desk.waiting(), tr("%n waiting for you", nullptr, desk.waiting()));
    }
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
