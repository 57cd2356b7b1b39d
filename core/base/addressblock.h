// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace tegata {

// What counts as one place where somebody comes from: an IPv4 address, or an IPv6 network of 64 bits, of which one
// machine can use every address: "192.0.2.7", "2001:db8:0:1::/64". An IPv4 address mapped into IPv6 is that IPv4
// address. Anything else is its own block.
QString addressBlock(const QString &address);

} // namespace tegata
