// SPDX-License-Identifier: Apache-2.0
#include "core/rules/policyrules.h"

#include <algorithm>

namespace tegata {

namespace {

// The catalogue's parts that are about requests; the others are about forms, names, approvals and what was signed.
bool isAboutRequests(FindingCode code)
{
    return code < FindingCode::FieldMissing ||
           (code >= FindingCode::RenewalOtherNames && code <= FindingCode::RequestSameNames) ||
           (code >= FindingCode::SubjectStringType && code <= FindingCode::ExtensionUsage);
}

// The parts of the subject that a request may have to name (V4).
const QStringList &mandatoryParts()
{
    static const QStringList parts = {QStringLiteral("C"), QStringLiteral("O"), QStringLiteral("L")};
    return parts;
}

// No policy weakens these: the key is not safe, the request is not what its maker signed, or the value cannot stand in
// a certificate (RFC 5280).
bool isFixed(FindingCode code)
{
    switch (code) {
    case FindingCode::DomainEmpty:
    case FindingCode::DomainTrailingDot:
    case FindingCode::DomainIpAddress:
    case FindingCode::DomainReservedIp:
    case FindingCode::DomainEmptyLabel:
    case FindingCode::DomainTooLong:
    case FindingCode::DomainLabelTooLong:
    case FindingCode::DomainUnderscore:
    case FindingCode::DomainBadCharacter:
    case FindingCode::DomainHyphenEdge:
    case FindingCode::DomainReservedHyphens:
    case FindingCode::DomainIdnInvalid:
    case FindingCode::DomainPunycodeInvalid:
    case FindingCode::DomainPunycodeNotCanonical:
    case FindingCode::DomainWildcardPartial:
    case FindingCode::DomainWildcardPosition:
    case FindingCode::SubjectTooLong:
    case FindingCode::SubjectCountryEncoding:
    case FindingCode::SubjectEmptyValue:
    case FindingCode::SubjectEmptyRdn:
    case FindingCode::SubjectUnseenCharacter:
    case FindingCode::KeyListedWeak:
    case FindingCode::KeyRsaTooShort:
    case FindingCode::KeyRsaTooLong:
    case FindingCode::KeyRsaExponent:
    case FindingCode::KeyRsaModulusEven:
    case FindingCode::KeyRsaSmallFactor:
    case FindingCode::KeyRoca:
    case FindingCode::KeyClosePrimes:
    case FindingCode::KeySignatureDigest:
    case FindingCode::KeySignatureInvalid:
    case FindingCode::KeyCompromised:
    case FindingCode::KeyUsedElsewhere:
    case FindingCode::SanNotAsciiForm:
    case FindingCode::SanNoAsciiForm:
    case FindingCode::SanSeveral:
    case FindingCode::SanBadAddress:
    case FindingCode::ExtensionContradiction:
        return true;
    default:
        return false;
    }
}

// Says what a setting of another rule does.
bool isConsequence(FindingCode code)
{
    return code == FindingCode::SubjectOrganizationalUnitKept;
}

QList<PolicyRule> made()
{
    QList<PolicyRule> rules;
    for (const FindingKind &kind : findingCatalogue()) {
        const QString code = kind.code;
        if (!isAboutRequests(kind.kind) || isConsequence(kind.kind))
            continue;
        if (kind.kind == FindingCode::SubjectMissing) {
            for (const QString &part : mandatoryParts())
                rules.append({code + QLatin1Char('.') + part, kind.kind, part, false});
        } else {
            rules.append({code, kind.kind, {}, isFixed(kind.kind)});
        }
    }
    return rules;
}

} // namespace

const QList<PolicyRule> &policyRules()
{
    static const QList<PolicyRule> rules = made();
    return rules;
}

const PolicyRule *policyRule(const QString &key)
{
    const QList<PolicyRule> &rules = policyRules();
    const auto found =
        std::find_if(rules.cbegin(), rules.cend(), [&key](const PolicyRule &rule) { return rule.key == key; });
    return found == rules.cend() ? nullptr : &*found;
}

QString ruleKeyOf(const Finding &finding)
{
    if (finding.code == findingKind(FindingCode::SubjectMissing).code)
        return finding.code + QLatin1Char('.') + finding.args.value(QStringLiteral("type"));
    return finding.code;
}

} // namespace tegata
