// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/evidence.h"

#include <QAbstractTableModel>

namespace tegata {

// The comparison CSR | registered data | previous certificate as a table: a row a field, whose name stands in the
// vertical header. Cells tell in words what is marked in them, for eyes (a line below) and for assistive technology.
class ComparisonModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Csr,
        Registered,
        Previous
    };
    static constexpr int ColumnCount = 3;
    enum Role
    {
        RunsRole = Qt::UserRole, // QList<TextRun>: the value in runs; empty where it is one
        RemarkRole,              // QString: the line below the value; empty for none
        ShortRole,               // QString: a hash as it is drawn; invalid: the value itself is
    };

    explicit ComparisonModel(QObject *parent = nullptr);

    // The same fields again change the cells in place, so that the current cell stays.
    void setRows(const QList<ComparisonRow> &rows, bool hasPrevious, bool hasRegistration);
    void retranslate();
    // Whether the texts of a row agree, as far as there are any to compare: nobody need look at it.
    bool isEqual(int row) const;
    // Whether any row has a value there.
    bool hasValues(Column column) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const std::optional<QString> &valueAt(const QModelIndex &index) const;
    QString text(const QModelIndex &index) const;
    QList<TextRun> runs(const QModelIndex &index) const;
    QString remark(const QModelIndex &index) const;

    QList<ComparisonRow> m_rows;
    bool m_hasPrevious = false;
    bool m_hasRegistration = false; // else no name can be said to be in no registered domain
};

} // namespace tegata

Q_DECLARE_METATYPE(QList<tegata::TextRun>)
