// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cachedatabase.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace tegata {

// What to ask the search table for instead of whole words. It finds a word by going through the rows of each of its
// bigrams, also of those that stand in nearly every row ("co", "ex", ".j"): 20 ms each with a million rows. The part of
// a word without these costs little, and where it names few rows, reading them to see whether the whole word stands
// there is the shorter way. How rare a bigram is, is guessed from how dense its first rows lie: a wrong guess costs
// time only. A value; on the thread of the database's connection.
class RareParts
{
public:
    // words: folded, of two characters and more. Errors as CacheDatabase's.
    static Result<RareParts> of(CacheDatabase &database, const QString &table, const QStringList &words);

    // Nothing was left out, or nothing would be left: there is no shorter way.
    bool areWhole() const;
    // FTS5's MATCH for rows that may hold the words; every row that holds them is among these.
    QString matchExpression() const;
    // One more bigram for each part.
    void grow();

private:
    struct Part
    {
        QStringList characters;  // of the whole word, one code point each
        QList<double> densities; // of the bigrams that begin there: one less
        qsizetype first = 0;     // bigrams of the part: first … last
        qsizetype last = -1;     // before first: the word is left out

        bool isWhole() const { return last - first + 1 == densities.size(); }
        double densityAt(qsizetype bigram) const; // more than any where there is none
    };

    QList<Part> m_parts;
};

} // namespace tegata
