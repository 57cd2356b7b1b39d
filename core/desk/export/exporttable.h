// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QTimeZone>

#include <variant>

namespace tegata {

// What a spreadsheet is made of. Values only; the texts are the caller's, in whichever language.

// Nothing, a text, a time (written in the table's zone) or a number.
using ExportCell = std::variant<std::monostate, QString, QDateTime, qint64>;
using ExportRow = QList<ExportCell>; // one cell a column, in their order

struct ExportColumn
{
    QString title;
    int width = 16;      // in characters, for formats that know widths
    bool isTime = false; // its title may name the zone
};

// The head of a table: everything but its rows, which come in chunks (ExportSource).
struct ExportTable
{
    QString title; // of the sheet
    QList<ExportColumn> columns;
    QTimeZone zone = QTimeZone::utc();
};

enum class ExportFormat
{
    Csv,
    Xlsx
};

} // namespace tegata
