// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cache/queuefilter.h"

#include <QByteArray>
#include <QString>

namespace tegata {

// What somebody typed, pasted or dropped to find certificates, understood. Pure functions.

// Digits of a serial or of the beginning of a key hash, as the cache holds them (upper-case hex), in whatever form
// serialDigits() reads; a sign octet is taken off, and a number that can only be decimal is turned into hexadecimal
// (where digits alone leave it open, the cache looks which one there is). Empty when it is neither: fewer than 8 digits
// could as well be a word.
QString hexFromText(const QString &text);
// A SHA-256 of a public key as 64 hex digits (with or without colons) or as base64, also as in a pin
// ("sha256//…", "sha256/…"): lower-case hex. Empty when it is none.
QString keyHashFromText(const QString &text);

// The filter for what was typed: a key hash or hex digits where it is such, else words.
QueueFilter filterFromText(const QString &text);
// A filter with its text understood; the rest stays.
QueueFilter understood(QueueFilter filter);

// What a file tells to find its records by.
struct FileTraits
{
    QString serial; // of a certificate; empty for a CSR
    QString spkiSha256;
};
// Of a certificate (also the first of a PKCS#7) or a CSR, in whatever form. Errors as readInput's.
Result<FileTraits> traitsOfFile(const QByteArray &bytes);

} // namespace tegata
