// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/queuetable.h"

#include "ui/models/queuemodel.h"
#include "ui/models/queuetext.h"

#include <QHeaderView>
#include <QPainter>

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
                QueueText::checkOutcome(FindingOutcome::Error)};
    case QueueColumn::State:
        return {QueueText::requestState(RequestState::Pending), QueueText::requestState(RequestState::Withdrawn),
                QueueText::certificateState(CertificateState::Expired)};
    case QueueColumn::SubmittedAt:
    case QueueColumn::UpdatedAt:
    case QueueColumn::IssuedAt:
    case QueueColumn::NotAfter:
    case QueueColumn::RevokedAt:
        return {QStringLiteral("2026-12-28 20:00")};
    case QueueColumn::Reason:
        return {QueueText::revocationReason(RevocationReason::Superseded)};
    case QueueColumn::Serial:
        return {QString(32, QLatin1Char('B'))};
    }
    return {};
}

} // namespace

QueueTable::QueueTable(QueueModel &model, QWidget *parent) : QTableView(parent), m_queue(model)
{
    setModel(&model);
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
    const QueueOrder order = model.order();
    header->setSortIndicator(model.columnOf(order.column), order.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    setSortingEnabled(true);
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
    setCurrentIndex(m_queue.index(std::clamp(from, 0, count - 1), std::max(currentIndex().column(), 0)));
}

QModelIndex QueueTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const bool isStep = action == MoveDown || action == MoveUp;
    if (isStep && currentIndex().isValid() && !selectionModel()->hasSelection())
        return currentIndex();
    return QTableView::moveCursor(action, modifiers);
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

void QueueTable::sizeColumns()
{
    const QList<QueueColumn> columns = columnsOf(m_queue.view());
    for (int i = 0; i < columns.size(); ++i) {
        int width = horizontalHeader()->fontMetrics().horizontalAdvance(QueueText::column(columns[i])) + 16;
        for (const QString &sample : samples(columns[i]))
            width = std::max(width, fontMetrics().horizontalAdvance(sample));
        const int icon = columns[i] == QueueColumn::Check ? iconSize().width() + 6 : 0;
        setColumnWidth(i, width + icon + 14);
    }
}

} // namespace tegata
