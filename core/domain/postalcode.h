// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace tegata {

// One place that a postal code stands for.
struct PostalPlace
{
    int prefecture = 0;         // 1–47 (V18)
    QString municipality;       // "札幌市北区", "余市郡余市町", "港区"
    QString town;               // "北七条西"; empty for the rest of the municipality
    QString municipalityRomaji; // "SAPPORO SHI KITA KU" as Japan Post writes it; only from imported data

    friend bool operator==(const PostalPlace &, const PostalPlace &) = default;
};

// Postal code → places: the table that was compiled in (SKK-JISYO.zipcode, public domain), or one imported from Japan
// Post's CSV files. A value that shares its data; immutable and thread-safe. Only the part that is asked for is
// unpacked: holding the compiled-in table costs no memory, and a look-up well below a millisecond.
class PostalCodeTable
{
public:
    // Errors: StoreCorrupt (a broken build).
    static Result<PostalCodeTable> builtIn();
    // Japan Post's KEN_ALL.CSV and, for romaji, KEN_ALL_ROME.CSV (may be empty): Shift_JIS or UTF-8, as downloaded.
    // Takes a second: on a worker. Errors: TooLarge, Empty, MalformedEncoding (offset: the line's number), with the
    // field "kenAll" or "rome".
    static Result<PostalCodeTable> fromJapanPost(const QByteArray &kenAll, const QByteArray &rome);
    // A table that save() wrote; on a worker. Errors: NotFound, FileNotReadable, TooLarge, StoreCorrupt, StoreTooNew.
    static Result<PostalCodeTable> load(const QString &path);
    // 0600, whole or not at all; on a worker. Errors: FileNotWritable, DiskFull.
    Result<void> save(const QString &path) const;

    // The places of seven digits, half-width, with or without hyphen; nothing for an unknown code. One code can span
    // municipalities and prefectures.
    QList<PostalPlace> lookup(const QString &code) const;
    // The same without towns, each municipality once.
    QList<PostalPlace> municipalities(const QString &code) const;

private:
    explicit PostalCodeTable(QByteArray data) : m_data(std::move(data)) {}
    static Result<PostalCodeTable> fromBytes(QByteArray data);
    QByteArray block(int prefix) const;

    QByteArray m_data;
};

// Japan Post's romaji as an English subject has it (S25 c, V17): in Tokyo "MINATO KU" is "Minato City", elsewhere
// "SAPPORO SHI KITA KU" is "Kita-ku, Sapporo-shi". For suggesting only. Empty for empty romaji.
QString englishMunicipality(const PostalPlace &place);

} // namespace tegata
