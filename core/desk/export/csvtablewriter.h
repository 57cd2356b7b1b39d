// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/filewriter.h"
#include "core/desk/export/tablewriter.h"

namespace tegata {

// CSV by RFC 4180, in UTF-8 with a byte order mark, without which spreadsheets take Japanese for another encoding.
// Times are RFC 3339 with the zone's offset. A text that a spreadsheet would take for a formula (OWASP, "CSV
// Injection": first character = + - @, tab, carriage return or line feed, or the full-width = + - @) gets an
// apostrophe before it: a program that reads the file takes that off again.
class CsvTableWriter final : public TableWriter
{
public:
    Result<void> open(const QString &path, const ExportTable &table) override;
    Result<void> append(const QList<ExportRow> &rows) override;
    Result<void> commit() override;

    // One field as it stands in the file, quoted where RFC 4180 asks for it.
    static QString field(const QString &text);

private:
    FileWriter m_file;
    QTimeZone m_zone;
};

} // namespace tegata
