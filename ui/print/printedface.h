// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QRawFont>
#include <QSet>

namespace tegata {

// A font file that was printed with, at whatever size, and its glyphs in the order in which each was first drawn: the
// order that Qt's PDF engine numbers them in.
struct PrintedFace
{
    QByteArray key; // equal for the same file
    QRawFont font;
    QList<quint32> glyphs;
    QSet<quint32> seen;
};

} // namespace tegata
