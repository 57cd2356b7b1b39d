// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/cache/queuefilter.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTimer>
#include <QVector>
#include <QWidget>

#include <optional>

class QMenu;
class QToolButton;

namespace tegata {

class Clock;
class EmptyState;
class FilterBar;
class QueueCache;
class QueueModel;
class QueueTable;
class TextWidths;

// One tab of the queue: filter bar, table, model, and the row that somebody works on, the current one. It is never
// changed under the person: when it leaves the list no other row is chosen, its details may stay, and its place is kept
// for the next step. A row that was let go, because the person is done with it, gives way to the next one. Its parts
// are made when it is first shown, or asked for: a hidden tab costs nothing at the start.
class QueuePage : public QWidget
{
    Q_OBJECT

public:
    struct Means
    {
        QueueCache &cache;
        const Clock &clock;
        TextWidths &widths;
    };

    // name: of the object; its parts are named after it ("pendingTable"). query: before any filter or order of a
    // person. What means refers to outlives it.
    QueuePage(const Means &means, const QueueQuery &query, const QString &name, QWidget *parent = nullptr);

    // Makes its parts, where they are not there yet.
    void build();
    bool isBuilt() const { return m_table != nullptr; }
    // Fills the table from the cache. Once.
    void load();
    bool isLoaded() const;
    QueueView view() const { return m_query.view; }
    QueueModel &model();
    QueueTable &table();
    FilterBar &filterBar();
    // Another filter or order, told to the bar and the header.
    void setQuery(const QueueQuery &query);
    QueueQuery query() const;
    // The same, and the first row of what is found is chosen: somebody looks for it, whatever was looked at before.
    void showQuery(const QueueQuery &query);
    // What the person made of it: filter, order, columns. Restoring takes what it understands and leaves the rest.
    QJsonObject saveState() const;
    void restoreState(const QJsonObject &state);

    // The row that drives the details; nothing when none is chosen or its record is still on its way.
    std::optional<QueueRow> currentRow() const;
    bool hasCurrent() const { return m_currentKey != 0; }
    // Of the rows chosen together, in the order of the table.
    QVector<qint64> selectedKeys() const;

    // The first row, where nothing is chosen and nothing has left.
    void chooseFirst();
    // Nothing is chosen until somebody moves; the place stays.
    void clearChosen();
    // The person is done with the record of this id or serial: when it leaves, or if it left, the next row is chosen.
    void letGo(const QString &id);
    // Who "mine" is, for its filter.
    void setMe(const QString &id);
    // title: as on its tab.
    void retranslate(const QString &title);
    void setVisible(bool visible) override;

public Q_SLOTS:
    void chooseColumns();

Q_SIGNALS:
    // Its parts are there now.
    void built();
    // Another row is current (or none), or its record came or changed.
    void currentChanged();
    // The current row left the list; nothing is chosen now.
    void currentLeft();
    void selectionChanged();
    void activated();
    void saveRequested();
    // From a list with nothing in it, to where there may be something.
    void viewRequested(tegata::QueueView view);
    // Of the record with this id or serial: what waits for it is to be taken back.
    void takeBackRequested(const QString &id);
    void failed(const tegata::Error &error);

private:
    void makeParts();
    void connectParts();
    QJsonArray columns() const;
    void setColumns(const QJsonArray &columns);
    void choose(int row);
    void adoptCurrent();
    void onRearranged();
    // Keeps that place without choosing its row.
    void standAt(int row);
    void onSettled();
    void showHits();
    void showEmpty();
    // What can be said of all of the view's records, whatever the filter.
    void countParts();
    QueueQuery unfiltered() const;
    void fillMenu();
    void reverse(bool descending);

    const Means m_means;
    QueueQuery m_query;   // until there is a model
    QJsonArray m_columns; // as they were stored, until there is a table
    QString m_name;
    QString m_title;
    QueueModel *m_model = nullptr;
    FilterBar *m_bar = nullptr;
    QueueTable *m_table = nullptr;
    EmptyState *m_empty = nullptr; // over the table's rows, while there are none
    QToolButton *m_list = nullptr; // order, columns, saving
    QMenu *m_listMenu = nullptr;
    QTimer m_countTimer; // waits a moment while changes follow each other
    qint64 m_currentKey = 0;
    qint64 m_leftKey = 0; // of the row that was current and left
    QString m_currentId;  // id or serial of the current record, or of the one that left
    QString m_doneWith;   // id or serial whose leaving is no surprise
    bool m_hasLeft = false;
    bool m_isTold = true;         // that it left
    bool m_isRearranging = false; // the selection model moves the current row by itself
};

} // namespace tegata
