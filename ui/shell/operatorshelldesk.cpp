// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/operatorshelldesk.h"

#include "core/desk/localregistration.h"
#include "core/desk/sitepolicystore.h"
#include "core/domain/errortext.h"
#include "ui/common/bannerbar.h"
#include "ui/common/bannerslot.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/wording.h"
#include "ui/identity/signinflow.h"
#include "ui/models/queuetext.h"
#include "ui/operator/registrationfiledialog.h"
#include "ui/operator/sitepolicydialog.h"
#include "ui/records/certificatedesk.h"
#include "ui/shell/desknotifications.h"
#include "ui/shell/diagnosticsdialog.h"

#include <QAction>
#include <QEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <utility>

namespace tegata {

namespace {

constexpr auto ReminderKey = "operator/renewalReminder";
// Times are shown to the minute.
constexpr std::chrono::seconds ToleratedSkew{60};
constexpr auto OutboxCommand = "operator.showWaitingDecisions";
constexpr auto SiteCommand = "program.chooseSite";

} // namespace

OperatorShellDesk::OperatorShellDesk(const Means &means)
    : m_desk(means.desk), m_session(means.session), m_diagnostics(means.diagnostics),
      m_registrations(means.registrations), m_policies(means.policies), m_language(means.language),
      m_clock(means.clock), m_commands(means.commands), m_place(new QWidget),
      m_workspace(new OperatorWorkspace(means.desk, means.language, means.worker, means.commands)),
      m_status(new ConnectionStatus(means.desk, means.session, means.clock)), m_banner(new BannerBar(m_place)),
      m_signIn(new SignInFlow(means.session, means.language, means.worker, means.clock, m_place)),
      m_own(new CommandSet(staticMetaObject, m_workspace))
{
    m_place->setObjectName(QStringLiteral("operatorPlace"));
    m_banner->setObjectName(QStringLiteral("identityBanner"));
    auto *layout = new QVBoxLayout(m_place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_workspace, 1);
    m_workspace->banners().add(m_banner, 2); // a reminder hides neither a refusal nor the way to unlock
    declareSigningIn();
    declareSite();
    declareViews();
    m_own->addTo(m_commands, QStringLiteral("operator"));
    connect(&m_registrations, &LocalRegistrationStore::changed, this, &OperatorShellDesk::updateCommands);
    connect(&m_desk, &OperatorDesk::sessionChanged, this, &OperatorShellDesk::updateCommands);
    connect(m_signIn, &SignInFlow::stateChanged, this, &OperatorShellDesk::onSignIn);
    connect(m_workspace, &OperatorWorkspace::unlockRequested, m_signIn, &SignInFlow::unlock);
    connect(m_workspace, &OperatorWorkspace::importRequested, m_signIn, &SignInFlow::importIdentity);
    connect(m_workspace, &OperatorWorkspace::announced, this, &ShellDesk::announced);
    connect(m_status, &ConnectionStatus::activated, this, &OperatorShellDesk::onStatus);
    connect(m_banner, &BannerBar::actionTriggered, this, &OperatorShellDesk::onBanner);
    connect(&m_session, &OperatorSession::cacheKeyChanged, this, &OperatorShellDesk::updateBanner);
    connect(&m_session, &OperatorSession::identityChanged, this, &OperatorShellDesk::updateBanner);
    connect(&m_session, &OperatorSession::lockChanged, this, &OperatorShellDesk::updateBanner);
    // Days go by while the program runs.
    connect(&m_desk.records(), &CustomerRecords::synchronized, this, &OperatorShellDesk::updateBanner);
    connect(&m_desk, &OperatorDesk::clockChanged, this, &OperatorShellDesk::updateBanner);
    m_workspace->installEventFilter(this);
    countPending();
    retranslate();
    onSignIn(SignIn::Unknown);
}

OperatorShellDesk::~OperatorShellDesk()
{
    delete m_status;
    delete m_place;
}

void OperatorShellDesk::countPending()
{
    const auto take = [this](qint64 count) {
        if (m_pending == count)
            return;
        m_pending = count;
        Q_EMIT waitingChanged();
    };
    connect(&m_desk.cache(), &QueueCache::changed, this,
            [take](const ChangeSet &changes) { take(changes.counts[static_cast<std::size_t>(QueueView::Pending)]); });
    observe<QueueCounts>(m_desk.cache().counts(), this, [this, take](const Result<QueueCounts> &counts) {
        if (counts && m_pending < 0) // else a change has told already
            take((*counts)[static_cast<std::size_t>(QueueView::Pending)]);
    });
}

void OperatorShellDesk::declareSigningIn()
{
    m_own->add(Command::Identities, {.name = "operatorCertificates",
                                     .objectName = "identitiesAction",
                                     .keys = "Ctrl+Shift+I",
                                     .text = QT_TR_NOOP("Operator certi&ficates…"),
                                     .run = [this] { m_signIn->chooseIdentity(); }});
    m_own->add(Command::Import, {.name = "loadOperatorCertificate",
                                 .objectName = "importAction",
                                 .icon = "import",
                                 .keys = "Ctrl+I",
                                 .text = QT_TR_NOOP("Load &operator certificate…"),
                                 .run = [this] { m_signIn->importIdentity(); }});
    m_own->add(Command::Token, {.name = "useToken",
                                .objectName = "tokenAction",
                                .text = QT_TR_NOOP("Use a certificate on a &token…"),
                                .run = [this] { m_signIn->addToken(); }});
}

void OperatorShellDesk::declareSite()
{
    m_own->add(Command::Registered, {.name = "registeredData",
                                     .objectName = "registeredDataAction",
                                     .text = QT_TR_NOOP("&Registered data from a file…"),
                                     .state = [this] { return stateOfRegistered(); },
                                     .run = [this] { showRegistration(); }});
    m_own->add(Command::Policy, {.name = "policy",
                                 .objectName = "policyAction",
                                 .text = QT_TR_NOOP("Check &policy of this site…"),
                                 .run = [this] { showPolicy(); }});
    m_own->add(
        Command::Sync,
        {.name = "synchroniseNow",
         .objectName = "syncAction",
         .category = CommandCategory::View,
         .icon = "sync",
         .keys = "F5",
         .text = QT_TR_NOOP("&Synchronise now"),
         .state = [this] { return CommandState::possibleIf(m_signIn->state() == SignIn::Unlocked, tr("Locked.")); },
         .run = [this] { m_desk.retryNow(); }});
    m_own->add(Command::Diagnose, {.name = "diagnostics",
                                   .objectName = "diagnosticsAction",
                                   .keys = "Ctrl+Shift+D",
                                   .text = QT_TR_NOOP("Dia&gnostics…"),
                                   .run = [this] { showDiagnostics(); }});
}

void OperatorShellDesk::declareViews()
{
    m_own->add(Command::NextTab, {.name = "nextTab",
                                  .objectName = "nextTabAction",
                                  .category = CommandCategory::Move,
                                  .keys = "Ctrl+Tab",
                                  .text = QT_TR_NOOP("&Next tab"),
                                  .run = [this] { m_workspace->stepView(1); }});
    m_own->add(Command::PreviousTab, {.name = "previousTab",
                                      .objectName = "previousTabAction",
                                      .category = CommandCategory::Move,
                                      .keys = "Ctrl+Shift+Tab",
                                      .text = QT_TR_NOOP("&Previous tab"),
                                      .run = [this] { m_workspace->stepView(-1); }});
}

CommandState OperatorShellDesk::stateOfRegistered() const
{
    const std::optional<LocalRegistration> &file = m_registrations.current();
    CommandState state;
    state.isOffered = !m_desk.records().siteRegisters() || file;
    if (file)
        state.remark = tr("Requests are compared with %1 (since %2).").arg(file->source, QueueText::time(file->since));
    return state;
}

void OperatorShellDesk::updateCommands()
{
    if (m_own)
        m_own->update();
}

QList<QAction *> OperatorShellDesk::fileActions() const
{
    return {m_own->action(Command::Identities), m_own->action(Command::Import), m_own->action(Command::Token),
            m_own->action(Command::Registered), m_own->action(Command::Policy)};
}

QString OperatorShellDesk::title() const
{
    return tr("&Approvals");
}

QWidget *OperatorShellDesk::status()
{
    return m_status;
}

QList<QAction *> OperatorShellDesk::workActions() const
{
    return m_workspace->actions().menuActions() + m_workspace->certificates().actions() +
           m_workspace->moreActions().actionsOf({CommandCategory::Decide, CommandCategory::Certificate});
}

QList<QList<QAction *>> OperatorShellDesk::editActions() const
{
    return {{m_workspace->moreActions().action(OperatorWorkspace::Command::Undo)},
            {m_workspace->moreActions().action(OperatorWorkspace::Command::MarkRow),
             m_workspace->moreActions().action(OperatorWorkspace::Command::MarkAll)}};
}

QList<QAction *> OperatorShellDesk::helpActions() const
{
    return {m_own->action(Command::Diagnose)};
}

QList<QAction *> OperatorShellDesk::viewActions() const
{
    return QList<QAction *>{m_own->action(Command::Sync), m_own->action(Command::NextTab),
                            m_own->action(Command::PreviousTab)} +
           m_workspace->moreActions().actionsOf({CommandCategory::Move, CommandCategory::Find, CommandCategory::View});
}

void OperatorShellDesk::setSettings(const Settings &settings)
{
    m_workspace->setSettings(settings);
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

void OperatorShellDesk::lockUnattended(bool isScreen)
{
    m_signIn->lock(isScreen ? LockReason::Screen : LockReason::Idle);
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

void OperatorShellDesk::goToPlace(const QString &place)
{
    if (place == DeskNotifications::pendingPlace())
        m_workspace->setView(QueueView::Pending);
    else if (place == DeskNotifications::renewalsPlace())
        m_workspace->showRenewals();
    else if (place == DeskNotifications::outboxPlace())
        (void)m_commands.run(QLatin1String(OutboxCommand));
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
    m_reminder = RenewalReminder::fromText(settings.value(QLatin1String(ReminderKey)).toString());
    updateBanner();
}

void OperatorShellDesk::storeLayout(QSettings &settings) const
{
    settings.setValue(QStringLiteral("operator/layout"), m_workspace->saveLayout());
    settings.setValue(QLatin1String(ReminderKey), m_reminder.toText());
}

bool OperatorShellDesk::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_workspace && event->type() == QEvent::LanguageChange)
        retranslate();
    return ShellDesk::eventFilter(watched, event);
}

void OperatorShellDesk::retranslate()
{
    m_place->setAccessibleName(tr("Operator"));
    m_own->retranslate();
    updateBanner();
}

void OperatorShellDesk::onSignIn(SignIn state)
{
    m_workspace->setSignIn(state);
    updateCommands();
    Q_EMIT lockStateChanged();
}

void OperatorShellDesk::onStatus(ConnectionStatus::Part part)
{
    switch (part) {
    case ConnectionStatus::Part::Outbox:
        (void)m_commands.run(QLatin1String(OutboxCommand));
        return;
    case ConnectionStatus::Part::Site:
        (void)m_commands.run(QLatin1String(SiteCommand));
        return;
    case ConnectionStatus::Part::Identity:
        m_signIn->chooseIdentity();
        return;
    case ConnectionStatus::Part::Connection:
        showDiagnostics();
        return;
    }
}

void OperatorShellDesk::updateBanner()
{
    if (m_session.cacheKeyError()) {
        m_banner->showMessage(BannerBar::Kind::Warning,
                              tr("The encrypted data on this computer cannot be opened: personal data and the texts of "
                                 "unsent decisions cannot be read. %1")
                                  .arg(describe(*m_session.cacheKeyError(), m_language.phrasebook()).message),
                              tr("Ho&w to fix this…"));
        return;
    }
    if (isClockToTell()) {
        const QDateTime now = m_clock.now();
        m_banner->showMessage(
            BannerBar::Kind::Warning,
            //: %1 and %2: a date and a time
            tr("This computer's clock says %1, the site's says %2. Remaining times, due dates, certificate validity "
               "and the times in your decision log depend on it. Set the clock first.")
                .arg(QueueText::time(now), QueueText::time(now.addMSecs(m_desk.clockSkew()->count()))),
            tr("&I know"));
        return;
    }
    const std::optional<int> left =
        m_session.identity() ? m_reminder.due(*m_session.identity(), m_clock.now()) : std::nullopt;
    if (!left) {
        m_banner->clear();
        return;
    }
    const QString day = m_session.identity()->certificate.notAfter().toLocalTime().date().toString(Qt::ISODate);
    m_banner->showMessage(
        BannerBar::Kind::Warning,
        *left < 0 ? (m_desk.clockSkew()
                         ? tr("Your operator certificate expired on %1. Ask the certification authority for a new one.")
                               .arg(day)
                         //: %1: a day, %2: a date and a time
                         : tr("By this computer's clock (%2), your operator certificate expired on %1. Check the clock "
                              "first. If it is right, ask the certification authority for a new one.")
                               .arg(day, QueueText::time(m_clock.now())))
                  //: %1: a day
                  : tr("Your operator certificate expires in %n days, on %1. Ask the certification authority for a new "
                       "one now, and load it here when you receive it.",
                       nullptr, *left)
                        .arg(day),
        *left < 0 ? QString() : tr("&Remind me later"));
}

// Once: until the difference is another one.
bool OperatorShellDesk::isClockToTell()
{
    const std::optional<std::chrono::milliseconds> skew = m_desk.clockSkew();
    if (!skew || std::chrono::abs(*skew) < ToleratedSkew) {
        m_knownSkew.reset();
        return false;
    }
    return !m_knownSkew || std::chrono::abs(*skew - *m_knownSkew) >= ToleratedSkew;
}

void OperatorShellDesk::onBanner()
{
    if (m_session.cacheKeyError()) {
        askAboutCacheKey();
        return;
    }
    if (isClockToTell())
        m_knownSkew = m_desk.clockSkew();
    else if (m_session.identity())
        m_reminder.dismiss(*m_session.identity(), m_clock.now());
    updateBanner();
    m_workspace->focusQueue();
}

void OperatorShellDesk::askAboutCacheKey()
{
    const ErrorText words = describe(*m_session.cacheKeyError(), m_language.phrasebook());
    auto *box =
        new QMessageBox(QMessageBox::Warning, tr("The encrypted data cannot be opened"),
                        Wording::sentences({words.message, words.remedy}) + QStringLiteral("\n\n") +
                            tr("If the key is lost for good, you can make a new one. Personal data is fetched again "
                               "from the site, but unsent decisions are lost: check the requests and decide again."),
                        QMessageBox::NoButton, m_workspace);
    box->setObjectName(QStringLiteral("cacheKeyBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *again = box->addButton(tr("&Try again"), QMessageBox::AcceptRole);
    again->setObjectName(QStringLiteral("cacheKeyAgain"));
    QPushButton *renew = box->addButton(tr("&Make a new key"), QMessageBox::DestructiveRole);
    renew->setObjectName(QStringLiteral("cacheKeyRenew"));
    QPushButton *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    cancel->setObjectName(QStringLiteral("cacheKeyCancel"));
    box->setDefaultButton(again);
    box->setEscapeButton(cancel);
    connect(again, &QPushButton::clicked, this, [this] { (void)m_session.openCacheKey(); });
    connect(renew, &QPushButton::clicked, this, [this] { (void)m_session.renewCacheKey(); });
    box->open();
}

void OperatorShellDesk::showRegistration()
{
    if (m_registrationDialog) {
        m_registrationDialog->raise();
        return;
    }
    m_registrationDialog = new RegistrationFileDialog(m_registrations, m_language, m_workspace);
    m_registrationDialog->open();
}

void OperatorShellDesk::showPolicy()
{
    if (m_policyDialog) {
        m_policyDialog->raise();
        return;
    }
    // A site that tells registered data checks by that data's policy.
    const bool isOurs = !m_desk.records().siteRegisters();
    const std::shared_ptr<const Policy> &own = m_policies.current();
    m_policyDialog = new SitePolicyDialog(m_policies, isOurs && own ? own->basedOn : m_desk.records().policyName(),
                                          isOurs, m_language, m_workspace);
    m_policyDialog->open();
}

void OperatorShellDesk::showDiagnostics()
{
    if (m_diagnosticsDialog) {
        m_diagnosticsDialog->raise();
        return;
    }
    m_diagnosticsDialog = new DiagnosticsDialog(m_diagnostics, m_language, m_workspace);
    m_diagnosticsDialog->setAttribute(Qt::WA_DeleteOnClose);
    m_diagnosticsDialog->open();
}

} // namespace tegata
