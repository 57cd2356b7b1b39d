// SPDX-License-Identifier: Apache-2.0
#include "core/rules/romanization.h"

#include "core/domain/enrollmentapplication.h"

#include <QHash>
#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>

namespace tegata {

namespace {

constexpr char16_t SmallTsu = u'っ';
constexpr char16_t Nasal = u'ん';
constexpr char16_t LongVowelMark = u'ー';

// Rows of the table, in the order of the kana: a i u e o.
const QHash<char16_t, QString> &syllables()
{
    static const QHash<char16_t, QString> table = [] {
        struct Row
        {
            const char16_t *kana;
            const char *romaji;
        };
        static constexpr Row rows[] = {
            {u"あいうえお", "A I U E O"},       {u"かきくけこ", "KA KI KU KE KO"},
            {u"さしすせそ", "SA SHI SU SE SO"}, {u"たちつてと", "TA CHI TSU TE TO"},
            {u"なにぬねの", "NA NI NU NE NO"},  {u"はひふへほ", "HA HI FU HE HO"},
            {u"まみむめも", "MA MI MU ME MO"},  {u"やゆよ", "YA YU YO"},
            {u"らりるれろ", "RA RI RU RE RO"},  {u"わゐゑを", "WA I E O"},
            {u"がぎぐげご", "GA GI GU GE GO"},  {u"ざじずぜぞ", "ZA JI ZU ZE ZO"},
            {u"だぢづでど", "DA JI ZU DE DO"},  {u"ばびぶべぼ", "BA BI BU BE BO"},
            {u"ぱぴぷぺぽ", "PA PI PU PE PO"},  {u"ゔ", "BU"},
            {u"ぁぃぅぇぉ", "A I U E O"},       {u"ゎ", "WA"},
        };
        QHash<char16_t, QString> all;
        for (const Row &row : rows) {
            const QStringList romaji = QString::fromLatin1(row.romaji).split(QLatin1Char(' '));
            for (qsizetype i = 0; i < romaji.size(); ++i)
                all.insert(row.kana[i], romaji.at(i));
        }
        return all;
    }();
    return table;
}

QChar lastOf(const QString &text)
{
    return text.isEmpty() ? QChar() : text.back();
}

// きゃ KYA, しゃ SHA, でゅ DEYU: the small kana joins a syllable that ends in I, else it stands for itself (ティ TEI).
std::optional<QString> withSmallY(const QString &syllable, char16_t small)
{
    static const QHash<char16_t, QString> vowels = {
        {u'ゃ', QStringLiteral("YA")}, {u'ゅ', QStringLiteral("YU")}, {u'ょ', QStringLiteral("YO")}};
    const auto found = vowels.constFind(small);
    if (found == vowels.cend())
        return std::nullopt;
    if (lastOf(syllable) != QLatin1Char('I') || syllable.size() < 2)
        return syllable + *found;
    const QString consonant = syllable.chopped(1);
    const bool soft =
        consonant == QLatin1String("SH") || consonant == QLatin1String("CH") || consonant == QLatin1String("J");
    return consonant + (soft ? found->mid(1) : *found);
}

// Hiragana in composed form: half-width kana, katakana and the repetition marks are brought to it.
QString plainHiragana(const QString &kana)
{
    QString plain;
    const QString composed = kana.normalized(QString::NormalizationForm_KC);
    for (const QChar character : composed) {
        const char16_t unit = character.unicode();
        if (unit >= u'ァ' && unit <= u'ヴ') {
            plain += QChar(char16_t(unit - (u'ァ' - u'ぁ')));
        } else if ((unit == u'ゝ' || unit == u'ヽ' || unit == u'ゞ' || unit == u'ヾ') && !plain.isEmpty()) {
            // みすゞ is みすず: the mark takes the kana before it without its own voicing.
            QString repeated = QString(plain.back()).normalized(QString::NormalizationForm_D).left(1);
            if (unit == u'ゞ' || unit == u'ヾ')
                repeated += QChar(0x3099);
            plain += repeated.normalized(QString::NormalizationForm_C);
        } else {
            plain += character;
        }
    }
    return plain;
}

// Where the second part of a compound begins with う, which is then no long vowel: のうえ, まつうら, たけのうち.
bool beginsSecondPart(const QString &word, qsizetype position)
{
    static const std::array endings = {QStringLiteral("うえ"), QStringLiteral("うち"), QStringLiteral("うら")};
    // After these sounds the U is a word's own: の上, 元浦, 松浦. こうち, ゆうら are left long.
    static const QString before = QStringLiteral("のつずづくぐすむるぬふぶ");
    static const QString moto = QStringLiteral("もと");
    if (position < 2)
        return false;
    const QStringView rest = QStringView(word).mid(position);
    return std::find(endings.begin(), endings.end(), rest) != endings.end() &&
           (before.contains(word.at(position - 1)) || QStringView(word).left(position).endsWith(moto));
}

// One word, without spaces. Nothing when a character is no kana or stands where it cannot be read.
class WordReader
{
public:
    explicit WordReader(const QString &hiragana) : m_word(hiragana) {}

    std::optional<QString> read()
    {
        for (m_position = 0; m_position < m_word.size(); ++m_position) {
            if (!readOne(m_word.at(m_position).unicode()))
                return std::nullopt;
        }
        if (m_doubled)
            return std::nullopt;
        return m_romaji;
    }

private:
    bool readOne(char16_t kana)
    {
        if (kana == LongVowelMark)
            return !m_romaji.isEmpty(); // long vowels are not written
        if (kana == SmallTsu) {
            const bool first = !m_doubled;
            m_doubled = true;
            return first;
        }
        if (kana == Nasal) {
            m_lengthened = true;
            m_romaji += QLatin1Char(isBeforeLabial() ? 'M' : 'N');
            return !m_doubled;
        }
        if (isLongVowel(kana)) {
            m_lengthened = true;
            return !m_doubled;
        }
        const auto found = syllables().constFind(kana);
        if (found == syllables().cend())
            return false;
        const std::optional<QString> joined =
            m_position + 1 < m_word.size() ? withSmallY(*found, m_word.at(m_position + 1).unicode()) : std::nullopt;
        if (joined)
            ++m_position;
        return append(joined.value_or(*found));
    }

    bool append(const QString &syllable)
    {
        if (m_doubled) {
            if (QStringLiteral("AIUEO").contains(syllable.front()))
                return false;
            m_romaji += syllable.startsWith(QLatin1String("CH")) ? QLatin1Char('T') : syllable.front();
        }
        m_doubled = false;
        m_lengthened = false;
        m_romaji += syllable;
        return true;
    }

    bool isBeforeLabial() const
    {
        if (m_position + 1 >= m_word.size())
            return false;
        const QString next = syllables().value(m_word.at(m_position + 1).unicode());
        return !next.isEmpty() && QStringLiteral("BMP").contains(next.front());
    }

    // おう, おお and うう; but お at the end of a word is written (横尾 YOKOO), and only one vowel belongs to the sound
    // before it (大岡 OOKA).
    bool isLongVowel(char16_t kana) const
    {
        if (m_lengthened || m_romaji.isEmpty())
            return false;
        const QChar last = m_romaji.back();
        if (kana == u'お')
            return last == QLatin1Char('O') && m_position + 1 < m_word.size();
        if (kana != u'う')
            return false;
        return (last == QLatin1Char('O') || last == QLatin1Char('U')) && !beginsSecondPart(m_word, m_position);
    }

    const QString &m_word;
    qsizetype m_position = 0;
    QString m_romaji;
    bool m_doubled = false;    // っ waits for its consonant
    bool m_lengthened = false; // the last sound takes no further vowel
};

} // namespace

QString hepburn(const QString &kana)
{
    QStringList words;
    const QStringList parts = plainHiragana(kana).simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const std::optional<QString> word = WordReader(part).read();
        if (!word)
            return {};
        words.append(*word);
    }
    return words.join(QLatin1Char(' '));
}

QString suggestedCommonName(const QString &kana)
{
    const QStringList words = hepburn(kana).split(QLatin1Char(' '));
    if (words.size() < 2)
        return {};
    const QString name = words.at(1).left(1) + QLatin1Char('.') + words.constFirst();
    return name.size() <= MaximumOperatorNameLength ? name : QString();
}

} // namespace tegata
