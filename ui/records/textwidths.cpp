// SPDX-License-Identifier: Apache-2.0
#include "ui/records/textwidths.h"

#include <QWidget>

namespace tegata {

int TextWidths::of(const QString &text, const QWidget &widget)
{
    const std::pair key(widget.font().key(), text);
    if (const auto known = m_known.constFind(key); known != m_known.cend())
        return *known;
    return *m_known.insert(key, widget.fontMetrics().horizontalAdvance(text));
}

} // namespace tegata
