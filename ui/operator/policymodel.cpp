// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/policymodel.h"

#include "core/rules/findingtext.h"
#include "core/rules/policyrules.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"

#include <QRegularExpression>

namespace tegata {

PolicyModel::PolicyModel(const LanguageController &language, QObject *parent)
    : QAbstractTableModel(parent), m_language(language)
{}

void PolicyModel::setPolicies(const PolicyPair &policies)
{
    const bool wasEmpty = m_rules.isEmpty();
    if (wasEmpty)
        beginInsertRows({}, 0, static_cast<int>(policyRules().size()) - 1);
    m_policies = policies;
    m_rules = policies.now.rules;
    if (wasEmpty)
        endInsertRows();
    else
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT settingsChanged();
}

const QString &PolicyModel::keyOf(int row) const
{
    return policyRules().at(row).key;
}

bool PolicyModel::isFixed(int row) const
{
    return policyRules().at(row).isFixed;
}

RuleSetting PolicyModel::setting(int row) const
{
    return m_rules.value(keyOf(row));
}

RuleSetting PolicyModel::shipped(int row) const
{
    return m_policies.base.rules.value(keyOf(row));
}

bool PolicyModel::differs(int row) const
{
    return setting(row) != shipped(row);
}

int PolicyModel::differences() const
{
    int count = 0;
    for (int row = 0; row < rowCount(); ++row)
        count += differs(row) ? 1 : 0;
    return count;
}

void PolicyModel::setOutcome(int row, RuleOutcome outcome)
{
    if (isFixed(row))
        return;
    RuleSetting changed = setting(row);
    const RuleSetting base = shipped(row);
    // The shipped reason speaks for the shipped outcome.
    if (changed.reason == base.reason && changed.reasonJapanese == base.reasonJapanese)
        changed.reason = changed.reasonJapanese = QString();
    changed.outcome = outcome;
    if (outcome == base.outcome && changed.reason.isEmpty())
        changed = base;
    put(row, changed);
}

void PolicyModel::setReason(int row, const QString &reason)
{
    RuleSetting changed = setting(row);
    const RuleSetting base = shipped(row);
    changed.reason = reason;
    changed.reasonJapanese.clear();
    if (changed.outcome == base.outcome &&
        (reason.trimmed().isEmpty() || reason == base.reasonIn(m_language.language())))
        changed = base;
    put(row, changed);
}

void PolicyModel::reset(int row)
{
    put(row, shipped(row));
}

void PolicyModel::resetAll()
{
    for (int row = 0; row < rowCount(); ++row)
        put(row, shipped(row));
}

int PolicyModel::rowWithoutReason() const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (differs(row) && setting(row).reason.trimmed().isEmpty())
            return row;
    }
    return -1;
}

void PolicyModel::put(int row, const RuleSetting &setting)
{
    if (m_rules.value(keyOf(row)) == setting)
        return;
    m_rules.insert(keyOf(row), setting);
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT settingsChanged();
}

void PolicyModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

QString PolicyModel::outcomeText(RuleOutcome outcome)
{
    switch (outcome) {
    case RuleOutcome::Off:
        return tr("Off");
    case RuleOutcome::Note:
        return tr("Note");
    case RuleOutcome::Warning:
        return tr("Warning");
    case RuleOutcome::Error:
        return tr("Error");
    }
    return {};
}

// What the rule says when it finds something, with … for what it finds.
QString PolicyModel::words(int row) const
{
    const PolicyRule &rule = policyRules().at(row);
    const FindingKind &kind = findingKind(rule.code);
    Finding finding;
    finding.code = kind.code;
    static const QRegularExpression placeholder(QStringLiteral("%\\{([A-Za-z]+)\\}"));
    for (const QRegularExpressionMatch &found : placeholder.globalMatch(QString::fromUtf8(kind.message)))
        finding.args.insert(found.captured(1), QString(QChar(0x2026)));
    if (!rule.part.isEmpty())
        finding.args.insert(QStringLiteral("type"), rule.part);
    return findingText(finding, m_language.phrasebook()).message;
}

int PolicyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_rules.isEmpty() ? 0 : static_cast<int>(policyRules().size());
}

int PolicyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PolicyModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int row = index.row();
    const RuleSetting here = setting(row);
    if (role == SortRole && index.column() == Outcome)
        return static_cast<int>(here.outcome);
    if (role == Qt::DecorationRole && index.column() == Outcome) {
        switch (here.outcome) {
        case RuleOutcome::Off:
            return {};
        case RuleOutcome::Note:
            return PaletteIcon::icon(FindingList::outcomeIcon(FindingOutcome::Note));
        case RuleOutcome::Warning:
            return PaletteIcon::icon(FindingList::outcomeIcon(FindingOutcome::Warning));
        case RuleOutcome::Error:
            return PaletteIcon::icon(FindingList::outcomeIcon(FindingOutcome::Error));
        }
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != SortRole)
        return {};
    switch (index.column()) {
    case Difference:
        return differs(row) ? tr("● Changed") : isFixed(row) ? tr("Fixed") : QString();
    case Rule:
        return QStringLiteral("%1  %2").arg(findingKind(policyRules().at(row).code).rule, keyOf(row));
    case Words:
        return words(row);
    case Outcome:
        //: %1: the outcome, %2: the shipped policy's
        return role == Qt::ToolTipRole && here.outcome != shipped(row).outcome
                   ? tr("%1 (shipped: %2)").arg(outcomeText(here.outcome), outcomeText(shipped(row).outcome))
                   : outcomeText(here.outcome);
    case Reason:
        return here.reasonIn(m_language.language());
    default:
        return {};
    }
}

QVariant PolicyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Difference:
        return tr("Difference");
    case Rule:
        return tr("Rule");
    case Words:
        return tr("What it says");
    case Outcome:
        return tr("Outcome");
    case Reason:
        return tr("Reason");
    default:
        return {};
    }
}

} // namespace tegata
