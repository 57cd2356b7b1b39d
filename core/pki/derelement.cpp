// SPDX-License-Identifier: Apache-2.0
#include "core/pki/derelement.h"

#include <QList>

#include <algorithm>

namespace tegata {

namespace {

constexpr int MaximumDepth = 64;

} // namespace

std::optional<DerElement> readDerElement(const QByteArray &der, qsizetype position, qsizetype end, bool allowIndefinite)
{
    const auto octet = [&der](qsizetype at) { return static_cast<unsigned char>(der.at(at)); };
    const qsizetype there = std::min(end, der.size()); // the content may still be missing, the header not
    if (position + 2 > there)
        return std::nullopt;
    DerElement element;
    element.tag = octet(position);
    if ((element.tag & 0x1f) == 0x1f) { // a tag number of several octets
        do {
            if (++position >= there)
                return std::nullopt;
        } while (octet(position) & 0x80);
    }
    if (++position >= there)
        return std::nullopt;
    qsizetype length = octet(position++);
    if (length == 0x80) {
        if (!allowIndefinite)
            return std::nullopt;
        element.isIndefinite = true;
        element.content = position;
        element.end = end;
        return element;
    }
    if (length > 0x80) {
        int count = static_cast<int>(length & 0x7f);
        if (count > 4 || position + count > there)
            return std::nullopt;
        length = 0;
        while (count-- > 0)
            length = (length << 8) | octet(position++);
    }
    if (length > end - position)
        return std::nullopt;
    element.content = position;
    element.end = position + length;
    return element;
}

qint64 findDerDamage(const QByteArray &der)
{
    QList<qsizetype> ends{der.size()};
    qsizetype position = 0;
    while (!ends.isEmpty()) {
        if (position == ends.last()) {
            ends.removeLast();
            continue;
        }
        const std::optional<DerElement> element = readDerElement(der, position, ends.last());
        if (!element || ends.size() > MaximumDepth)
            return position;
        if (element->isConstructed()) {
            ends.append(element->end);
            position = element->content;
        } else {
            position = element->end;
        }
    }
    return -1;
}

} // namespace tegata
