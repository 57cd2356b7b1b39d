// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/csrtext.h"

#include <QStringList>

namespace tegata {

QString encodingName(StringEncoding encoding)
{
    switch (encoding) {
    case StringEncoding::Utf8:
        return QStringLiteral("UTF8String");
    case StringEncoding::Printable:
        return QStringLiteral("PrintableString");
    case StringEncoding::Bmp:
        return QStringLiteral("BMPString");
    case StringEncoding::Ia5:
        return QStringLiteral("IA5String");
    case StringEncoding::Teletex:
        return QStringLiteral("TeletexString");
    case StringEncoding::Universal:
        return QStringLiteral("UniversalString");
    case StringEncoding::Other:
        break;
    }
    return QStringLiteral("other string type");
}

QString csrText(const CertificateSigningRequest &csr)
{
    QStringList lines{QStringLiteral("Certificate Request:"), QStringLiteral("  Subject:")};
    for (const NameAttribute &attribute : csr.subject().attributes())
        lines << QStringLiteral("    %1 = %2  (%3)")
                     .arg(attribute.type, attribute.value, encodingName(attribute.encoding));
    lines << QStringLiteral("  Subject Public Key: ") + keyLabel(csr.key());
    if (!csr.key().publicExponent.isEmpty())
        lines << QStringLiteral("    Exponent: 0x") + QString::fromLatin1(csr.key().publicExponent.toHex());
    lines << QStringLiteral("    SHA-256: ") + QString::fromLatin1(csr.key().spkiSha256.toHex());
    if (!csr.subjectAltNames().isEmpty()) {
        lines << QStringLiteral("  Subject Alternative Name:");
        for (const GeneralName &name : csr.subjectAltNames())
            lines << QStringLiteral("    %1%2")
                         .arg(name.kind == GeneralNameKind::Dns ? QStringLiteral("DNS: ") : QString(), name.value);
    }
    if (!csr.requestedExtensions().isEmpty()) {
        lines << QStringLiteral("  Requested Extensions:");
        for (const RequestedExtension &extension : csr.requestedExtensions())
            lines << QStringLiteral("    %1%2")
                         .arg(extension.name.isEmpty() ? extension.oid : extension.name,
                              extension.critical ? QStringLiteral(" (critical)") : QString());
    }
    lines << QStringLiteral("  Signature: %1, %2")
                 .arg(csr.signatureAlgorithm(),
                      csr.signatureValid() ? QStringLiteral("valid") : QStringLiteral("NOT VALID"));
    return lines.join(QLatin1Char('\n'));
}

} // namespace tegata
