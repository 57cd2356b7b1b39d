// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"
#include "core/domain/enrollmentapplication.h"
#include "core/rules/domainname.h"

#include <QAbstractTableModel>

namespace tegata {

class LanguageController;

// A list of domains applied for (S33–S37) as a table: each name for reading and as A-label, the EV tick, the note and
// what the last check found. It holds a copy and changes it by difference; what the person edits is told by signals,
// and stands here when it comes back through setDomains().
class DomainListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        AsciiColumn, // only where it differs
        EvColumn,
        NoteColumn,
        FindingColumn,
    };
    static constexpr int ColumnTotal = FindingColumn + 1;

    // language outlives the model.
    explicit DomainListModel(const LanguageController &language, QObject *parent = nullptr);

    void setDomains(const QList<EnrollmentDomain> &domains);
    const QList<EnrollmentDomain> &domains() const { return m_domains; }
    // Findings of fields "prefix[3]…"; others are passed over. Until the next report a row keeps its own when it moves.
    void setReport(const CheckReport &report, const QString &prefix);
    // Of a row, all of them; none for a row that is not there.
    QList<Finding> findings(int row) const { return m_facts.value(row).findings; }
    void setReadOnly(bool readOnly);
    // The words anew.
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void nameEdited(int row, const QString &text);
    void evEdited(int row, bool ev);
    void noteEdited(int row, const QString &text);

private:
    struct Facts
    {
        DomainName name;
        QList<Finding> findings;
    };

    void insert(int row, const QList<EnrollmentDomain> &domains);
    void remove(int row, int count);
    bool moveOne(int first, int last, const QList<EnrollmentDomain> &after);
    void replace(int row, const EnrollmentDomain &domain);
    QString display(int row, int column) const;
    QString findingText(int row) const;
    QString findingToolTip(int row) const;

    const LanguageController &m_language;
    QList<EnrollmentDomain> m_domains;
    QList<Facts> m_facts; // beside m_domains
    bool m_isReadOnly = false;
};

} // namespace tegata
