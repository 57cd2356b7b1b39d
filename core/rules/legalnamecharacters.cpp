// SPDX-License-Identifier: Apache-2.0
#include "core/rules/legalnameparts.h"

#include "core/rules/charactertext.h"
#include "core/rules/jisx0208.h"
#include "core/rules/legalformtext.h"
#include "core/rules/namecharacters.h"
#include "core/rules/variantideographs.h"

#include <algorithm>
#include <functional>

namespace tegata {

namespace {

using Kind = NameCharacter;

QString text(char32_t character)
{
    return fromCharacters({&character, 1});
}

class CharacterScan
{
public:
    CharacterScan(NameProblems &problems, bool strict)
        : m_problems(problems), m_text(problems.text()), m_end(problems.scanEnd()), m_stem(nameStem(m_text)),
          m_abbreviations(abbreviatedForms(m_text)), m_strict(strict),
          m_error(strict ? FindingOutcome::Error : FindingOutcome::Warning)
    {}

    void run()
    {
        auto abbreviation = m_abbreviations.cbegin();
        for (qsizetype i = 0; i < m_end; ++i) {
            if (abbreviation != m_abbreviations.cend() && abbreviation->position == i) {
                addAbbreviation(*abbreviation);
                i += abbreviation->length - 1;
                ++abbreviation;
                continue;
            }
            i += look(i) - 1;
        }
        addSymbolEdges();
        addWidths();
    }

private:
    char32_t at(qsizetype i) const { return m_text.at(std::size_t(i)); }
    // Other outside the name: no neighbour is like a character that is nothing in particular.
    Kind kindAt(qsizetype i) const
    {
        return i >= 0 && i < qsizetype(m_text.size()) ? nameCharacter(at(i)) : Kind::Other;
    }
    bool isKatakanaAt(qsizetype i) const
    {
        const Kind kind = kindAt(i);
        return kind == Kind::Katakana || kind == Kind::LongVowelMark || kind == Kind::HalfWidthKana;
    }

    void addAbbreviation(const AbbreviatedForm &abbreviation)
    {
        m_problems.add(
            FindingCode::NameAbbreviatedForm, FindingOutcome::Error,
            {{QStringLiteral("value"), fromCharacters(std::u32string_view(m_text).substr(
                                           std::size_t(abbreviation.position), std::size_t(abbreviation.length)))},
             {QStringLiteral("expected"), abbreviation.form},
             {QStringLiteral("position"), QString::number(abbreviation.position + 1)}},
            {{abbreviation.position, abbreviation.length, abbreviation.form}});
    }

    // How many characters were looked at.
    qsizetype look(qsizetype i)
    {
        switch (kindAt(i)) {
        case Kind::Kanji:
        case Kind::Hiragana:
        case Kind::Katakana:
            lookAtJapanese(i);
            break;
        case Kind::LongVowelMark:
            lookAtLongVowelMark(i);
            break;
        case Kind::HalfWidthKana:
            return lookAtHalfWidthKana(i);
        case Kind::Letter:
        case Kind::Digit:
            break; // their width is looked at in the end
        case Kind::Symbol:
            lookAtSymbol(i);
            break;
        case Kind::Dash:
            lookAtDash(i);
            break;
        case Kind::Wave:
            lookAtWave(i);
            break;
        case Kind::Space:
            return lookAtSpaces(i);
        default:
            lookAtForeign(i);
        }
        return 1;
    }

    void lookAtForeign(qsizetype i)
    {
        switch (kindAt(i)) {
        case Kind::LookAlikeSymbol:
            if (m_strict || !isInJisX0208(at(i)))
                m_problems.replaceCharacter(FindingCode::NameLookAlikeSymbol, m_error, i, plainForm(at(i)));
            break;
        case Kind::UnusualSpace:
            m_problems.replaceCharacter(FindingCode::NameUnusualSpace, FindingOutcome::Error, i, QStringLiteral(" "));
            break;
        case Kind::LineBreak:
            m_problems.replaceCharacter(FindingCode::NameLineBreak, FindingOutcome::Error, i,
                                        isLatin(kindAt(i - 1)) && isLatin(kindAt(i + 1)) ? QStringLiteral(" ")
                                                                                         : QString());
            break;
        case Kind::VariationSelector:
            lookAtVariationSelector(i);
            break;
        case Kind::Private:
            m_problems.addCharacter(FindingCode::NamePrivateCharacter, FindingOutcome::Error, i);
            break;
        case Kind::Invisible:
            m_problems.removeCharacters(FindingCode::NameInvisibleCharacter, FindingOutcome::Error, i);
            break;
        case Kind::Compatibility:
            m_problems.replaceCharacter(FindingCode::NameCompatibilityCharacter, m_error, i, plainForm(at(i)));
            break;
        default:
            m_problems.addCharacter(
                FindingCode::NameCharacter,
                !m_strict && isInJisX0208(fullWidthForm(at(i)).value_or(at(i))) ? FindingOutcome::Note : m_error, i);
        }
    }

    void lookAtJapanese(qsizetype i)
    {
        const char32_t character = at(i);
        const auto katakana = katakanaOfSameShape(character);
        if (katakana && isMeantAsKatakana(i)) {
            m_problems.replaceCharacter(FindingCode::NameLookAlikeKana, FindingOutcome::Warning, i, text(*katakana));
        } else if (const auto usual = usualIdeograph(character)) {
            m_problems.replaceCharacter(FindingCode::NameVariantIdeograph, FindingOutcome::Warning, i, text(*usual));
        } else if (!isInJisX0208(character)) {
            m_problems.addCharacter(FindingCode::NameOutsideJis, FindingOutcome::Warning, i);
        }
    }

    // Between katakana, or before what only follows kana: 二ュー, 工ース.
    bool isMeantAsKatakana(qsizetype i) const
    {
        if (kindAt(i) == Kind::Hiragana)
            return (isKatakanaAt(i - 1) || isKatakanaAt(i + 1)) && kindAt(i - 1) != Kind::Hiragana &&
                   kindAt(i + 1) != Kind::Hiragana;
        const bool atEnd = i + 1 == m_stem.end && at(i) == U'一';
        if (isKatakanaAt(i - 1) && (isKatakanaAt(i + 1) || atEnd))
            return true;
        static constexpr std::u32string_view followers = U"ーァィゥェォッャュョ";
        return at(i) != U'一' && i + 1 < m_end && followers.find(at(i + 1)) != followers.npos;
    }

    void lookAtLongVowelMark(qsizetype i)
    {
        if (isKana(kindAt(i - 1)) || (i > 0 && katakanaOfSameShape(at(i - 1)) && isMeantAsKatakana(i - 1)))
            return;
        const bool between = kindAt(i + 1) == Kind::Kanji && (i == m_stem.begin || kindAt(i - 1) == Kind::Kanji);
        m_problems.replaceCharacter(FindingCode::NameLongVowelMisplaced, FindingOutcome::Warning, i,
                                    between ? QStringLiteral("一") : QStringLiteral("‐"));
    }

    // ｶﾞ are two characters that become one: the whole run is one place.
    qsizetype lookAtHalfWidthKana(qsizetype i)
    {
        qsizetype end = i;
        while (end < m_end && kindAt(end) == Kind::HalfWidthKana)
            ++end;
        const QString run = fromCharacters(std::u32string_view(m_text).substr(std::size_t(i), std::size_t(end - i)));
        m_problems.replaceCharacter(FindingCode::NameHalfWidthKana, FindingOutcome::Warning, i,
                                    run.normalized(QString::NormalizationForm_KC), end - i);
        return end - i;
    }

    // サ‐ビス, スーパ－: a dash where kana want the long vowel mark.
    bool standsForLongVowel(qsizetype i) const
    {
        return isKana(kindAt(i - 1)) && (isKana(kindAt(i + 1)) || i + 1 == m_stem.end);
    }

    void lookAtSymbol(qsizetype i)
    {
        const bool hyphen = at(i) == U'‐' || at(i) == U'-';
        if (hyphen && standsForLongVowel(i))
            m_problems.replaceCharacter(FindingCode::NameDashForLongVowel, FindingOutcome::Warning, i,
                                        QStringLiteral("ー"));
        const bool abbreviates = (at(i - (i > 0)) == U'.' || at(i - (i > 0)) == U'．') && kindAt(i - 2) == Kind::Letter;
        if (m_strict && i > 0 && kindAt(i - 1) == Kind::Symbol && !abbreviates)
            m_problems.removeCharacters(FindingCode::NameSymbolDouble, FindingOutcome::Error, i);
    }

    void lookAtDash(qsizetype i)
    {
        // The full-width form of U+002D: what many systems write for ‐ itself.
        const FindingOutcome outcome = at(i) == 0xFF0D ? FindingOutcome::Warning : m_error;
        if (standsForLongVowel(i))
            m_problems.replaceCharacter(FindingCode::NameDashForLongVowel, outcome, i, QStringLiteral("ー"));
        else
            m_problems.replaceCharacter(FindingCode::NameLookAlikeDash, outcome, i, plainForm(at(i)));
    }

    void lookAtWave(qsizetype i)
    {
        if (isKana(kindAt(i - 1)) && m_strict)
            m_problems.replaceCharacter(FindingCode::NameWave, m_error, i, QStringLiteral("ー"));
        else if (m_strict)
            m_problems.addCharacter(FindingCode::NameWave, m_error, i, QStringLiteral("‐"));
        else if (at(i) != U'〜')
            m_problems.replaceCharacter(FindingCode::NameLookAlikeSymbol, m_error, i, QStringLiteral("〜"));
    }

    void lookAtVariationSelector(qsizetype i)
    {
        if (kindAt(i - 1) != Kind::Kanji) {
            m_problems.removeCharacters(FindingCode::NameInvisibleCharacter, FindingOutcome::Error, i);
            return;
        }
        m_problems.add(FindingCode::NameVariationSelector, FindingOutcome::Note,
                       {{QStringLiteral("character"), characterName(at(i - 1))},
                        {QStringLiteral("selector"), characterName(at(i))},
                        {QStringLiteral("position"), QString::number(i)}},
                       {{i, 1, QString()}});
    }

    qsizetype lookAtSpaces(qsizetype i)
    {
        qsizetype end = i;
        while (end < qsizetype(m_text.size()) && kindAt(end) == Kind::Space)
            ++end;
        const qsizetype length = end - i;
        const Kind before = kindAt(i - 1);
        const Kind after = kindAt(end);
        const bool afterWord =
            before == Kind::Letter || (before == Kind::Symbol && kindAt(i - 2) == Kind::Letter &&
                                       std::u32string_view(U".．,，").find(at(i - 1)) != std::u32string_view::npos);
        if (i == 0 || end == qsizetype(m_text.size()))
            m_problems.removeCharacters(FindingCode::NameSpaceEdge, FindingOutcome::Error, i, length);
        else if (!afterWord || after != Kind::Letter)
            m_problems.removeCharacters(FindingCode::NameSpacePlacement,
                                        isLatin(before) && isLatin(after) ? FindingOutcome::Warning : m_error, i,
                                        length);
        else if (length > 1)
            m_problems.replaceCharacter(FindingCode::NameSpaceDouble, FindingOutcome::Error, i, text(at(i)), length);
        return length;
    }

    // V15: ．may end an abbreviation. A symbol between the name and its form is unusual, not forbidden in so many
    // words.
    void addSymbolEdges()
    {
        if (!m_strict || m_stem.begin >= m_stem.end || m_stem.end > m_end)
            return;
        const auto isSymbol = [this](qsizetype i) { return kindAt(i) == Kind::Symbol || at(i) == 0xFF65; };
        const auto outcome = [](bool edgeOfName) {
            return edgeOfName ? FindingOutcome::Error : FindingOutcome::Warning;
        };
        if (isSymbol(m_stem.begin))
            m_problems.removeCharacters(FindingCode::NameSymbolEdge, outcome(m_stem.begin == 0), m_stem.begin);
        const qsizetype last = m_stem.end - 1;
        if (last == m_stem.begin || !isSymbol(last))
            return;
        const bool abbreviates = (at(last) == U'.' || at(last) == U'．') && kindAt(last - 1) == Kind::Letter;
        if (!abbreviates)
            m_problems.removeCharacters(FindingCode::NameSymbolEdge, outcome(m_stem.end == qsizetype(m_text.size())),
                                        last);
    }

    // The registry writes letters and digits in full width; which width the certificate shows is the person's choice.
    void addWidths()
    {
        const QList<NameEdit> toFull = widthEdits(fullWidthForm);
        const QList<NameEdit> toHalf = widthEdits(halfWidthForm);
        const auto isLetterOrDigit = [this](const NameEdit &edit) {
            return kindAt(edit.position) == Kind::Letter || kindAt(edit.position) == Kind::Digit;
        };
        const bool half = std::any_of(toFull.begin(), toFull.end(), isLetterOrDigit);
        const bool full = std::any_of(toHalf.begin(), toHalf.end(), isLetterOrDigit);
        if (half && full) {
            addWidth(FindingCode::NameMixedWidth, FindingOutcome::Warning, toFull);
            m_problems.addOffer(FindingCode::NameMixedWidth, toHalf);
        } else if (full) {
            addWidth(FindingCode::NameFullWidthLetters, FindingOutcome::Note, toHalf);
        } else if (!toFull.isEmpty()) {
            addWidth(FindingCode::NameHalfWidthLetters, FindingOutcome::Note, toFull);
        }
    }

    void addWidth(FindingCode code, FindingOutcome outcome, const QList<NameEdit> &edits)
    {
        const qsizetype first = edits.constFirst().position;
        m_problems.add(code, outcome,
                       {{QStringLiteral("character"), characterName(at(first))},
                        {QStringLiteral("expected"), characterName(edits.constFirst().replacement.toStdU32String()[0])},
                        {QStringLiteral("position"), QString::number(first + 1)}},
                       edits);
    }

    bool isInAbbreviation(qsizetype i) const
    {
        return std::any_of(m_abbreviations.begin(), m_abbreviations.end(), [i](const AbbreviatedForm &each) {
            return i >= each.position && i < each.position + each.length;
        });
    }

    QList<NameEdit> widthEdits(const std::function<std::optional<char32_t>(char32_t)> &otherWidth) const
    {
        QList<NameEdit> edits;
        for (qsizetype i = 0; i < m_end; ++i) {
            const Kind kind = kindAt(i);
            const auto other = otherWidth(at(i));
            // Brackets and the like have no place in a name in either width; ’ and ‐ alone tell nothing.
            const bool counts =
                isLatin(kind) || (kind == Kind::Space && isLatin(kindAt(i - 1)) && isLatin(kindAt(i + 1)));
            const bool narrowedAlone =
                (at(i) == U'’' || at(i) == U'‐') && (!isLatin(kindAt(i - 1)) || !isLatin(kindAt(i + 1)));
            if (other && counts && !narrowedAlone && !isInAbbreviation(i))
                edits.append({i, 1, text(*other)});
        }
        return edits;
    }

    NameProblems &m_problems;
    const std::u32string &m_text;
    qsizetype m_end;
    NameStem m_stem;
    QList<AbbreviatedForm> m_abbreviations;
    bool m_strict;
    FindingOutcome m_error; // of what V15 does not allow
};

} // namespace

void findCharacterProblems(NameProblems &problems, bool strict)
{
    CharacterScan(problems, strict).run();
}

} // namespace tegata
