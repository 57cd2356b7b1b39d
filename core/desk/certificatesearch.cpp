// SPDX-License-Identifier: Apache-2.0
#include "core/desk/certificatesearch.h"

#include "core/pki/certificate.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/pki/inputreader.h"
#include "core/pki/serialnumber.h"

#include <QRegularExpression>

namespace tegata {

namespace {

constexpr qsizetype LongestSerial = 40; // 20 octets (RFC 5280, 4.1.2.2)
constexpr qsizetype FewestDigits = 8;
constexpr qsizetype HashDigits = 64;
constexpr qsizetype LargestFile = 1024 * 1024;
constexpr int MostObjects = 100;

} // namespace

QString hexFromText(const QString &text)
{
    QString digits = serialDigits(text);
    if (digits.size() < FewestDigits || digits.size() > HashDigits)
        return {};
    // Some programs leave the sign octet out and others show it.
    if (digits.startsWith(QLatin1String("00")) && digits.size() >= FewestDigits + 2)
        digits.remove(0, 2);
    // More than a serial number has in hexadecimal, and nothing but decimal digits.
    const QString decimal = readSerial(text).decimal;
    return digits.size() > LongestSerial && !decimal.isEmpty() ? decimal : digits;
}

QString keyHashFromText(const QString &text)
{
    const QString digits = serialDigits(text).toLower();
    if (digits.size() == HashDigits)
        return digits;
    static const QRegularExpression pin(QStringLiteral("\\A(?:sha256/{1,2})?([A-Za-z0-9+/]{43}=)\\z"));
    const QRegularExpressionMatch match = pin.match(text.trimmed());
    if (!match.hasMatch())
        return {};
    const auto decoded =
        QByteArray::fromBase64Encoding(match.captured(1).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() * 2 == HashDigits ? QString::fromLatin1(decoded.decoded.toHex())
                                                               : QString();
}

QueueFilter filterFromText(const QString &text)
{
    QueueFilter filter;
    filter.spkiSha256 = keyHashFromText(text);
    if (!filter.spkiSha256.isEmpty())
        return filter;
    const QString digits = hexFromText(text);
    filter.text = digits.isEmpty() ? text.simplified() : digits;
    return filter;
}

QueueFilter understood(QueueFilter filter)
{
    const QueueFilter meant = filterFromText(filter.text);
    filter.text = meant.text;
    if (!meant.spkiSha256.isEmpty())
        filter.spkiSha256 = meant.spkiSha256;
    return filter;
}

Result<FileTraits> traitsOfFile(const QByteArray &bytes)
{
    const auto hashOf = [](const KeyFacts &key) { return QString::fromLatin1(key.spkiSha256.toHex()); };
    const Result<QList<InputObject>> objects = readInput(
        bytes, {InputKind::Certificate, InputKind::CertificateRequest, InputKind::Pkcs7}, LargestFile, MostObjects);
    if (!objects)
        return failure(objects.error());
    const InputObject &first = objects->constFirst();
    if (first.kind == InputKind::CertificateRequest) {
        const Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(first.der);
        return csr ? FileTraits{{}, hashOf(csr->key())} : Result<FileTraits>(failure(csr.error()));
    }
    // Of a PKCS#7 the certificate that the others issued stands first.
    const Result<QList<Certificate>> certificates = Certificate::parseAll(first.der);
    if (!certificates)
        return failure(certificates.error());
    const Certificate &certificate = certificates->constFirst();
    return FileTraits{certificate.serial(), hashOf(certificate.key())};
}

} // namespace tegata
