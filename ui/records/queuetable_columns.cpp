// SPDX-License-Identifier: Apache-2.0
#include "ui/records/queuetable.h"

#include "ui/common/shorthash.h"
#include "ui/models/queuecell.h"
#include "ui/models/queuemodel.h"
#include "ui/models/queuetext.h"
#include "ui/models/standingtext.h"
#include "ui/records/queuerowdelegate.h"
#include "ui/records/textwidths.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QCursor>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>
#include <initializer_list>

// The columns of the table, and what waits in its rows.
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
    case QueueColumn::ExpiresAt:
        return {StandingText::due({DueBand::Urgent, 0}), StandingText::due({DueBand::Urgent, 2}),
                StandingText::due({DueBand::Later, 28}), StandingText::due({DueBand::Over, -1})};
    case QueueColumn::Reason:
        return {QueueText::revocationReason(RevocationReason::Superseded)};
    case QueueColumn::Serial:
        return {shortHash(QString(32, QLatin1Char('B')))};
    case QueueColumn::ClaimedBy:
        return {QStringLiteral("山田 太郎")};
    case QueueColumn::Approvals:
        return {QStringLiteral("0 / 2")};
    }
    return {};
}

// The first ones go first, where there is not room for all (look.md, Layout: 製品, 鍵, 担当).
// Where the time is short is said by what is left of it, the day of submission in the details.
constexpr std::initializer_list<QueueColumn> DropOrder = {
    QueueColumn::SubmittedAt, QueueColumn::ClaimedBy, QueueColumn::Serial,    QueueColumn::Key,
    QueueColumn::Product,     QueueColumn::IssuedAt,  QueueColumn::Approvals, QueueColumn::UpdatedAt,
    QueueColumn::Reason,      QueueColumn::ExpiresAt, QueueColumn::State,     QueueColumn::Organization};

bool isStretched(QueueColumn column)
{
    return column == QueueColumn::CommonName || column == QueueColumn::Organization;
}

bool hasIcon(QueueColumn column)
{
    return column == QueueColumn::Check || column == QueueColumn::NotAfter || column == QueueColumn::ExpiresAt;
}

} // namespace

QList<ColumnLayout> QueueTable::columnLayout() const
{
    const QHeaderView *header = horizontalHeader();
    QList<ColumnLayout> columns;
    for (int place = 0; place < header->count(); ++place) {
        const int section = header->logicalIndex(place);
        const QueueColumn column = m_queue.columns().at(section);
        const bool hasWidth = m_ownWidths.contains(column) && !header->isSectionHidden(section);
        columns.append({column, hasWidth ? header->sectionSize(section) : 0, !m_hidden.contains(column)});
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
        if (column.isShown)
            m_hidden.remove(column.column);
        else
            m_hidden.insert(column.column);
        if (column.isShown && column.width > 0 && !m_withheld.contains(column.column)) {
            m_dropped.remove(column.column); // somebody wants it, and so wide
            setColumnHidden(section, false);
            setColumnWidth(section, std::clamp(column.width, header->minimumSectionSize(), 2000));
            m_ownWidths.insert(column.column);
        }
    }
    fitColumns();
}

void QueueTable::withhold(const QSet<QueueColumn> &columns)
{
    if (m_withheld == columns)
        return;
    m_withheld = columns;
    fitColumns();
}

void QueueTable::setStatesDiffer(bool differ)
{
    if (m_doStatesDiffer == differ)
        return;
    m_doStatesDiffer = differ;
    fitColumns();
}

bool QueueTable::isWanted(QueueColumn column) const
{
    return !m_hidden.contains(column) && !m_withheld.contains(column) &&
           (column != QueueColumn::State || m_doStatesDiffer);
}

void QueueTable::showColumns()
{
    const QList<QueueColumn> &columns = m_queue.columns();
    const auto isShown = [this](QueueColumn column) { return isWanted(column) && !m_dropped.contains(column); };
    // Nothing could be read, nor changed back with the mouse
    if (std::none_of(columns.cbegin(), columns.cend(), isShown))
        m_hidden.remove(m_queue.columnOf(QueueColumn::CommonName) < 0 ? columns.first() : QueueColumn::CommonName);
    for (int section = 0; section < columns.size(); ++section) {
        if (isColumnHidden(section) == isShown(columns[section]))
            setColumnHidden(section, !isShown(columns[section]));
    }
    // From a cell that is hidden the arrow keys go nowhere.
    if (const QModelIndex current = currentIndex(); current.isValid() && isColumnHidden(current.column()))
        selectionModel()->setCurrentIndex(m_queue.index(current.row(), standingColumn()),
                                          QItemSelectionModel::NoUpdate);
}

int QueueTable::standingColumn() const
{
    const QHeaderView *header = horizontalHeader();
    if (const int column = currentIndex().column(); column >= 0 && !header->isSectionHidden(column))
        return column;
    for (int place = 0; place < header->count(); ++place) {
        if (const int section = header->logicalIndex(place); !header->isSectionHidden(section))
            return section;
    }
    return 0;
}

void QueueTable::fitColumns()
{
    if (m_isSizing)
        return;
    m_isSizing = true;
    const QList<QueueColumn> &columns = m_queue.columns();
    const QHeaderView *header = horizontalHeader();
    const int room = viewport()->width();
    m_fittedWidth = room;
    const auto needed = [&](QueueColumn column) {
        if (m_ownWidths.contains(column))
            return header->sectionSize(m_queue.columnOf(column));
        return isStretched(column) ? leastWidth(column) : usualWidth(column);
    };
    m_dropped.clear();
    int used = 0;
    for (const QueueColumn column : columns)
        used += isWanted(column) ? needed(column) : 0;
    for (const QueueColumn column : DropOrder) {
        if (used <= room)
            break;
        if (m_queue.columnOf(column) < 0 || !isWanted(column) || m_ownWidths.contains(column))
            continue;
        used -= needed(column);
        m_dropped.insert(column);
    }
    showColumns();
    QList<QueueColumn> stretched;
    for (const QueueColumn column : columns) {
        if (isColumnHidden(m_queue.columnOf(column)) || m_ownWidths.contains(column))
            continue;
        if (isStretched(column))
            stretched.append(column);
        else
            setColumnWidth(m_queue.columnOf(column), usualWidth(column));
    }
    int left = std::max(0, room - used);
    for (qsizetype i = 0; i < stretched.size(); ++i) {
        const bool isLast = i + 1 == stretched.size();
        const int share = isLast ? left : left * 3 / 5; // host names are the longer ones
        setColumnWidth(m_queue.columnOf(stretched[i]), leastWidth(stretched[i]) + share);
        left -= share;
    }
    m_isSizing = false;
}

int QueueTable::widthOf(const QStringList &words) const
{
    // Bold is what an outcome that bars the approval is written in.
    const QFont bold = textFont(TextRole::Strong, font());
    int width = 0;
    for (const QString &word : words)
        width = std::max(width, m_widths.of(word, bold));
    return width + 2 * space::Small + 2;
}

int QueueTable::usualWidth(QueueColumn column) const
{
    // Title and the arrow of the order beside it.
    const int title = m_widths.of(QueueCell::title(column, m_queue.offers()), horizontalHeader()->font()) +
                      2 * space::Small + tegata::iconSize(this, icon::Row) + space::Tight;
    const bool isProfile = column == QueueColumn::Product && !m_queue.offers().products;
    const int words =
        widthOf(isProfile ? QStringList{QStringLiteral("Manual Server Certificate Enrollment")} : samples(column)) +
        (hasIcon(column) ? tegata::iconSize(this, icon::Row) + 2 * space::Small : 0);
    return std::max(title, words);
}

int QueueTable::leastWidth(QueueColumn column) const
{
    return widthOf({column == QueueColumn::CommonName ? QStringLiteral("www.example-shop.jp")
                                                      : QStringLiteral("株式会社サンプル")});
}

void QueueTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (viewport()->width() != m_fittedWidth)
        fitColumns();
    // What comes to stand below (the bar of a selection) must not hide the row where the work is.
    const QModelIndex current = currentIndex();
    if (!current.isValid() || event->size().height() >= event->oldSize().height())
        return;
    const int top = rowViewportPosition(current.row());
    if (top >= 0 && top < event->oldSize().height() && top + rowHeight(current.row()) > event->size().height())
        scrollTo(current);
}

void QueueTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::StyleChange)
        return;
    verticalHeader()->setDefaultSectionSize(tegata::rowHeight(this));
    fitColumns();
}

QRect QueueTable::takeBackRect(int row) const
{
    const std::optional<WaitingState> waiting = m_queue.waitingAt(row);
    if (!waiting || !waiting->canBeTakenBack)
        return {};
    const QRect whole(0, rowViewportPosition(row), std::min(viewport()->width(), horizontalHeader()->length()),
                      verticalHeader()->sectionSize(row));
    return QueueRowDelegate::takeBackRect(whole, font());
}

void QueueTable::paintWaiting(QPainter &painter, int row)
{
    const std::optional<WaitingState> waiting = m_queue.waitingAt(row);
    if (!waiting)
        return;
    const QRect whole(0, rowViewportPosition(row), std::min(viewport()->width(), horizontalHeader()->length()),
                      verticalHeader()->sectionSize(row));
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    QueueRowDelegate::paintWaiting(painter, whole, font(), palette(), *waiting,
                                   viewport()->underMouse() && takeBackRect(row).contains(pointer));
}

void QueueTable::mousePressEvent(QMouseEvent *event)
{
    const int row = rowAt(event->pos().y());
    if (event->button() == Qt::LeftButton && row >= 0 && takeBackRect(row).contains(event->pos())) {
        Q_EMIT takeBackRequested(row);
        return;
    }
    QTableView::mousePressEvent(event);
}

void QueueTable::mouseMoveEvent(QMouseEvent *event)
{
    const int row = rowAt(event->pos().y());
    const bool isButton = row >= 0 && takeBackRect(row).contains(event->pos());
    if (isButton != (viewport()->cursor().shape() == Qt::PointingHandCursor)) {
        if (isButton)
            viewport()->setCursor(Qt::PointingHandCursor);
        else
            viewport()->unsetCursor();
        viewport()->update();
    }
    QTableView::mouseMoveEvent(event);
}

} // namespace tegata
