// SPDX-License-Identifier: Apache-2.0
#include "core/pki/revocationreason.h"

#include <array>
#include <utility>

namespace tegata {

namespace {

const std::array<std::pair<RevocationReason, QString>, 10> &names()
{
    static const std::array<std::pair<RevocationReason, QString>, 10> table = {{
        {RevocationReason::Unspecified, QStringLiteral("unspecified")},
        {RevocationReason::KeyCompromise, QStringLiteral("keyCompromise")},
        {RevocationReason::CaCompromise, QStringLiteral("cACompromise")},
        {RevocationReason::AffiliationChanged, QStringLiteral("affiliationChanged")},
        {RevocationReason::Superseded, QStringLiteral("superseded")},
        {RevocationReason::CessationOfOperation, QStringLiteral("cessationOfOperation")},
        {RevocationReason::CertificateHold, QStringLiteral("certificateHold")},
        {RevocationReason::RemoveFromCrl, QStringLiteral("removeFromCRL")},
        {RevocationReason::PrivilegeWithdrawn, QStringLiteral("privilegeWithdrawn")},
        {RevocationReason::AaCompromise, QStringLiteral("aACompromise")},
    }};
    return table;
}

} // namespace

QString revocationReasonName(RevocationReason reason)
{
    for (const auto &[value, name] : names()) {
        if (value == reason)
            return name;
    }
    return {};
}

std::optional<RevocationReason> revocationReasonFromName(const QString &name)
{
    for (const auto &[value, known] : names()) {
        if (known == name)
            return value;
    }
    return std::nullopt;
}

QList<RevocationReason> subscriberRevocationReasons()
{
    return {RevocationReason::Unspecified, RevocationReason::KeyCompromise, RevocationReason::AffiliationChanged,
            RevocationReason::Superseded, RevocationReason::CessationOfOperation};
}

} // namespace tegata
