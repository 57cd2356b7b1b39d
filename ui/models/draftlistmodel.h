// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/enrollmentdesk.h"

#include <QAbstractTableModel>

namespace tegata {

enum class DraftColumn
{
    Name,
    Kind,
    Progress,
    State,
    Receipt, // 受付番号
    ChangedAt
};
inline constexpr int DraftColumnCount = 6;

// The drafts as the desk lists them, latest change first. Changes by difference: a row that stays keeps its selection.
class DraftListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setDrafts(const QList<DraftInfo> &drafts);
    // Null for a row that is not there.
    const DraftInfo *draftAt(int row) const;
    // -1 for an unknown one.
    int rowOf(const QString &id) const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const DraftInfo &draft, DraftColumn column) const;

    QList<DraftInfo> m_drafts;
};

} // namespace tegata
