// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/cache/queuefilter.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;

namespace tegata {

class ExpiryChart;
class QueueCache;

// When the certificates end: a chart by weeks and how many are due for renewal, each leading to its rows. Follows the
// cache. Cache and clock outlive it.
class ExpiryDialog : public QDialog
{
    Q_OBJECT

public:
    ExpiryDialog(QueueCache &cache, const Clock &clock, QWidget *parent = nullptr);

    ExpiryChart &chart() { return *m_chart; }
    // The certificates that end within [monday, nextMonday) of the time zone of now.
    static QueueQuery weekQuery(const QDate &monday, const QDate &nextMonday, const QTimeZone &zone);
    // 更新対象 (V19), the first to end first.
    static QueueQuery dueQuery(const QDateTime &now);

Q_SIGNALS:
    // Rows are to be shown; the dialog has closed.
    void rowsRequested(const tegata::QueueQuery &query);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void load();
    void leave(const QueueQuery &query);

    QueueCache &m_cache;
    const Clock &m_clock;
    qint64 m_due = 0;
    ExpiryChart *m_chart;
    QLabel *m_legend;
    QLabel *m_weeksLabel;
    QComboBox *m_weeks;
    QPushButton *m_dueRows;
    QPushButton *m_close;
};

} // namespace tegata
