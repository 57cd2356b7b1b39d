// SPDX-License-Identifier: Apache-2.0
#include "core/pki/derelement.h"

namespace tegata {

std::optional<DerElement> derElementAt(const QByteArray &der, qsizetype at, qsizetype limit)
{
    if (at < 0 || limit > der.size() || limit - at < 2)
        return std::nullopt;
    const auto octet = [&der](qsizetype i) { return static_cast<unsigned char>(der.at(i)); };
    DerElement element;
    element.tag = octet(at);
    element.start = at;
    element.content = at + 2;
    qsizetype length = octet(at + 1);
    if ((element.tag & 0x1f) == 0x1f || length == 0x80)
        return std::nullopt;
    if (length > 0x80) {
        const qsizetype octets = length & 0x7f;
        if (octets > 4 || limit - element.content < octets)
            return std::nullopt;
        length = 0;
        for (qsizetype i = 0; i < octets; ++i)
            length = (length << 8) | octet(element.content + i);
        element.content += octets;
    }
    if (limit - element.content < length)
        return std::nullopt;
    element.end = element.content + length;
    return element;
}

} // namespace tegata
