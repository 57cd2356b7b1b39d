// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QTableView>

namespace tegata {

class QueueModel;

// The table of one tab: whole rows, one chosen at a time, J and K beside the arrows, and a line of text while it is
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
    void paintEvent(QPaintEvent *event) override;

private:
    void sizeColumns();

    QueueModel &m_queue;
    QString m_emptyText;
};

} // namespace tegata
