// SPDX-License-Identifier: Apache-2.0
#include "ui/records/queuepage.h"

#include "core/cache/queuecache.h"
#include "core/cache/searchjson.h"
#include "core/desk/certificatesearch.h"
#include "ui/common/emptystate.h"
#include "ui/models/queuemodel.h"
#include "ui/models/queuetext.h"
#include "ui/records/columnchooser.h"
#include "ui/records/filterbar.h"
#include "ui/records/queuetable.h"

#include <QItemSelectionModel>
#include <QJsonArray>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr int PartsDelay = 300; // milliseconds

} // namespace

QueuePage::QueuePage(const Means &means, const QueueQuery &query, const QString &name, QWidget *parent)
    : QWidget(parent), m_means(means), m_query(query), m_name(name)
{
    setObjectName(name + QStringLiteral("Page"));
}

void QueuePage::build()
{
    if (isBuilt())
        return;
    makeParts();
    connectParts();
    Q_EMIT built();
    setColumns(m_columns);
    if (!m_title.isEmpty())
        retranslate(m_title);
}

void QueuePage::makeParts()
{
    m_model = new QueueModel(m_means.cache, m_means.clock, m_query.view, this);
    m_bar = new FilterBar(m_query.view, this);
    m_list = new QToolButton(this);
    m_listMenu = new QMenu(this);
    m_model->setQuery(m_query);
    m_bar->setFilter(m_query.filter);
    // Until the table has found its place again, the current row moves by Qt's doing and not by the person's.
    connect(m_model, &QueueModel::aboutToRearrange, this, [this] { m_isRearranging = true; });
    m_table = new QueueTable(*m_model, m_means.widths, this);
    m_table->setObjectName(m_name + QStringLiteral("Table"));
    m_table->viewport()->setObjectName(m_table->objectName() + QStringLiteral("Viewport"));
    setFocusProxy(m_table);
    m_empty = new EmptyState(m_name + QStringLiteral("Empty"), true, m_table->viewport());
    m_empty->hide();
    auto *over = new QVBoxLayout(m_table->viewport());
    over->setContentsMargins(0, 0, 0, 0);
    over->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_table, 1);
    m_list->setObjectName(QStringLiteral("listMenuButton"));
    m_list->setPopupMode(QToolButton::InstantPopup);
    m_list->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_list->setFocusPolicy(Qt::StrongFocus);
    m_list->setMenu(m_listMenu);
    m_listMenu->setObjectName(QStringLiteral("listMenu"));
    m_bar->addTool(m_list);
}

void QueuePage::connectParts()
{
    connect(m_listMenu, &QMenu::aboutToShow, this, &QueuePage::fillMenu);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        m_table->setFocus();
        if (m_bar->isNarrowed())
            m_bar->clear();
        else
            Q_EMIT viewRequested(QueueView::Issued);
    });
    connect(m_bar, &FilterBar::left, this, [this] {
        m_table->setFocus();
        if (!hasCurrent() && m_model->rowCount() > 0)
            choose(m_table->place());
    });
    connect(m_bar, &FilterBar::filterChanged, this, [this] {
        QueueQuery narrowed = m_model->query();
        narrowed.filter = understood(m_bar->filter());
        m_model->setQuery(narrowed);
        showHits();
    });

    connect(m_model, &QueueModel::rearranged, this, &QueuePage::onRearranged);
    connect(m_model, &QueueModel::settled, this, &QueuePage::onSettled);
    connect(m_model, &QueueModel::failed, this, &QueuePage::failed);
    connect(m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) {
                const bool isRecord = roles.isEmpty() || roles.contains(QueueModel::RecordRole);
                const int row = m_table->currentIndex().row();
                if (isRecord && hasCurrent() && row >= first.row() && row <= last.row())
                    adoptCurrent();
            });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_isRearranging)
            adoptCurrent();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        // The row at the place of one that left is current for Qt already, and is chosen now.
        if (m_isRearranging)
            return;
        if (!hasCurrent() && m_table->selectionModel()->hasSelection())
            adoptCurrent();
        Q_EMIT selectionChanged();
    });
    connect(m_table, &QAbstractItemView::activated, this, &QueuePage::activated);
    connect(m_table, &QueueTable::takeBackRequested, this, [this](int row) {
        if (const std::optional<QueueRow> record = m_model->rowAt(row))
            Q_EMIT takeBackRequested(record->id());
    });
    m_countTimer.setSingleShot(true);
    m_countTimer.setInterval(PartsDelay);
    connect(&m_countTimer, &QTimer::timeout, this, &QueuePage::countParts);
    // Until it is counted: of these all are in one state, or nearly.
    m_table->setStatesDiffer(view() == QueueView::Issued || view() == QueueView::Closed);
}

QueueQuery QueuePage::unfiltered() const
{
    QueueQuery all{view(), {}, defaultOrder(view())};
    all.filter.dueForRenewal = m_model->query().filter.dueForRenewal;
    all.filter.dueBefore = m_model->query().filter.dueBefore;
    return all;
}

void QueuePage::countParts()
{
    const auto count = [this](const QueueQuery &query, auto take) {
        observe(m_means.cache.count(query), this, [take](const Result<qint64> &found) {
            if (found)
                take(*found);
        });
    };
    count(unfiltered(), [this](qint64 found) { m_bar->setQuickCount(-1, found); });
    const QList<ColumnCondition> quick = m_bar->quickConditions();
    for (int place = 0; place < quick.size(); ++place) {
        if (quick[place].values.isEmpty() && quick[place].contains.isEmpty())
            continue;
        QueueQuery part = unfiltered();
        part.filter.conditions = {quick[place]};
        count(part, [this, place](qint64 found) { m_bar->setQuickCount(place, found); });
    }
    if (view() != QueueView::Pending)
        return;
    QueueQuery others = unfiltered();
    ColumnCondition state;
    state.column = QueueColumn::State;
    state.values = {static_cast<int>(RequestState::PartlyApproved), static_cast<int>(RequestState::Approved),
                    static_cast<int>(RequestState::Failed)};
    others.filter.conditions = {state};
    count(others, [this](qint64 found) { m_table->setStatesDiffer(found > 0); });
}

void QueuePage::setMe(const QString &id)
{
    filterBar().setMe(id);
    if (isLoaded())
        m_countTimer.start();
}

void QueuePage::setVisible(bool visible)
{
    if (visible)
        build();
    QWidget::setVisible(visible);
}

QueueModel &QueuePage::model()
{
    build();
    return *m_model;
}

QueueTable &QueuePage::table()
{
    build();
    return *m_table;
}

FilterBar &QueuePage::filterBar()
{
    build();
    return *m_bar;
}

QueueQuery QueuePage::query() const
{
    return isBuilt() ? m_model->query() : m_query;
}

void QueuePage::load()
{
    model().load();
}

bool QueuePage::isLoaded() const
{
    return isBuilt() && m_model->isLoaded();
}

std::optional<QueueRow> QueuePage::currentRow() const
{
    return hasCurrent() ? m_model->rowAt(m_table->currentIndex().row()) : std::nullopt;
}

QVector<qint64> QueuePage::selectedKeys() const
{
    QItemSelection selection = m_table->selectionModel()->selection();
    std::sort(selection.begin(), selection.end(),
              [](const QItemSelectionRange &a, const QItemSelectionRange &b) { return a.top() < b.top(); });
    QVector<qint64> keys;
    for (const QItemSelectionRange &range : std::as_const(selection)) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            keys.append(m_model->keyAt(row));
    }
    return keys;
}

void QueuePage::chooseFirst()
{
    if (!hasCurrent() && !m_hasLeft && m_model->rowCount() > 0)
        choose(0);
}

void QueuePage::clearChosen()
{
    m_hasLeft = true;
    m_leftKey = 0;
    m_currentKey = 0;
    m_currentId.clear();
    m_table->clearSelection();
}

void QueuePage::letGo(const QString &id)
{
    if (m_currentId != id)
        return;
    if (m_hasLeft)
        choose(m_table->currentIndex().row());
    else
        m_doneWith = id;
}

void QueuePage::retranslate(const QString &name)
{
    m_title = name;
    setAccessibleName(name);
    if (!isBuilt())
        return;
    m_list->setText(tr("List"));
    m_list->setAccessibleName(tr("Order and columns of the list"));
    m_listMenu->setAccessibleName(tr("Order and columns of the list"));
    m_model->retranslate();
    m_table->setAccessibleName(name);
    m_table->viewport()->setAccessibleName(name);
    m_table->retranslate();
    showEmpty();
}

void QueuePage::choose(int row)
{
    m_currentKey = 0;
    m_hasLeft = false;
    const int count = m_model->rowCount();
    if (count > 0)
        m_table->chooseRow(std::clamp(row, 0, count - 1));
    // Said even where the selection model already stood on that row by itself.
    if (!hasCurrent())
        adoptCurrent();
}

void QueuePage::adoptCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    const qint64 key = current.isValid() ? m_model->keyAt(current.row()) : 0;
    if (key != m_currentKey) {
        m_currentKey = key;
        m_currentId.clear();
        m_doneWith.clear();
    }
    m_hasLeft = false;
    // A table that gets the focus takes a current row without choosing it.
    if (key != 0 && !m_table->selectionModel()->hasSelection())
        m_table->selectionModel()->select(current, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    if (const std::optional<QueueRow> record = currentRow())
        m_currentId = record->id();
    Q_EMIT currentChanged();
}

void QueuePage::onRearranged()
{
    const QModelIndex current = m_table->currentIndex();
    const bool isThere = current.isValid() && m_model->keyAt(current.row()) == m_currentKey;
    if (hasCurrent() && !isThere) {
        m_leftKey = m_currentKey;
        m_currentKey = 0;
        m_hasLeft = true;
        m_isTold = false;
    }
    if (m_hasLeft && !isThere)
        standAt(m_table->place());
    m_isRearranging = false;
    if (m_hasLeft && !m_currentId.isEmpty() && m_currentId == m_doneWith)
        choose(m_table->place());
    chooseFirst();
    showHits();
    Q_EMIT selectionChanged();
}

void QueuePage::standAt(int row)
{
    if (row < 0)
        return;
    m_table->setAutoScroll(false);
    m_table->selectionModel()->setCurrentIndex(m_model->index(row, 0), QItemSelectionModel::NoUpdate);
    m_table->setAutoScroll(true);
}

void QueuePage::onSettled()
{
    if (m_hasLeft && m_leftKey != 0) {
        // It may be back, or have been missing only among the first results: then it is what somebody still looks at.
        if (const int row = m_model->rowOfKey(m_leftKey); row >= 0) {
            choose(row);
        } else if (!m_isTold) {
            m_isTold = true;
            Q_EMIT currentLeft();
        }
    }
    chooseFirst();
    showHits();
    m_countTimer.start();
}

void QueuePage::showHits()
{
    m_bar->setHits(m_model->rowCount(), m_model->isWhole());
    showEmpty();
}

void QueuePage::showEmpty()
{
    const bool isEmpty = m_model->isLoaded() && m_model->isWhole() && m_model->rowCount() == 0;
    m_empty->setVisible(isEmpty);
    if (!isEmpty)
        return;
    if (m_bar->isNarrowed()) {
        m_empty->setPicture(QStringLiteral("filter"), Meaning::Neutral);
        m_empty->setTexts(tr("Nothing matches the filters"), tr("There may be something without them."),
                          tr("Clear the filters"));
    } else if (view() == QueueView::Pending) {
        m_empty->setPicture(QStringLiteral("outcome-ok"), Meaning::Success);
        m_empty->setTexts(tr("No pending requests"), tr("New requests appear here when they arrive."),
                          tr("Show issued certificates"));
    } else {
        m_empty->setPicture(QStringLiteral("neutral"), Meaning::Neutral);
        m_empty->setTexts(tr("There is nothing here"), {});
    }
}

void QueuePage::setQuery(const QueueQuery &query)
{
    QueueQuery meant = query;
    meant.filter = understood(query.filter);
    if (!isBuilt()) {
        m_query = meant;
        return;
    }
    m_bar->setFilter(meant.filter);
    m_model->setQuery(meant);
    m_table->showOrder();
    showHits();
}

void QueuePage::showQuery(const QueueQuery &query)
{
    const QueueQuery before = model().query();
    setQuery(query);
    if (m_model->query() == before) {
        choose(0);
        return;
    }
    clearChosen();
    m_hasLeft = false; // what comes next is chosen
}

QJsonObject QueuePage::saveState() const
{
    return {{QStringLiteral("query"), toJson(query())}, {QStringLiteral("columns"), columns()}};
}

QJsonArray QueuePage::columns() const
{
    if (!isBuilt() && !m_columns.isEmpty())
        return m_columns;
    QList<ColumnLayout> layout;
    if (isBuilt()) {
        layout = m_table->columnLayout();
    } else { // as a new table has them
        for (const QueueColumn column : columnsOf(view()))
            layout.append({column, 0, true});
    }
    QJsonArray columns;
    for (const ColumnLayout &column : std::as_const(layout))
        columns.append(QJsonArray{static_cast<int>(column.column), column.width, column.isShown});
    return columns;
}

void QueuePage::restoreState(const QJsonObject &state)
{
    const Result<QueueQuery> query = queueQueryFromJson(state.value(QLatin1String("query")).toObject());
    if (query && query->view == view())
        setQuery(*query);
    const QJsonArray columns = state.value(QLatin1String("columns")).toArray();
    if (isBuilt())
        setColumns(columns);
    else
        m_columns = columns;
}

void QueuePage::setColumns(const QJsonArray &columns)
{
    QList<ColumnLayout> layout;
    for (const QJsonValue &value : columns) {
        const QJsonArray column = value.toArray();
        layout.append({static_cast<QueueColumn>(column.at(0).toInt(-1)), column.at(1).toInt(), column.at(2).toBool()});
    }
    if (!layout.isEmpty())
        m_table->setColumnLayout(layout);
}

void QueuePage::chooseColumns()
{
    auto *dialog = new ColumnChooser(m_table->columnLayout(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_table->setColumnLayout(dialog->columns()); });
    dialog->open();
}

void QueuePage::fillMenu()
{
    m_listMenu->clear();
    QMenu *order = m_listMenu->addMenu(tr("&Sort by"));
    order->setObjectName(QStringLiteral("sortMenu"));
    order->setAccessibleName(tr("Sort by"));
    const QueueOrder now = m_model->order();
    const QList<QueueColumn> &columns = m_model->columns();
    for (int section = 0; section < columns.size(); ++section) {
        QAction *action = order->addAction(QueueText::column(columns[section]), this,
                                           [this, section] { m_table->sortByColumn(section, Qt::AscendingOrder); });
        action->setCheckable(true);
        action->setChecked(columns[section] == now.column);
    }
    order->addSeparator();
    const auto direction = [&](const QString &text, bool isDescending) {
        QAction *action = order->addAction(text, this, [this, isDescending] { reverse(isDescending); });
        action->setCheckable(true);
        action->setChecked(now.descending == isDescending);
    };
    direction(tr("&Ascending"), false);
    direction(tr("&Descending"), true);
    m_listMenu->addAction(tr("&Columns…"), this, &QueuePage::chooseColumns);
    m_listMenu->addAction(tr("Save as &tab…"), this, &QueuePage::saveRequested);
}

void QueuePage::reverse(bool descending)
{
    m_table->sortByColumn(m_model->columnOf(m_model->order().column),
                          descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

} // namespace tegata
