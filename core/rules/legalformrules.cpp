// SPDX-License-Identifier: Apache-2.0
#include "core/rules/legalformtext.h"
#include "core/rules/legalnameparts.h"
#include "core/rules/namecharacters.h"

#include <algorithm>

namespace tegata {

namespace {

// The words of companies and of 社団/財団 are no part of another corporation's name; 協同組合 and 弁護士法人 may well
// be what a 財団 is about.
bool excludesOthers(LegalForm form)
{
    return form <= LegalForm::KoekiZaidanHojin || form == LegalForm::SogoKaisha;
}

class FormRules
{
public:
    FormRules(NameProblems &problems, const LegalNameContext &context, bool strict)
        : m_problems(problems), m_context(context), m_strict(strict),
          m_name(withLegalFormsWrittenOut(
                     fromCharacters(std::u32string_view(problems.text()).substr(0, std::size_t(problems.scanEnd()))))
                     .toStdU32String()),
          m_words(formWords(m_name))
    {}

    void run()
    {
        const NameStem stem = nameStem(m_name);
        if (!m_words.isEmpty() && stem.begin >= stem.end) {
            report(FindingCode::NameOnlyForm, FindingOutcome::Error, m_words.constFirst().word);
            return;
        }
        if (m_context.form != LegalForm::NotChosen)
            checkForm();
        checkTwice();
        if (m_strict && m_words.isEmpty())
            checkSchool();
    }

private:
    void report(FindingCode code, FindingOutcome outcome, const QString &form, const QString &found = {})
    {
        QMap<QString, QString> args = {{QStringLiteral("form"), form}};
        if (!found.isEmpty())
            args.insert(QStringLiteral("found"), found);
        m_problems.add(code, outcome, args);
    }

    void checkForm()
    {
        const auto own = std::find_if(m_words.begin(), m_words.end(),
                                      [this](const FormWord &word) { return word.form == m_context.form; });
        const auto other = std::find_if(m_words.begin(), m_words.end(), [this](const FormWord &word) {
            return word.form != m_context.form && excludesOthers(word.form);
        });
        const QString chosen = legalFormFacts(m_context.form)->kanji;
        if (own == m_words.end() && other != m_words.end()) {
            report(FindingCode::NameFormOther, FindingOutcome::Error, chosen, other->word);
            return;
        }
        if (own == m_words.end()) {
            const QString word = wordInNames(m_context.form);
            if (!word.isEmpty())
                report(FindingCode::NameFormMissing,
                       isWordRequired(m_context.form) ? FindingOutcome::Error : FindingOutcome::Warning, word);
            return;
        }
        if (other != m_words.end())
            report(FindingCode::NameFormOther, FindingOutcome::Warning, chosen, other->word);
        checkPosition(*own);
    }

    void checkPosition(const FormWord &word)
    {
        const auto last = std::find_if(m_words.rbegin(), m_words.rend(),
                                       [&](const FormWord &each) { return each.form == word.form; });
        const bool before = word.position == 0;
        const bool after = last->position + last->length == qsizetype(m_name.size());
        if (!before && !after) {
            // 農業協同組合連合会 is a name as it should be.
            if (word.form != LegalForm::KyodoKumiai)
                report(FindingCode::NameFormInside, FindingOutcome::Warning, word.word);
            return;
        }
        const LegalFormPosition chosen = m_context.position;
        if (before && !after && (chosen == LegalFormPosition::After || chosen == LegalFormPosition::None))
            report(FindingCode::NameFormStandsBefore, FindingOutcome::Error, word.word);
        if (after && !before && (chosen == LegalFormPosition::Before || chosen == LegalFormPosition::None))
            report(FindingCode::NameFormStandsAfter, FindingOutcome::Error, word.word);
    }

    void checkTwice()
    {
        for (qsizetype i = 1; i < m_words.size(); ++i) {
            const auto same = [&](const FormWord &each) { return each.word == m_words.at(i).word; };
            if (!excludesOthers(m_words.at(i).form) || std::none_of(m_words.begin(), m_words.begin() + i, same))
                continue;
            report(FindingCode::NameFormTwice, FindingOutcome::Error, m_words.at(i).word);
            return;
        }
    }

    // S18: not the school but the corporation that runs it.
    void checkSchool()
    {
        static constexpr std::u32string_view endings[] = {U"大学", U"大学院", U"学校", U"高校", U"幼稚園", U"こども園"};
        const std::u32string_view name(m_name);
        const auto school = std::find_if(std::begin(endings), std::end(endings),
                                         [&](std::u32string_view ending) { return name.ends_with(ending); });
        if (school != std::end(endings))
            m_problems.add(FindingCode::NameSchoolCorporation, FindingOutcome::Note,
                           {{QStringLiteral("found"), fromCharacters(*school)}});
    }

    NameProblems &m_problems;
    const LegalNameContext &m_context;
    bool m_strict;
    std::u32string m_name; // written out: ㈱ is a fault of its own
    QList<FormWord> m_words;
};

} // namespace

void findFormProblems(NameProblems &problems, const LegalNameContext &context, bool strict)
{
    FormRules(problems, context, strict).run();
}

} // namespace tegata
