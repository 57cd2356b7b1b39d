// SPDX-License-Identifier: Apache-2.0
#include "core/rules/unicodename.h"

#include <QChar>
#include <QList>

#include <unicode/uchar.h>

#include <array>

namespace tegata {

namespace {

QString codePointText(char32_t character)
{
    return QStringLiteral("U+") +
           QStringLiteral("%1").arg(static_cast<uint>(character), 4, 16, QLatin1Char('0')).toUpper();
}

} // namespace

bool isCompatibilityIdeograph(char32_t character)
{
    const bool isInBlocks =
        (character >= 0xF900 && character <= 0xFAFF) || (character >= 0x2F800 && character <= 0x2FA1F);
    return isInBlocks && QChar::decompositionTag(character) == QChar::Canonical;
}

QString ideographName(char32_t character)
{
    std::array<char, 128> name{};
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = u_charName(static_cast<UChar32>(character), U_EXTENDED_CHAR_NAME, name.data(),
                                      static_cast<int32_t>(name.size()), &status);
    const QString shown = QString::fromUcs4(&character, 1) + QLatin1Char(' ') + codePointText(character);
    return U_FAILURE(status) || length <= 0 ? shown
                                            : shown + QLatin1Char(' ') + QString::fromLatin1(name.data(), length);
}

QString withoutCompatibilityIdeographs(const QString &text)
{
    QString replaced;
    const QList<uint> characters = text.toUcs4();
    for (const char32_t character : characters) {
        const QString one = QString::fromUcs4(&character, 1);
        replaced += isCompatibilityIdeograph(character) ? one.normalized(QString::NormalizationForm_C) : one;
    }
    return replaced;
}

QString unicodeName(char32_t character)
{
    const QString code = codePointText(character);
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
