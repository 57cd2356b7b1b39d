// SPDX-License-Identifier: Apache-2.0
#include "ui/records/textwidths.h"

#include <QFont>
#include <QFontMetrics>
#include <QWidget>

namespace tegata {

int TextWidths::of(const QString &text, const QWidget &widget)
{
    return of(text, widget.font());
}

int TextWidths::of(const QString &text, const QFont &font)
{
    const std::pair key(font.key(), text);
    if (const auto known = m_known.constFind(key); known != m_known.cend())
        return *known;
    return *m_known.insert(key, QFontMetrics(font).horizontalAdvance(text));
}

} // namespace tegata
