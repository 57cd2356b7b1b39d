// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/queuepage.h"

#include "ui/models/queuemodel.h"
#include "ui/models/queuetext.h"
#include "ui/operator/queuetable.h"

#include <QItemSelectionModel>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

QString nameOf(QueueView view)
{
    switch (view) {
    case QueueView::Pending:
        return QStringLiteral("pending");
    case QueueView::OnHold:
        return QStringLiteral("onHold");
    case QueueView::Issued:
        return QStringLiteral("issued");
    case QueueView::Closed:
        return QStringLiteral("closed");
    case QueueView::Revoked:
        return QStringLiteral("revoked");
    }
    return {};
}

} // namespace

QueuePage::QueuePage(QueueCache &cache, QueueView view, QWidget *parent)
    : QWidget(parent), m_model(new QueueModel(cache, view, this))
{
    // Until the table has found its place again, the current row moves by Qt's doing and not by the person's.
    connect(m_model, &QueueModel::aboutToRearrange, this, [this] { m_isRearranging = true; });
    m_table = new QueueTable(*m_model, this);
    setObjectName(nameOf(view) + QStringLiteral("Page"));
    m_table->setObjectName(nameOf(view) + QStringLiteral("Table"));
    m_table->viewport()->setObjectName(m_table->objectName() + QStringLiteral("Viewport"));
    setFocusProxy(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_table, 1);

    connect(m_model, &QueueModel::rearranged, this, &QueuePage::onRearranged);
    connect(m_model, &QueueModel::settled, this, &QueuePage::onSettled);
    connect(m_model, &QueueModel::failed, this, &QueuePage::failed);
    connect(m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                const int row = m_table->currentIndex().row();
                if (hasCurrent() && row >= first.row() && row <= last.row())
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
}

void QueuePage::load()
{
    m_model->load();
}

QueueView QueuePage::view() const
{
    return m_model->view();
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

void QueuePage::retranslate()
{
    const QString name = QueueText::view(view());
    setAccessibleName(name);
    m_model->retranslate();
    m_table->setAccessibleName(name);
    m_table->viewport()->setAccessibleName(name);
    m_table->retranslate(tr("There is nothing here."));
}

void QueuePage::choose(int row)
{
    m_currentKey = 0;
    m_hasLeft = false;
    const int count = m_model->rowCount();
    if (count > 0)
        m_table->selectionModel()->setCurrentIndex(m_model->index(std::clamp(row, 0, count - 1), 0),
                                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
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
}

} // namespace tegata
