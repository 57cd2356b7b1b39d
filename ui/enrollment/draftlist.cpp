// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/draftlist.h"

#include "ui/common/emptystate.h"
#include "ui/common/paletteicon.h"
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

namespace {

struct Face
{
    DraftList::Command command;
    const char *name;
    const char *icon;
    const char *keys;
};
constexpr Face Faces[DraftList::CommandCount] = {
    {DraftList::Command::New, "newDraftAction", "draft", "Ctrl+N"},
    {DraftList::Command::Renew, "renewAction", "sync", "Ctrl+Shift+N"},
    {DraftList::Command::Open, "openDraftAction", "open", "Ctrl+O"},
    {DraftList::Command::Rename, "renameDraftAction", nullptr, "F2"},
    {DraftList::Command::Duplicate, "duplicateDraftAction", "copy", "Ctrl+D"},
    {DraftList::Command::Versions, "draftVersionsAction", nullptr, "Ctrl+H"},
    {DraftList::Command::Export, "exportDraftAction", nullptr, "Ctrl+E"},
    {DraftList::Command::Import, "importDraftAction", "import", "Ctrl+Shift+I"},
    {DraftList::Command::Refresh, "refreshReceiptAction", nullptr, "Ctrl+R"},
    {DraftList::Command::Remove, "removeDraftAction", "cancel", "Del"},
};

bool needsDraft(DraftList::Command command)
{
    return command != DraftList::Command::New && command != DraftList::Command::Renew &&
           command != DraftList::Command::Import;
}

} // namespace

DraftList::DraftList(QWidget *parent)
    : QWidget(parent), m_toolBar(new QToolBar(this)), m_stack(new QStackedWidget(this)),
      m_model(new DraftListModel(this)), m_table(new QTableView),
      m_empty(new EmptyState(QStringLiteral("noDrafts"), true))
{
    setObjectName(QStringLiteral("draftList"));
    m_toolBar->setObjectName(QStringLiteral("draftToolBar"));
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->setIconSize(QSize(16, 16));
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
    m_table->setIconSize(QSize(14, 14));
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
    makeActions();
    connect(m_empty, &EmptyState::actionTriggered, action(Command::New), &QAction::trigger);
    connect(m_table, &QAbstractItemView::activated, action(Command::Open), &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DraftList::judge);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &DraftList::judge);
    retranslate();
    judge();
}

void DraftList::makeActions()
{
    for (const Face &face : Faces) {
        auto *made = new QAction(face.icon ? PaletteIcon::icon(QLatin1String(face.icon)) : QIcon(), {}, this);
        made->setObjectName(QLatin1String(face.name));
        made->setShortcut(QKeySequence(QLatin1String(face.keys)));
        // A key that other widgets know as well (Del) means a row only in the list.
        if (!QLatin1String(face.keys).startsWith(QLatin1String("Ctrl")))
            made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QAction::triggered, this, [this, command = face.command] {
            const DraftInfo *draft = selected();
            if (draft || !needsDraft(command))
                Q_EMIT triggered(command, draft ? draft->id : QString());
        });
        m_actions.append(made);
        addAction(made);
        m_table->addAction(made);
        m_toolBar->addAction(made);
        QWidget *button = m_toolBar->widgetForAction(made);
        button->setObjectName(made->objectName() + QStringLiteral("Button"));
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
    judge();
}

void DraftList::setHasSite(bool hasSite)
{
    m_hasSite = hasSite;
    judge();
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
    return m_actions;
}

void DraftList::focusTable()
{
    if (m_model->rowCount() > 0)
        m_table->setFocus();
    else
        m_empty->findChild<QWidget *>(QStringLiteral("noDraftsButton"))->setFocus();
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
    action(Command::New)->setText(tr("&New…"));
    action(Command::Renew)->setText(tr("Rene&wal…"));
    action(Command::Open)->setText(tr("&Open"));
    action(Command::Rename)->setText(tr("Rena&me…"));
    action(Command::Duplicate)->setText(tr("&Duplicate…"));
    action(Command::Versions)->setText(tr("&Versions…"));
    action(Command::Export)->setText(tr("&Export…"));
    action(Command::Import)->setText(tr("&Import…"));
    action(Command::Refresh)->setText(tr("&Refresh state"));
    action(Command::Remove)->setText(tr("De&lete…"));
    for (QAction *each : std::as_const(m_actions)) {
        each->setToolTip(
            QStringLiteral("%1 (%2)").arg(each->iconText(), each->shortcut().toString(QKeySequence::NativeText)));
        m_toolBar->widgetForAction(each)->setAccessibleName(each->iconText());
    }
    m_empty->setTexts(tr("No drafts yet"),
                      tr("A draft holds an enrolment while you fill it in, for as long as it takes, with or without a "
                         "connection. It is kept encrypted on this computer."),
                      tr("New draft…"));
    m_model->retranslate();
    sizeColumns();
    judge();
}

void DraftList::judge()
{
    const DraftInfo *draft = selected();
    for (const Face &face : Faces) {
        bool isPossible = !needsDraft(face.command) || draft;
        if (draft && draft->damage)
            isPossible = isPossible && (!needsDraft(face.command) || face.command == Command::Open ||
                                        face.command == Command::Versions || face.command == Command::Remove);
        if (face.command == Command::Renew)
            isPossible = m_hasSite;
        if (face.command == Command::Refresh)
            isPossible = m_hasSite && draft && draft->receipt;
        action(face.command)->setEnabled(isPossible);
    }
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
