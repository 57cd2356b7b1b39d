// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <utility>

class QFont;
class QWidget;

namespace tegata {

// How wide words are in the font of a widget, each measured once: the tables of a desk have the same columns and the
// same font, and measuring Japanese words is what takes time when a table is built. Lives on the GUI thread.
class TextWidths
{
public:
    // Logical pixels.
    int of(const QString &text, const QWidget &widget);
    int of(const QString &text, const QFont &font);

private:
    QHash<std::pair<QString, QString>, int> m_known; // by font and text
};

} // namespace tegata
