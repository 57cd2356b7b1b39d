// SPDX-License-Identifier: Apache-2.0
#include "core/rules/passwordstrength.h"

#include "core/base/secretbytes.h"
#include "core/rules/charactertext.h"
#include "core/rules/findingcatalogue.h"

#include <zxcvbn.h>

#include <algorithm>
#include <memory>
#include <set>
#include <vector>

namespace tegata {

namespace {

// zxcvbn's time grows with the cube of the length; what follows is only counted as longer.
constexpr std::size_t MaximumExamined = 64; // bytes
constexpr qsizetype MinimumPersonalWord = 4;

struct Guess
{
    double bits = 0;
    std::set<FindingCode> reasons;
};

struct MatchDeleter
{
    void operator()(ZxcMatch_t *matches) const { ZxcvbnFreeInfo(matches); }
};

std::optional<FindingCode> reasonOf(const ZxcMatch_t &match)
{
    switch (int(match.Type) & ~int(MULTIPLE_MATCH)) {
    case DICTIONARY_MATCH:
    case DICT_LEET_MATCH:
        return FindingCode::PasswordCommonWord;
    case USER_MATCH:
    case USER_LEET_MATCH:
        return FindingCode::PasswordPersonal;
    case REPEATS_MATCH:
        return FindingCode::PasswordRepeats;
    case SEQUENCE_MATCH:
        return FindingCode::PasswordSequence;
    case SPATIAL_MATCH:
        return FindingCode::PasswordKeyboard;
    case DATE_MATCH:
    case YEAR_MATCH:
        return FindingCode::PasswordDate;
    default:
        return std::nullopt;
    }
}

// Login ID, the parts of mail addresses, names: in small letters, as zxcvbn compares.
QList<QByteArray> personalWords(const QStringList &personal)
{
    QList<QByteArray> words;
    for (const QString &text : personal) {
        QStringList parts = text.split(QLatin1Char('@'));
        parts.append(text);
        for (const QString &part : std::as_const(parts)) {
            const QString word = part.trimmed().toLower();
            if (word.size() >= MinimumPersonalWord && !words.contains(word.toUtf8()))
                words.append(word.toUtf8());
        }
    }
    return words;
}

Guess guess(const SecretBytes &password, const QStringList &personal)
{
    const QList<QByteArray> words = personalWords(personal);
    std::vector<const char *> dictionary;
    for (const QByteArray &word : words)
        dictionary.push_back(word.constData());
    dictionary.push_back(nullptr);
    SecretBytes examined(std::min(password.size(), MaximumExamined) + 1); // ends with the zero that it is made of
    std::copy_n(password.data(), examined.size() - 1, examined.data());
    ZxcMatch_t *found = nullptr;
    Guess result;
    result.bits = ZxcvbnMatch(examined.data(), dictionary.data(), &found);
    const std::unique_ptr<ZxcMatch_t, MatchDeleter> matches(found);
    for (const ZxcMatch_t *match = matches.get(); match; match = match->Next) {
        if (const auto reason = reasonOf(*match))
            result.reasons.insert(*reason);
    }
    return result;
}

// zxcvbn's own steps: 10^3, 10^6, 10^8 and 10^10 guesses.
int scoreOf(double bits)
{
    static constexpr double steps[] = {9.97, 19.93, 26.58, 33.22};
    return int(std::count_if(std::begin(steps), std::end(steps), [bits](double step) { return bits >= step; }));
}

bool isPersonal(const QString &password, const QStringList &personal)
{
    return std::any_of(personal.begin(), personal.end(), [&](const QString &text) {
        return !text.isEmpty() && password.compare(text.trimmed(), Qt::CaseInsensitive) == 0;
    });
}

bool isTypable(QChar character)
{
    return character.category() != QChar::Other_Control && character.category() != QChar::Other_Format;
}

} // namespace

PasswordStrength passwordStrength(const QString &password, const QStringList &personal, const QString &field)
{
    PasswordStrength strength;
    const auto report = [&](FindingCode code, FindingOutcome outcome, const QMap<QString, QString> &args = {}) {
        strength.check.findings.append(makeFinding(code, outcome, field, args));
    };
    const qsizetype length = characterCount(password);
    const auto counted = [length](int limit) {
        return QMap<QString, QString>{{QStringLiteral("length"), QString::number(length)},
                                      {QStringLiteral("limit"), QString::number(limit)}};
    };
    const Guess guessed = guess(SecretBytes::fromText(password), personal);
    strength.score = scoreOf(guessed.bits);
    if (isPersonal(password, personal))
        strength.score = 0;

    if (length < MinimumPasswordLength) {
        strength.score = std::min(strength.score, 1);
        report(FindingCode::PasswordTooShort, FindingOutcome::Error, counted(MinimumPasswordLength));
    } else if (length < RecommendedPasswordLength) {
        report(FindingCode::PasswordShort, FindingOutcome::Note, counted(RecommendedPasswordLength));
    } else if (length > MaximumPasswordLength) {
        report(FindingCode::PasswordTooLong, FindingOutcome::Error, counted(MaximumPasswordLength));
    }
    if (!std::all_of(password.begin(), password.end(), isTypable))
        report(FindingCode::PasswordCharacter, FindingOutcome::Error);
    if (std::any_of(password.begin(), password.end(), [](QChar character) { return character.unicode() > 0x7E; }))
        report(FindingCode::PasswordNotAscii, FindingOutcome::Warning);
    if (password != password.trimmed())
        report(FindingCode::PasswordSpaceEdge, FindingOutcome::Note);
    if (isPersonal(password, personal))
        report(FindingCode::PasswordPersonal, FindingOutcome::Error);
    else if (strength.score < 2 && length >= MinimumPasswordLength)
        report(FindingCode::PasswordGuessable, FindingOutcome::Error);
    else if (strength.score == 2)
        report(FindingCode::PasswordWeak, FindingOutcome::Note);
    if (strength.score <= 2) {
        for (const FindingCode reason : guessed.reasons) {
            if (reason != FindingCode::PasswordPersonal || !isPersonal(password, personal))
                report(reason, FindingOutcome::Note);
        }
    }
    return strength;
}

} // namespace tegata
