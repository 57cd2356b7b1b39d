// SPDX-License-Identifier: Apache-2.0
#include "core/rules/legalname.h"
#include "core/rules/namecharacters.h"
#include "core/rules/nameproblems.h"

#include <QRegularExpression>

namespace tegata {

namespace {

using Kind = NameCharacter;

bool isJapanese(char32_t character)
{
    const Kind kind = nameCharacter(character);
    return kind == Kind::Kanji || isKana(kind);
}

// Ō → O, ’ → ', – → -: what a character outside V17 is usually written as. Empty where nobody can say.
QString englishForm(char32_t character)
{
    QString form = fromCharacters({&character, 1}).normalized(QString::NormalizationForm_KD);
    form.removeIf([](QChar each) { return each.category() == QChar::Mark_NonSpacing; });
    const Kind kind = nameCharacter(character);
    if (kind == Kind::Dash || kind == Kind::LookAlikeSymbol || kind == Kind::Symbol)
        form = plainForm(character);
    QString half;
    const QList<uint> characters = form.toUcs4();
    for (const uint each : characters) {
        const char32_t narrow = halfWidthForm(each).value_or(each);
        if (!isEnglishSubjectCharacter(narrow))
            return {};
        half += fromCharacters({&narrow, 1});
    }
    return half;
}

// Spaces, line breaks and what does not show; the number of characters that belong together, 0 for all others.
qsizetype lookAtBlanks(NameProblems &problems, qsizetype i)
{
    const std::u32string &text = problems.text();
    const auto length = qsizetype(text.size());
    const char32_t character = text.at(std::size_t(i));
    switch (nameCharacter(character)) {
    case Kind::LineBreak:
        problems.replaceCharacter(FindingCode::NameLineBreak, FindingOutcome::Error, i,
                                  i == 0 || i + 1 == length ? QString() : QStringLiteral(" "));
        return 1;
    case Kind::UnusualSpace:
        problems.replaceCharacter(FindingCode::NameUnusualSpace, FindingOutcome::Error, i, QStringLiteral(" "));
        return 1;
    case Kind::Invisible:
    case Kind::VariationSelector:
        problems.removeCharacters(FindingCode::NameInvisibleCharacter, FindingOutcome::Error, i);
        return 1;
    case Kind::Private:
        problems.addCharacter(FindingCode::NamePrivateCharacter, FindingOutcome::Error, i);
        return 1;
    default:
        break;
    }
    if (character != U' ')
        return 0;
    qsizetype end = i;
    while (end < length && text.at(std::size_t(end)) == U' ')
        ++end;
    if (i == 0 || end == length)
        problems.removeCharacters(FindingCode::NameSpaceEdge, FindingOutcome::Error, i, end - i);
    else if (end - i > 1)
        problems.replaceCharacter(FindingCode::NameSpaceDouble, FindingOutcome::Error, i, QStringLiteral(" "), end - i);
    return end - i;
}

// A character that is not allowed, for a reason that both kinds of name share.
void addForeign(NameProblems &problems, FindingCode code, qsizetype i)
{
    const char32_t character = problems.text().at(std::size_t(i));
    const QString form = englishForm(character);
    if (isJapanese(character)) // once a name: it is the language that is wrong
        problems.add(FindingCode::NameJapanese, FindingOutcome::Error,
                     {{QStringLiteral("position"), QString::number(i + 1)}});
    else if (form.isEmpty() || (character >= 0x20 && character <= 0x7E))
        problems.addCharacter(code, FindingOutcome::Error, i);
    else if (halfWidthForm(character) && character > 0x2FFF)
        problems.replaceCharacter(FindingCode::NameNotHalfWidth, FindingOutcome::Error, i, form);
    else
        problems.replaceCharacter(code, FindingOutcome::Error, i, form);
}

NameProblems englishProblems(const QString &typed, bool consultation)
{
    NameProblems problems(typed, typed.normalized(QString::NormalizationForm_C));
    problems.addNormalization();
    if (!problems.addEmptiness())
        return problems;
    problems.addLength(MaximumEnglishNameLength,
                       consultation ? FindingCode::NameTooLongConsultation : FindingCode::NameTooLong,
                       consultation ? FindingOutcome::Note : FindingOutcome::Error);
    const std::u32string &text = problems.text();
    for (qsizetype i = 0; i < problems.scanEnd(); ++i) {
        if (const qsizetype blanks = lookAtBlanks(problems, i)) {
            i += blanks - 1;
            continue;
        }
        const char32_t character = text.at(std::size_t(i));
        if (!isEnglishSubjectCharacter(character))
            addForeign(problems, FindingCode::NameEnglishCharacter, i);
        // Co.,Ltd.
        const bool glued = character == U',' && i + 1 < qsizetype(text.size()) &&
                           nameCharacter(text.at(std::size_t(i + 1))) == Kind::Letter;
        if (glued)
            problems.add(FindingCode::NameEnglishCommaSpace, FindingOutcome::Note, {}, {{i, 1, QStringLiteral(", ")}});
    }
    return problems;
}

// INITIAL.SURNAME from other ways to write the same; empty for no idea.
QString initialAndSurname(const QString &name)
{
    static const QRegularExpression reversed(QStringLiteral("\\A([A-Z]{2,})\\.([A-Z])\\z"));
    static const QRegularExpression given(QStringLiteral("\\A([A-Z])[A-Z]+\\.([A-Z]{2,})\\z"));
    static const QRegularExpression marked(QStringLiteral("\\A([A-Z])\\.([A-Z]+)\\.\\z"));
    if (const auto match = reversed.match(name); match.hasMatch())
        return match.captured(2) + QLatin1Char('.') + match.captured(1);
    for (const QRegularExpression &expression : {given, marked}) {
        if (const auto match = expression.match(name); match.hasMatch())
            return match.captured(1) + QLatin1Char('.') + match.captured(2);
    }
    return {};
}

void lookAtOperatorCharacter(NameProblems &problems, qsizetype i)
{
    const char32_t character = problems.text().at(std::size_t(i));
    const QString plain = englishForm(character);
    if (character >= U'a' && character <= U'z')
        problems.replaceCharacter(FindingCode::NameOperatorLowerCase, FindingOutcome::Error, i, plain.toUpper());
    else if ((character >= U'A' && character <= U'Z') || (character >= U'0' && character <= U'9') ||
             character == U'.' || character == U'-')
        return; // digits and hyphens are a matter of the pattern
    else if (character == U',' || plain == QLatin1String(",") || character == U'・')
        problems.replaceCharacter(FindingCode::NameOperatorCharacter, FindingOutcome::Error, i, QStringLiteral("."));
    else
        addForeign(problems, FindingCode::NameOperatorCharacter, i);
}

NameProblems operatorProblems(const QString &typed)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[A-Z]\\.[A-Z]+\\z"));
    static const QRegularExpression allowed(QStringLiteral("\\A[A-Z0-9.-]+\\z"));
    NameProblems problems(typed, typed.normalized(QString::NormalizationForm_C));
    problems.addNormalization();
    if (!problems.addEmptiness())
        return problems;
    problems.addLength(MaximumOperatorNameLength, FindingCode::NameOperatorTooLong);
    const std::u32string &text = problems.text();
    const bool dotted = text.find(U'.') != std::u32string::npos;
    for (qsizetype i = 0; i < problems.scanEnd(); ++i) {
        const bool inner = text.at(std::size_t(i)) == U' ' && i > 0 &&
                           text.find_first_not_of(U' ', std::size_t(i)) != std::u32string::npos;
        if (inner)
            problems.replaceCharacter(FindingCode::NameOperatorCharacter, FindingOutcome::Error, i,
                                      dotted ? QString() : QStringLiteral("."));
        else if (const qsizetype blanks = lookAtBlanks(problems, i))
            i += blanks - 1;
        else
            lookAtOperatorCharacter(problems, i);
    }
    const QString name = fromCharacters(text);
    if (allowed.match(name).hasMatch() && !pattern.match(name).hasMatch()) {
        const QString better = initialAndSurname(name);
        problems.add(FindingCode::NameOperatorPattern, FindingOutcome::Warning, {},
                     better.isEmpty() ? QList<NameEdit>() : QList<NameEdit>{{0, qsizetype(text.size()), better}});
    }
    return problems;
}

} // namespace

NameCheck checkEnglishName(const QString &typed, bool consultation, const QString &field)
{
    return englishProblems(typed, consultation).check(MaximumEnglishNameLength, field);
}

QList<NameOffer> englishNameOffers(const QString &typed)
{
    return offersOf(typed, [](const QString &text) { return englishProblems(text, false); });
}

NameCheck checkOperatorCommonName(const QString &typed, const QString &field)
{
    return operatorProblems(typed).check(MaximumOperatorNameLength, field);
}

QList<NameOffer> operatorCommonNameOffers(const QString &typed)
{
    return offersOf(typed, operatorProblems);
}

} // namespace tegata
