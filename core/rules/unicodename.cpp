// SPDX-License-Identifier: Apache-2.0
#include "core/rules/unicodename.h"

#include <QChar>

#include <unicode/uchar.h>

#include <array>

namespace tegata {

QString unicodeName(char32_t character)
{
    const QString code = QStringLiteral("U+") +
                         QStringLiteral("%1").arg(static_cast<uint>(character), 4, 16, QLatin1Char('0')).toUpper();
    if (QChar::script(character) == QChar::Script_Han || QChar::script(character) == QChar::Script_Hangul)
        return code;
    std::array<char, 128> name{};
    UErrorCode status = U_ZERO_ERROR;
    // A control has no name of its own, only an alias: <control-0009>.
    const int32_t length = u_charName(static_cast<UChar32>(character), U_EXTENDED_CHAR_NAME, name.data(),
                                      static_cast<int32_t>(name.size()), &status);
    if (U_FAILURE(status) || length <= 0)
        return code;
    return code + QLatin1Char(' ') + QString::fromLatin1(name.data(), length);
}

} // namespace tegata
