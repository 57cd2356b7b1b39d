// SPDX-License-Identifier: Apache-2.0
#include "ui/models/domainlistmodel.h"

#include "core/rules/enrollmentfields.h"
#include "core/rules/findingtext.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"

#include <algorithm>
#include <optional>

namespace tegata {

namespace {

// Row of a field "prefix[3].name"; -1 for another list's.
int rowOfField(const QString &field, const QString &prefix)
{
    if (!field.startsWith(prefix) || field.size() <= prefix.size() || field.at(prefix.size()) != QLatin1Char('['))
        return -1;
    const qsizetype start = prefix.size() + 1;
    const qsizetype end = field.indexOf(QLatin1Char(']'), start);
    bool isNumber = false;
    const int row = field.mid(start, end - start).toInt(&isNumber);
    return isNumber ? row : -1;
}

// Which rows of whole are left when part is what stays of it; nothing when part is no part in the same order.
std::optional<QList<int>> rowsBeside(const QList<EnrollmentDomain> &part, const QList<EnrollmentDomain> &whole)
{
    QList<int> beside;
    qsizetype at = 0;
    for (int row = 0; row < whole.size(); ++row) {
        if (at < part.size() && part.at(at) == whole.at(row))
            ++at;
        else
            beside.append(row);
    }
    return at == part.size() ? std::optional(beside) : std::nullopt;
}

} // namespace

DomainListModel::DomainListModel(const LanguageController &language, QObject *parent)
    : QAbstractTableModel(parent), m_language(language)
{}

void DomainListModel::setDomains(const QList<EnrollmentDomain> &domains)
{
    if (domains == m_domains)
        return;
    if (const auto gone = rowsBeside(domains, m_domains)) {
        for (auto row = gone->crbegin(); row != gone->crend(); ++row)
            remove(*row, 1);
        return;
    }
    if (const auto come = rowsBeside(m_domains, domains)) {
        for (qsizetype i = 0; i < come->size();) {
            const int first = come->at(i);
            QList<EnrollmentDomain> run;
            while (i < come->size() && come->at(i) == first + run.size())
                run.append(domains.at(come->at(i++)));
            insert(first, run);
        }
        return;
    }
    int first = 0;
    while (first < std::min(domains.size(), m_domains.size()) && domains.at(first) == m_domains.at(first))
        ++first;
    qsizetype same = 0; // at the end
    while (same < std::min(domains.size(), m_domains.size()) - first &&
           domains.at(domains.size() - 1 - same) == m_domains.at(m_domains.size() - 1 - same))
        ++same;
    const int before = static_cast<int>(m_domains.size() - same) - first;
    const int after = static_cast<int>(domains.size() - same) - first;
    if (before == after && moveOne(first, first + before - 1, domains))
        return;
    for (int row = first; row < first + std::min(before, after); ++row)
        replace(row, domains.at(row));
    if (after > before)
        insert(first + before, domains.mid(first + before, after - before));
    else if (before > after)
        remove(first + after, before - after);
}

void DomainListModel::setReport(const CheckReport &report, const QString &prefix)
{
    QList<QList<Finding>> findings(m_facts.size());
    for (const Finding &finding : report.findings) {
        const int row = rowOfField(finding.field, prefix);
        if (row >= 0 && row < findings.size())
            findings[row].append(finding);
    }
    for (int row = 0; row < m_facts.size(); ++row) {
        if (m_facts.at(row).findings == findings.at(row))
            continue;
        m_facts[row].findings = findings.at(row);
        Q_EMIT dataChanged(index(row, FindingColumn), index(row, FindingColumn));
    }
}

void DomainListModel::setReadOnly(bool readOnly)
{
    m_isReadOnly = readOnly; // flags are asked anew at each use
}

void DomainListModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnTotal - 1);
    if (!m_domains.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnTotal - 1));
}

int DomainListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_domains.size());
}

int DomainListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant DomainListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const EnrollmentDomain &domain = m_domains.at(row);
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == EvColumn ? (domain.ev ? tr("EV: yes") : tr("EV: no")) : display(row, index.column());
    case Qt::EditRole:
        if (index.column() == NameColumn)
            return domain.name;
        return index.column() == NoteColumn ? domain.note : display(row, index.column());
    case Qt::CheckStateRole:
        if (index.column() == EvColumn)
            return domain.ev ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::DecorationRole:
        if (index.column() == FindingColumn && !m_facts.at(row).findings.isEmpty())
            return PaletteIcon::icon(FindingList::outcomeIcon(CheckReport{m_facts.at(row).findings}.outcome()));
        return {};
    case Qt::ToolTipRole:
        return index.column() == FindingColumn ? findingToolTip(row) : display(row, index.column());
    default:
        return {};
    }
}

QVariant DomainListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? section + 1 : QVariant();
    const Phrasebook &phrasebook = m_language.phrasebook();
    if (section == NoteColumn && (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole))
        return enrollmentFieldLabel(QStringLiteral("domains[].note"), phrasebook);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return enrollmentFieldLabel(QStringLiteral("domains[].name"), phrasebook);
    case AsciiColumn:
        return tr("ASCII form");
    case EvColumn:
        return enrollmentFieldLabel(QStringLiteral("domains[].ev"), phrasebook);
    case NoteColumn:
        return tr("Note"); // the field's whole name has no room
    case FindingColumn:
        return tr("Finding");
    default:
        return {};
    }
}

Qt::ItemFlags DomainListModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid() || m_isReadOnly)
        return flags;
    if (index.column() == NameColumn || index.column() == NoteColumn)
        flags |= Qt::ItemIsEditable;
    else if (index.column() == EvColumn)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool DomainListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid) || m_isReadOnly)
        return false;
    const EnrollmentDomain &domain = m_domains.at(index.row());
    if (role == Qt::CheckStateRole && index.column() == EvColumn) {
        Q_EMIT evEdited(index.row(), value.toInt() == Qt::Checked);
        return true;
    }
    if (role != Qt::EditRole)
        return false;
    const QString text = value.toString();
    if (index.column() == NameColumn && text != domain.name)
        Q_EMIT nameEdited(index.row(), text);
    else if (index.column() == NoteColumn && text != domain.note)
        Q_EMIT noteEdited(index.row(), text);
    else
        return false;
    return true;
}

void DomainListModel::insert(int row, const QList<EnrollmentDomain> &domains)
{
    beginInsertRows({}, row, row + static_cast<int>(domains.size()) - 1);
    for (qsizetype i = 0; i < domains.size(); ++i) {
        m_domains.insert(row + i, domains.at(i));
        m_facts.insert(row + i, {examineDomain(domains.at(i).name), {}});
    }
    endInsertRows();
}

void DomainListModel::remove(int row, int count)
{
    beginRemoveRows({}, row, row + count - 1);
    m_domains.remove(row, count);
    m_facts.remove(row, count);
    endRemoveRows();
}

bool DomainListModel::moveOne(int first, int last, const QList<EnrollmentDomain> &after)
{
    if (first >= last)
        return false;
    const auto isMove = [&](int from, int to) {
        QList<EnrollmentDomain> moved = m_domains;
        moved.move(from, to);
        return moved == after;
    };
    const bool isDown = isMove(first, last);
    if (!isDown && !isMove(last, first))
        return false;
    const int from = isDown ? first : last;
    const int to = isDown ? last : first;
    beginMoveRows({}, from, from, {}, isDown ? to + 1 : to);
    m_domains.move(from, to);
    m_facts.move(from, to);
    endMoveRows();
    return true;
}

void DomainListModel::replace(int row, const EnrollmentDomain &domain)
{
    if (m_domains.at(row).name != domain.name)
        m_facts[row] = {examineDomain(domain.name), {}};
    m_domains[row] = domain;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnTotal - 1));
}

QString DomainListModel::display(int row, int column) const
{
    const EnrollmentDomain &domain = m_domains.at(row);
    const DomainName &name = m_facts.at(row).name;
    switch (column) {
    case NameColumn:
        // As it was typed where it is no name of its own: a URL, a wildcard, a mistake.
        return domain.name.compare(name.aLabel, Qt::CaseInsensitive) == 0 ? name.uLabel : domain.name;
    case AsciiColumn:
        return name.aLabel == name.uLabel ? QString() : name.aLabel;
    case EvColumn:
        return domain.ev ? QStringLiteral("EV") : QStringLiteral("–");
    case NoteColumn:
        return domain.note;
    case FindingColumn:
        return findingText(row);
    default:
        return {};
    }
}

QString DomainListModel::findingText(int row) const
{
    const QList<Finding> &findings = m_facts.at(row).findings;
    if (findings.isEmpty())
        return {};
    const auto heaviest = std::max_element(findings.cbegin(), findings.cend(),
                                           [](const Finding &a, const Finding &b) { return a.outcome < b.outcome; });
    const QString words = QStringLiteral("%1: %2").arg(FindingList::outcomeText(heaviest->outcome),
                                                       tegata::findingText(*heaviest, m_language.phrasebook()).message);
    const qsizetype more = findings.size() - 1;
    return more == 0 ? words : QStringLiteral("%1 (+%2)").arg(words).arg(more);
}

QString DomainListModel::findingToolTip(int row) const
{
    QStringList lines;
    for (const Finding &finding : m_facts.at(row).findings) {
        const FindingText words = tegata::findingText(finding, m_language.phrasebook());
        lines.append(QStringLiteral("%1: %2").arg(FindingList::outcomeText(finding.outcome), words.message));
        lines.append(QStringLiteral("→ ") + words.remedy);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace tegata
