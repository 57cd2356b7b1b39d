// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/domainfile.h"

#include "core/base/privatefile.h"

#include <QFileInfo>
#include <QStringConverter>

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

} // namespace

Result<QString> domainFileText(const QByteArray &bytes)
{
    const Result<QString> text = decoded(bytes);
    if (!text)
        return text;
    QString unified = *text;
    unified.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(QLatin1Char('\r'), QLatin1Char('\n'));
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
