// SPDX-License-Identifier: Apache-2.0
#include "core/rules/legalformtext.h"

#include "core/rules/namecharacters.h"

#include <algorithm>
#include <array>
#include <string>

namespace tegata {

namespace {

struct Abbreviation
{
    const char32_t *word;
    const char32_t *bracketed; // what stands between brackets
    const char32_t *characters;
};

constexpr Abbreviation abbreviations[] = {
    {U"株式会社", U"株", U"㈱㍿㊑"}, {U"有限会社", U"有", U"㈲㊒"},
    {U"合同会社", U"同", U""},       {U"合名会社", U"名", U"㈴㊔"},
    {U"合資会社", U"資", U"㈾㊮"},   {U"一般社団法人", U"一社", U""},
    {U"公益社団法人", U"公社", U""}, {U"一般財団法人", U"一財", U""},
    {U"公益財団法人", U"公財", U""}, {U"学校法人", U"学", U"㈻㊫"},
    {U"医療法人", U"医", U"㊩"},     {U"社会福祉法人", U"福", U""},
    {U"宗教法人", U"宗", U""},       {U"特定非営利活動法人", U"特非", U""},
    {U"独立行政法人", U"独", U""},   {U"協同組合", U"協", U"㈿㊯"},
    {U"相互会社", U"相", U""},       {U"弁護士法人", U"弁", U""},
};

// Whole words that stand for a form.
struct Paraphrase
{
    const char32_t *text;
    const char32_t *word;
};
constexpr Paraphrase paraphrases[] = {
    {U"特例有限会社", U"有限会社"},
    {U"NPO法人", U"特定非営利活動法人"},
    {U"ＮＰＯ法人", U"特定非営利活動法人"},
};

struct Word
{
    const char32_t *text;
    LegalForm form;
};

// A longer word stands before one that it contains.
constexpr Word words[] = {
    {U"株式会社", LegalForm::KabushikiKaisha},
    {U"有限会社", LegalForm::TokureiYugenKaisha},
    {U"合同会社", LegalForm::GodoKaisha},
    {U"合名会社", LegalForm::GomeiKaisha},
    {U"合資会社", LegalForm::GoshiKaisha},
    {U"一般社団法人", LegalForm::IppanShadanHojin},
    {U"公益社団法人", LegalForm::KoekiShadanHojin},
    {U"一般財団法人", LegalForm::IppanZaidanHojin},
    {U"公益財団法人", LegalForm::KoekiZaidanHojin},
    {U"準学校法人", LegalForm::GakkoHojin},
    {U"学校法人", LegalForm::GakkoHojin},
    {U"社会医療法人", LegalForm::IryoHojin},
    {U"特定医療法人", LegalForm::IryoHojin},
    {U"医療法人", LegalForm::IryoHojin},
    {U"社会福祉法人", LegalForm::ShakaiFukushiHojin},
    {U"宗教法人", LegalForm::ShukyoHojin},
    {U"認定特定非営利活動法人", LegalForm::TokuteiHieiriKatsudoHojin},
    {U"特定非営利活動法人", LegalForm::TokuteiHieiriKatsudoHojin},
    {U"地方独立行政法人", LegalForm::ChihoDokuritsuGyoseiHojin},
    {U"公立大学法人", LegalForm::ChihoDokuritsuGyoseiHojin},
    {U"独立行政法人", LegalForm::DokuritsuGyoseiHojin},
    {U"国立研究開発法人", LegalForm::DokuritsuGyoseiHojin},
    {U"国立大学法人", LegalForm::KokuritsuDaigakuHojin},
    {U"大学共同利用機関法人", LegalForm::KokuritsuDaigakuHojin},
    {U"協同組合", LegalForm::KyodoKumiai},
    {U"相互会社", LegalForm::SogoKaisha},
    {U"弁護士法人", LegalForm::ShigyoHojin},
    {U"税理士法人", LegalForm::ShigyoHojin},
    {U"監査法人", LegalForm::ShigyoHojin},
    {U"司法書士法人", LegalForm::ShigyoHojin},
    {U"行政書士法人", LegalForm::ShigyoHojin},
    {U"社会保険労務士法人", LegalForm::ShigyoHojin},
    {U"土地家屋調査士法人", LegalForm::ShigyoHojin},
    {U"弁理士法人", LegalForm::ShigyoHojin},
    {U"特許業務法人", LegalForm::ShigyoHojin},
};

bool isBracket(char32_t character, char32_t half, char32_t full)
{
    return character == half || character == full;
}

// The length of an abbreviation at the beginning of rest, and the word that it stands for.
struct Match
{
    std::size_t length = 0;
    const char32_t *word = nullptr;
};

Match abbreviationAt(std::u32string_view rest)
{
    for (const Paraphrase &paraphrase : paraphrases) {
        const std::u32string_view text(paraphrase.text);
        if (rest.starts_with(text))
            return {text.size(), paraphrase.word};
    }
    for (const Abbreviation &abbreviation : abbreviations) {
        if (std::u32string_view(abbreviation.characters).find(rest.front()) != std::u32string_view::npos)
            return {1, abbreviation.word};
        const std::u32string_view inner(abbreviation.bracketed);
        if (isBracket(rest.front(), U'(', U'（') && rest.substr(1).starts_with(inner) &&
            rest.size() > inner.size() + 1 && isBracket(rest[inner.size() + 1], U')', U'）'))
            return {inner.size() + 2, abbreviation.word};
    }
    return {};
}

} // namespace

QList<AbbreviatedForm> abbreviatedForms(std::u32string_view name)
{
    QList<AbbreviatedForm> found;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const Match match = abbreviationAt(name.substr(i));
        if (!match.word)
            continue;
        found.append({qsizetype(i), qsizetype(match.length), fromCharacters(match.word)});
        i += match.length - 1;
    }
    return found;
}

QString withLegalFormsWrittenOut(const QString &text)
{
    const std::u32string name = text.toStdU32String();
    const std::u32string_view view(name);
    QString written;
    std::size_t position = 0;
    const QList<AbbreviatedForm> found = abbreviatedForms(view);
    if (found.isEmpty())
        return text;
    for (const AbbreviatedForm &abbreviation : found) {
        const auto begin = std::size_t(abbreviation.position);
        written += fromCharacters(view.substr(position, begin - position)) + abbreviation.form;
        position = begin + std::size_t(abbreviation.length);
    }
    return written + fromCharacters(view.substr(position));
}

QList<FormWord> formWords(std::u32string_view name)
{
    QList<FormWord> found;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto word = std::find_if(std::begin(words), std::end(words),
                                       [&](const Word &each) { return name.substr(i).starts_with(each.text); });
        if (word == std::end(words))
            continue;
        const std::u32string_view text(word->text);
        found.append({qsizetype(i), qsizetype(text.size()), word->form, fromCharacters(text)});
        i += text.size() - 1;
    }
    return found;
}

NameStem nameStem(std::u32string_view name)
{
    NameStem stem{0, qsizetype(name.size())};
    const QList<FormWord> found = formWords(name);
    if (!found.isEmpty() && found.constFirst().position == 0)
        stem.begin = found.constFirst().length;
    if (!found.isEmpty() && found.constLast().position >= stem.begin &&
        found.constLast().position + found.constLast().length == stem.end)
        stem.end = found.constLast().position;
    return stem;
}

QString wordInNames(LegalForm form)
{
    if (form == LegalForm::TokureiYugenKaisha)
        return QStringLiteral("有限会社");
    const auto facts = legalFormFacts(form);
    if (!facts)
        return {};
    return facts->inName || form == LegalForm::ShigyoHojin ? facts->kanji : QString();
}

bool isWordRequired(LegalForm form)
{
    switch (form) {
    case LegalForm::KabushikiKaisha:
    case LegalForm::TokureiYugenKaisha:
    case LegalForm::GodoKaisha:
    case LegalForm::GomeiKaisha:
    case LegalForm::GoshiKaisha:
    case LegalForm::IppanShadanHojin:
    case LegalForm::KoekiShadanHojin:
    case LegalForm::IppanZaidanHojin:
    case LegalForm::KoekiZaidanHojin:
    case LegalForm::ChihoDokuritsuGyoseiHojin:
    case LegalForm::KyodoKumiai:
    case LegalForm::SogoKaisha:
        return true;
    default:
        return false;
    }
}

} // namespace tegata
