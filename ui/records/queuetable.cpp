// SPDX-License-Identifier: Apache-2.0
#include "ui/records/queuetable.h"

#include "ui/models/queuemodel.h"
#include "ui/records/boundedselection.h"
#include "ui/records/queuerowdelegate.h"
#include "ui/records/textwidths.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/tokens.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace tegata {

namespace {

constexpr int NeighboursNoted = 16;

} // namespace

QueueTable::QueueTable(QueueModel &model, TextWidths &widths, QWidget *parent)
    : QTableView(parent), m_queue(model), m_widths(widths), m_shownQuery(model.query())
{
    // Before the view connects to the model: it must not have moved anything yet.
    connect(&model, &QueueModel::aboutToRearrange, this, &QueueTable::notePlace);
    setModel(&model);
    QItemSelectionModel *unbounded = selectionModel();
    auto *selection = new BoundedSelection(&model, this);
    setSelectionModel(selection);
    connect(selection, &BoundedSelection::limited, this, &QueueTable::selectionLimited);
    delete unbounded;
    connect(&model, &QueueModel::rearranged, this, &QueueTable::findPlace);
    connect(&model, &QAbstractItemModel::headerDataChanged, this, &QueueTable::fitColumns);
    setItemDelegate(new QueueRowDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(tegata::rowHeight(this));
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionsMovable(true);
    showOrder();
    setSortingEnabled(true);
    connect(header, &QHeaderView::sectionResized, this, [this](int section, int before, int after) {
        const bool isHiding = before == 0 || after == 0;
        if (!m_isSizing && !isHiding)
            m_ownWidths.insert(m_queue.columns().at(section));
    });
}

void QueueTable::showOrder()
{
    const QueueOrder order = m_queue.order();
    horizontalHeader()->setSortIndicator(m_queue.columnOf(order.column),
                                         order.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void QueueTable::retranslate()
{
    fitColumns();
    viewport()->update();
}

void QueueTable::step(int rows)
{
    const int count = m_queue.rowCount();
    if (count == 0)
        return;
    const int from = selectionModel()->hasSelection() ? currentIndex().row() + rows : std::max(currentIndex().row(), 0);
    chooseRow(std::clamp(from, 0, count - 1));
}

void QueueTable::chooseRow(int row)
{
    setCurrentIndex(m_queue.index(row, standingColumn()));
}

void QueueTable::keyPressEvent(QKeyEvent *event)
{
    const bool isStep = event->key() == Qt::Key_Down || event->key() == Qt::Key_Up;
    const bool isChosen = selectionModel()->hasSelection();
    if (isStep && event->modifiers() == Qt::NoModifier && !isChosen) {
        step(event->key() == Qt::Key_Down ? 1 : -1);
        return;
    }
    // Where nothing is chosen, Shift extends from the place, not from where somebody chose long ago.
    if (event->modifiers().testFlag(Qt::ShiftModifier) && !isChosen && currentIndex().isValid())
        chooseRow(currentIndex().row());
    QTableView::keyPressEvent(event);
}

QItemSelectionModel::SelectionFlags QueueTable::selectionCommand(const QModelIndex &index, const QEvent *event) const
{
    // Without an event it is the program that chooses (chooseRow()): Qt would look at the keys held down and add the
    // row to what is chosen while Ctrl of a Ctrl+Enter is still down.
    if (!event)
        return QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<const QKeyEvent *>(event);
        if (key->modifiers() == Qt::ControlModifier && key->key() != Qt::Key_Space)
            return QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;
    }
    return QTableView::selectionCommand(index, event);
}

void QueueTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    QPainter painter(viewport());
    const int last = m_queue.rowCount() - 1;
    if (const int first = rowAt(event->rect().top()); first >= 0) {
        const int below = rowAt(event->rect().bottom());
        for (int row = first; row <= (below < 0 ? last : below); ++row)
            paintWaiting(painter, row);
    }
    if (const QModelIndex current = currentIndex(); current.isValid() && hasFocus())
        paintFocusRing(&painter,
                       QRect(0, rowViewportPosition(current.row()), horizontalHeader()->length(),
                             verticalHeader()->sectionSize(current.row())),
                       Roles::of(palette()).focus, 0);
}

void QueueTable::notePlace()
{
    m_anchors.clear();
    m_after.clear();
    m_before.clear();
    m_place = currentIndex().row();
    const int count = m_queue.rowCount();
    const auto held = [this](int row) { return QPersistentModelIndex(m_queue.index(row, 0)); };
    if (m_place >= 0) {
        for (int row = m_place; row < std::min(m_place + NeighboursNoted, count); ++row)
            m_after.append(held(row));
        for (int row = m_place - 1; row >= std::max(m_place - NeighboursNoted, 0); --row)
            m_before.append(held(row));
    }
    const int first = rowAt(0);
    if (first < 0)
        return;
    const int below = rowAt(viewport()->height() - 1);
    const int last = below < 0 ? count - 1 : below;
    if (m_place >= first && m_place <= last)
        m_anchors.append({held(m_place), rowViewportPosition(m_place)});
    for (int row = first; row <= last; ++row)
        m_anchors.append({held(row), rowViewportPosition(row)});
}

void QueueTable::findPlace()
{
    const bool isOtherQuery = m_queue.query() != m_shownQuery;
    m_shownQuery = m_queue.query();
    m_place = isOtherQuery ? std::min(0, m_queue.rowCount() - 1) : placeFromNeighbours();
    const bool wasCurrentSeen = !m_anchors.isEmpty() && !m_after.isEmpty() && m_anchors[0].index == m_after[0];
    if (isOtherQuery)
        m_anchors.remove(wasCurrentSeen ? 1 : 0, m_anchors.size() - (wasCurrentSeen ? 1 : 0));
    executeDelayedItemsLayout();
    updateGeometries(); // the scroll bar's new range
    const auto standing =
        std::find_if(m_anchors.cbegin(), m_anchors.cend(), [](const Anchor &anchor) { return anchor.index.isValid(); });
    if (standing != m_anchors.cend())
        verticalScrollBar()->setValue(verticalHeader()->sectionPosition(standing->index.row()) - standing->y);
    else if (isOtherQuery)
        verticalScrollBar()->setValue(0);
    m_anchors.clear();
    m_after.clear();
    m_before.clear();
}

int QueueTable::placeFromNeighbours() const
{
    for (const QPersistentModelIndex &each : m_after) {
        if (each.isValid())
            return each.row();
    }
    const int last = m_queue.rowCount() - 1;
    for (const QPersistentModelIndex &each : m_before) {
        if (each.isValid())
            return std::min(each.row() + 1, last);
    }
    return std::min(std::max(m_place, 0), last);
}

} // namespace tegata
