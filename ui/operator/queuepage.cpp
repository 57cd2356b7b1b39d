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
    // Before the table connects to the model, so that its own moving of the current row is seen as such.
    connect(m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_isRemoving = true; });
    m_table = new QueueTable(*m_model, this);
    setObjectName(nameOf(view) + QStringLiteral("Page"));
    m_table->setObjectName(nameOf(view) + QStringLiteral("Table"));
    m_table->viewport()->setObjectName(m_table->objectName() + QStringLiteral("Viewport"));
    setFocusProxy(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_table, 1);

    connect(m_model, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_isRemoving = false;
        noteDeparture();
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &QueuePage::chooseFirst);
    connect(m_model, &QueueModel::settled, this, &QueuePage::onSettled);
    connect(m_model, &QueueModel::failed, this, &QueuePage::failed);
    connect(m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                const int row = m_table->currentIndex().row();
                if (hasCurrent() && row >= first.row() && row <= last.row())
                    adoptCurrent();
            });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_isRemoving)
            adoptCurrent();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        // The row at the place of one that left is current for Qt already, and is chosen now.
        if (!m_isRemoving && !hasCurrent() && m_table->selectionModel()->hasSelection())
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

void QueuePage::noteDeparture()
{
    const QModelIndex current = m_table->currentIndex();
    if (!hasCurrent() || (current.isValid() && m_model->keyAt(current.row()) == m_currentKey))
        return;
    if (!m_currentId.isEmpty() && m_currentId == m_doneWith) {
        choose(current.row());
        return;
    }
    m_leftKey = m_currentKey;
    m_currentKey = 0;
    m_hasLeft = true;
    Q_EMIT currentLeft();
}

void QueuePage::onSettled()
{
    // It may have come back: then it is what somebody still looks at.
    if (m_hasLeft && m_leftKey != 0) {
        if (const int row = m_model->rowOfKey(m_leftKey); row >= 0)
            choose(row);
    }
    chooseFirst();
}

} // namespace tegata
