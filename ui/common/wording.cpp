// SPDX-License-Identifier: Apache-2.0
#include "ui/common/wording.h"

namespace tegata {

QString Wording::sentences(const QStringList &parts)
{
    QString text;
    for (const QString &sentence : parts) {
        if (text.isEmpty())
            text = sentence;
        else if (!sentence.isEmpty())
            //: two sentences of one paragraph
            text = tr("%1 %2").arg(text, sentence);
    }
    return text;
}

QString Wording::list(const QStringList &items)
{
    //: between the items of a list
    return items.join(tr(", "));
}

QString Wording::quoted(const QString &text)
{
    return tr("“%1”").arg(text);
}

} // namespace tegata
