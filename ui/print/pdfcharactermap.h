// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/print/printedface.h"

#include <QByteArray>
#include <QList>

namespace tegata {

// Corrects the character maps of a PDF that Qt wrote, so that its text can be searched and copied as it was typed. Qt
// (6.4 … 6.8) writes the lowest code point of the basic plane that a glyph stands for: a tab for a space, a Kangxi
// radical for 法 in many fonts, and nothing for 𠮷. The maps are written anew (ISO 32000-1, 9.10.3) and appended as an
// incremental update (7.5.6). The glyph order of a font is used only where it agrees with everything that Qt wrote.
// text: all that was printed. False: a font was not recognised or a glyph has no character; then not all text can be
// found. Pure.
bool mapCharacters(QByteArray &pdf, const QList<PrintedFace> &faces, const QString &text);

} // namespace tegata
