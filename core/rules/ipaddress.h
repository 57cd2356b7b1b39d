// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace tegata {

enum class IpAddressKind
{
    Public,
    Reserved
};

// Whether the text is an IPv4 or IPv6 address, or would be read as one by a browser (a last label of digits); Reserved
// by the IANA special-purpose registries. Nothing for a host name.
std::optional<IpAddressKind> ipAddressKind(const QString &host);
// Whether the text is one IPv4 or IPv6 address and nothing else: a SAN may hold one with a mask, or of any length.
bool isIpAddress(const QString &text);

} // namespace tegata
