// SPDX-License-Identifier: Apache-2.0
#include "core/desk/export/xlsxtablewriter.h"

#include "core/base/privatefile.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <utility>

#include <xlsxwriter.h>

namespace tegata {

struct XlsxTableWriter::Book
{
    ~Book()
    {
        if (!book)
            return;
        // Freeing does not close the rows' files; only writing the workbook does.
        for (lxw_worksheet *each = first(); each; each = STAILQ_NEXT(each, list_pointers)) {
            if (each->optimize_tmpfile)
                std::fclose(each->optimize_tmpfile);
        }
        lxw_workbook_free(book);
    }

    lxw_worksheet *first() const { return STAILQ_FIRST(book->worksheets); }
    // Writes and frees it.
    lxw_error close() { return workbook_close(std::exchange(book, nullptr)); }

    QByteArray temporaryFolder; // libxlsxwriter keeps the pointer
    lxw_workbook *book = nullptr;
    lxw_worksheet *sheet = nullptr;
    lxw_format *head = nullptr;
    lxw_format *time = nullptr;
};

namespace {

constexpr int LongestSheetName = 31;

QByteArray cellText(QString text)
{
    // What XML 1.0 cannot carry (2.2, Char) would break the whole sheet.
    for (QChar &each : text) {
        const bool isControl = each < QLatin1Char(' ') && each != QLatin1Char('\t') && each != QLatin1Char('\n') &&
                               each != QLatin1Char('\r');
        if (isControl || each >= QChar(0xFFFE))
            each = QChar::ReplacementCharacter;
    }
    if (text.size() > XlsxTableWriter::MaximumText) {
        text.truncate(XlsxTableWriter::MaximumText - 1);
        if (text.back().isHighSurrogate())
            text.chop(1);
        text += QChar(0x2026);
    }
    return text.toUtf8();
}

// A name that Excel takes: not empty, at most 31 characters, without []:*?/\ and without an apostrophe at its ends.
QByteArray sheetName(const QString &title, int number)
{
    const QString suffix = number > 1 ? QStringLiteral(" (%1)").arg(number) : QString();
    QString name = title;
    for (const QChar each : QStringLiteral("[]:*?/\\'"))
        name.remove(each);
    name = name.left(LongestSheetName - suffix.size()).trimmed();
    return (name.isEmpty() ? QStringLiteral("Sheet") : name).append(suffix).toUtf8();
}

lxw_datetime excelTime(const QDateTime &time)
{
    const QDate date = time.date();
    const QTime clock = time.time();
    return {date.year(),  date.month(),   date.day(),
            clock.hour(), clock.minute(), clock.second() + clock.msec() / 1000.0};
}

} // namespace

XlsxTableWriter::XlsxTableWriter(qint64 rowsPerSheet) : m_rowsPerSheet(rowsPerSheet) {}

XlsxTableWriter::~XlsxTableWriter() = default;

Result<void> XlsxTableWriter::open(const QString &path, const ExportTable &table)
{
    m_table = table;
    m_path = path;
    if (Result<void> opened = m_file.open(path); !opened)
        return opened;
    m_book = std::make_unique<Book>();
    m_book->temporaryFolder = QFileInfo(QFile::decodeName(m_file.partPath())).absolutePath().toLocal8Bit();
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    options.use_zip64 = LXW_TRUE; // a sheet of a million rows passes 4 GiB of XML
    options.tmpdir = m_book->temporaryFolder.data();
    m_book->book = workbook_new_opt(m_file.partPath().constData(), &options);
    if (!m_book->book)
        return failure(writeFailure(errno, path));
    m_book->head = workbook_add_format(m_book->book);
    format_set_bold(m_book->head);
    m_book->time = workbook_add_format(m_book->book);
    format_set_num_format(m_book->time, "yyyy-mm-dd hh:mm:ss");
    return beginSheet();
}

Result<void> XlsxTableWriter::beginSheet()
{
    const int number = m_book->book->num_sheets + 1;
    errno = 0;
    m_book->sheet = workbook_add_worksheet(m_book->book, sheetName(m_table.title, number).constData());
    if (!m_book->sheet || !m_book->sheet->optimize_tmpfile)
        return failure(writeFailure(errno, m_path));
    const QString zone = QString::fromUtf8(m_table.zone.id());
    for (lxw_col_t column = 0; column < m_table.columns.size(); ++column) {
        const ExportColumn &each = m_table.columns[column];
        worksheet_set_column(m_book->sheet, column, column, each.width, nullptr);
        const QString title = each.isTime ? QStringLiteral("%1 (%2)").arg(each.title, zone) : each.title;
        worksheet_write_string(m_book->sheet, 0, column, cellText(title).constData(), m_book->head);
    }
    worksheet_freeze_panes(m_book->sheet, 1, 0);
    m_row = 1;
    return {};
}

Result<void> XlsxTableWriter::append(const QList<ExportRow> &rows)
{
    for (const ExportRow &row : rows) {
        if (m_row > m_rowsPerSheet) {
            if (Result<void> begun = beginSheet(); !begun)
                return begun;
        }
        writeRow(row);
    }
    // The library does not look whether its rows reached the disk.
    std::FILE *stored = m_book->sheet->optimize_tmpfile;
    if (std::fflush(stored) != 0 || std::ferror(stored) != 0)
        return failure(writeFailure(errno, m_path));
    return {};
}

void XlsxTableWriter::writeRow(const ExportRow &row)
{
    const auto line = static_cast<lxw_row_t>(m_row);
    for (lxw_col_t column = 0; column < row.size(); ++column) {
        const ExportCell &cell = row[column];
        if (const auto *text = std::get_if<QString>(&cell)) {
            worksheet_write_string(m_book->sheet, line, column, cellText(*text).constData(), nullptr);
        } else if (const auto *time = std::get_if<QDateTime>(&cell); time && time->isValid()) {
            lxw_datetime there = excelTime(time->toTimeZone(m_table.zone));
            worksheet_write_datetime(m_book->sheet, line, column, &there, m_book->time);
        } else if (const auto *number = std::get_if<qint64>(&cell)) {
            worksheet_write_number(m_book->sheet, line, column, static_cast<double>(*number), nullptr);
        }
    }
    ++m_row;
}

Result<void> XlsxTableWriter::commit()
{
    // Nor does it look while it copies them into the workbook: there must be room for that copy and its compression.
    const QStorageInfo disk(QFileInfo(m_path).absolutePath());
    qint64 needed = 0;
    for (lxw_worksheet *each = m_book->first(); each; each = STAILQ_NEXT(each, list_pointers))
        needed += 2 * std::max<qint64>(std::ftell(each->optimize_tmpfile), 0);
    if (disk.isValid() && disk.bytesAvailable() < needed)
        return failure(ErrorCode::DiskFull, QStringLiteral("no room to put the workbook together"),
                       QFileInfo(m_path).fileName());
    errno = 0;
    if (const lxw_error error = m_book->close(); error != LXW_NO_ERROR) {
        Error failed = writeFailure(errno, m_path);
        failed.detail = QString::fromLatin1(lxw_strerror(error));
        return failure(failed);
    }
    return m_file.commit();
}

} // namespace tegata
