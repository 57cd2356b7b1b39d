// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace tegata {

// How two texts differ where they should not, from the least to the most.
enum class TextDifference
{
    None,
    Composition, // equal after NFC: が as one code point or as か and ゛
    CaseOnly,    // equal apart from case
    Width,       // equal apart from full and half width (and case)
    Compatible,  // equal after NFKC otherwise: ① and 1 are, ㈱ and 株式会社 are not
    LookAlike,   // the same to the eye: dashes, waves, 異体字, letters of other scripts (lookAlikeForm())
    Invisible,   // a character that does not show: zero width, marks of direction, controls; marked even where equal
    Other,
};

// A run of code points of one text, and how it relates to the same place of the text that it is compared with. Runs
// stand one after the other; their texts together are the one text, their counterparts together the other.
struct TextRun
{
    QString text; // empty: something is missing here
    TextDifference difference = TextDifference::None;
    QString counterpart = {}; // what the other text has here; empty: nothing

    friend bool operator==(const TextRun &, const TextRun &) = default;
};

struct TextComparison
{
    QList<TextRun> runs;
    TextDifference worst = TextDifference::None;

    friend bool operator==(const TextComparison &, const TextComparison &) = default;
};

// Compares two texts by code points (V16). Pure; bounded in time for hostile texts: what lies between their common
// beginning and end is aligned as long as it is not too long, and is one run of Other beyond that.
TextComparison compareTexts(const QString &text, const QString &other);

} // namespace tegata
