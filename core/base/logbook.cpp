// SPDX-License-Identifier: Apache-2.0
#include "core/base/logbook.h"

#include "core/base/logredactor.h"
#include "core/base/privatefile.h"
#include "core/base/visibletext.h"

#include <QFile>
#include <QFileInfo>

namespace tegata {

namespace {

constexpr qint64 MaximumFile = 1024 * 1024;
constexpr qsizetype MaximumText = 4000; // characters of one record

const char *levelName(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return "debug";
    case LogLevel::Note:
        return "note";
    case LogLevel::Warning:
        return "warning";
    case LogLevel::Error:
        return "error";
    }
    return "note";
}

void setAside(const QString &file)
{
    const QString first = file + QStringLiteral(".1");
    const QString second = file + QStringLiteral(".2");
    QFile::remove(second);
    QFile::rename(first, second);
    QFile::rename(file, first);
}

void append(const QString &path, const QByteArray &line)
{
    if (!makePrivateDirectory(QFileInfo(path).path()))
        return;
    if (QFileInfo(path).size() + line.size() > MaximumFile)
        setAside(path);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(line);
}

} // namespace

QString logLine(const LogRecord &record)
{
    return QStringLiteral("%1 %2 %3: %4")
        .arg(toRfc3339(record.at), QLatin1String(levelName(record.level)), record.category, record.text);
}

LogBook::LogBook(QString file, const Clock &clock, QObject *parent)
    : QObject(parent), m_file(std::move(file)), m_clock(clock)
{}

LogBook::~LogBook()
{
    m_worker.finish(); // the last lines are the ones that matter
}

void LogBook::add(LogLevel level, const QString &category, const QString &text)
{
    LogRecord record{m_clock.now(), level, category,
                     visibleText(redacted(text.left(2 * MaximumText)).left(MaximumText))};
    bool announces = false;
    {
        const std::lock_guard lock(m_mutex);
        m_records.push_back(record);
        if (m_records.size() > Capacity)
            m_records.pop_front();
        announces = !m_isAnnounced;
        m_isAnnounced = true;
    }
    if (!m_file.isEmpty()) {
        (void)m_worker.run<void>([path = m_file, line = logLine(record).toUtf8() + '\n']() -> Result<void> {
            append(path, line);
            return {};
        });
    }
    if (announces) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                {
                    const std::lock_guard lock(m_mutex);
                    m_isAnnounced = false;
                }
                Q_EMIT added();
            },
            Qt::QueuedConnection);
    }
}

QList<LogRecord> LogBook::records() const
{
    const std::lock_guard lock(m_mutex);
    return QList<LogRecord>(m_records.cbegin(), m_records.cend());
}

} // namespace tegata
