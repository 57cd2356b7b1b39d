// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/domaintable.h"

#include "ui/models/domainlistmodel.h"
#include "ui/style/roles.h"
#include "ui/style/tokens.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

#include <algorithm>

namespace tegata {

namespace {

constexpr int FewestRowsShown = 4;
constexpr int MostRowsShown = 12;

bool isTakeable(const QMimeData *data)
{
    return data->hasText() || data->hasUrls();
}

} // namespace

DomainTable::DomainTable(DomainListModel &model, QWidget *parent) : QTableView(parent), m_domains(model)
{
    setObjectName(QStringLiteral("domainTable"));
    setModel(&m_domains);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setAlternatingRowColors(true);
    setAcceptDrops(true);
    viewport()->setAcceptDrops(true);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(&m_domains, signal, this, [this] {
            updateGeometry();
            viewport()->update();
        });
    }
}

QList<int> DomainTable::chosenRows() const
{
    QList<int> rows;
    const QModelIndexList chosen = selectionModel()->selectedRows();
    for (const QModelIndex &index : chosen)
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

void DomainTable::choose(int row, int column)
{
    const QModelIndex index = m_domains.index(row, column);
    // Not setCurrentIndex(): that one looks at the keys held down, Ctrl after a paste.
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

void DomainTable::retranslate(const QString &emptyText)
{
    m_emptyText = emptyText;
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2 + 4);
    sizeColumns();
    viewport()->update();
}

QSize DomainTable::sizeHint() const
{
    const int rows = std::clamp(m_domains.rowCount() + 1, FewestRowsShown, MostRowsShown);
    return {QTableView::sizeHint().width(),
            horizontalHeader()->sizeHint().height() + verticalHeader()->defaultSectionSize() * rows + 2 * frameWidth()};
}

QSize DomainTable::minimumSizeHint() const
{
    return {QTableView::minimumSizeHint().width(), sizeHint().height()};
}

void DomainTable::keyPressEvent(QKeyEvent *event)
{
    if (state() == QAbstractItemView::EditingState) { // the editor passes on what ends it
        QTableView::keyPressEvent(event);
        return;
    }
    const bool isPlain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (event->matches(QKeySequence::Paste)) {
        Q_EMIT textGiven(QGuiApplication::clipboard()->text());
    } else if (event->matches(QKeySequence::Copy)) {
        copyNames();
    } else if (event->key() == Qt::Key_Delete && isPlain) {
        Q_EMIT removeRequested();
    } else if (event->key() == Qt::Key_Space && isPlain) {
        Q_EMIT evRequested();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && isPlain) {
        // In a column without text, Enter edits the name.
        const QModelIndex current = currentIndex();
        const bool isText = m_domains.flags(current).testFlag(Qt::ItemIsEditable);
        const QModelIndex target = isText ? current : current.siblingAtColumn(DomainListModel::NameColumn);
        if (target.isValid() && m_domains.flags(target).testFlag(Qt::ItemIsEditable))
            edit(target);
    } else if (event->modifiers().testFlag(Qt::AltModifier) &&
               (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        Q_EMIT moveRequested(event->key() == Qt::Key_Up ? -1 : 1);
    } else {
        QTableView::keyPressEvent(event);
    }
}

void DomainTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_domains.rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(Roles::of(palette()).hint);
    painter.drawText(viewport()->rect().marginsRemoved(space::OfCard), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

void DomainTable::dragEnterEvent(QDragEnterEvent *event)
{
    if (isTakeable(event->mimeData()))
        event->acceptProposedAction();
}

void DomainTable::dragMoveEvent(QDragMoveEvent *event)
{
    if (isTakeable(event->mimeData()))
        event->acceptProposedAction();
}

void DomainTable::dropEvent(QDropEvent *event)
{
    QStringList text;
    const QList<QUrl> urls = event->mimeData()->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            Q_EMIT fileGiven(url.toLocalFile());
        else
            text.append(url.toString());
    }
    if (urls.isEmpty())
        text.append(event->mimeData()->text());
    if (!text.isEmpty())
        Q_EMIT textGiven(text.join(QLatin1Char('\n')));
    event->acceptProposedAction();
}

void DomainTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    sizeColumns();
}

void DomainTable::sizeColumns()
{
    const int character = characterWidth(this);
    const auto headerWidth = [this](int column) { return horizontalHeader()->sectionSizeHint(column) + 8; };
    const int free = std::max(viewport()->width() - headerWidth(DomainListModel::EvColumn), 0);
    setColumnWidth(DomainListModel::NameColumn, std::max(free * 28 / 100, character * 16));
    setColumnWidth(DomainListModel::AsciiColumn, std::max(free * 18 / 100, character * 12));
    setColumnWidth(DomainListModel::EvColumn, std::max(headerWidth(DomainListModel::EvColumn), character * 9));
    setColumnWidth(DomainListModel::NoteColumn, std::max(free * 22 / 100, character * 14));
}

void DomainTable::copyNames() const
{
    QStringList names;
    for (const int row : chosenRows())
        names.append(m_domains.index(row, DomainListModel::NameColumn).data(Qt::EditRole).toString());
    if (!names.isEmpty())
        QGuiApplication::clipboard()->setText(names.join(QLatin1Char('\n')));
}

} // namespace tegata
