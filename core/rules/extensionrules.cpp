// SPDX-License-Identifier: Apache-2.0
#include "core/rules/checkparts.h"
#include "core/rules/findingcatalogue.h"

#include <algorithm>

namespace tegata {

namespace {

// basicConstraints in its two forms that say "no CA". Everything else, damaged ones included, counts as asking for it.
bool saysNoCa(const QByteArray &basicConstraints)
{
    return basicConstraints == QByteArray::fromHex("3000") || basicConstraints == QByteArray::fromHex("3003010100");
}

QList<Finding> notGiven(const QString &name, const QStringList &asked, const QStringList &given)
{
    QList<Finding> findings;
    for (const QString &usage : asked) {
        if (!given.contains(usage))
            findings.append(makeFinding(FindingCode::ExtensionUsage, FindingOutcome::Note,
                                        QStringLiteral("extensions.") + name,
                                        {{QStringLiteral("name"), name}, {QStringLiteral("value"), usage}}));
    }
    return findings;
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
    for (const QString &oid : check.csr.contradictoryExtensions()) {
        const auto &all = check.csr.requestedExtensions();
        const auto extension =
            std::find_if(all.cbegin(), all.cend(), [&oid](const RequestedExtension &each) { return each.oid == oid; });
        const QString name = extension == all.cend() || extension->name.isEmpty() ? oid : extension->name;
        findings.append(makeFinding(FindingCode::ExtensionContradiction, FindingOutcome::Error,
                                    QStringLiteral("extensions.") + name, {{QStringLiteral("name"), name}}));
    }
    // What another site's profile gives is not known here.
    if (check.context.siteRegisters) {
        QStringList given = {QStringLiteral("digitalSignature")}; // V21
        if (check.csr.key().algorithm == KeyAlgorithm::Rsa)
            given.append(QStringLiteral("keyEncipherment"));
        findings += notGiven(QStringLiteral("keyUsage"), check.csr.requestedKeyUsage(), given);
        findings += notGiven(QStringLiteral("extKeyUsage"), check.csr.requestedExtendedKeyUsage(),
                             {QStringLiteral("serverAuth")});
    }
    return findings;
}

} // namespace tegata
