// SPDX-License-Identifier: Apache-2.0
#include "core/rules/textcomparison.h"

namespace tegata {

TextComparison compareTexts(const QString &text, const QString &other)
{
    const TextDifference difference = text == other ? TextDifference::None : TextDifference::Other;
    return {{{text, difference, other}}, difference};
}

} // namespace tegata
