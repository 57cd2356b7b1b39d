// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/postalcode.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

// The bytes behind a PostalCodeTable, compiled in and on the disk: "TEGATAPC", a version, the offsets of 1000 blocks by
// the first three digits and of their end (32 bits, big-endian), the blocks. A block is empty or qCompress()ed UTF-8:
// lines of "NNNN TAB prefecture TAB municipality TAB town TAB romaji". core/domain/makepostaltable.py writes it too.
namespace tegata::postalformat {

inline constexpr int Prefixes = 1000;
inline constexpr qsizetype CodeLength = 7;
inline constexpr qsizetype PrefixLength = 3;

// Places by seven digits. The values hold neither tabs nor line ends.
QByteArray pack(const QMap<QString, QList<PostalPlace>> &places);

} // namespace tegata::postalformat
