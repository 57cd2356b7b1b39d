// SPDX-License-Identifier: Apache-2.0
#include "core/desk/certificatesearch.h"

#include "core/pki/certificate.h"
#include "core/pki/certificatesigningrequest.h"

#include <QRegularExpression>

namespace tegata {

namespace {

constexpr qsizetype LongestSerial = 40; // 20 octets (RFC 5280, 4.1.2.2)
constexpr qsizetype ShortestSerial = 8;
constexpr qsizetype HashDigits = 64;

// The digits alone, in lower case; empty when there is anything else but separators.
QString hexDigits(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("[:\\s]"));
    static const QRegularExpression onlyDigits(QStringLiteral("\\A[0-9a-f]+\\z"));
    QString digits = text.trimmed().toLower();
    if (digits.startsWith(QLatin1String("0x")))
        digits.remove(0, 2);
    digits.remove(separators);
    return onlyDigits.match(digits).hasMatch() ? digits : QString();
}

QueueFilter keyFilter(const KeyFacts &key)
{
    QueueFilter filter;
    filter.spkiSha256 = QString::fromLatin1(key.spkiSha256.toHex());
    return filter;
}

} // namespace

QString serialFromText(const QString &text)
{
    QString digits = hexDigits(text).toUpper();
    if (digits.size() < ShortestSerial)
        return {};
    if (digits.size() % 2 != 0)
        digits.prepend(QLatin1Char('0'));
    // A sign octet that some programs leave out and others show.
    if (digits.size() > LongestSerial && digits.startsWith(QLatin1String("00")))
        digits.remove(0, 2);
    return digits.size() <= LongestSerial ? digits : QString();
}

QString keyHashFromText(const QString &text)
{
    const QString digits = hexDigits(text);
    if (digits.size() == HashDigits)
        return digits;
    static const QRegularExpression pin(QStringLiteral("\\A(?:sha256/{1,2})?([A-Za-z0-9+/]{43}=)\\z"));
    const QRegularExpressionMatch match = pin.match(text.trimmed());
    if (!match.hasMatch())
        return {};
    const auto decoded = QByteArray::fromBase64Encoding(match.captured(1).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() * 2 == HashDigits ? QString::fromLatin1(decoded.decoded.toHex()) : QString();
}

QueueFilter filterFromText(const QString &text)
{
    QueueFilter filter;
    filter.spkiSha256 = keyHashFromText(text);
    if (!filter.spkiSha256.isEmpty())
        return filter;
    const QString serial = serialFromText(text);
    filter.text = serial.isEmpty() ? text.simplified() : serial;
    return filter;
}

Result<QueueFilter> filterFromFile(const QByteArray &bytes)
{
    if (const Result<Certificate> certificate = Certificate::parse(bytes))
        return keyFilter(certificate->key());
    const Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(bytes);
    if (!csr)
        return failure(csr.error());
    return keyFilter(csr->key());
}

} // namespace tegata
