// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

// The authority keeps one text of notes for a request, without author, time or order. What is written here ends each
// note with a line "［tegata KEY TIME UID］" (brackets are full-width everywhere, see there): KEY stands for the
// action's idempotency key, so that the same action sent again finds out that it was done.
namespace tegata::dogtag {

struct NoteEntry
{
    QString text; // without the mark; may be empty
    QString mark; // KEY, empty for what was written by other means
    QDateTime at;
    QString author; // uid

    friend bool operator==(const NoteEntry &, const NoteEntry &) = default;
};

// KEY: the first twelve digits of the key's SHA-256.
QString markOf(const QString &idempotencyKey);
bool holdsMark(const QString &notes, const QString &idempotencyKey);
// The notes with one more entry; unchanged where the key's mark is there.
QString withNote(const QString &notes, const QString &text, const QString &idempotencyKey, const QString &author,
                 const QDateTime &at);
// In the order of writing.
QList<NoteEntry> entriesOf(const QString &notes);

} // namespace tegata::dogtag
