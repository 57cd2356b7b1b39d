// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/print/printedface.h"

#include <QByteArray>
#include <QList>

namespace tegata {

// Mends what a PDF that Qt wrote says its glyphs mean, so that the text can be searched and copied as it was typed. Qt
// (6.4 … 6.8) names the lowest code point of the basic plane that a glyph stands for: a tab for a space, a Kangxi
// radical for 法 in many fonts, and nothing for 𠮷. The maps are written anew (ISO 32000-1, 9.10.3) and appended as an
// incremental update (7.5.6). A font's glyph order is believed only where all that Qt wrote agrees with it. text: all
// that was printed. False: a font was not recognised or a glyph stays without meaning; then not all can be found. Pure.
bool mapCharacters(QByteArray &pdf, const QList<PrintedFace> &faces, const QString &text);

} // namespace tegata
