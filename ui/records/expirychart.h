// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/expiryweek.h"

#include <QList>
#include <QWidget>

namespace tegata {

// A bar chart of how many certificates end in each week to come, the lower part of a bar hatched for those that are
// renewed already. One bar is the current one: left, right, Home, End and the mouse move it, its numbers are in words
// below the bars, and Enter or a click asks for its rows. To assistive technology it is a list with one entry a week.
// Uses the colours of the palette only.
class ExpiryChart : public QWidget
{
    Q_OBJECT

public:
    explicit ExpiryChart(QWidget *parent = nullptr);

    void setWeeks(const QList<ExpiryWeek> &weeks);
    const QList<ExpiryWeek> &weeks() const { return m_weeks; }
    int currentWeek() const { return m_current; } // index, -1 without weeks
    void setCurrentWeek(int week);
    // The week in words: what the line below the bars and assistive technology say.
    QString weekText(int week) const;
    QRect barRect(int week) const; // the whole column of the week, for hits and for assistive technology

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    // The rows whose certificates end within [monday, nextMonday).
    void weekActivated(const QDate &monday, const QDate &nextMonday);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    QRect plot() const;
    qint64 scaleTop() const;
    int weekAt(const QPoint &place) const;
    void activate();
    void retranslate();
    void paintScale(QPainter &painter, const QRect &area) const;
    void paintBar(QPainter &painter, int week) const;
    void paintMonths(QPainter &painter, const QRect &area) const;

    QList<ExpiryWeek> m_weeks;
    int m_current = -1;
};

} // namespace tegata
