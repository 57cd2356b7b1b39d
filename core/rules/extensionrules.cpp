// SPDX-License-Identifier: Apache-2.0
#include "core/rules/checkparts.h"
#include "core/rules/findingcatalogue.h"

namespace tegata {

namespace {

// basicConstraints in its two forms that say "no CA". Everything else, damaged ones included, counts as asking for it.
bool saysNoCa(const QByteArray &basicConstraints)
{
    return basicConstraints == QByteArray::fromHex("3000") || basicConstraints == QByteArray::fromHex("3003010100");
}

} // namespace

QList<Finding> checkExtensions(const RequestCheck &check)
{
    const QString basicConstraints = QStringLiteral("2.5.29.19");
    // The certificate has these anyway, as its profile says: SAN, keyUsage, extKeyUsage, subjectKeyIdentifier.
    const QStringList expected = {QStringLiteral("2.5.29.17"), QStringLiteral("2.5.29.15"), QStringLiteral("2.5.29.37"),
                                  QStringLiteral("2.5.29.14")};
    QList<Finding> findings;
    for (const RequestedExtension &extension : check.csr.requestedExtensions()) {
        const QString name = extension.name.isEmpty() ? extension.oid : extension.name;
        const QString field = QStringLiteral("extensions.") + name;
        if (extension.oid == basicConstraints) {
            if (!saysNoCa(extension.value))
                findings.append(makeFinding(FindingCode::ExtensionCa, FindingOutcome::Error, field));
        } else if (!expected.contains(extension.oid)) {
            findings.append(makeFinding(FindingCode::ExtensionIgnored, FindingOutcome::Note, field,
                                        {{QStringLiteral("value"), name}}));
        }
    }
    return findings;
}

} // namespace tegata
