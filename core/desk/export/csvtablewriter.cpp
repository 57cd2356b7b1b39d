// SPDX-License-Identifier: Apache-2.0
#include "core/desk/export/csvtablewriter.h"

#include "core/base/clock.h"

namespace tegata {

namespace {

const QString FormulaStarts = QStringLiteral("=+-@\t\r\n＝＋－＠");
const QByteArray LineEnd = QByteArrayLiteral("\r\n");

QString timeText(const QDateTime &time, const QTimeZone &zone)
{
    if (zone == QTimeZone::utc())
        return toRfc3339(time);
    const QDateTime there = time.toTimeZone(zone);
    return there.toOffsetFromUtc(there.offsetFromUtc()).toString(Qt::ISODateWithMs);
}

} // namespace

Result<void> CsvTableWriter::open(const QString &path, const ExportTable &table)
{
    m_zone = table.zone;
    if (Result<void> opened = m_file.open(path); !opened)
        return opened;
    QByteArray line("\xEF\xBB\xBF");
    for (qsizetype i = 0; i < table.columns.size(); ++i)
        line += (i > 0 ? "," : "") + field(table.columns[i].title).toUtf8();
    return m_file.write(line + LineEnd);
}

Result<void> CsvTableWriter::append(const QList<ExportRow> &rows)
{
    QByteArray lines;
    for (const ExportRow &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i > 0)
                lines += ',';
            if (const auto *text = std::get_if<QString>(&row[i]))
                lines += field(*text).toUtf8();
            else if (const auto *time = std::get_if<QDateTime>(&row[i]); time && time->isValid())
                lines += timeText(*time, m_zone).toLatin1();
            else if (const auto *number = std::get_if<qint64>(&row[i]))
                lines += QByteArray::number(*number);
        }
        lines += LineEnd;
    }
    return m_file.write(lines);
}

Result<void> CsvTableWriter::commit()
{
    return m_file.commit();
}

QString CsvTableWriter::field(const QString &text)
{
    QString field = text;
    field.remove(QChar::Null);
    if (!field.isEmpty() && FormulaStarts.contains(field.front()))
        field.prepend(QLatin1Char('\''));
    const bool needsQuotes = field.contains(QLatin1Char(',')) || field.contains(QLatin1Char('"')) ||
                             field.contains(QLatin1Char('\n')) || field.contains(QLatin1Char('\r'));
    if (!needsQuotes)
        return field;
    field.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return QLatin1Char('"') + field + QLatin1Char('"');
}

} // namespace tegata
