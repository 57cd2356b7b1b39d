// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/bulkrun.h"

#include <QAbstractTableModel>
#include <QSet>

namespace tegata {

class LanguageController;

// The rows of a bulk run as a table: what the check found, where each row stands, and a box to tick for rows with
// warnings, which nobody approves unseen. Run and language outlive it.
class BulkModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Seen,
        Name,
        Target,
        Check,
        State,
        Remark,
        ColumnCount
    };

    BulkModel(BulkRun &run, const LanguageController &language, QObject *parent = nullptr);

    // Rows with warnings can be ticked: an approval is being prepared, and nothing was given.
    void setTicking(bool ticking);
    bool isTickable(int row) const;
    bool isTicked(int row) const { return m_ticked.contains(row); }
    void retranslate();

    static QString stateText(BulkRowState state);
    QString remark(const BulkRow &row) const;
    // The row's outcome and when it was found, or that it was not checked.
    static QString checkText(const BulkRow &row);
    static QString siteFoundMore(const BulkRow &row);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void tickedChanged();

private:
    void follow(int row);
    // No outcome says more than what was checked.
    static QString withCaa(const BulkRow &row, const QString &outcome);

    BulkRun &m_run;
    const LanguageController &m_language;
    int m_count = 0;
    QSet<int> m_ticked;
    bool m_ticking = false;
};

} // namespace tegata
