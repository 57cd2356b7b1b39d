// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTableView>
#include <QTimer>

namespace tegata {

class ComparisonModel;

// The comparison as a table of its full height: the pane around it scrolls. Shows the rows that differ, and the others
// on demand; a column without any value is not shown. Arrow keys move from cell to cell, Tab
// leaves it, Ctrl+C copies the value.
class ComparisonTable : public QTableView
{
    Q_OBJECT

public:
    explicit ComparisonTable(QWidget *parent = nullptr);

    ComparisonModel &comparison() { return *m_model; }
    void setShowsAll(bool showsAll);
    bool showsAll() const { return m_showsAll; }
    // How many rows agree.
    int equalRows() const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    // Rows as high as their texts, in the columns' widths; the table as high as its rows.
    void fit();
    void hideRows();

    bool m_showsAll = false;
    ComparisonModel *m_model;
    QTimer m_fitting; // once the headers know their sizes
};

} // namespace tegata
