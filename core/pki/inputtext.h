// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace tegata {

// A file's text as PEM needs it: one octet a character, so that places can be told in the file. What programs and
// people do to such text on the way is undone where nothing is lost by it: UTF-16 and UTF-32 with and without mark,
// dashes of another kind ("—" stands for the two that an editor joined), full-width letters, no-break, ideographic and
// other spaces, invisible marks, "\n" written out. Every other character becomes an octet that no PEM holds. A value.
class InputText
{
public:
    static InputText of(const QByteArray &source);

    const QByteArray &bytes() const { return m_bytes; }
    // The offset in the file of an offset in bytes().
    qint64 sourceOffset(qsizetype at) const;
    // From 1. Lines end with LF, CR LF or CR alone.
    int lineOf(qsizetype at) const;

private:
    static InputText normalised(const QByteArray &source);

    QByteArray m_bytes;
    QList<qint32> m_offsets;  // empty where nothing was changed
    QList<qint32> m_lineEnds; // offsets behind them
};

} // namespace tegata
