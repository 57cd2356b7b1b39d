// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cache/queuefilter.h"

#include <QByteArray>
#include <QString>

namespace tegata {

// What somebody typed, pasted or dropped to find certificates, understood. Pure functions.

// A serial as certificates carry it (upper-case hex, even number of digits): colons, spaces, "0x" and lower case are
// taken off. Empty when it is no serial: fewer than 8 digits could as well be a word.
QString serialFromText(const QString &text);
// A SHA-256 of a public key as 64 hex digits (with or without colons) or as base64, also as in a pin
// ("sha256//…", "sha256/…"): lower-case hex. Empty when it is none.
QString keyHashFromText(const QString &text);

// The filter for what was typed: a key hash or a serial where it is one, else words.
QueueFilter filterFromText(const QString &text);

// The filter for the public key of a certificate or a CSR, PEM or DER. Errors as their readers'; NotPem when it is
// neither.
Result<QueueFilter> filterFromFile(const QByteArray &bytes);

} // namespace tegata
