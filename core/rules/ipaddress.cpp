// SPDX-License-Identifier: Apache-2.0
#include "core/rules/ipaddress.h"

#include <QRegularExpression>

#include <arpa/inet.h>

#include <array>
#include <cstdint>

namespace tegata {

namespace {

using Address = std::array<std::uint8_t, 16>; // IPv4: the first four

struct Range
{
    Address prefix;
    int bits;
};

// IANA IPv4 and IPv6 Special-Purpose Address Registries, and multicast.
constexpr Range reservedV4[] = {
    {{0}, 8},          {{10}, 8},         {{100, 64}, 10},  {{127}, 8},      {{169, 254}, 16},     {{172, 16}, 12},
    {{192, 0, 0}, 24}, {{192, 0, 2}, 24}, {{192, 168}, 16}, {{198, 18}, 15}, {{198, 51, 100}, 24}, {{203, 0, 113}, 24},
    {{224}, 4},        {{240}, 4},
};
constexpr Range reservedV6[] = {
    {{0}, 96}, // unspecified, loopback, IPv4-compatible
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96},
    {{0, 0x64, 0xFF, 0x9B}, 48},
    {{0x01}, 64},
    {{0x20, 0x01, 0x0D, 0xB8}, 32},
    {{0x3F, 0xFF}, 20},
    {{0xFC}, 7},
    {{0xFE, 0x80}, 10},
    {{0xFF}, 8},
};

bool isIn(const Address &address, const Range &range)
{
    for (int bit = 0; bit < range.bits; ++bit) {
        const auto place = static_cast<std::size_t>(bit / 8);
        const int mask = 0x80 >> (bit % 8);
        if ((address[place] & mask) != (range.prefix[place] & mask))
            return false;
    }
    return true;
}

template <std::size_t Size>
IpAddressKind kindOf(const Address &address, const Range (&ranges)[Size])
{
    for (const Range &range : ranges) {
        if (isIn(address, range))
            return IpAddressKind::Reserved;
    }
    return IpAddressKind::Public;
}

} // namespace

std::optional<IpAddressKind> ipAddressKind(const QString &host)
{
    static const QRegularExpression numericEnd(QStringLiteral("(\\A|\\.)([0-9]+|0[xX][0-9A-Fa-f]*)\\.?\\z"));
    const QByteArray text = host.toUtf8();
    Address address{};
    if (inet_pton(AF_INET, text.constData(), address.data()) == 1)
        return kindOf(address, reservedV4);
    if (inet_pton(AF_INET6, text.constData(), address.data()) == 1)
        return kindOf(address, reservedV6);
    if (numericEnd.match(host).hasMatch())
        return IpAddressKind::Public;
    return std::nullopt;
}

bool isIpAddress(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    Address address{};
    return inet_pton(AF_INET, bytes.constData(), address.data()) == 1 ||
           inet_pton(AF_INET6, bytes.constData(), address.data()) == 1;
}

} // namespace tegata
