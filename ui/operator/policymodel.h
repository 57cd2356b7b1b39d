// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/sitepolicystore.h"

#include <QAbstractTableModel>

namespace tegata {

class LanguageController;

// Each rule of a policy with its outcome and reason, and whether it differs from the shipped policy; holds what is
// being changed until it is saved. language outlives it.
class PolicyModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Difference,
        Rule,
        Words,
        Outcome,
        Reason,
        ColumnCount
    };
    static constexpr int SortRole = Qt::UserRole;

    explicit PolicyModel(const LanguageController &language, QObject *parent = nullptr);

    void setPolicies(const PolicyPair &policies);
    const PolicyPair &policies() const { return m_policies; }
    const RuleSettings &rules() const { return m_rules; }
    bool isChanged() const { return m_rules != m_policies.now.rules; } // against what is saved

    const QString &keyOf(int row) const;
    bool isFixed(int row) const;
    bool differs(int row) const; // from the shipped policy
    int differences() const;
    RuleSetting setting(int row) const;
    RuleSetting shipped(int row) const;
    // A rule that goes back to the shipped outcome and has no reason of its own takes the shipped one.
    void setOutcome(int row, RuleOutcome outcome);
    void setReason(int row, const QString &reason);
    void reset(int row);
    void resetAll();
    // The first rule that differs without a reason, -1: none.
    int rowWithoutReason() const;
    void retranslate();

    static QString outcomeText(RuleOutcome outcome);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void settingsChanged();

private:
    void put(int row, const RuleSetting &setting);
    QString words(int row) const;

    const LanguageController &m_language;
    PolicyPair m_policies;
    RuleSettings m_rules;
};

} // namespace tegata
