// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "ui/common/contentdialog.h"

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

class QListWidget;
class QPushButton;

namespace tegata {

// 最近の動き: what happened at the desks since the program was started, the newest first; so many of them, in memory
// only. Lives on the GUI thread. The clock outlives it.
class Activity : public QObject
{
    Q_OBJECT

public:
    static constexpr int Kept = 100;

    struct Entry
    {
        QDateTime time;
        QString text;
    };

    explicit Activity(const Clock &clock, QObject *parent = nullptr);

    void add(const QString &text);
    const QList<Entry> &entries() const { return m_entries; }

Q_SIGNALS:
    void changed();

private:
    const Clock &m_clock;
    QList<Entry> m_entries;
};

// Shows it, and follows it while it is open. Deletes itself.
class ActivityDialog : public ContentDialog
{
    Q_OBJECT

public:
    // activity outlives it.
    explicit ActivityDialog(const Activity &activity, QWidget *parent = nullptr);

protected:
    void retranslate() override;

private:
    void fill();

    const Activity &m_activity;
    QListWidget *m_list;
    QPushButton *m_close;
};

} // namespace tegata
