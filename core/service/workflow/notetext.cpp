// SPDX-License-Identifier: Apache-2.0
#include "core/service/workflow/notetext.h"

#include "core/base/acceptabletext.h"

#include <QList>

namespace tegata {

Result<void> checkNoteText(const QString &text, const QString &field)
{
    if (text.toUcs4().size() > LongestNote)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("too long"), field);
    for (const QChar character : text) {
        if (character.category() == QChar::Other_Control && character != QLatin1Char('\n') &&
            character != QLatin1Char('\r') && character != QLatin1Char('\t'))
            return failure(ErrorCode::InvalidArgument, QStringLiteral("control character"), field);
    }
    return checkAcceptableText(text, field);
}

} // namespace tegata
