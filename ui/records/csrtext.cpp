// SPDX-License-Identifier: Apache-2.0
#include "ui/records/csrtext.h"

#include "core/rules/requestnames.h"
#include "ui/common/wording.h"

#include <QStringList>

namespace tegata {

namespace {

// Of a name that is not in the form that certificates have, that form too.
QString altNameText(const GeneralName &name)
{
    const QString text = QStringLiteral("%1: %2").arg(generalNameKindName(name.kind), name.value);
    const QString host = name.kind == GeneralNameKind::Dns ? asciiHostName(name.value) : QString();
    return host.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, host);
}

} // namespace

QString csrText(const CertificateSigningRequest &csr)
{
    QStringList lines{QStringLiteral("Certificate Request:"), QStringLiteral("  Subject:")};
    for (const NameAttribute &attribute : csr.subject().attributes())
        lines << QStringLiteral("    %1%2 = %3  (%4)")
                     .arg(attribute.isJoined ? QStringLiteral("+ ") : QString(), attribute.type, attribute.value,
                          stringTypeName(attribute.encoding));
    lines << QStringLiteral("  Subject Public Key: ") + keyLabel(csr.key());
    if (!csr.key().publicExponent.isEmpty())
        lines << QStringLiteral("    Exponent: 0x") + QString::fromLatin1(csr.key().publicExponent.toHex());
    lines << QStringLiteral("    SHA-256: ") + QString::fromLatin1(csr.key().spkiSha256.toHex());
    if (!csr.subjectAltNames().isEmpty()) {
        lines << QStringLiteral("  Subject Alternative Name:");
        for (const GeneralName &name : csr.subjectAltNames())
            lines << QStringLiteral("    ") + altNameText(name);
    }
    if (!csr.requestedExtensions().isEmpty()) {
        lines << QStringLiteral("  Requested Extensions:");
        for (const RequestedExtension &extension : csr.requestedExtensions())
            lines << QStringLiteral("    %1%2")
                         .arg(extension.name.isEmpty() ? extension.oid : extension.name,
                              extension.critical ? QStringLiteral(" (critical)") : QString());
    }
    if (!csr.requestedKeyUsage().isEmpty() || !csr.requestedExtendedKeyUsage().isEmpty())
        lines << QStringLiteral("  Requested Usages: ") +
                     Wording::list(csr.requestedKeyUsage() + csr.requestedExtendedKeyUsage());
    lines << QStringLiteral("  Signature: %1, %2")
                 .arg(csr.signatureAlgorithm(),
                      csr.signatureValid() ? QStringLiteral("valid") : QStringLiteral("NOT VALID"));
    return lines.join(QLatin1Char('\n'));
}

} // namespace tegata
