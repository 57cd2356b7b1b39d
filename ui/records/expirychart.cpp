// SPDX-License-Identifier: Apache-2.0
#include "ui/records/expirychart.h"

#include "ui/models/standingtext.h"
#include "ui/records/expirychartaccessible.h"
#include "ui/style/roles.h"
#include "ui/style/tokens.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QStylePainter>
#include <QToolTip>

#include <algorithm>

namespace tegata {

namespace {

constexpr int Gap = 8; // between the parts

// 1, 2 or 5 times a power of ten, at least the value: a scale that people can read.
qint64 roundedUp(qint64 value)
{
    for (qint64 power = 1;; power *= 10) {
        for (const qint64 step : {1, 2, 5}) {
            if (step * power >= value)
                return step * power;
        }
    }
}

} // namespace

ExpiryChart::ExpiryChart(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("expiryChart"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    installExpiryChartAccessible();
    retranslate();
}

void ExpiryChart::setWeeks(const QList<ExpiryWeek> &weeks)
{
    if (weeks == m_weeks)
        return;
    const QDate shown = m_current >= 0 ? m_weeks[m_current].monday : QDate();
    m_weeks = weeks;
    const auto same = std::find_if(m_weeks.cbegin(), m_weeks.cend(),
                                   [&shown](const ExpiryWeek &week) { return week.monday == shown; });
    if (same != m_weeks.cend())
        m_current = static_cast<int>(same - m_weeks.cbegin());
    else
        m_current = m_weeks.isEmpty() ? -1 : 0;
    update();
}

void ExpiryChart::setCurrentWeek(int week)
{
    if (week < 0 || week >= m_weeks.size() || week == m_current)
        return;
    m_current = week;
    update();
    tellExpiryChartFocus(*this, m_current);
}

QString ExpiryChart::weekText(int week) const
{
    return week >= 0 && week < m_weeks.size() ? StandingText::week(m_weeks[week]) : QString();
}

QSize ExpiryChart::sizeHint() const
{
    return {characterWidth(this) * 90, fontMetrics().lineSpacing() * 10};
}

QSize ExpiryChart::minimumSizeHint() const
{
    return {characterWidth(this) * 40, fontMetrics().lineSpacing() * 7};
}

QRect ExpiryChart::plot() const
{
    const int line = fontMetrics().lineSpacing();
    const int numbers = fontMetrics().horizontalAdvance(QLocale().toString(scaleTop())) + Gap;
    return rect().adjusted(numbers + Gap, line / 2 + Gap, -Gap, -(2 * line + 2 * Gap));
}

qint64 ExpiryChart::scaleTop() const
{
    qint64 highest = 0;
    for (const ExpiryWeek &week : m_weeks)
        highest = std::max(highest, week.certificates);
    return roundedUp(std::max<qint64>(highest, 1));
}

QRect ExpiryChart::barRect(int week) const
{
    const QRect area = plot();
    const auto count = static_cast<int>(m_weeks.size());
    if (week < 0 || week >= count)
        return {};
    const int left = area.left() + area.width() * week / count;
    const int right = area.left() + area.width() * (week + 1) / count;
    return {left, area.top(), right - left, area.height()};
}

int ExpiryChart::weekAt(const QPoint &place) const
{
    const QRect area = plot();
    for (int week = 0; week < m_weeks.size(); ++week) {
        const QRect bar = barRect(week);
        if (place.x() >= bar.left() && place.x() <= bar.right() && place.y() >= area.top() - Gap)
            return week;
    }
    return -1;
}

bool ExpiryChart::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int week = weekAt(help->pos());
        if (week >= 0)
            QToolTip::showText(help->globalPos(), weekText(week), this, barRect(week));
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void ExpiryChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ExpiryChart::retranslate()
{
    setAccessibleName(tr("Certificates by the week in which they expire"));
    setAccessibleDescription(tr("Left and right move between weeks, Enter shows the certificates of the week."));
    update();
}

void ExpiryChart::keyPressEvent(QKeyEvent *event)
{
    const auto last = static_cast<int>(m_weeks.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrentWeek(std::max(m_current - 1, 0));
        break;
    case Qt::Key_Right:
        setCurrentWeek(std::min(m_current + 1, last));
        break;
    case Qt::Key_Home:
        setCurrentWeek(0);
        break;
    case Qt::Key_End:
        setCurrentWeek(last);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activate();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void ExpiryChart::mousePressEvent(QMouseEvent *event)
{
    const int week = weekAt(event->pos());
    if (event->button() != Qt::LeftButton || week < 0)
        return;
    setCurrentWeek(week);
    activate();
}

void ExpiryChart::mouseMoveEvent(QMouseEvent *event)
{
    const int week = weekAt(event->pos());
    setCursor(week >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setCurrentWeek(week);
}

void ExpiryChart::activate()
{
    if (m_current >= 0)
        Q_EMIT weekActivated(m_weeks[m_current].monday, m_weeks[m_current].monday.addDays(7));
}

void ExpiryChart::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    const QRect area = plot();
    const int line = fontMetrics().lineSpacing();
    paintScale(painter, area);
    for (int week = 0; week < m_weeks.size(); ++week)
        paintBar(painter, week);
    paintMonths(painter, area);
    painter.setPen(Roles::of(palette()).text);
    const QString words = m_weeks.isEmpty() ? tr("No data yet.") : weekText(m_current);
    painter.drawText(QRect(Gap, height() - line - Gap / 2, width() - 2 * Gap, line), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(words, Qt::ElideRight, width() - 2 * Gap));
    if (!hasFocus())
        return;
    QStyleOptionFocusRect option;
    option.initFrom(this);
    option.rect = rect().adjusted(1, 1, -1, -1);
    painter.drawPrimitive(QStyle::PE_FrameFocusRect, option);
}

void ExpiryChart::paintScale(QPainter &painter, const QRect &area) const
{
    const qint64 top = scaleTop();
    const QColor lines = Roles::of(palette()).line;
    const QList<qint64> marks = top % 2 == 0 ? QList<qint64>{0, top / 2, top} : QList<qint64>{0, top};
    for (const qint64 mark : marks) {
        const int y = area.bottom() - static_cast<int>(area.height() * mark / top);
        painter.setPen(lines);
        painter.drawLine(area.left(), y, area.right(), y);
        painter.setPen(Roles::of(palette()).text);
        const int half = fontMetrics().lineSpacing() / 2;
        painter.drawText(QRect(0, y - half, area.left() - Gap / 2, 2 * half), Qt::AlignRight | Qt::AlignVCenter,
                         QLocale().toString(mark));
    }
}

void ExpiryChart::paintBar(QPainter &painter, int week) const
{
    const QRect column = barRect(week);
    const Roles &roles = Roles::of(palette());
    if (week == m_current)
        painter.fillRect(column, hasFocus() ? roles.selected : roles.selectedInactive);
    const auto heightOf = [this, &column](qint64 count) {
        const auto height = static_cast<int>(column.height() * count / scaleTop());
        return count > 0 ? std::max(height, 2) : 0; // one of a thousand is still seen
    };
    const int margin = column.width() > 8 ? 2 : 1;
    const ExpiryWeek &each = m_weeks[week];
    const int whole = heightOf(each.certificates);
    const int renewed = std::min(heightOf(each.renewed), whole);
    if (whole == 0)
        return;
    const QRect bar(column.left() + margin, column.bottom() + 1 - whole, column.width() - 2 * margin, whole);
    const QRect hatched(bar.left(), column.bottom() + 1 - renewed, bar.width(), renewed);
    painter.fillRect(bar, roles.neutral.border);
    painter.fillRect(hatched, roles.window);
    painter.fillRect(hatched, QBrush(roles.neutral.border, Qt::BDiagPattern));
    painter.setPen(roles.neutral.border);
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
}

void ExpiryChart::paintMonths(QPainter &painter, const QRect &area) const
{
    const int line = fontMetrics().lineSpacing();
    int free = area.left();
    painter.setPen(Roles::of(palette()).text);
    for (int week = 0; week < m_weeks.size(); ++week) {
        const QDate monday = m_weeks[week].monday;
        if (week > 0 && monday.month() == m_weeks[week - 1].monday.month())
            continue;
        const int x = barRect(week).left();
        //: a month below the bars, as in QDate::toString
        const QString name = QLocale().toString(monday, tr("MMM yyyy"));
        const int width = fontMetrics().horizontalAdvance(name);
        if (x < free || x + width > this->width())
            continue;
        painter.drawText(QRect(x, area.bottom() + Gap / 2, width + 2, line), Qt::AlignLeft | Qt::AlignVCenter, name);
        free = x + width + Gap;
    }
}

} // namespace tegata
