// SPDX-License-Identifier: Apache-2.0
#include "core/rules/textcomparison.h"

#include "core/rules/charactertext.h"
#include "core/rules/homoglyphs.h"
#include "core/rules/namecharacters.h"

#include <QChar>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace tegata {

namespace {

// The aligned middles of two texts: a name of a certificate has 64 characters, a longer text is a trick.
constexpr std::size_t MaximumAligned = 512;

// What a reader takes for one character: a code point and the marks that are set on it. An invisible one stands alone.
using Cluster = QString;

bool joinsTheOneBefore(char32_t character)
{
    if (character == 0xFF9E || character == 0xFF9F) // half-width ゛ and ゜
        return true;
    const QChar::Category category = QChar::category(character);
    return (category == QChar::Mark_NonSpacing || category == QChar::Mark_SpacingCombining) && !isInvisible(character);
}

std::vector<Cluster> clustersOf(const QString &text)
{
    std::vector<Cluster> clusters;
    bool canBeJoined = false;
    for (const char32_t character : text.toStdU32String()) {
        if (canBeJoined && joinsTheOneBefore(character))
            clusters.back() += fromCharacters({&character, 1});
        else
            clusters.push_back(fromCharacters({&character, 1}));
        canBeJoined = !isInvisible(character);
    }
    return clusters;
}

bool isInvisibleText(const QString &text)
{
    const std::u32string characters = text.toStdU32String();
    return characters.size() == 1 && isInvisible(characters.front());
}

bool holdsHidden(const QString &text)
{
    const std::u32string characters = text.toStdU32String();
    // A variation selector that both texts have is part of the name's spelling.
    return std::any_of(characters.begin(), characters.end(),
                       [](char32_t each) { return isInvisible(each) && !isVariationSelector(each); });
}

QString withoutInvisible(const QString &text)
{
    std::u32string characters = text.toStdU32String();
    characters.erase(std::remove_if(characters.begin(), characters.end(), isInvisible), characters.end());
    return fromCharacters(characters);
}

// Full and half width made one, nothing else of NFKC.
QString withOneWidth(const QString &text)
{
    QString form;
    for (const char32_t character : text.toStdU32String()) {
        const QChar::Decomposition tag = QChar::decompositionTag(character);
        const bool hasOtherWidth = tag == QChar::Wide || tag == QChar::Narrow;
        form += hasOtherWidth ? QChar::decomposition(character) : fromCharacters({&character, 1});
    }
    return form.normalized(QString::NormalizationForm_C).toCaseFolded();
}

QString shapeOf(const QString &text)
{
    std::u32string characters = text.toStdU32String();
    for (char32_t &character : characters)
        character = letterOfSameShape(character).value_or(character);
    return lookAlikeForm(fromCharacters(characters));
}

TextDifference difference(const QString &a, const QString &b)
{
    if (a == b)
        return holdsHidden(a) ? TextDifference::Invisible : TextDifference::None;
    if (withoutInvisible(a) == withoutInvisible(b))
        return TextDifference::Invisible;
    if (a.isEmpty() || b.isEmpty())
        return TextDifference::Other;
    const QString composedA = a.normalized(QString::NormalizationForm_C);
    const QString composedB = b.normalized(QString::NormalizationForm_C);
    if (composedA == composedB)
        return TextDifference::Composition;
    if (composedA.toCaseFolded() == composedB.toCaseFolded())
        return TextDifference::CaseOnly;
    if (withOneWidth(a) == withOneWidth(b))
        return TextDifference::Width;
    const auto compatible = [](const QString &text) {
        return text.normalized(QString::NormalizationForm_KC).toCaseFolded();
    };
    if (compatible(a) == compatible(b))
        return TextDifference::Compatible;
    const bool isAlike = lookAlikeForm(a) == lookAlikeForm(b) || shapeOf(a) == shapeOf(b);
    return isAlike ? TextDifference::LookAlike : TextDifference::Other;
}

// A piece of a cluster for the alignment: ㍿ has four, as 株式会社 has.
struct Piece
{
    std::size_t cluster;
    char32_t shape;
};

std::vector<Piece> piecesOf(const std::vector<Cluster> &clusters, std::size_t from, std::size_t to)
{
    std::vector<Piece> pieces;
    for (std::size_t i = from; i < to; ++i) {
        const std::u32string shape =
            isInvisibleText(clusters[i]) ? std::u32string() : shapeOf(clusters[i]).toStdU32String();
        // Spaces and invisible characters have no shape: they are like themselves.
        for (const char32_t each : shape.empty() ? clusters[i].toStdU32String() : shape)
            pieces.push_back({i, each});
    }
    return pieces;
}

// Which clusters stand against each other: from firstA up to endA, from firstB up to endB. Either side may be empty.
struct Pairing
{
    std::size_t firstA;
    std::size_t endA;
    std::size_t firstB;
    std::size_t endB;
};

// The cheapest way from one sequence to the other (Levenshtein, with likeness nearly free).
class Alignment
{
public:
    Alignment(const std::vector<Cluster> &a, const std::vector<Cluster> &b, const Pairing &middle)
        : m_a(a), m_b(b), m_middle(middle), m_piecesA(piecesOf(a, middle.firstA, middle.endA)),
          m_piecesB(piecesOf(b, middle.firstB, middle.endB))
    {}

    std::vector<Pairing> run()
    {
        if (m_piecesA.size() > MaximumAligned || m_piecesB.size() > MaximumAligned)
            return {m_middle};
        fill();
        trace();
        return pairings();
    }

private:
    static constexpr std::uint32_t Gap = 4;
    static constexpr std::uint32_t Replacement = 6; // cheaper than two gaps
    static constexpr std::uint32_t Likeness = 1;

    std::uint32_t &cost(std::size_t i, std::size_t j) { return m_costs[i * (m_piecesB.size() + 1) + j]; }

    std::uint32_t costOf(const Piece &a, const Piece &b) const
    {
        if (m_a[a.cluster] == m_b[b.cluster])
            return a.shape == b.shape ? 0 : Replacement;
        return a.shape == b.shape ? Likeness : Replacement;
    }

    void fill()
    {
        m_costs.assign((m_piecesA.size() + 1) * (m_piecesB.size() + 1), 0);
        for (std::size_t i = 0; i <= m_piecesA.size(); ++i) {
            for (std::size_t j = 0; j <= m_piecesB.size(); ++j) {
                if (i == 0 || j == 0) {
                    cost(i, j) = static_cast<std::uint32_t>(i + j) * Gap;
                    continue;
                }
                const std::uint32_t both = cost(i - 1, j - 1) + costOf(m_piecesA[i - 1], m_piecesB[j - 1]);
                cost(i, j) = std::min({both, cost(i - 1, j) + Gap, cost(i, j - 1) + Gap});
            }
        }
    }

    void trace()
    {
        std::size_t i = m_piecesA.size();
        std::size_t j = m_piecesB.size();
        while (i > 0 || j > 0) {
            const bool both =
                i > 0 && j > 0 && cost(i, j) == cost(i - 1, j - 1) + costOf(m_piecesA[i - 1], m_piecesB[j - 1]);
            const bool onlyA = !both && i > 0 && cost(i, j) == cost(i - 1, j) + Gap;
            const bool takesA = both || onlyA;
            const bool takesB = both || !onlyA;
            m_steps.push_back({takesA ? std::optional(m_piecesA[--i].cluster) : std::nullopt,
                               takesB ? std::optional(m_piecesB[--j].cluster) : std::nullopt});
        }
        std::reverse(m_steps.begin(), m_steps.end());
    }

    // Steps that share a cluster belong together.
    std::vector<Pairing> pairings() const
    {
        std::vector<Pairing> pairings;
        Pairing open{m_middle.firstA, m_middle.firstA, m_middle.firstB, m_middle.firstB};
        for (const Step &step : m_steps) {
            const bool sharesA = step.a && *step.a < open.endA;
            const bool sharesB = step.b && *step.b < open.endB;
            if (!sharesA && !sharesB) {
                if (open.firstA != open.endA || open.firstB != open.endB)
                    pairings.push_back(open);
                open = {open.endA, open.endA, open.endB, open.endB};
            }
            if (step.a)
                open.endA = *step.a + 1;
            if (step.b)
                open.endB = *step.b + 1;
        }
        pairings.push_back(open);
        return pairings;
    }

    struct Step
    {
        std::optional<std::size_t> a;
        std::optional<std::size_t> b;
    };

    const std::vector<Cluster> &m_a;
    const std::vector<Cluster> &m_b;
    Pairing m_middle;
    std::vector<Piece> m_piecesA;
    std::vector<Piece> m_piecesB;
    std::vector<std::uint32_t> m_costs;
    std::vector<Step> m_steps;
};

QString joined(const std::vector<Cluster> &clusters, std::size_t from, std::size_t to)
{
    QString text;
    for (std::size_t i = from; i < to; ++i)
        text += clusters[i];
    return text;
}

class Comparer
{
public:
    Comparer(const QString &text, const QString &other) : m_a(clustersOf(text)), m_b(clustersOf(other)) {}

    TextComparison run()
    {
        const auto [differsA, differsB] = std::mismatch(m_a.begin(), m_a.end(), m_b.begin(), m_b.end());
        const auto start = static_cast<std::size_t>(differsA - m_a.begin());
        std::size_t end = 0; // clusters that are the same at the end
        while (end < std::min(m_a.size(), m_b.size()) - start && m_a[m_a.size() - 1 - end] == m_b[m_b.size() - 1 - end])
            ++end;
        for (std::size_t i = 0; i < start; ++i)
            add({i, i + 1, i, i + 1});
        const Pairing middle{start, m_a.size() - end, start, m_b.size() - end};
        if (middle.firstA != middle.endA || middle.firstB != middle.endB) {
            for (const Pairing &pairing : Alignment(m_a, m_b, middle).run())
                add(pairing);
        }
        for (std::size_t i = end; i > 0; --i)
            add({m_a.size() - i, m_a.size() - i + 1, m_b.size() - i, m_b.size() - i + 1});
        return m_result;
    }

private:
    void add(const Pairing &pairing)
    {
        TextRun run{joined(m_a, pairing.firstA, pairing.endA), TextDifference::None,
                    joined(m_b, pairing.firstB, pairing.endB)};
        run.difference = difference(run.text, run.counterpart);
        m_result.worst = std::max(m_result.worst, run.difference);
        // Each invisible character is told by itself.
        const bool joins = !m_result.runs.isEmpty() && m_result.runs.constLast().difference == run.difference &&
                           run.difference != TextDifference::Invisible;
        if (!joins) {
            m_result.runs.append(run);
            return;
        }
        m_result.runs.last().text += run.text;
        m_result.runs.last().counterpart += run.counterpart;
    }

    std::vector<Cluster> m_a;
    std::vector<Cluster> m_b;
    TextComparison m_result;
};

} // namespace

TextComparison compareTexts(const QString &text, const QString &other)
{
    return Comparer(text, other).run();
}

} // namespace tegata
