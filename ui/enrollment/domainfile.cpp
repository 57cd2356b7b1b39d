// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/domainfile.h"

#include "core/base/privatefile.h"

#include <QFileInfo>
#include <QStringConverter>
#include <QStringList>

namespace tegata {

namespace {

constexpr qint64 LargestFile = 1024 * 1024;

Result<QString> decoded(const QByteArray &bytes)
{
    const auto marked = QStringConverter::encodingForData(bytes);
    QStringDecoder decoder(marked.value_or(QStringConverter::Utf8));
    QString text = decoder.decode(bytes);
    if (decoder.hasError() && !marked) {
        // What spreadsheets write in Japan without being asked.
        decoder = QStringDecoder("Shift_JIS");
        if (decoder.isValid())
            text = decoder.decode(bytes);
    }
    if (decoder.hasError() || !decoder.isValid() || text.contains(QChar(0)))
        return failure(ErrorCode::MalformedEncoding, QStringLiteral("not text"));
    return text;
}

// Cells of one line; quotes as RFC 4180 has them.
QStringList cellsOf(const QString &line, QChar separator)
{
    QStringList cells;
    QString cell;
    bool isQuoted = false;
    for (const QChar character : line) {
        if (character == QLatin1Char('"')) {
            isQuoted = !isQuoted;
        } else if (character == separator && !isQuoted) {
            cells.append(cell.trimmed());
            cell.clear();
        } else {
            cell += character;
        }
    }
    cells.append(cell.trimmed());
    return cells;
}

bool namesDomains(const QString &header)
{
    static const QStringList names{QStringLiteral("domain"),      QStringLiteral("domains"),
                                   QStringLiteral("domain name"), QStringLiteral("ドメイン"),
                                   QStringLiteral("ドメイン名"),  QStringLiteral("申請ドメイン")};
    return names.contains(header, Qt::CaseInsensitive);
}

} // namespace

Result<QString> domainFileText(const QByteArray &bytes)
{
    const Result<QString> text = decoded(bytes);
    if (!text)
        return text;
    QString unified = *text;
    unified.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(QLatin1Char('\r'), QLatin1Char('\n'));
    const QStringList lines = unified.split(QLatin1Char('\n'));
    for (const QChar separator : {QLatin1Char(','), QLatin1Char('\t'), QLatin1Char(';')}) {
        const QStringList header = cellsOf(lines.constFirst(), separator);
        for (qsizetype column = 0; column < header.size(); ++column) {
            if (!namesDomains(header.at(column)))
                continue;
            QStringList names;
            for (const QString &line : lines.mid(1))
                names.append(cellsOf(line, separator).value(column));
            names.removeAll(QString());
            return names.join(QLatin1Char('\n'));
        }
    }
    return unified;
}

Result<QString> readDomainFile(const QString &path)
{
    // A pipe or a device would never end.
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return failure(ErrorCode::FileNotReadable, QStringLiteral("not a file"), info.fileName());
    const Result<QByteArray> bytes = readPrivateFile(path, LargestFile);
    if (!bytes)
        return failure(bytes.error());
    return domainFileText(*bytes);
}

} // namespace tegata
