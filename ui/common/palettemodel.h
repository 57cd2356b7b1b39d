// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QString>

#include <functional>

namespace tegata {

// One thing that the palette offers.
struct PaletteEntry
{
    QString title;
    QString detail; // what kind of thing it is, or why it is not possible now
    QString keys;
    bool isEnabled = true;
    std::function<void()> run;
    QString id = {}; // a serial or receipt number, by which it is meant as exactly as by its title
};

// What the palette shows: a short list, replaced as a whole with each key typed.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        DetailRole = Qt::UserRole + 1,
        KeysRole,
        EnabledRole, // bool; a disabled entry can still be chosen, to be told why
    };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(QList<PaletteEntry> entries);
    void insert(int row, const QList<PaletteEntry> &entries);
    const PaletteEntry *entry(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QList<PaletteEntry> m_entries;
};

} // namespace tegata
