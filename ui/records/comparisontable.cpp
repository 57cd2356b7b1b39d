// SPDX-License-Identifier: Apache-2.0
#include "ui/records/comparisontable.h"

#include "ui/records/comparisonmodel.h"
#include "ui/records/markedtextdelegate.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace tegata {

ComparisonTable::ComparisonTable(QWidget *parent) : QTableView(parent), m_model(new ComparisonModel(this))
{
    setModel(m_model);
    setShowGrid(false);
    setItemDelegate(new MarkedTextDelegate(this));
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrap(true);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setSectionsClickable(false);
    verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_fitting.setSingleShot(true);
    m_fitting.setInterval(0);
    connect(&m_fitting, &QTimer::timeout, this, &ComparisonTable::fit);
    const auto fitLater = [this] { m_fitting.start(); };
    connect(m_model, &QAbstractItemModel::modelReset, this, &ComparisonTable::fit);
    connect(m_model, &QAbstractItemModel::dataChanged, this, fitLater);
    connect(m_model, &QAbstractItemModel::headerDataChanged, this, fitLater);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, fitLater);
}

void ComparisonTable::setShowsAll(bool showsAll)
{
    m_showsAll = showsAll;
    fit();
}

int ComparisonTable::equalRows() const
{
    int equal = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        equal += m_model->isEqual(row);
    return equal;
}

void ComparisonTable::hideRows()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const bool isHidden = !m_showsAll && m_model->isEqual(row);
        if (isRowHidden(row) != isHidden)
            setRowHidden(row, isHidden);
    }
    for (const auto column : {ComparisonModel::Registered, ComparisonModel::Previous}) {
        if (isColumnHidden(column) == m_model->hasValues(column))
            setColumnHidden(column, !m_model->hasValues(column));
    }
}

void ComparisonTable::fit()
{
    m_fitting.stop();
    hideRows();
    resizeRowsToContents();
    int height = horizontalHeader()->height() + 2 * frameWidth();
    for (int row = 0; row < m_model->rowCount(); ++row)
        height += isRowHidden(row) ? 0 : rowHeight(row);
    setFixedHeight(height);
}

void ComparisonTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        m_fitting.start();
}

void ComparisonTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        QGuiApplication::clipboard()->setText(currentIndex().data(Qt::DisplayRole).toString());
        return;
    }
    QTableView::keyPressEvent(event);
}

void ComparisonTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        m_fitting.start();
}

void ComparisonTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    if (currentIndex().isValid())
        return;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!isRowHidden(row)) {
            setCurrentIndex(m_model->index(row, 0));
            return;
        }
    }
}

} // namespace tegata
