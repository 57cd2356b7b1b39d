// SPDX-License-Identifier: Apache-2.0
#include "ui/common/shownvalue.h"

#include "core/base/visibletext.h"

#include <QCoreApplication>

namespace tegata {

namespace {

constexpr qsizetype LongestValue = 300; // a subject's longest attribute is 128, a host name 253
constexpr qsizetype LongestText = 4000;
constexpr qsizetype MostLines = 60;

// Never between the two halves of a character.
QString cut(const QString &text, qsizetype most)
{
    const bool isHalf = text.at(most - 1).isHighSurrogate();
    return text.left(isHalf ? most - 1 : most);
}

QString withRest(const QString &shown, qsizetype rest)
{
    const int count = static_cast<int>(rest); // by itself: lupdate finds no text beside a cast
    //: %1: the beginning of a long value, %n: how many characters of it are not shown
    return QCoreApplication::translate("ShownValue", "%1… (%n more characters)", nullptr, count).arg(shown);
}

// Where line `count` ends, or the text's end.
qsizetype endOfLines(const QString &text, qsizetype count)
{
    qsizetype end = -1;
    for (qsizetype i = 0; i < count; ++i) {
        end = text.indexOf(QLatin1Char('\n'), end + 1);
        if (end < 0)
            return text.size();
    }
    return end;
}

} // namespace

QString shownValue(const QString &value)
{
    if (value.size() <= LongestValue)
        return visibleText(value);
    const QString begin = cut(value, LongestValue);
    return withRest(visibleText(begin), value.size() - begin.size());
}

QString shownLines(const QString &text)
{
    const qsizetype end = qMin(endOfLines(text, MostLines), LongestText);
    if (text.size() <= end)
        return visibleLines(text);
    const QString begin = cut(text, end);
    return withRest(visibleLines(begin), text.size() - begin.size());
}

} // namespace tegata
