// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QTableView>

namespace tegata {

class DomainListModel;

// The table of a domain list with its keys: Space ticks EV in the chosen rows, F2 or Enter edits, Ctrl+V pastes,
// Ctrl+C copies names, Delete removes, Alt+Up and Alt+Down move; text and files can be dropped on it. It changes
// nothing itself.
class DomainTable : public QTableView
{
    Q_OBJECT

public:
    // The model outlives the table.
    explicit DomainTable(DomainListModel &model, QWidget *parent = nullptr);

    QList<int> chosenRows() const; // in order
    void choose(int row, int column);
    // Columns take the width of the language's words.
    void retranslate(const QString &emptyText);
    void keyboardSearch(const QString &) override {} // typing does not search: F2 edits

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void textGiven(const QString &text); // pasted or dropped
    void fileGiven(const QString &path);
    void removeRequested();
    void moveRequested(int by);
    void evRequested(); // for the chosen rows

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void sizeColumns();
    void copyNames() const;

    DomainListModel &m_domains;
    QString m_emptyText;
};

} // namespace tegata
