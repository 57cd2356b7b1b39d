// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/operatorshelldesk.h"

#include <utility>

#include "ui/common/commandregistry.h"
#include "ui/common/paletteicon.h"
#include "ui/operator/certificatedesk.h"
#include "ui/shell/connectionstatus.h"
#include "ui/shell/signinflow.h"

#include <QAction>
#include <QEvent>
#include <QSettings>

namespace tegata {

OperatorShellDesk::OperatorShellDesk(OperatorDesk &desk, OperatorSession &session, const LanguageController &language,
                                     Worker &worker, const Clock &clock, CommandRegistry &commands)
    : m_desk(desk), m_session(session), m_workspace(new OperatorWorkspace(desk, language, worker, commands)),
      m_status(new ConnectionStatus(desk, session, clock)),
      m_signIn(new SignInFlow(session, language, worker, m_workspace)), m_import(newAction("importAction", "import")),
      m_sync(newAction("syncAction", "sync")), m_nextTab(newAction("nextTabAction", nullptr)),
      m_previousTab(newAction("previousTabAction", nullptr))
{
    connect(m_import, &QAction::triggered, m_signIn, &SignInFlow::importIdentity);
    connect(m_sync, &QAction::triggered, &m_desk, &OperatorDesk::retryNow);
    connect(m_nextTab, &QAction::triggered, m_workspace, [this] { m_workspace->stepView(1); });
    connect(m_previousTab, &QAction::triggered, m_workspace, [this] { m_workspace->stepView(-1); });
    connect(m_signIn, &SignInFlow::stateChanged, this, &OperatorShellDesk::onSignIn);
    connect(m_workspace, &OperatorWorkspace::unlockRequested, m_signIn, &SignInFlow::unlock);
    connect(m_workspace, &OperatorWorkspace::importRequested, m_signIn, &SignInFlow::importIdentity);
    connect(m_workspace, &OperatorWorkspace::announced, this, &ShellDesk::announced);
    commands.add(QStringLiteral("operator.loadOperatorCertificate"), CommandCategory::Program, m_import,
                 {QKeySequence(Qt::CTRL | Qt::Key_I)});
    commands.add(QStringLiteral("operator.synchroniseNow"), CommandCategory::View, m_sync, {QKeySequence(Qt::Key_F5)});
    commands.add(QStringLiteral("operator.nextTab"), CommandCategory::Move, m_nextTab,
                 {QKeySequence(Qt::CTRL | Qt::Key_Tab)});
    commands.add(QStringLiteral("operator.previousTab"), CommandCategory::Move, m_previousTab,
                 {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab)});
    m_workspace->installEventFilter(this);
    retranslate();
    onSignIn(SignIn::Unknown);
}

OperatorShellDesk::~OperatorShellDesk()
{
    delete m_status;
    delete m_workspace;
}

QAction *OperatorShellDesk::newAction(const char *name, const char *icon)
{
    auto *action = new QAction(icon ? PaletteIcon::icon(QLatin1String(icon)) : QIcon(), {}, m_workspace);
    action->setObjectName(QLatin1String(name));
    return action;
}

QString OperatorShellDesk::title() const
{
    return tr("&Operator");
}

QWidget *OperatorShellDesk::status()
{
    return m_status;
}

QList<QAction *> OperatorShellDesk::workActions() const
{
    return m_workspace->actions().actions() + m_workspace->certificates().actions() +
           m_workspace->moreActions().workActions();
}

QList<QAction *> OperatorShellDesk::viewActions() const
{
    return QList<QAction *>{m_sync, m_nextTab, m_previousTab} + m_workspace->moreActions().viewActions();
}

ShellDesk::Lock OperatorShellDesk::lockState() const
{
    switch (m_signIn->state()) {
    case SignIn::Unknown:
    case SignIn::NoIdentity:
        return Lock::Nothing;
    case SignIn::Locked:
        return Lock::Locked;
    case SignIn::Unlocked:
        return Lock::Unlocked;
    }
    return Lock::Nothing;
}

void OperatorShellDesk::lock()
{
    m_signIn->lock();
}

void OperatorShellDesk::unlock()
{
    m_signIn->unlock();
}

void OperatorShellDesk::signInWhenShown()
{
    if (m_isShown)
        m_signIn->start();
    else
        m_signsInWhenShown = true;
}

void OperatorShellDesk::enter()
{
    m_isShown = true;
    m_workspace->focusQueue();
    if (std::exchange(m_signsInWhenShown, false))
        m_signIn->start();
}

void OperatorShellDesk::restoreLayout(const QSettings &settings)
{
    const QByteArray layout = settings.value(QStringLiteral("operator/layout")).toByteArray();
    if (!layout.isEmpty())
        m_workspace->restoreLayout(layout);
}

void OperatorShellDesk::storeLayout(QSettings &settings) const
{
    settings.setValue(QStringLiteral("operator/layout"), m_workspace->saveLayout());
}

bool OperatorShellDesk::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_workspace && event->type() == QEvent::LanguageChange)
        retranslate();
    return ShellDesk::eventFilter(watched, event);
}

void OperatorShellDesk::retranslate()
{
    m_import->setText(tr("Load &operator certificate…"));
    m_sync->setText(tr("&Synchronise now"));
    m_nextTab->setText(tr("&Next tab"));
    m_previousTab->setText(tr("&Previous tab"));
}

void OperatorShellDesk::onSignIn(SignIn state)
{
    m_workspace->setSignIn(state);
    m_sync->setEnabled(state == SignIn::Unlocked);
    Q_EMIT lockStateChanged();
}

} // namespace tegata
