// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuefilter.h"

#include <QList>
#include <QPersistentModelIndex>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QTableView>

namespace tegata {

class QueueModel;
class TextWidths;

// One column as a table shows it, in the order from the left.
struct ColumnLayout
{
    QueueColumn column;
    int width = 0; // logical pixels; 0: as its words need
    bool isShown = true;

    friend bool operator==(const ColumnLayout &, const ColumnLayout &) = default;
};

// The table of one tab: whole rows, one or more of them chosen, J and K beside the arrows, and a line of text while it
// is empty. Letters are commands here, so typing does not search. When rows come, go and move, what stands on the
// screen stands: the current row where it can be seen, else the topmost one that is still there. Under another filter
// or order the current row stands, if it is there and was seen; else the list begins at its top.
// The columns fill the width and never more (look.md, Layout): names stretch, the others are as wide as their longest
// word, and where that is too much those that say least are dropped until there is room. Widths that a person gave
// stand, whatever becomes of the rest.
class QueueTable : public QTableView
{
    Q_OBJECT

public:
    // Model and widths outlive the table.
    QueueTable(QueueModel &model, TextWidths &widths, QWidget *parent = nullptr);

    // Columns take the width of the new language's words.
    void retranslate();
    // Hides columns that are always empty at this site; the layout keeps what it says about them.
    void withhold(const QSet<QueueColumn> &columns);
    // Whether the rows of this table differ in their state: only then the state has a column.
    void setStatesDiffer(bool differ);
    void step(int rows);
    // The one way in which the program chooses a row: nothing else stays chosen, whatever keys are held down, and Shift
    // extends from there.
    void chooseRow(int row);
    QList<ColumnLayout> columnLayout() const;
    // Columns that are not named keep their place behind the named ones; names of other tables are ignored.
    void setColumnLayout(const QList<ColumnLayout> &columns);
    // The header's arrow follows the model's order.
    void showOrder();
    // Where the row that was current before the model rearranged its rows is, or would be; -1 in an empty table.
    int place() const { return m_place; }
    void keyboardSearch(const QString &) override {}

Q_SIGNALS:
    // Not all rows that were to be chosen are: BoundedSelection::MaximumRows.
    void selectionLimited();
    // A row's decision that waits is to be taken back: its button was clicked.
    void takeBackRequested(int row);

protected:
    // Where the chosen row left, the next step goes to the row in its place.
    void keyPressEvent(QKeyEvent *event) override;
    // Ctrl with Home, End or an arrow chooses the row that it goes to: what drives the details is always chosen.
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index, const QEvent *event) const override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    // The button of a row that waits is none of the row's own.
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    struct Anchor
    {
        QPersistentModelIndex index;
        int y; // of its upper edge in the viewport
    };

    // queuetable_columns.cpp
    bool isWanted(QueueColumn column) const;
    void fitColumns();
    void showColumns();
    int usualWidth(QueueColumn column) const;
    int leastWidth(QueueColumn column) const;
    int widthOf(const QStringList &words) const;
    // Where the current cell of a row can be: its column if that is shown, else the first that is.
    int standingColumn() const;
    // Where the button stands that takes back what waits in this row; empty: nowhere.
    QRect takeBackRect(int row) const;
    void paintWaiting(QPainter &painter, int row);
    void notePlace();
    void findPlace();
    int placeFromNeighbours() const;

    QueueModel &m_queue;
    TextWidths &m_widths;
    QSet<QueueColumn> m_withheld;
    QSet<QueueColumn> m_hidden;  // that a person does not want
    QSet<QueueColumn> m_dropped; // for want of room
    bool m_doStatesDiffer = true;
    QSet<QueueColumn> m_ownWidths; // columns that a person gave a width
    bool m_isSizing = false;
    int m_fittedWidth = -1; // of the viewport
    QueueQuery m_shownQuery;
    QList<Anchor> m_anchors;              // rows that may keep their place on the screen, best first
    QList<QPersistentModelIndex> m_after; // the current row and what follows it
    QList<QPersistentModelIndex> m_before;
    int m_place = -1;
};

} // namespace tegata
