// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/findingcatalogue.h"
#include "core/rules/legalname.h"

#include <QList>
#include <QMap>
#include <QString>

#include <string>

namespace tegata {

// What would stand instead of some characters of a name.
struct NameEdit
{
    qsizetype position; // from 0, in characters
    qsizetype length;
    QString replacement;
};

// One fault of a name with all the places where it is mended. The findings and the offers are made from the same
// problems, so that they cannot disagree.
struct NameProblem
{
    FindingCode code;
    FindingOutcome outcome;
    QMap<QString, QString> args;
    QList<NameEdit> edits;
    bool onlyOffer = false; // a second way to mend the problem before it
};

// Collects the problems of one name, which is in NFC. A character is reported at its first place only, and at most ten
// of one code, whatever a hostile text holds; every place is mended.
class NameProblems
{
public:
    NameProblems(const QString &typed, const QString &normalized);

    const std::u32string &text() const { return m_text; }
    // Where a scan of single characters ends: what is longer is told to be too long and not looked at.
    qsizetype scanEnd() const;

    void add(FindingCode code, FindingOutcome outcome, const QMap<QString, QString> &args = {},
             const QList<NameEdit> &edits = {});
    void addOffer(FindingCode code, const QList<NameEdit> &edits);
    // args "character", "position" and, where not empty, "expected".
    void addCharacter(FindingCode code, FindingOutcome outcome, qsizetype position, const QString &expected = {});
    // The same, mended by writing expected for length characters.
    void replaceCharacter(FindingCode code, FindingOutcome outcome, qsizetype position, const QString &expected,
                          qsizetype length = 1);
    void removeCharacters(FindingCode code, FindingOutcome outcome, qsizetype position, qsizetype length = 1);

    // V4 for every kind of name: nothing, or only dots, hyphens and spaces. False: there is nothing more to look at.
    bool addEmptiness();
    void addLength(int limit, FindingCode code, FindingOutcome outcome = FindingOutcome::Error);
    // V16: what NFC itself changes.
    void addNormalization();

    NameCheck check(int limit, const QString &field) const;
    QList<NameOffer> offers() const;
    // The text with everything mended that is certainly wrong; see nameOffers().
    QString mended() const;

private:
    QList<Finding> findings(const QString &field) const;
    void insert(const NameProblem &problem);
    QString edited(QList<NameEdit> edits) const;

    QString m_typed;
    QString m_normalized;
    std::u32string m_text;
    QList<NameProblem> m_problems;
};

// The offers of a text whose problems find() collects, with the one for all of them.
template <typename Find>
QList<NameOffer> offersOf(const QString &typed, Find find)
{
    // Mending one fault can bring another to light: a full-width small letter is made half width, then a capital.
    constexpr int Rounds = 4;
    QList<NameOffer> offers = find(typed).offers();
    QString all = typed;
    for (int round = 0; round < Rounds; ++round) {
        const QString mended = find(all).mended();
        if (mended == all)
            break;
        all = mended;
    }
    bool known = all == typed;
    for (const NameOffer &offer : offers)
        known = known || offer.replacement == all;
    if (!known)
        offers.append({QStringLiteral("name.allOffers"), all});
    return offers;
}

} // namespace tegata
