// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/draftlist.h"

#include "ui/common/emptystate.h"
#include "ui/common/taborder.h"
#include "ui/models/draftlistmodel.h"
#include "ui/models/drafttext.h"

#include <QEvent>
#include <QHeaderView>
#include <QStackedWidget>
#include <QTableView>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

DraftList::DraftList(const Handlers &handlers, QWidget *parent)
    : QWidget(parent), m_commands(new CommandSet(staticMetaObject, this)), m_toolBar(new QToolBar(this)),
      m_stack(new QStackedWidget(this)), m_model(new DraftListModel(this)), m_table(new QTableView),
      m_empty(new EmptyState(QStringLiteral("noDrafts"), true))
{
    setObjectName(QStringLiteral("draftList"));
    m_toolBar->setObjectName(QStringLiteral("draftToolBar"));
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_stack->setObjectName(QStringLiteral("draftStack"));
    m_table->setObjectName(QStringLiteral("drafts"));
    m_table->viewport()->setObjectName(QStringLiteral("draftsViewport"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_toolBar);
    layout->addWidget(m_stack, 1);
    declareStarts(handlers);
    declareChanges(handlers);
    declareRecords(handlers);
    addButtons();
    connect(m_empty, &EmptyState::actionTriggered, action(Command::New), &QAction::trigger);
    connect(m_table, &QAbstractItemView::activated, action(Command::Open), &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, m_commands, &CommandSet::update);
    connect(m_model, &QAbstractItemModel::dataChanged, m_commands, &CommandSet::update);
    retranslate();
    m_commands->update();
}

void DraftList::declareStarts(const Handlers &handlers)
{
    declare(Command::New, nullptr,
            {.objectName = "newDraftAction",
             .icon = "draft",
             .keys = "Ctrl+N",
             .text = QT_TR_NOOP("&New…"),
             .run = handlers.create});
    declare(Command::Renew, &DraftList::reasonWithoutSite,
            {.objectName = "renewAction",
             .icon = "sync",
             .keys = "Ctrl+Shift+N",
             .text = QT_TR_NOOP("Rene&wal…"),
             .run = handlers.renew});
}

// A key that other widgets know as well (Del, F2) means a row only in the list: isLocal.
void DraftList::declareChanges(const Handlers &handlers)
{
    declareFor(Command::Open, &DraftList::reasonWithoutDraft, handlers.open,
               {.objectName = "openDraftAction", .icon = "open", .keys = "Ctrl+O", .text = QT_TR_NOOP("&Open")});
    declareFor(Command::Rename, &DraftList::reasonAgainstReading, handlers.rename,
               {.objectName = "renameDraftAction", .keys = "F2", .text = QT_TR_NOOP("Rena&me…"), .isLocal = true});
    declareFor(
        Command::Duplicate, &DraftList::reasonAgainstReading, handlers.duplicate,
        {.objectName = "duplicateDraftAction", .icon = "copy", .keys = "Ctrl+D", .text = QT_TR_NOOP("&Duplicate…")});
    declareFor(Command::Versions, &DraftList::reasonWithoutDraft, handlers.showVersions,
               {.objectName = "draftVersionsAction", .keys = "Ctrl+H", .text = QT_TR_NOOP("&Versions…")});
}

void DraftList::declareRecords(const Handlers &handlers)
{
    declareFor(Command::Export, &DraftList::reasonAgainstReading, handlers.exportFile,
               {.objectName = "exportDraftAction", .keys = "Ctrl+E", .text = QT_TR_NOOP("&Export…")});
    declare(Command::Import, nullptr,
            {.objectName = "importDraftAction",
             .icon = "import",
             .keys = "Ctrl+Shift+I",
             .text = QT_TR_NOOP("&Import…"),
             .run = handlers.importFile});
    declareFor(Command::Refresh, &DraftList::reasonAgainstRefreshing, handlers.refresh,
               {.objectName = "refreshReceiptAction", .keys = "Ctrl+R", .text = QT_TR_NOOP("&Refresh state")});
    declareFor(Command::Remove, &DraftList::reasonWithoutDraft, handlers.remove,
               {.objectName = "removeDraftAction",
                .icon = "cancel",
                .keys = "Del",
                .text = QT_TR_NOOP("De&lete…"),
                .isLocal = true});
}

void DraftList::declare(Command id, Reason reason, CommandDeclaration declared)
{
    if (reason)
        declared.state = [this, reason] { return CommandState{(this->*reason)(), true, {}}; };
    m_commands->add(id, std::move(declared));
}

void DraftList::declareFor(Command id, Reason reason, const std::function<void(const DraftInfo &)> &work,
                           CommandDeclaration declared)
{
    declared.run = [this, work] {
        if (const DraftInfo *draft = selected())
            work(DraftInfo(*draft)); // the list may change while it is at work
    };
    declare(id, reason, std::move(declared));
}

QString DraftList::reasonWithoutDraft() const
{
    return selected() ? QString() : tr("No draft is selected.");
}

QString DraftList::reasonAgainstReading() const
{
    const DraftInfo *draft = selected();
    return draft && draft->damage ? tr("The draft is damaged.") : reasonWithoutDraft();
}

QString DraftList::reasonWithoutSite() const
{
    return m_hasSite ? QString() : tr("No site is set up yet.");
}

QString DraftList::reasonAgainstRefreshing() const
{
    if (!m_hasSite || !selected())
        return m_hasSite ? reasonWithoutDraft() : reasonWithoutSite();
    return selected()->receipt ? QString() : tr("It has no receipt number yet.");
}

void DraftList::addButtons()
{
    for (QAction *each : m_commands->actions()) {
        addAction(each);
        m_table->addAction(each);
        m_toolBar->addAction(each);
        QWidget *button = m_toolBar->widgetForAction(each);
        button->setObjectName(each->objectName() + QStringLiteral("Button"));
        button->setFocusPolicy(Qt::TabFocus);
    }
}

void DraftList::setDrafts(const QList<DraftInfo> &drafts)
{
    const bool wasEmpty = m_model->rowCount() == 0;
    const bool hadFocus = m_stack->currentWidget()->isAncestorOf(focusWidget());
    m_model->setDrafts(drafts);
    m_stack->setCurrentWidget(drafts.isEmpty() ? static_cast<QWidget *>(m_empty) : m_table);
    if (wasEmpty != drafts.isEmpty() && hadFocus)
        focusTable();
    if (!drafts.isEmpty() && !m_table->selectionModel()->hasSelection())
        m_table->selectRow(std::clamp(m_table->currentIndex().row(), 0, static_cast<int>(drafts.size()) - 1));
    sizeColumns();
    m_commands->update();
}

void DraftList::setHasSite(bool hasSite)
{
    m_hasSite = hasSite;
    m_commands->update();
}

void DraftList::select(const QString &id)
{
    const int row = m_model->rowOf(id);
    if (row >= 0)
        m_table->selectRow(row);
}

const DraftInfo *DraftList::selected() const
{
    return m_table->selectionModel()->hasSelection() ? m_model->draftAt(m_table->currentIndex().row()) : nullptr;
}

QList<QAction *> DraftList::actions() const
{
    return m_commands->actions();
}

void DraftList::focusTable()
{
    if (m_model->rowCount() > 0)
        m_table->setFocus();
    else
        m_empty->findChild<QWidget *>(QStringLiteral("noDraftsButton"))->setFocus();
}

void DraftList::showEvent(QShowEvent *event)
{
    setTabOrderOf(stopsAsRead(this)); // Qt mixes the order again when the list gets its place in the window
    QWidget::showEvent(event);
}

void DraftList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::FontChange)
        sizeColumns();
    QWidget::changeEvent(event);
}

void DraftList::retranslate()
{
    setAccessibleName(tr("Drafts"));
    m_toolBar->setWindowTitle(tr("Actions"));
    m_toolBar->setAccessibleName(tr("Actions"));
    m_stack->setAccessibleName(tr("Drafts"));
    m_table->setAccessibleName(tr("Drafts"));
    m_table->viewport()->setAccessibleName(tr("Drafts"));
    m_commands->retranslate();
    for (QAction *each : m_commands->actions())
        m_toolBar->widgetForAction(each)->setAccessibleName(each->iconText());
    m_empty->setTexts(tr("No drafts yet"),
                      tr("A draft keeps your application until it is complete, online or offline. It is stored "
                         "encrypted on this computer."),
                      tr("New draft…"));
    m_model->retranslate();
    sizeColumns();
    m_commands->update();
}

void DraftList::sizeColumns()
{
    const QFontMetrics metrics = m_table->fontMetrics();
    const auto width = [&](DraftColumn column, const QStringList &samples) {
        const QString title = m_model->headerData(static_cast<int>(column), Qt::Horizontal, Qt::DisplayRole).toString();
        int widest = m_table->horizontalHeader()->fontMetrics().horizontalAdvance(title) + 16;
        for (const QString &sample : samples)
            widest = std::max(widest, metrics.horizontalAdvance(sample) + 20);
        m_table->setColumnWidth(static_cast<int>(column), widest);
    };
    m_table->horizontalHeader()->setSectionResizeMode(static_cast<int>(DraftColumn::Name), QHeaderView::Stretch);
    width(DraftColumn::Kind, {DraftText::kind(EnrollmentKind::New), DraftText::kind(EnrollmentKind::Renewal)});
    width(DraftColumn::Progress, {DraftText::progress({100, 100})});
    QStringList states;
    for (const EnrollmentState state :
         {EnrollmentState::InReview, EnrollmentState::DocumentsRequested, EnrollmentState::SiteBuild})
        states.append(DraftText::state(state));
    DraftInfo waiting;
    waiting.sending = DraftSending::Queued;
    states.append(DraftText::state(waiting));
    width(DraftColumn::State, states);
    width(DraftColumn::Receipt, {QStringLiteral("M0M0M0M0M0")});
    width(DraftColumn::ChangedAt, {QStringLiteral("2026-12-28 20:00")});
}

} // namespace tegata
