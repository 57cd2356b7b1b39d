// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <optional>

namespace tegata {

// One tag-length-value of a DER encoding, as places in the whole. Definite lengths and tags of one octet only, which is
// all that X.509 and PKCS#10 have.
struct DerElement
{
    unsigned char tag = 0;
    qsizetype start = 0;   // of the tag
    qsizetype content = 0; // of the value
    qsizetype end = 0;     // behind the value
};

// The element that begins at `at` and ends at `limit` at the latest; nothing when there is none.
std::optional<DerElement> derElementAt(const QByteArray &der, qsizetype at, qsizetype limit);

} // namespace tegata
