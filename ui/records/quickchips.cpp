// SPDX-License-Identifier: Apache-2.0
#include "ui/records/quickchips.h"

#include "ui/common/chip.h"
#include "ui/style/tokens.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>
#include <utility>

namespace tegata {

QuickChips::QuickChips(QueueView view, QWidget *parent)
    : QWidget(parent), m_all(new Chip(QStringLiteral("filterAll"), QString(), this))
{
    setObjectName(QStringLiteral("filterChips"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::Tight);
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    layout->addWidget(m_all);
    connect(m_all, &Chip::clicked, this, [this] {
        Q_EMIT allWanted();
        m_all->setChecked(m_asked.isEmpty()); // it is on as long as nothing is filtered, whoever clicks it
    });
    const bool isOfRequests = view == QueueView::Pending || view == QueueView::OnHold;
    if (isOfRequests) {
        const auto addOutcome = [this](const char *name, const char *picture, FindingOutcome outcome) {
            add(name, QLatin1String(picture), QueueColumn::Check, static_cast<int>(outcome));
        };
        addOutcome("filterErrors", "outcome-error", FindingOutcome::Error);
        addOutcome("filterWarnings", "outcome-warning", FindingOutcome::Warning);
        addOutcome("filterPassed", "outcome-ok", FindingOutcome::Note);
    }
    add("filterEv", QString(), QueueColumn::Product, static_cast<int>(Product::Ev));
    if (isOfRequests) {
        add("filterMine", QStringLiteral("claim"), QueueColumn::ClaimedBy, 0);
        m_quick.last().isOffered = false; // until it is known who that is
        m_quick.last().chip->hide();
    }
}

void QuickChips::add(const char *name, const QString &picture, QueueColumn column, int value)
{
    const Quick quick{new Chip(QLatin1String(name), picture, this), column, value, QString()};
    layout()->addWidget(quick.chip);
    m_quick.append(quick);
    const qsizetype place = m_quick.size() - 1;
    connect(quick.chip, &Chip::clicked, this, [this, place](bool on) { toggle(m_quick[place], on); });
}

void QuickChips::setMe(const QString &id)
{
    for (Quick &quick : m_quick) {
        if (quick.column != QueueColumn::ClaimedBy)
            continue;
        quick.content = id;
        quick.isOffered = !id.isEmpty();
        quick.chip->setVisible(quick.isOffered);
    }
}

QList<ColumnCondition> QuickChips::conditions() const
{
    QList<ColumnCondition> conditions;
    for (const Quick &quick : m_quick) {
        ColumnCondition condition;
        condition.column = quick.column;
        if (quick.column == QueueColumn::ClaimedBy)
            condition.contains = quick.content;
        else
            condition.values = {quick.value};
        conditions.append(condition);
    }
    return conditions;
}

void QuickChips::setCount(int place, qint64 count)
{
    (place < 0 ? m_all : m_quick[place].chip)->setCount(count);
}

void QuickChips::showFilter(const QueueFilter &filter, bool isNarrowed)
{
    m_asked = filter.conditions;
    m_all->setChecked(!isNarrowed);
    for (const Quick &quick : std::as_const(m_quick))
        quick.chip->setChecked(isOn(quick));
}

bool QuickChips::covers(const ColumnCondition &condition) const
{
    qsizetype shown = 0;
    for (const Quick &quick : m_quick)
        shown += quick.column == condition.column && isOn(quick);
    return shown > 0 && shown >= condition.values.size();
}

bool QuickChips::isOn(const Quick &quick) const
{
    return std::any_of(m_asked.cbegin(), m_asked.cend(), [&](const ColumnCondition &each) {
        if (each.column != quick.column)
            return false;
        return quick.column == QueueColumn::ClaimedBy ? !quick.content.isEmpty() && each.contains == quick.content
                                                      : each.values.contains(quick.value);
    });
}

void QuickChips::toggle(const Quick &quick, bool isOn)
{
    ColumnCondition condition;
    condition.column = quick.column;
    for (const ColumnCondition &each : std::as_const(m_asked)) {
        if (each.column == quick.column)
            condition = each;
    }
    if (quick.column == QueueColumn::ClaimedBy) {
        condition.contains = isOn ? quick.content : QString();
    } else {
        condition.values.removeAll(quick.value);
        if (isOn)
            condition.values.append(quick.value);
    }
    Q_EMIT conditionWanted(condition);
}

QSize QuickChips::minimumSizeHint() const
{
    return {0, m_all->sizeHint().height()};
}

void QuickChips::fit(int width)
{
    const auto widthOf = [](const Chip *chip) { return chip->sizeHint().width() + space::Tight; };
    int left = width - widthOf(m_all);
    for (const Quick &quick : std::as_const(m_quick))
        left -= quick.isOffered && isOn(quick) ? widthOf(quick.chip) : 0;
    bool isFull = false; // the first that finds no room ends the line: the order says what matters more
    for (const Quick &quick : std::as_const(m_quick)) {
        const bool isKept = isOn(quick);
        if (quick.isOffered && !isKept) {
            isFull = isFull || widthOf(quick.chip) > left;
            left -= isFull ? 0 : widthOf(quick.chip);
        }
        const bool isShown = quick.isOffered && (isKept || !isFull);
        quick.chip->setVisible(isShown);
    }
}

void QuickChips::addLeftOut(QMenu &menu)
{
    for (qsizetype place = 0; place < m_quick.size(); ++place) {
        const Quick &quick = m_quick[place];
        if (!quick.isOffered || !quick.chip->isHidden())
            continue;
        QAction *action = menu.addAction(quick.chip->icon(), wordOf(quick), this,
                                         [this, place](bool on) { toggle(m_quick[place], on); });
        action->setCheckable(true);
    }
}

QString QuickChips::wordOf(const Quick &quick) const
{
    switch (quick.column) {
    case QueueColumn::Check:
        if (quick.value == static_cast<int>(FindingOutcome::Note))
            return tr("Passed");
        return quick.value == static_cast<int>(FindingOutcome::Error) ? tr("Errors") : tr("Warnings");
    case QueueColumn::Product:
        return tr("EV");
    default:
        return tr("Mine");
    }
}

void QuickChips::retranslate()
{
    setAccessibleName(tr("Quick filters"));
    m_all->setWord(tr("All"));
    for (const Quick &quick : std::as_const(m_quick))
        quick.chip->setWord(wordOf(quick));
}

} // namespace tegata
