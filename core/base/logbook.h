// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/clock.h"
#include "core/base/worker.h"

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

#include <deque>
#include <mutex>

namespace tegata {

enum class LogLevel
{
    Debug,
    Note,
    Warning,
    Error
};

struct LogRecord
{
    QDateTime at;
    LogLevel level = LogLevel::Note;
    QString category; // "tegata.remote"
    QString text;     // redacted, one line

    friend bool operator==(const LogRecord &, const LogRecord &) = default;
};

// "2026-11-22T09:53:43.120Z warning tegata.remote: …"
QString logLine(const LogRecord &record);

// The program's log: the last records in memory, and a file (0600) that is set aside at 1 MiB, two older ones being
// kept. All that comes in is redacted. add() may be called on any thread and does not wait for the disk; the signal
// arrives in the book's own thread. A file that cannot be written is left alone: a log never stops the work.
class LogBook : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t Capacity = 2000;

    // file: empty keeps the log in memory alone.
    LogBook(QString file, const Clock &clock, QObject *parent = nullptr);
    ~LogBook() override;

    void add(LogLevel level, const QString &category, const QString &text);
    // Oldest first.
    QList<LogRecord> records() const;
    const QString &file() const { return m_file; }

Q_SIGNALS:
    void added();

private:
    const QString m_file;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    std::deque<LogRecord> m_records;
    bool m_isAnnounced = false; // added() is on its way
    Worker m_worker{QStringLiteral("log")};
};

} // namespace tegata
