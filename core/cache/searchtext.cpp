// SPDX-License-Identifier: Apache-2.0
#include "core/cache/searchtext.h"

#include <algorithm>

namespace tegata {

namespace {

bool hasTwoCharacters(const QString &word)
{
    return word.size() > 2 || (word.size() == 2 && !word.at(0).isHighSurrogate());
}

} // namespace

QString foldedForSearch(const QString &text)
{
    // Folding alone leaves ß, which is SS in capitals.
    QString folded = text.normalized(QString::NormalizationForm_KC).toUpper().toCaseFolded();
    for (QChar &character : folded) {
        if (character.category() == QChar::Other_Control)
            character = QLatin1Char(' ');
    }
    return folded;
}

QString searchText(const QStringList &values)
{
    QStringList lines;
    lines.reserve(values.size());
    for (const QString &value : values) {
        if (!value.isEmpty())
            lines.append(foldedForSearch(value));
    }
    return lines.join(QLatin1Char('\n'));
}

QString matchPhrase(const QString &text)
{
    QString escaped = text;
    return QLatin1Char('"') + escaped.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

SearchWords::SearchWords(const QString &text)
    : m_words(foldedForSearch(text).split(QLatin1Char(' '), Qt::SkipEmptyParts))
{
    m_words.removeDuplicates();
}

void SearchWords::addPhrase(const QString &text)
{
    if (const QString folded = foldedForSearch(text); !folded.isEmpty())
        m_words.append(folded);
}

bool SearchWords::areIndexed() const
{
    return std::all_of(m_words.cbegin(), m_words.cend(), hasTwoCharacters);
}

QStringList SearchWords::indexed() const
{
    QStringList words = m_words;
    words.removeIf([](const QString &word) { return !hasTwoCharacters(word); });
    return words;
}

QString SearchWords::matchExpression() const
{
    QStringList phrases = indexed();
    std::transform(phrases.cbegin(), phrases.cend(), phrases.begin(), matchPhrase);
    return phrases.join(QLatin1String(" AND "));
}

bool SearchWords::areIn(const QString &searchText) const
{
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&](const QString &word) { return searchText.contains(word); });
}

} // namespace tegata
