// SPDX-License-Identifier: Apache-2.0
#include "core/cache/rareparts.h"

#include "core/cache/searchtext.h"

#include <QHash>

#include <algorithm>

namespace tegata {

namespace {

// Rows looked at for a guess.
constexpr qint64 Sample = 100;
// Of all rows: what is more frequent is left out.
constexpr double Common = 0.25;
constexpr double OutOfRange = 2;

QStringList charactersOf(const QString &word)
{
    QStringList characters;
    for (const char32_t codePoint : word.toStdU32String())
        characters.append(QString::fromUcs4(&codePoint, 1));
    return characters;
}

// How many of the rows hold it, from 0 to 1.
Result<double> densityOf(CacheDatabase &database, const QString &table, const QString &bigram)
{
    Statement rows =
        database.statement(QStringLiteral("SELECT rowid FROM %1_words WHERE %1_words MATCH ? LIMIT ?").arg(table));
    rows.bind(matchPhrase(bigram)).bind(Sample);
    qint64 first = 0;
    qint64 last = 0;
    qint64 count = 0;
    Result<bool> more = rows.step();
    for (; more && *more; more = rows.step()) {
        last = rows.number(0);
        first = count++ == 0 ? last : first;
    }
    if (!more)
        return failure(more.error());
    return count < Sample ? 0 : double(count) / double(last - first + 1);
}

} // namespace

Result<RareParts> RareParts::of(CacheDatabase &database, const QString &table, const QStringList &words)
{
    RareParts parts;
    QHash<QString, double> known;
    for (const QString &word : words) {
        Part part;
        part.characters = charactersOf(word);
        const qsizetype bigrams = part.characters.size() - 1;
        for (qsizetype i = 0; i < bigrams; ++i) {
            const QString bigram = part.characters.at(i) + part.characters.at(i + 1);
            if (!known.contains(bigram)) {
                const Result<double> density = densityOf(database, table, bigram);
                if (!density)
                    return failure(density.error());
                known.insert(bigram, *density);
            }
            part.densities.append(known.value(bigram));
        }
        const auto rarest = std::min_element(part.densities.cbegin(), part.densities.cend());
        if (*rarest <= Common) {
            part.first = part.last = std::distance(part.densities.cbegin(), rarest);
            while (part.densityAt(part.first - 1) <= Common)
                --part.first;
            while (part.densityAt(part.last + 1) <= Common)
                ++part.last;
        }
        parts.m_parts.append(part);
    }
    return parts;
}

bool RareParts::areWhole() const
{
    return std::all_of(m_parts.cbegin(), m_parts.cend(), [](const Part &part) { return part.isWhole(); }) ||
           std::all_of(m_parts.cbegin(), m_parts.cend(), [](const Part &part) { return part.last < part.first; });
}

QString RareParts::matchExpression() const
{
    QStringList phrases;
    for (const Part &part : m_parts) {
        if (part.last >= part.first)
            phrases.append(matchPhrase(part.characters.mid(part.first, part.last - part.first + 2).join(QString())));
    }
    return phrases.join(QLatin1String(" AND "));
}

void RareParts::grow()
{
    for (Part &part : m_parts) {
        if (part.last < part.first || part.isWhole())
            continue;
        if (part.densityAt(part.first - 1) < part.densityAt(part.last + 1))
            --part.first;
        else
            ++part.last;
    }
}

double RareParts::Part::densityAt(qsizetype bigram) const
{
    return bigram >= 0 && bigram < densities.size() ? densities.at(bigram) : OutOfRange;
}

} // namespace tegata
