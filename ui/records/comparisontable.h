// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTableView>
#include <QTimer>

namespace tegata {

class ComparisonModel;

// The comparison as a table of its full height: the pane around it scrolls. Arrow keys move from cell to cell, Tab
// leaves it, Ctrl+C copies the value.
class ComparisonTable : public QTableView
{
    Q_OBJECT

public:
    explicit ComparisonTable(QWidget *parent = nullptr);

    ComparisonModel &comparison() { return *m_model; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    // Rows as high as their texts, in the columns' widths; the table as high as its rows.
    void fit();

    ComparisonModel *m_model;
    QTimer m_fitting; // once the headers know their sizes
};

} // namespace tegata
