// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace tegata {

// A certificate's serial number as people and programs write it: hexadecimal with or without colons, spaces, hyphens,
// "0x", "serial=" or "Serial Number:" before it, in either case, with or without the leading zero octet, decimal,
// OpenSSL's "4660 (0x1234)", and with the invisible marks that come along when it is copied. A value.
struct SerialReading
{
    // The one form of contract, database and screen: upper-case hexadecimal, an even number of digits, no separators,
    // no leading zero octet (Certificate::serial()). Empty: no serial number.
    QString hexadecimal;
    // The same for the number read as decimal; empty where it cannot be meant. Both are filled where the text does not
    // tell: digits alone. Hexadecimal comes first then, as it is what this program writes.
    QString decimal;

    bool isValid() const { return !hexadecimal.isEmpty() || !decimal.isEmpty(); }
    bool isAmbiguous() const { return !hexadecimal.isEmpty() && !decimal.isEmpty(); }
    // In the order in which they are tried.
    QStringList candidates() const;
};

SerialReading readSerial(const QString &text);
// The digits of it as they stand, in upper case, leading zeros too: what is typed to find a certificate may be the
// beginning of a number, and a hash is written the same way. Empty where readSerial() would read none of any length.
QString serialDigits(const QString &text);
// The first candidate; the text itself where it is no serial number.
QString canonicalSerial(const QString &text);

} // namespace tegata
