// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

// The one rule for text that comes in from outside or goes into a store: Unicode scalar values alone, without those
// that some program on the way drops or changes – NUL, U+FEFF (a byte order mark in the middle of text), lone
// surrogates and noncharacters (Unicode 15, 23.7: "not intended for interchange"; SQLite makes U+FFFD of them). Every
// other character passes; what else a field forbids is the field's own rule.
namespace tegata {

// Where the first character stands that the rule forbids; -1: the text is acceptable.
qsizetype findUnacceptable(QStringView text);
inline bool isAcceptableText(QStringView text)
{
    return findUnacceptable(text) < 0;
}
// InvalidArgument with that field; the detail names the character ("U+FFFF at 3").
Result<void> checkAcceptableText(QStringView text, const QString &field);

// For what must be recorded and cannot be refused any more, such as the names in a stranger's certificate: each
// forbidden character as "\u{FFFF}".
QString acceptableForm(QStringView text);
// The text's beginning, at most so many UTF-16 units, never half a character.
QString beginningOf(const QString &text, qsizetype most);

} // namespace tegata
