// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <optional>

namespace tegata {

// One element of DER (X.690): where its tag, content and end are. What the bytes mean is for others to say.
struct DerElement
{
    unsigned char tag = 0; // first identifier octet
    bool isIndefinite = false;
    qsizetype content = 0; // offset of the first content octet
    qsizetype end = 0;     // offset after the last

    bool isConstructed() const { return (tag & 0x20) != 0; }
};

// The element at a position, which has to fit before the end. An indefinite length (BER) is read only where it is
// allowed, and then reaches to the end given.
std::optional<DerElement> readDerElement(const QByteArray &der, qsizetype position, qsizetype end,
                                         bool allowIndefinite = false);
// Offset of the first element whose tag or length does not fit, or that nests too deep; -1 when all is well formed.
// DER only: an indefinite length counts as damage.
qint64 findDerDamage(const QByteArray &der);

} // namespace tegata
