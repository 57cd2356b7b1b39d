// SPDX-License-Identifier: Apache-2.0
#include "core/pki/serialnumber.h"

#include "core/pki/openssl.h"
#include "core/pki/opensslsupport.h"

#include <QRegularExpression>

namespace tegata {

namespace {

constexpr qsizetype LongestText = 200;
constexpr int MaximumOctets = 20; // RFC 5280, 4.1.2.2

QString canonical(const QByteArray &octets)
{
    qsizetype zeros = 0;
    while (zeros < octets.size() - 1 && octets.at(zeros) == '\0')
        ++zeros;
    const QByteArray number = octets.mid(zeros);
    return number.isEmpty() || number.size() > MaximumOctets ? QString()
                                                             : QString::fromLatin1(number.toHex().toUpper());
}

QString ofHexadecimal(const QString &digits)
{
    const QString even = digits.size() % 2 == 0 ? digits : QLatin1Char('0') + digits;
    return canonical(QByteArray::fromHex(even.toLatin1()));
}

QString ofDecimal(const QString &digits)
{
    BIGNUM *raw = nullptr;
    if (BN_dec2bn(&raw, digits.toLatin1().constData()) == 0)
        return {};
    const ossl::BigNum number(raw);
    return canonical(ossl::bigNumBytes(number.get()));
}

// Without what cannot be seen, full-width characters as their plain ones, any space as a space.
QString visible(const QString &text)
{
    QString result;
    for (const QChar c : text.normalized(QString::NormalizationForm_KC)) {
        if (c.category() == QChar::Other_Format || c.category() == QChar::Mark_NonSpacing)
            continue;
        result += c.isSpace() ? QLatin1Char(' ') : c;
    }
    return result.trimmed();
}

struct WrittenDigits
{
    QString digits;             // hexadecimal or decimal; empty: there is something else too
    bool isHexadecimal = false; // by how it is written
};

WrittenDigits writtenDigits(const QString &text)
{
    if (text.size() > LongestText)
        return {};
    static const QRegularExpression prefix(QStringLiteral("\\A(?:x509v3\\s+)?(?:serial(?:\\s*(?:number|no\\.?))?|"
                                                          "シリアル(?:番号)?|s/?n)\\s*[:=#]?\\s*"),
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression both(QStringLiteral("\\A[0-9]+\\s*\\(0x([0-9a-f]+)\\)\\z"),
                                         QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression separators(QStringLiteral("[\\s:_-]"));
    static const QRegularExpression hexDigits(QStringLiteral("\\A[0-9A-Fa-f]+\\z"));

    QString shown = visible(text);
    shown.remove(prefix);
    if (const QRegularExpressionMatch match = both.match(shown); match.hasMatch())
        return {match.captured(1), true};
    WrittenDigits written;
    if (shown.startsWith(QLatin1String("0x"), Qt::CaseInsensitive)) {
        shown.remove(0, 2);
        written.isHexadecimal = true;
    }
    written.isHexadecimal = written.isHexadecimal || shown.contains(separators);
    shown.remove(separators);
    if (hexDigits.match(shown).hasMatch())
        written.digits = shown;
    return written;
}

} // namespace

QStringList SerialReading::candidates() const
{
    QStringList all;
    for (const QString &each : {hexadecimal, decimal}) {
        if (!each.isEmpty() && !all.contains(each))
            all.append(each);
    }
    return all;
}

QString canonicalSerial(const QString &text)
{
    return readSerial(text).candidates().value(0, text);
}

QString serialDigits(const QString &text)
{
    return writtenDigits(text).digits.toUpper();
}

SerialReading readSerial(const QString &text)
{
    const WrittenDigits written = writtenDigits(text);
    if (written.digits.isEmpty())
        return {};
    static const QRegularExpression decimalDigits(QStringLiteral("\\A[1-9][0-9]*\\z"));
    SerialReading reading;
    reading.hexadecimal = ofHexadecimal(written.digits);
    if (!written.isHexadecimal && decimalDigits.match(written.digits).hasMatch())
        reading.decimal = ofDecimal(written.digits);
    if (reading.decimal == reading.hexadecimal) // below ten
        reading.decimal.clear();
    return reading;
}

} // namespace tegata
