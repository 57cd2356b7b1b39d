// SPDX-License-Identifier: Apache-2.0
#include "core/domain/certificaterecord.h"

#include "core/domain/nametable.h"

namespace tegata {

namespace {

constexpr NameTable<CertificateState, 3> names = {{
    {CertificateState::Valid, QLatin1String("valid")},
    {CertificateState::Expired, QLatin1String("expired")},
    {CertificateState::Revoked, QLatin1String("revoked")},
}};

} // namespace

QString certificateStateName(CertificateState state)
{
    return nameIn(names, state);
}

std::optional<CertificateState> certificateStateFromName(const QString &name)
{
    return valueIn(names, name);
}

} // namespace tegata
