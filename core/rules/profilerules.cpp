// SPDX-License-Identifier: Apache-2.0
#include "core/rules/profilerules.h"

#include "core/rules/findingcatalogue.h"
#include "core/rules/requestrules.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype MaximumNamed = 10;

bool belongsToName(QChar character)
{
    return character.isLetterOrNumber() || character == QLatin1Char('-') || character == QLatin1Char('.') ||
           character == QLatin1Char('*');
}

// The whole name, not a part of a longer one.
bool holdsName(const QString &text, const QString &name)
{
    for (qsizetype at = text.indexOf(name, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(name, at + 1, Qt::CaseInsensitive)) {
        const qsizetype end = at + name.size();
        const bool beginsThere = at == 0 || !belongsToName(text.at(at - 1));
        const bool endsThere = end == text.size() || !belongsToName(text.at(end));
        if (beginsThere && endsThere)
            return true;
    }
    return false;
}

} // namespace

QStringList namesNotIssued(const CertificateSigningRequest &csr, const EnrollmentProfile &profile)
{
    QStringList missing;
    for (const QString &name : certificateDnsNames(csr)) {
        const bool isIssued = std::any_of(profile.values.cbegin(), profile.values.cend(),
                                          [&name](const ProfileValue &each) { return holdsName(each.value, name); });
        if (!isIssued)
            missing.append(name);
    }
    return missing;
}

QList<Finding> checkProfile(const CertificateSigningRequest &csr, const EnrollmentProfile &profile)
{
    const QStringList missing = namesNotIssued(csr, profile);
    if (missing.isEmpty() || profile.values.isEmpty())
        return {};
    QString names = missing.mid(0, MaximumNamed).join(QStringLiteral(", "));
    if (missing.size() > MaximumNamed)
        names += QStringLiteral(", …");
    return {makeFinding(FindingCode::ProfileNamesNotIssued, FindingOutcome::Warning, QStringLiteral("sans"),
                        {{QStringLiteral("names"), names}})};
}

} // namespace tegata
