// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QTableView>

namespace tegata {

class QueueModel;

// The table of one tab: whole rows, one or more of them chosen, J and K beside the arrows, and a line of text while it is
// empty. Letters are commands here, so typing does not search.
class QueueTable : public QTableView
{
    Q_OBJECT

public:
    // The model outlives the table.
    explicit QueueTable(QueueModel &model, QWidget *parent = nullptr);

    // Columns take the width of the new language's words.
    void retranslate(const QString &emptyText);
    void step(int rows);
    void keyboardSearch(const QString &) override {}

protected:
    // Where the chosen row left, the next step goes to the row in its place.
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void sizeColumns();

    QueueModel &m_queue;
    QString m_emptyText;
};

} // namespace tegata
