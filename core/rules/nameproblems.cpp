// SPDX-License-Identifier: Apache-2.0
#include "core/rules/nameproblems.h"

#include "core/rules/charactertext.h"
#include "core/rules/namecharacters.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype MaximumExamined = 150; // characters; far beyond every limit of the form
constexpr qsizetype MaximumOfOneCode = 10;

// The person may well mean what stands there: not part of mending everything at once.
bool isMatterOfChoice(FindingCode code)
{
    return code == FindingCode::NameHalfWidthLetters || code == FindingCode::NameFullWidthLetters ||
           code == FindingCode::NameMixedWidth || code == FindingCode::NameVariantIdeograph ||
           code == FindingCode::NameVariationSelector;
}

// The whole name is meant, not one character after another: told at the first place.
bool isToldOnce(FindingCode code)
{
    return code == FindingCode::NameNotHalfWidth || code == FindingCode::NameOperatorLowerCase;
}

bool isSameBesidesPosition(const QMap<QString, QString> &a, const QMap<QString, QString> &b)
{
    return std::equal(a.keyValueBegin(), a.keyValueEnd(), b.keyValueBegin(), b.keyValueEnd(),
                      [](const auto &left, const auto &right) {
                          return left.first == right.first &&
                                 (left.first == QLatin1String("position") || left.second == right.second);
                      });
}

} // namespace

NameProblems::NameProblems(const QString &typed, const QString &normalized)
    : m_typed(typed), m_normalized(normalized), m_text(normalized.toStdU32String())
{}

qsizetype NameProblems::scanEnd() const
{
    return std::min(qsizetype(m_text.size()), MaximumExamined);
}

void NameProblems::add(FindingCode code, FindingOutcome outcome, const QMap<QString, QString> &args,
                       const QList<NameEdit> &edits)
{
    insert({code, outcome, args, edits});
}

void NameProblems::addOffer(FindingCode code, const QList<NameEdit> &edits)
{
    m_problems.append({code, FindingOutcome::Note, {}, edits, true});
}

void NameProblems::insert(const NameProblem &problem)
{
    NameProblem *last = nullptr;
    qsizetype ofThisCode = 0;
    for (NameProblem &earlier : m_problems) {
        if (earlier.code != problem.code || earlier.onlyOffer)
            continue;
        if (isToldOnce(problem.code) || isSameBesidesPosition(earlier.args, problem.args)) {
            earlier.edits += problem.edits;
            return;
        }
        last = &earlier;
        ++ofThisCode;
    }
    if (ofThisCode >= MaximumOfOneCode)
        last->edits += problem.edits;
    else
        m_problems.append(problem);
}

void NameProblems::addCharacter(FindingCode code, FindingOutcome outcome, qsizetype position, const QString &expected)
{
    QMap<QString, QString> args = {{QStringLiteral("character"), characterName(m_text.at(std::size_t(position)))},
                                   {QStringLiteral("position"), QString::number(position + 1)}};
    if (!expected.isEmpty())
        args.insert(QStringLiteral("expected"), expected);
    insert({code, outcome, args, {}});
}

void NameProblems::replaceCharacter(FindingCode code, FindingOutcome outcome, qsizetype position,
                                    const QString &expected, qsizetype length)
{
    const QList<uint> characters = expected.toUcs4();
    insert({code,
            outcome,
            {{QStringLiteral("character"), characterName(m_text.at(std::size_t(position)))},
             {QStringLiteral("position"), QString::number(position + 1)},
             {QStringLiteral("expected"), characters.size() == 1 ? characterName(characters.constFirst()) : expected}},
            {{position, length, expected}}});
}

void NameProblems::removeCharacters(FindingCode code, FindingOutcome outcome, qsizetype position, qsizetype length)
{
    insert({code,
            outcome,
            {{QStringLiteral("character"), characterName(m_text.at(std::size_t(position)))},
             {QStringLiteral("position"), QString::number(position + 1)}},
            {{position, length, QString()}}});
}

bool NameProblems::addEmptiness()
{
    if (m_text.empty())
        add(FindingCode::NameEmpty, FindingOutcome::Error);
    else if (holdsOnlyMarks(m_normalized))
        add(FindingCode::NameOnlyMarks, FindingOutcome::Error);
    else
        return true;
    return false;
}

void NameProblems::addLength(int limit, FindingCode code, FindingOutcome outcome)
{
    if (qsizetype(m_text.size()) > limit)
        add(code, outcome,
            {{QStringLiteral("length"), QString::number(m_text.size())},
             {QStringLiteral("limit"), QString::number(limit)}});
}

void NameProblems::addNormalization()
{
    if (m_typed == m_normalized)
        return;
    const QList<uint> characters = m_typed.toUcs4().first(std::min(m_typed.toUcs4().size(), MaximumExamined));
    bool named = false;
    for (qsizetype i = 0; i < characters.size(); ++i) {
        const char32_t character = characters.at(i);
        const QString composed = fromCharacters({&character, 1}).normalized(QString::NormalizationForm_C);
        if (composed == fromCharacters({&character, 1}))
            continue;
        named = true;
        // No edit: normalized holds the change already.
        insert({FindingCode::NameCharacterReplaced,
                FindingOutcome::Warning,
                {{QStringLiteral("character"), characterName(character)},
                 {QStringLiteral("position"), QString::number(i + 1)},
                 {QStringLiteral("expected"), characterName(composed.toUcs4().constFirst())}},
                {{0, 0, QString()}}});
    }
    if (!named)
        add(FindingCode::NameNotNfc, FindingOutcome::Note, {}, {{0, 0, QString()}});
}

NameCheck NameProblems::check(int limit, const QString &field) const
{
    return {m_typed, m_normalized, int(m_text.size()), limit, CheckReport{findings(field)}};
}

QList<Finding> NameProblems::findings(const QString &field) const
{
    QList<Finding> findings;
    for (const NameProblem &problem : m_problems) {
        if (!problem.onlyOffer)
            findings.append(makeFinding(problem.code, problem.outcome, field, problem.args));
    }
    return findings;
}

QString NameProblems::edited(QList<NameEdit> edits) const
{
    std::stable_sort(edits.begin(), edits.end(),
                     [](const NameEdit &a, const NameEdit &b) { return a.position < b.position; });
    QString result;
    qsizetype position = 0;
    for (const NameEdit &edit : edits) {
        if (edit.position < position || (edit.position == position && edit.length == 0 && edit.replacement.isEmpty()))
            continue; // two ways to mend the same place: the first one
        result += fromCharacters(
            std::u32string_view(m_text).substr(std::size_t(position), std::size_t(edit.position - position)));
        result += edit.replacement;
        position = edit.position + edit.length;
    }
    return result + fromCharacters(std::u32string_view(m_text).substr(std::size_t(position)));
}

QList<NameOffer> NameProblems::offers() const
{
    QList<NameOffer> offers;
    QList<std::pair<FindingCode, QList<NameEdit>>> byCode;
    for (const NameProblem &problem : m_problems) {
        const auto known =
            std::find_if(byCode.begin(), byCode.end(), [&](const auto &group) { return group.first == problem.code; });
        if (problem.edits.isEmpty())
            continue;
        if (known == byCode.end() || problem.onlyOffer)
            byCode.append({problem.code, problem.edits});
        else
            known->second += problem.edits;
    }
    for (const auto &[code, edits] : byCode) {
        const QString replacement = edited(edits).normalized(QString::NormalizationForm_C);
        if (replacement != m_typed && !replacement.isEmpty())
            offers.append({findingKind(code).code, replacement});
    }
    return offers;
}

QString NameProblems::mended() const
{
    QList<NameEdit> edits;
    for (const NameProblem &problem : m_problems) {
        if (!problem.onlyOffer && !isMatterOfChoice(problem.code))
            edits += problem.edits;
    }
    return edited(edits).normalized(QString::NormalizationForm_C);
}

} // namespace tegata
