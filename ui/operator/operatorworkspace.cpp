// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/operatorworkspace.h"

#include "core/domain/errortext.h"
#include "ui/common/bannerbar.h"
#include "ui/common/bannerslot.h"
#include "ui/common/commandregistry.h"
#include "ui/common/emptystate.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/refusedkeys.h"
#include "ui/common/taborder.h"
#include "ui/common/toastarea.h"
#include "ui/common/wording.h"
#include "ui/identity/lockcover.h"
#include "ui/models/queuecontext.h"
#include "ui/models/queuemodel.h"
#include "ui/operator/conflictview.h"
#include "ui/operator/selectionbar.h"
#include "ui/operator/undobar.h"
#include "ui/records/boundedselection.h"
#include "ui/records/certificatedesk.h"
#include "ui/records/certificatedetailpane.h"
#include "ui/records/certificatesaver.h"
#include "ui/records/detailheading.h"
#include "ui/records/detailview.h"
#include "ui/records/queueheader.h"
#include "ui/records/queuetable.h"
#include "ui/records/queuetabs.h"
#include "ui/records/requestdetailpane.h"
#include "ui/style/tokens.h"

#include <QDataStream>
#include <QEvent>
#include <QIODevice>
#include <QLocale>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

OperatorWorkspace::OperatorWorkspace(OperatorDesk &desk, const LanguageController &language, Worker &worker,
                                     CommandRegistry &commands, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_language(language), m_worker(worker), m_commands(commands),
      m_templates(commands.settingsFile()), m_flow(new DecisionFlow(desk, desk.clock(), this)),
      m_actions(new RequestActions(desk, handlers(), this)), m_more(new CommandSet(staticMetaObject, this)),
      m_banners(new BannerSlot(this)), m_troubles(new BannerBar(this)), m_banner(new BannerBar(this)),
      m_noDns(new BannerBar(this)), m_asking(new BannerBar(this)), m_done(new BannerBar(this)),
      m_toasts(new ToastArea(*this)), m_undo(new UndoBar(desk, desk.clock(), this)),
      m_tabs(new QueueTabs(desk.cache(), desk.clock(), this)), m_selection(new SelectionBar(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)), m_details(new DetailView(desk.records(), language, worker)),
      m_stack(new QStackedWidget(this)), m_noIdentity(new EmptyState(QStringLiteral("noIdentity"), true)),
      m_decision(new DecisionPanel(m_templates, this)), m_cover(new LockCover(desk.heldTexts(), *this)),
      m_saver(new CertificateSaver(worker, this)), m_revocations(new RevocationFlow(desk, m_details->evidence(), this))
{
    setObjectName(QStringLiteral("operatorWorkspace"));
    declareGiven();
    declareRevocation();
    declareMoves();
    const QString scope = QStringLiteral("operator");
    m_more->addTo(commands, scope);
    m_actions->addTo(commands, scope);
    new RefusedKeys(commands, scope, *this);
    addActions(m_more->actions());
    addActions(m_actions->actions());
    m_troubles->setObjectName(QStringLiteral("troublesBanner"));
    m_banner->setObjectName(QStringLiteral("connectionBanner"));
    m_noDns->setObjectName(QStringLiteral("noDnsBanner"));
    m_asking->setObjectName(QStringLiteral("conflictBanner"));
    m_done->setObjectName(QStringLiteral("doneBanner"));
    m_tabs->addRowActions(m_actions->menuActions() + QList<QAction *>{m_more->action(Command::Undo)});
    m_stack->setObjectName(QStringLiteral("workspaceStack"));
    m_splitter->setObjectName(QStringLiteral("workspaceSplitter"));
    m_splitter->setChildrenCollapsible(false);

    auto *right = new QWidget(this);
    right->setObjectName(QStringLiteral("detailSide"));
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(0);
    rightLayout->addWidget(m_details, 1);
    rightLayout->addWidget(m_decision);
    auto *left = new QWidget(this);
    left->setObjectName(QStringLiteral("listSide"));
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(0);
    leftLayout->addWidget(m_tabs, 1);
    leftLayout->addWidget(m_selection);
    m_splitter->addWidget(left);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_isSplitByHand = true; });
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_noIdentity);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(&m_tabs->header());
    for (BannerBar *each : {m_troubles, m_banner, m_asking, m_done, m_noDns}) // the most urgent first
        m_banners->add(each);
    layout->addWidget(m_banners);
    layout->addWidget(m_stack, 1);
    m_toasts->pin(m_undo);
    ToastArea::standAbove(m_selection);
    placeActions();
    connectParts();
    makeEscape();
    makeCertificateDesk(worker, commands, scope);
    m_tabs->registerCommands(commands, scope, *this);
    retranslate();
    updateWaiting();
}

OperatorWorkspace::~OperatorWorkspace() = default;

void OperatorWorkspace::connectParts()
{
    connect(m_flow, &DecisionFlow::noteNeeded, m_decision, &DecisionPanel::ask);
    connect(m_flow, &DecisionFlow::hint, this, &OperatorWorkspace::hint);
    connect(m_flow, &DecisionFlow::given, this, &OperatorWorkspace::onGiven);
    connect(m_flow, &DecisionFlow::done, this, &OperatorWorkspace::onDone);
    connect(m_flow, &DecisionFlow::takenBack, this, &OperatorWorkspace::onTakenBack);
    connect(m_flow, &DecisionFlow::failed, this, &OperatorWorkspace::onFailed);
    connect(m_flow, &DecisionFlow::givenChanged, this, &OperatorWorkspace::updateWaiting);
    connect(&m_commands, &CommandRegistry::refused, this, [this](const QString &name, const QString &reason) {
        if (name.startsWith(QLatin1String("operator.")))
            hint(reason);
    });
    connect(&m_commands, &CommandRegistry::keysChanged, this, &OperatorWorkspace::retranslate);
    connect(m_decision, &DecisionPanel::decided, m_flow, &DecisionFlow::decide);
    connect(m_decision, &DecisionPanel::dismissed, m_tabs, &QueueTabs::focusTable);
    connect(m_details, &DetailView::changed, this, &OperatorWorkspace::tellFlow);
    connect(m_details, &DetailView::saveRequested, m_saver, &CertificateSaver::save);
    connect(m_saver, &CertificateSaver::saved, this,
            [this](const QString &path) { announceDone(tr("Saved: %1").arg(path), {}); });
    connect(m_saver, &CertificateSaver::failed, this,
            [this](const Error &error) { m_details->certificatePane().showError(error); });
    connect(m_noIdentity, &EmptyState::actionTriggered, this, &OperatorWorkspace::importRequested);
    connect(m_banner, &BannerBar::actionTriggered, this, [this] {
        if (m_signIn == SignIn::Locked)
            Q_EMIT unlockRequested();
        else
            m_desk.retryNow();
    });
    connect(m_details, &DetailView::certificateActivated, this, &OperatorWorkspace::goToCertificate);
    connect(m_noDns, &BannerBar::actionTriggered, this,
            [this] { (void)m_commands.run(QStringLiteral("program.settings")); });
    connect(&m_details->evidence(), &EvidenceGatherer::dnsChanged, this, [this](bool isThere) {
        m_isDnsThere = isThere;
        updateBanner();
    });
    connect(m_asking, &BannerBar::actionTriggered, this, [this] { openConflicts(0); });
    connect(m_done, &BannerBar::actionTriggered, this, [this] {
        if (!m_failed.isEmpty())
            showFailed();
    });
    connect(m_toasts, &ToastArea::focusLeft, m_tabs, &QueueTabs::focusTable);
    connect(m_undo, &UndoBar::undoRequested, this, &OperatorWorkspace::takeBack);
    connect(m_undo, &UndoBar::listRequested, this, &OperatorWorkspace::openOutbox);
    connect(m_tabs, &QueueTabs::tabChanged, this, [this] {
        m_decision->dismiss();
        m_pinned.clear();
        m_tabs->focusTable();
    });
    connect(m_tabs, &QueueTabs::currentChanged, this, &OperatorWorkspace::onCurrent);
    connect(m_tabs, &QueueTabs::currentChanged, this, &OperatorWorkspace::prefetchNext);
    connect(m_tabs, &QueueTabs::selectionChanged, this, &OperatorWorkspace::updateActions);
    connect(m_tabs, &QueueTabs::tabChanged, m_more, &CommandSet::update);
    connect(m_tabs, &QueueTabs::selectionLimited, this, [this] {
        hint(tr("You can select at most %1 rows at once. The others were not selected.")
                 .arg(QLocale().toString(BoundedSelection::MaximumRows)));
    });
    connect(m_tabs, &QueueTabs::takeBackRequested, this, [this](const QString &id) {
        if (const std::optional<qint64> item = m_tabs->waiting().itemOf(id))
            takeBack(*item);
    });
    connect(m_tabs, &QueueTabs::activated, this, [this] { m_details->currentWidget()->setFocus(); });
    connect(m_tabs, &QueueTabs::failed, this, [this](const Error &error) {
        const ErrorText words = describe(error, m_language.phrasebook());
        m_listProblem = Wording::sentences({words.message, words.remedy});
        m_done->showMessage(BannerBar::Kind::Error, m_listProblem);
    });
    connect(m_tabs, &QueueTabs::countsChanged, this, [this] { // the lists can be read again
        if (!m_listProblem.isEmpty() && m_done->text() == m_listProblem)
            m_done->clear();
        m_listProblem.clear();
    });
    // What the banner says depends on whether the list that is shown has rows.
    for (const auto changed : {&QueueTabs::settled, &QueueTabs::tabChanged})
        connect(m_tabs, changed, this, &OperatorWorkspace::updateBanner);
    connect(m_tabs, &QueueTabs::countsChanged, this, &OperatorWorkspace::updateBanner);
    connect(&m_desk, &OperatorDesk::troublesChanged, this, &OperatorWorkspace::updateTroubles);
    connect(&m_desk, &OperatorDesk::lateAnswer, this, &OperatorWorkspace::onLateAnswer);
    connect(&m_desk, &OperatorDesk::connectionChanged, this, [this] {
        if (m_isCovered && m_desk.connection() != DeskConnection::Locked)
            uncover();
        updateBanner();
        showWaiting();
        updateActions();
    });
    connect(&m_desk, &OperatorDesk::locking, this, &OperatorWorkspace::coverUp);
    connect(&m_desk, &OperatorDesk::sessionChanged, this, [this] {
        updateSession();
        showObstacle();
        updateActions();
        if (m_desk.session()) {
            m_details->refetch();
            giveBack();
        }
    });
    for (const auto signal : {&OperatorDesk::sessionChanged, &OperatorDesk::clockChanged})
        connect(&m_desk, signal, this, &OperatorWorkspace::updateContext);
    for (const auto signal : {&CustomerRecords::registrationChanged, &CustomerRecords::operatorNamesChanged})
        connect(&m_desk.records(), signal, this, &OperatorWorkspace::updateContext);
    connect(&m_desk.records(), &CustomerRecords::ownChecksChanged, this, &OperatorWorkspace::updateChecks);
}

void OperatorWorkspace::load()
{
    m_tabs->load();
}

void OperatorWorkspace::makeEscape()
{
    auto *escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, [this] {
        if (m_decision->isVisible()) {
            m_decision->dismiss();
            return;
        }
        if (m_tabs->currentTable().hasFocus())
            m_tabs->clearMarked();
        m_tabs->focusTable();
    });
}

void OperatorWorkspace::setSettings(const Settings &settings)
{
    m_desk.setUndoWindow(settings.undoWindow);
    m_flow->setApproveAtOnce(settings.approveAtOnce);
}

QueueView OperatorWorkspace::view() const
{
    return m_tabs->view();
}

void OperatorWorkspace::setView(QueueView view)
{
    m_tabs->setView(view);
}

void OperatorWorkspace::stepView(int by)
{
    m_tabs->stepTab(by);
}

void OperatorWorkspace::showRenewals()
{
    m_tabs->showRenewals();
    m_tabs->focusTable();
}

void OperatorWorkspace::focusQueue()
{
    if (m_stack->currentWidget() == m_noIdentity)
        m_noIdentity->findChild<QWidget *>(QStringLiteral("noIdentityButton"))->setFocus();
    else
        m_tabs->focusTable();
}

QByteArray OperatorWorkspace::saveLayout() const
{
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    // Widths that nobody chose follow the window, the next time too.
    stream << (m_isSplitByHand ? m_splitter->saveState() : QByteArray()) << m_tabs->saveLayout();
    return layout;
}

void OperatorWorkspace::restoreLayout(const QByteArray &layout)
{
    QDataStream stream(layout);
    stream.setVersion(QDataStream::Qt_6_4);
    QByteArray splitter;
    QByteArray tabs;
    stream >> splitter >> tabs;
    if (stream.status() != QDataStream::Ok)
        return; // of an older version
    m_isSplitByHand = m_splitter->restoreState(splitter);
    m_tabs->restoreLayout(tabs);
}

void OperatorWorkspace::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_isSplitByHand)
        return;
    const int whole = window()->width();
    const int detail = whole < extent::NarrowWindow ? extent::DetailNarrow
                       : whole < extent::WideWindow ? extent::Detail
                                                    : extent::DetailWide;
    m_splitter->setSizes({std::max(width() - detail, detail), detail});
}

bool OperatorWorkspace::focusNextPrevChild(bool next)
{
    QList<QWidget *> stops =
        stopsAsRead(&m_tabs->header()) + stopsAsRead(m_banners) + stopsAsRead(m_selection->parentWidget());
    const QList<ToastView *> toasts = m_toasts->shown();
    for (ToastView *toast : toasts)
        stops += stopsAsRead(toast);
    // Toasts lie above the bar of the selection.
    const QList<QWidget *> bar = stopsAsRead(m_selection);
    stops.removeIf([&bar](QWidget *each) { return bar.contains(each); });
    stops += stopsAsRead(m_undo) + bar + stopsAsRead(m_details->parentWidget()) + stopsAsRead(m_noIdentity);
    setTabOrderOf(stops);
    return QWidget::focusNextPrevChild(next);
}

void OperatorWorkspace::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void OperatorWorkspace::retranslate()
{
    setAccessibleName(tr("Operator"));
    //: the page of the operators' desk
    m_tabs->header().setTitle(tr("Approvals"));
    m_actions->retranslate();
    m_certificates->retranslate();
    m_more->retranslate();
    m_undo->setUndoKey(m_commands.keyText(QStringLiteral("operator.takeBack")));
    m_splitter->setAccessibleName(tr("Queue and details"));
    m_details->parentWidget()->setAccessibleName(tr("Details"));
    m_selection->parentWidget()->setAccessibleName(tr("Queue"));
    m_stack->setAccessibleName(tr("Operator"));
    m_noIdentity->setTexts(tr("No operator certificate yet"),
                           tr("Load the operator certificate (PKCS#12 file) that the certification authority gave you. "
                              "Its key is kept encrypted on this computer."),
                           tr("Load operator certificate…"));
    m_done->clear();
    m_toasts->clear();
    updateTroubles();
    updateBanner();
    updateWaiting();
}

void OperatorWorkspace::setSignIn(SignIn signIn)
{
    m_signIn = signIn;
    m_tabs->header().setVisible(signIn != SignIn::NoIdentity);
    m_stack->setCurrentWidget(signIn == SignIn::NoIdentity ? static_cast<QWidget *>(m_noIdentity) : m_splitter);
    if (signIn != SignIn::Unlocked)
        m_decision->dismiss();
    updateBanner();
    updateActions();
    // The dialog for the passphrase has closed: focus moves to the queue, without a mouse.
    if (signIn == SignIn::Unlocked || (signIn == SignIn::NoIdentity && isVisible()))
        focusQueue();
}

void OperatorWorkspace::updateActions()
{
    m_more->update();
    RequestActions::Selection selection;
    if (const CertificateRequest *request = m_details->request()) {
        selection.request = *request;
        if (const RequestDetailPane &pane = m_details->requestPane(); pane.isChecked())
            selection.checkOutcome = pane.checkOutcome();
    } else if (const CertificateRecord *certificate = m_details->certificate()) {
        selection.certificate = *certificate;
    }
    selection.busy = reasonGiven(m_details->shownId());
    selection.isMany = m_tabs->selectedKeys().size() > 1;
    m_actions->update(selection);
    m_details->requestPane().heading().setKeysShown(!selection.isMany);
    m_details->certificatePane().setKeysShown(!selection.isMany);
    showSelection();
}

void OperatorWorkspace::updateWaiting()
{
    const auto asking = static_cast<int>(ConflictView::asking(m_desk).size());
    if (asking > 0) {
        const QString text =
            tr("%n decision(s) not done: it is not as you saw it, or does not allow them.", nullptr, asking);
        m_asking->showMessage(
            BannerBar::Kind::Warning, text,
            //: a button; %1: its key
            tr("Compare and decide (%1)").arg(m_commands.keyText(QStringLiteral("operator.decideConflicts"))));
        if (asking > m_askingCount)
            Q_EMIT announced(text);
    } else {
        m_asking->clear();
    }
    m_askingCount = asking;
    showWaiting();
    updateActions();
}

QString OperatorWorkspace::reasonGiven(const QString &id) const
{
    const QList<OutboxItem> asking = ConflictView::asking(m_desk);
    if (std::any_of(asking.cbegin(), asking.cend(), [&id](const OutboxItem &item) { return item.target == id; }))
        return tr("Your decision was not done: compare and decide first (%1).")
            .arg(m_commands.keyText(QStringLiteral("operator.decideConflicts")));
    return m_flow->isGiven(id) || m_revocations->isGiven(id)
               ? tr("It has already been decided. To change it, undo the decision first.")
               : QString();
}

void OperatorWorkspace::updateContext()
{
    auto context = std::make_shared<QueueContext>();
    context->me = m_desk.session() ? m_desk.session()->operatorActor.id : QString();
    context->names = m_desk.records().operatorNames();
    context->checks = m_desk.records().ownChecks();
    if (m_desk.records().registration()) {
        if (const Result<Policy> policy = m_desk.records().policyChoice().load()) {
            context->policy = *policy;
            context->registration = m_desk.records().registration();
        }
    }
    m_context = std::move(context);
    m_tabs->setContext(m_context);
    showSelection(); // it counts what the checks found
}

// As updateContext(), without the policy: it comes ten times a second while many are checked.
void OperatorWorkspace::updateChecks()
{
    if (!m_context) {
        updateContext();
        return;
    }
    auto context = std::make_shared<QueueContext>(*m_context);
    context->checks = m_desk.records().ownChecks();
    m_context = std::move(context);
    m_tabs->setContext(m_context);
    showSelection();
}

void OperatorWorkspace::onCurrent()
{
    if (const std::optional<QueueRow> row = m_tabs->currentRow(); row && row->id() != m_pinned)
        m_pinned.clear();
    showCurrent();
}

EvidenceGatherer &OperatorWorkspace::evidence()
{
    return m_details->evidence();
}

void OperatorWorkspace::showCurrent()
{
    // What is shown without a row of its own stays until somebody looks elsewhere.
    if (!m_pinned.isEmpty() && m_pinned == m_details->shownId())
        return;
    if (!m_tabs->hasCurrent()) {
        m_details->showNothing();
        return;
    }
    if (const std::optional<QueueRow> row = m_tabs->currentRow()) {
        const QString before = m_details->shownId();
        m_details->showRow(*row);
        if (m_details->shownId() != before) {
            m_decision->dismiss();
            m_toasts->dismiss(Toast::Kind::Hint);
        }
    }
}

void OperatorWorkspace::showObstacle()
{
    const CertificateRequest *shown = m_details->request();
    // Without a session nobody is known whom anything could stand against; the banner says why.
    m_details->requestPane().setObstacle(shown && m_desk.session() ? m_desk.obstacleAgainst(*shown) : std::nullopt);
}

void OperatorWorkspace::tellFlow()
{
    showObstacle();
    const CertificateRequest *request = m_details->request();
    std::optional<DecisionFlow::Shown> shown;
    if (request) {
        const RequestDetailPane &pane = m_details->requestPane();
        shown = {*request, pane.isChecked() ? std::optional(pane.checkOutcome()) : std::nullopt};
    }
    m_flow->setShown(shown, m_isAdvancing ? DecisionFlow::Mover::Program : DecisionFlow::Mover::Person);
    m_flow->setEvidence(request ? m_details->requestPane().evidence() : std::nullopt);
    updateActions();
}

} // namespace tegata
