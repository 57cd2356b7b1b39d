// SPDX-License-Identifier: Apache-2.0
#include "ui/records/queuetable.h"

#include "ui/models/queuecell.h"
#include "ui/models/queuemodel.h"
#include "ui/models/queuetext.h"
#include "ui/models/standingtext.h"
#include "ui/records/boundedselection.h"
#include "ui/records/textwidths.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace tegata {

namespace {

// The widest usual text of a column: what does not fit is shortened and stands whole in the tool tip.
QStringList samples(QueueColumn column)
{
    switch (column) {
    case QueueColumn::CommonName:
        return {QStringLiteral("portal.example-shop.co.jp")};
    case QueueColumn::Organization:
        return {QStringLiteral("株式会社サンプル商事")};
    case QueueColumn::Product:
        return {QueueText::product(Product::Ev)};
    case QueueColumn::Key:
        return {QStringLiteral("RSA 4096")};
    case QueueColumn::Check:
        return {QueueText::checkOutcome(FindingOutcome::Note), QueueText::checkOutcome(FindingOutcome::Warning),
                QueueText::checkOutcome(FindingOutcome::Error), QueueText::checkState({}), QueueCell::outOfDate()};
    case QueueColumn::State:
        return {QueueText::requestState(RequestState::Pending), QueueText::requestState(RequestState::Withdrawn),
                QueueText::certificateState(CertificateState::Expired)};
    case QueueColumn::SubmittedAt:
    case QueueColumn::UpdatedAt:
    case QueueColumn::IssuedAt:
    case QueueColumn::RevokedAt:
        return {QStringLiteral("2026-12-28 20:00")};
    case QueueColumn::NotAfter:
        return {StandingText::dated(QDateTime(QDate(2026, 12, 28), QTime(20, 0)), {ExpiryBand::Later, 309})};
    case QueueColumn::Reason:
        return {QueueText::revocationReason(RevocationReason::Superseded)};
    case QueueColumn::Serial:
        return {QString(32, QLatin1Char('B'))};
    case QueueColumn::ClaimedBy:
        return {QStringLiteral("山田 太郎")};
    case QueueColumn::Approvals:
        return {QStringLiteral("0 / 2")};
    }
    return {};
}

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
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setIconSize(QSize(14, 14));
    setContextMenuPolicy(Qt::ActionsContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
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

QList<ColumnLayout> QueueTable::columnLayout() const
{
    const QHeaderView *header = horizontalHeader();
    QList<ColumnLayout> columns;
    for (int place = 0; place < header->count(); ++place) {
        const int section = header->logicalIndex(place);
        const QueueColumn column = m_queue.columns().at(section);
        const bool isShown =
            m_withheld.contains(column) ? !m_hidden.contains(column) : !header->isSectionHidden(section);
        const int width = isShown && m_ownWidths.contains(column) ? header->sectionSize(section) : 0;
        columns.append({column, width, isShown});
    }
    return columns;
}

void QueueTable::setColumnLayout(const QList<ColumnLayout> &columns)
{
    QHeaderView *header = horizontalHeader();
    int place = 0;
    for (const ColumnLayout &column : columns) {
        const int section = m_queue.columnOf(column.column);
        if (section < 0)
            continue;
        header->moveSection(header->visualIndex(section), place++);
        m_ownWidths.remove(column.column);
        if (m_withheld.contains(column.column)) {
            if (column.isShown)
                m_hidden.remove(column.column);
            else
                m_hidden.insert(column.column);
            continue;
        }
        setColumnHidden(section, !column.isShown);
        if (column.isShown && column.width > 0)
            setColumnWidth(section, std::clamp(column.width, header->minimumSectionSize(), 2000));
    }
    if (header->hiddenSectionCount() == header->count()) // nothing could be read, nor changed back with the mouse
        setColumnHidden(0, false);
    sizeColumns();
}

void QueueTable::withhold(const QSet<QueueColumn> &columns)
{
    if (m_withheld == columns)
        return;
    const QList<ColumnLayout> layout = columnLayout();
    m_withheld = columns;
    m_hidden.clear();
    setColumnLayout(layout);
    for (const QueueColumn column : columns) {
        if (const int section = m_queue.columnOf(column); section >= 0)
            setColumnHidden(section, true);
    }
    sizeColumns();
}

void QueueTable::showOrder()
{
    const QueueOrder order = m_queue.order();
    horizontalHeader()->setSortIndicator(m_queue.columnOf(order.column),
                                         order.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void QueueTable::retranslate(const QString &emptyText)
{
    m_emptyText = emptyText;
    sizeColumns();
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
    setCurrentIndex(m_queue.index(row, std::max(currentIndex().column(), 0)));
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
    if (m_queue.rowCount() > 0 || m_emptyText.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     m_emptyText);
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

void QueueTable::sizeColumns()
{
    const QList<QueueColumn> &columns = m_queue.columns();
    m_isSizing = true;
    for (int i = 0; i < columns.size(); ++i) {
        if (!m_ownWidths.contains(columns[i]) && !isColumnHidden(i))
            setColumnWidth(i, usualWidth(columns[i]));
    }
    m_isSizing = false;
}

int QueueTable::usualWidth(QueueColumn column) const
{
    int width = m_widths.of(QueueCell::title(column, m_queue.offers()), *horizontalHeader()) + 16;
    const bool isProfile = column == QueueColumn::Product && !m_queue.offers().products;
    for (const QString &sample :
         isProfile ? QStringList{QStringLiteral("Manual Server Certificate Enrollment")} : samples(column))
        width = std::max(width, m_widths.of(sample, *this));
    const int icon = column == QueueColumn::Check || column == QueueColumn::NotAfter ? iconSize().width() + 6 : 0;
    return width + icon + 14;
}

} // namespace tegata
