// SPDX-License-Identifier: Apache-2.0
#include "ui/records/expirychartaccessible.h"

#include "ui/records/expirychart.h"

#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

namespace tegata {

namespace {

// One week. The chart may have fewer weeks by now: then it is not valid.
class WeekAccessible final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    WeekAccessible(ExpiryChart *chart, int week) : m_chart(chart), m_week(week) {}

    bool isValid() const override { return m_chart && m_week < m_chart->weeks().size(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_chart); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QString text(QAccessible::Text kind) const override
    {
        return isValid() && kind == QAccessible::Name ? m_chart->weekText(m_week) : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect bar = m_chart->barRect(m_week);
        return {m_chart->mapToGlobal(bar.topLeft()), bar.size()};
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        if (!isValid())
            return state;
        const bool isCurrent = m_chart->currentWeek() == m_week;
        state.focusable = state.selectable = true;
        state.selected = isCurrent;
        state.focused = isCurrent && m_chart->hasFocus();
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }

    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }
    void doAction(const QString &action) override
    {
        if (!isValid())
            return;
        m_chart->setCurrentWeek(m_week);
        if (action == setFocusAction())
            m_chart->setFocus();
        else if (action == pressAction())
            Q_EMIT m_chart->weekActivated(m_chart->weeks()[m_week].monday, m_chart->weeks()[m_week].monday.addDays(7));
    }

private:
    QPointer<ExpiryChart> m_chart;
    int m_week;
};

class ChartAccessible final : public QAccessibleWidget
{
public:
    explicit ChartAccessible(ExpiryChart *chart) : QAccessibleWidget(chart, QAccessible::List), m_chart(chart) {}
    ~ChartAccessible() override
    {
        for (const QAccessible::Id id : std::as_const(m_children))
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return static_cast<int>(m_chart->weeks().size()); }
    QAccessibleInterface *child(int week) const override
    {
        if (week < 0 || week >= childCount())
            return nullptr;
        auto known = m_children.find(week);
        if (known == m_children.end())
            known =
                m_children.insert(week, QAccessible::registerAccessibleInterface(new WeekAccessible(m_chart, week)));
        return QAccessible::accessibleInterface(*known);
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (auto each = m_children.cbegin(); each != m_children.cend(); ++each) {
            if (QAccessible::accessibleInterface(each.value()) == child)
                return each.key();
        }
        return -1;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int week = 0; week < childCount(); ++week) {
            QAccessibleInterface *each = child(week);
            if (each->rect().contains(x, y))
                return each;
        }
        return nullptr;
    }
    QAccessibleInterface *focusChild() const override
    {
        return m_chart->hasFocus() ? child(m_chart->currentWeek()) : nullptr;
    }

private:
    ExpiryChart *m_chart;
    mutable QHash<int, QAccessible::Id> m_children; // made when they are asked for
};

QAccessibleInterface *chartInterface(const QString &className, QObject *object)
{
    auto *chart = className == QLatin1String("tegata::ExpiryChart") ? qobject_cast<ExpiryChart *>(object) : nullptr;
    return chart ? new ChartAccessible(chart) : nullptr;
}

} // namespace

void installExpiryChartAccessible()
{
    QAccessible::installFactory(chartInterface); // once, however often it is asked for
}

void tellExpiryChartFocus(ExpiryChart &chart, int week)
{
    QAccessibleEvent event(&chart, QAccessible::Focus);
    event.setChild(week);
    QAccessible::updateAccessibility(&event);
}

} // namespace tegata
