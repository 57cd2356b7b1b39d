// SPDX-License-Identifier: Apache-2.0
#include "ui/common/chip.h"

#include "ui/common/paletteicon.h"
#include "ui/style/controls.h"
#include "ui/style/tokens.h"

#include <QLocale>

namespace tegata {

Chip::Chip(const QString &name, const QString &picture, QWidget *parent) : QPushButton(parent)
{
    setObjectName(name);
    setCheckable(true);
    setAutoDefault(false);
    setButtonKind(this, ButtonKind::Chip);
    if (!picture.isEmpty())
        setIcon(PaletteIcon::icon(picture));
    const int side = tegata::iconSize(this, icon::Row);
    setIconSize(QSize(side, side));
}

void Chip::setWord(const QString &word)
{
    m_word = word;
    refresh();
}

void Chip::setCount(qint64 count)
{
    m_count = count;
    refresh();
}

void Chip::refresh()
{
    const QString number = m_count < 0 ? QString() : QLocale().toString(m_count);
    setText(number.isEmpty() ? m_word : QStringLiteral("%1  %2").arg(m_word, number));
    //: a filter and how many rows it finds: "Errors: 9"
    setAccessibleName(number.isEmpty() ? m_word : tr("%1: %2").arg(m_word, number));
    updateGeometry();
}

} // namespace tegata
