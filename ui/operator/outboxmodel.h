// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/desk/operatordesk.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <optional>

namespace tegata {

class LanguageController;

// What waits in the outbox, oldest first, as a table that changes by difference, with the seconds running. Desk, clock
// and language outlive it.
class OutboxModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Action,
        Title,
        State,
        Since,
        Problem,
        ColumnCount
    };

    OutboxModel(OperatorDesk &desk, const Clock &clock, const LanguageController &language, QObject *parent = nullptr);

    std::optional<OutboxItem> item(int row) const;
    int rowOf(qint64 id) const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void follow();
    void tick();

    OperatorDesk &m_desk;
    const Clock &m_clock;
    const LanguageController &m_language;
    QList<OutboxItem> m_items;
    QTimer m_second; // while something is in its undo window
};

} // namespace tegata
