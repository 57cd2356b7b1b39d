// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/cache/queueview.h"

#include <QList>
#include <QVector>
#include <QWidget>

#include <optional>

class QAction;
class QTabWidget;

namespace tegata {

class QueueCache;
class QueueModel;
class QueuePage;
class QueueTable;

// The queue as tabs with their counts: 承認待ち, 保留, 発行済み, 却下・取消, 失効. Shows the cache at once and follows it.
// The current row of the current tab drives the details; more rows may be chosen with it, for work in bulk. How it
// keeps the place is QueuePage's. The cache outlives it.
class QueueTabs : public QWidget
{
    Q_OBJECT

public:
    explicit QueueTabs(QueueCache &cache, QWidget *parent = nullptr);

    // Fills the tables from the cache. Once.
    void load();
    QueueView view() const;
    void setView(QueueView view);
    void stepTab(int by);
    QueueModel &currentModel() const;
    QueueTable &currentTable() const;
    // For the context menu of every table, present and to come.
    void addRowActions(const QList<QAction *> &actions);

    // The row that drives the details; nothing when none is chosen or its record is still on its way.
    std::optional<QueueRow> currentRow() const;
    // Whether a row is chosen, even if its record is still on its way.
    bool hasCurrent() const;
    // Of the rows chosen together, in the order of the table; and their records, fetched where they are not at hand.
    // A row that left the tab meanwhile is absent.
    QVector<qint64> selectedKeys() const;
    Future<QList<QueueRow>> selectedRows() const;
    // The person is done with the record of this id or serial: when it leaves the tab, or if it has left, the next row
    // is chosen. Without this, the details of a row that leaves stay.
    void letGo(const QString &id);
    // Nothing is chosen until somebody moves: something else than a row is shown.
    void clearChosen();

public Q_SLOTS:
    void step(int rows);
    // Chooses the current row or takes it out of the choice, and goes on by one.
    void toggleSelected();
    void selectAll();
    void focusTable();

Q_SIGNALS:
    // Another tab is shown; currentChanged() follows.
    void tabChanged();
    // Another row is current (or none), or its record came or changed.
    void currentChanged();
    // The current row left the tab: nothing is chosen now, and what is shown of it may stand.
    void currentLeft();
    void selectionChanged();
    void countsChanged(const tegata::QueueCounts &counts);
    // Enter or a double click on a row.
    void activated();
    void failed(const tegata::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    QueuePage &page() const;
    void addPage(QueueView view);
    void onTab();
    void updateCounts(const QueueCounts &counts);
    void retranslate();

    QueueCache &m_cache;
    QTabWidget *m_tabs;
    QList<QueuePage *> m_pages; // in the order of the tabs
    QList<QAction *> m_rowActions;
    QueueCounts m_counts{};
};

} // namespace tegata
