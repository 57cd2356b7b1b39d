// SPDX-License-Identifier: Apache-2.0
#include "ui/common/fuzzymatch.h"

#include <QStringList>

#include <algorithm>

namespace tegata {

namespace {

constexpr int Whole = 100;   // the word as it stands, at the beginning of a word
constexpr int Inside = 60;   // … anywhere
constexpr int WordStart = 8; // a letter at the beginning of a word
constexpr int Letter = 1;

QString folded(const QString &text)
{
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded();
}

bool startsWord(const QString &text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber();
}

std::optional<int> matchWord(const QString &word, const QString &title)
{
    const qsizetype at = title.indexOf(word);
    if (at >= 0)
        return (startsWord(title, at) ? Whole : Inside) - static_cast<int>(std::min<qsizetype>(at, Inside / 2));
    int score = 0;
    qsizetype place = 0;
    for (const QChar letter : word) {
        place = title.indexOf(letter, place);
        if (place < 0)
            return std::nullopt;
        score += startsWord(title, place) ? WordStart : Letter;
        ++place;
    }
    return std::min(score, Inside / 2);
}

} // namespace

std::optional<int> fuzzyMatch(const QString &typed, const QString &title)
{
    const QString text = folded(title);
    int score = 0;
    for (const QString &word : folded(typed).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const std::optional<int> found = matchWord(word, text);
        if (!found)
            return std::nullopt;
        score += *found;
    }
    return score;
}

} // namespace tegata
