// SPDX-License-Identifier: Apache-2.0
#include "core/base/addressblock.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

namespace tegata {

namespace {

constexpr std::size_t NetworkBytes = 8;
constexpr std::size_t MappedBytes = 12;

QString addressText(int family, const void *address)
{
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    return QString::fromLatin1(inet_ntop(family, address, buffer.data(), buffer.size()));
}

} // namespace

QString addressBlock(const QString &address)
{
    const QByteArray plain = address.section(QLatin1Char('%'), 0, 0).toLatin1(); // without the zone
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, plain.constData(), bytes.data()) != 1)
        return address;
    static constexpr std::array<unsigned char, MappedBytes> Mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::equal(Mapped.begin(), Mapped.end(), bytes.begin()))
        return addressText(AF_INET, bytes.data() + MappedBytes);
    std::fill(bytes.begin() + NetworkBytes, bytes.end(), static_cast<unsigned char>(0));
    return addressText(AF_INET6, bytes.data()) + QStringLiteral("/64");
}

} // namespace tegata
