// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/requestnotes.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace tegata::dogtag {

namespace {

const QRegularExpression &markLine()
{
    static const QRegularExpression line(QStringLiteral("^[\\[［]tegata ([0-9a-f]{12})(?: (\\S+) (.+))?[\\]］]$"));
    return line;
}

// A mark at the end of a person's own text would be taken for one of ours.
QString withoutMarks(const QString &text)
{
    QStringList lines = text.split(QLatin1Char('\n'));
    lines.erase(std::remove_if(lines.begin(), lines.end(),
                               [](const QString &line) { return markLine().match(line.trimmed()).hasMatch(); }),
                lines.end());
    return lines.join(QLatin1Char('\n')).trimmed();
}

// The authority writes the notes of a rejection or cancellation into its audit log as [InfoValue=…] and fails
// (500, 10.10) where these hold brackets themselves: full-width ones say the same.
QString withoutBrackets(QString notes)
{
    return notes.replace(QLatin1Char('['), QChar(0xff3b)).replace(QLatin1Char(']'), QChar(0xff3d));
}

} // namespace

QString markOf(const QString &idempotencyKey)
{
    const QByteArray digest = QCryptographicHash::hash(idempotencyKey.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toHex().left(12));
}

bool holdsMark(const QString &notes, const QString &idempotencyKey)
{
    const QString mark = markOf(idempotencyKey);
    const QList<NoteEntry> entries = entriesOf(notes);
    return std::any_of(entries.cbegin(), entries.cend(), [&](const NoteEntry &entry) { return entry.mark == mark; });
}

QString withNote(const QString &notes, const QString &text, const QString &idempotencyKey, const QString &author,
                 const QDateTime &at)
{
    if (holdsMark(notes, idempotencyKey))
        return notes;
    QStringList lines;
    for (const QString &part : {notes.trimmed(), withoutMarks(text)}) {
        if (!part.isEmpty())
            lines.append(part);
    }
    QString mark = QStringLiteral("[tegata ") + markOf(idempotencyKey);
    if (!author.isEmpty())
        mark += QLatin1Char(' ') + at.toUTC().toString(Qt::ISODate) + QLatin1Char(' ') + author.simplified();
    lines.append(mark + QLatin1Char(']'));
    return withoutBrackets(lines.join(QLatin1Char('\n')));
}

QList<NoteEntry> entriesOf(const QString &notes)
{
    QList<NoteEntry> entries;
    QStringList text;
    const auto end = [&](NoteEntry entry) {
        entry.text = text.join(QLatin1Char('\n')).trimmed();
        text.clear();
        if (!entry.text.isEmpty() || !entry.mark.isEmpty())
            entries.append(entry);
    };
    for (const QString &line : notes.split(QLatin1Char('\n'))) {
        const QRegularExpressionMatch match = markLine().match(line.trimmed());
        if (!match.hasMatch()) {
            text.append(line);
            continue;
        }
        NoteEntry entry;
        entry.mark = match.captured(1);
        entry.at = QDateTime::fromString(match.captured(2), Qt::ISODate);
        entry.author = match.captured(3);
        end(entry);
    }
    end({});
    return entries;
}

} // namespace tegata::dogtag
