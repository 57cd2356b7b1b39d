// SPDX-License-Identifier: Apache-2.0
#include "core/rules/textcomparison.h"
#include "core/rules/unicodename.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

QString kindName(TextDifference difference)
{
    switch (difference) {
    case TextDifference::None:
        return QStringLiteral("none");
    case TextDifference::Composition:
        return QStringLiteral("composition");
    case TextDifference::CaseOnly:
        return QStringLiteral("case");
    case TextDifference::Width:
        return QStringLiteral("width");
    case TextDifference::Compatible:
        return QStringLiteral("compatible");
    case TextDifference::LookAlike:
        return QStringLiteral("alike");
    case TextDifference::Invisible:
        return QStringLiteral("invisible");
    case TextDifference::Other:
        return QStringLiteral("other");
    }
    return {};
}

// "株式会社{髙|高|alike}島屋": what is equal stands by itself.
QString written(const TextComparison &comparison)
{
    QString text;
    for (const TextRun &run : comparison.runs)
        text += run.difference == TextDifference::None
                    ? run.text
                    : QStringLiteral("{%1|%2|%3}").arg(run.text, run.counterpart, kindName(run.difference));
    return text;
}

} // namespace

class TestTextComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparesByCodePoints_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("other");
        QTest::addColumn<QString>("runs");
        const auto row = [](const char *name, const QString &text, const QString &other, const QString &runs) {
            QTest::newRow(name) << text << other << runs;
        };
        row("equal", u"株式会社手形商事"_qs, u"株式会社手形商事"_qs, u"株式会社手形商事"_qs);
        row("both empty", u""_qs, u""_qs, u""_qs);
        row("case", u"Tegata Inc."_qs, u"TEGATA Inc."_qs, u"T{egata|EGATA|case} Inc."_qs);

        // width
        row("full-width hyphen", u"アイ－ティー"_qs, u"アイ-ティー"_qs, u"アイ{－|-|width}ティー"_qs);
        row("full-width letters", u"ＮＴＴ東日本"_qs, u"NTT東日本"_qs, u"{ＮＴＴ|NTT|width}東日本"_qs);
        row("half-width kana", u"ｶﾞｽ工業"_qs, u"ガス工業"_qs, u"{ｶﾞｽ|ガス|width}工業"_qs);
        row("half-width with hand-set dakuten", u"ﾊﾟﾅﾏ"_qs, u"パナマ"_qs, u"{ﾊﾟﾅﾏ|パナマ|width}"_qs);
        row("ideographic space", u"Tegata　Inc"_qs, u"Tegata Inc"_qs, u"Tegata{　| |width}Inc"_qs);
        row("width and case", u"ｔegata"_qs, u"Tegata"_qs, u"{ｔ|T|width}egata"_qs);
        row("full-width ampersand", u"手形＆商事"_qs, u"手形&商事"_qs, u"手形{＆|&|width}商事"_qs);

        // NFKC
        row("circled digit", u"第①工場"_qs, u"第1工場"_qs, u"第{①|1|compatible}工場"_qs);
        row("Roman numeral", u"Ⅲ番館"_qs, u"III番館"_qs, u"{Ⅲ|III|compatible}番館"_qs);
        row("squared form of law", u"㍿手形"_qs, u"株式会社手形"_qs, u"{㍿|株式会社|compatible}手形"_qs);
        row("numero sign", u"№5"_qs, u"No5"_qs, u"{№|No|compatible}5"_qs);
        row("squared katakana", u"㌔運輸"_qs, u"キロ運輸"_qs, u"{㌔|キロ|compatible}運輸"_qs);
        row("no-break space", u"Tegata\u00A0Inc"_qs, u"Tegata Inc"_qs, u"Tegata{\u00A0| |compatible}Inc"_qs);
        row("ligature", u"o\uFB03ce"_qs, u"office"_qs, u"o{\uFB03|ffi|compatible}ce"_qs);
        row("parenthesised form is not the form", u"㈱手形"_qs, u"株式会社手形"_qs, u"{㈱|株式会社|other}手形"_qs);

        // look-alikes: dashes, waves, dots
        row("minus for hyphen", u"東京−大阪"_qs, u"東京-大阪"_qs, u"東京{−|-|alike}大阪"_qs);
        row("U+2010 for hyphen", u"アイ‐ティー"_qs, u"アイ-ティー"_qs, u"アイ{‐|-|alike}ティー"_qs);
        row("horizontal bar for long vowel", u"サ―ビス"_qs, u"サービス"_qs, u"サ{―|ー|alike}ビス"_qs);
        row("kanji one for long vowel", u"サ一ビス"_qs, u"サービス"_qs, u"サ{一|ー|alike}ビス"_qs);
        row("wave dash for full-width tilde", u"東京〜大阪"_qs, u"東京～大阪"_qs, u"東京{〜|～|alike}大阪"_qs);
        row("middle dot for katakana dot", u"ジョン·スミス"_qs, u"ジョン・スミス"_qs, u"ジョン{·|・|alike}スミス"_qs);
        row("bullet for katakana dot", u"ジョン•スミス"_qs, u"ジョン・スミス"_qs, u"ジョン{•|・|alike}スミス"_qs);
        row("half-width katakana dot", u"ジョン･スミス"_qs, u"ジョン・スミス"_qs, u"ジョン{･|・|width}スミス"_qs);
        row("curly apostrophe", u"McDonald’s"_qs, u"McDonald's"_qs, u"McDonald{’|'|alike}s"_qs);

        // 異体字
        row("ladder taka", u"株式会社髙島屋"_qs, u"株式会社高島屋"_qs, u"株式会社{髙|高|alike}島屋"_qs);
        row("standing saki", u"長﨑銀行"_qs, u"長崎銀行"_qs, u"長{﨑|崎|alike}銀行"_qs);
        row("saki of mountains", u"長嵜銀行"_qs, u"長崎銀行"_qs, u"長{嵜|崎|alike}銀行"_qs);
        row("earth yoshi, a surrogate pair", u"𠮷野家"_qs, u"吉野家"_qs, u"{𠮷|吉|alike}野家"_qs);
        row("old hama", u"濵田"_qs, u"浜田"_qs, u"{濵|浜|alike}田"_qs);
        row("variant against variant", u"渡邊商店"_qs, u"渡邉商店"_qs, u"渡{邊|邉|alike}商店"_qs);
        row("tomi without dot", u"冨士通"_qs, u"富士通"_qs, u"{冨|富|alike}士通"_qs);
        row("old school", u"學校法人"_qs, u"学校法人"_qs, u"{學|学|alike}校法人"_qs);
        row("small ke", u"霞ヶ関"_qs, u"霞ケ関"_qs, u"霞{ヶ|ケ|alike}関"_qs);
        row("large yu of a trade name", u"キユーピー"_qs, u"キューピー"_qs, u"キ{ユ|ュ|alike}ーピー"_qs);
        row("large i of a trade name", u"富士フイルム"_qs, u"富士フィルム"_qs, u"富士フ{イ|ィ|alike}ルム"_qs);
        row("hiragana he", u"へリコプター"_qs, u"ヘリコプター"_qs, u"{へ|ヘ|alike}リコプター"_qs);
        row("kanji ro", u"口イヤル"_qs, u"ロイヤル"_qs, u"{口|ロ|alike}イヤル"_qs);
        row("kanji ka", u"力メラ"_qs, u"カメラ"_qs, u"{力|カ|alike}メラ"_qs);

        // other scripts
        row("Cyrillic a", u"T\u0435g\u0430ta"_qs, u"Tegata"_qs, u"T{\u0435|e|alike}g{\u0430|a|alike}ta"_qs);
        row("Greek capital O", u"T\u039FKYO"_qs, u"TOKYO"_qs, u"T{\u039F|O|alike}KYO"_qs);
        row("Cyrillic V is a B", u"\u0412ANK"_qs, u"BANK"_qs, u"{\u0412|B|alike}ANK"_qs);
        row("zero for O", u"T0KYO"_qs, u"TOKYO"_qs, u"T{0|O|alike}KYO"_qs);
        row("one for l", u"examp1e"_qs, u"example"_qs, u"examp{1|l|alike}e"_qs);
        row("capital I for l", u"exampIe"_qs, u"example"_qs, u"examp{I|l|alike}e"_qs);
        row("phonetic g", u"te\u0261ata"_qs, u"tegata"_qs, u"te{\u0261|g|alike}ata"_qs);

        // composition
        row("combining dakuten", u"か\u3099す"_qs, u"がす"_qs, u"{か\u3099|が|composition}す"_qs);
        row("combining handakuten", u"ハ\u309Aナマ"_qs, u"パナマ"_qs, u"{ハ\u309A|パ|composition}ナマ"_qs);
        row("combining acute", u"Cafe\u0301"_qs, u"Café"_qs, u"Caf{e\u0301|é|composition}"_qs);
        row("compatibility ideograph of NFC", u"\uF914"_qs, u"樂"_qs, u"{\uF914|樂|composition}"_qs);

        // invisible
        row("zero width space", u"手\u200B形"_qs, u"手形"_qs, u"手{\u200B||invisible}形"_qs);
        row("byte order mark at the beginning", u"\uFEFF手形"_qs, u"手形"_qs, u"{\uFEFF||invisible}手形"_qs);
        row("right-to-left override", u"te\u202Egata"_qs, u"tegata"_qs, u"te{\u202E||invisible}gata"_qs);
        row("soft hyphen", u"te\u00ADgata"_qs, u"tegata"_qs, u"te{\u00AD||invisible}gata"_qs);
        row("each by itself", u"a\u200B\u200Cb"_qs, u"ab"_qs, u"a{\u200B||invisible}{\u200C||invisible}b"_qs);
        row("missing here", u"手形"_qs, u"手\u200D形"_qs, u"手{|\u200D|invisible}形"_qs);
        row("in both, still told", u"手\u200B形"_qs, u"手\u200B形"_qs, u"手{\u200B|\u200B|invisible}形"_qs);
        row("line break", u"手形\n商事"_qs, u"手形商事"_qs, u"手形{\n||invisible}商事"_qs);
        row("filler of Hangul", u"a\u3164b"_qs, u"ab"_qs, u"a{\u3164||invisible}b"_qs);
        row("variation selector", u"葛\U000E0100城"_qs, u"葛城"_qs, u"葛{\U000E0100||invisible}城"_qs);
        row("variation selector in both", u"葛\U000E0100城"_qs, u"葛\U000E0100城"_qs, u"葛\U000E0100城"_qs);

        // other: alignment
        row("inserted word", u"株式会社手形東京商事"_qs, u"株式会社手形商事"_qs, u"株式会社手形{東京||other}商事"_qs);
        row("missing word", u"株式会社手形"_qs, u"株式会社手形商事"_qs, u"株式会社手形{|商事|other}"_qs);
        row("form at the other end", u"株式会社手形"_qs, u"手形株式会社"_qs, u"{|手形|other}株式会社{手形||other}"_qs);
        row("replaced", u"手形商事"_qs, u"手形商会"_qs, u"手形商{事|会|other}"_qs);
        row("two places", u"東都髙木商亊"_qs, u"東京高木商事"_qs, u"東{都|京|other}{髙|高|alike}木商{亊|事|other}"_qs);
        row("space missing", u"TegataInc"_qs, u"Tegata Inc"_qs, u"Tegata{| |other}Inc"_qs);
        row("space at the end", u"Tegata "_qs, u"Tegata"_qs, u"Tegata{ ||other}"_qs);
        row("against nothing", u"手形"_qs, u""_qs, u"{手形||other}"_qs);
        row("nothing against", u""_qs, u"手形"_qs, u"{|手形|other}"_qs);
    }
    void comparesByCodePoints()
    {
        QFETCH(QString, text);
        QFETCH(QString, other);
        QFETCH(QString, runs);
        const TextComparison comparison = compareTexts(text, other);
        QCOMPARE(written(comparison), runs);
        // Nothing is lost on either side, and the other way round differs as much.
        QString texts;
        QString counterparts;
        TextDifference worst = TextDifference::None;
        for (const TextRun &run : comparison.runs) {
            texts += run.text;
            counterparts += run.counterpart;
            worst = std::max(worst, run.difference);
        }
        QCOMPARE(texts, text);
        QCOMPARE(counterparts, other);
        QCOMPARE(comparison.worst, worst);
        QCOMPARE(compareTexts(other, text).worst, worst);
    }

    void aHostileLengthIsNoWork()
    {
        QString text;
        QString other;
        for (int i = 0; i < 30000; ++i) {
            text += QChar(0x4E00 + i % 5000);
            other += QChar(0x4E00 + (i * 7 + 1) % 5000);
        }
        const TextComparison comparison = compareTexts(text, other);
        QCOMPARE(comparison.runs.size(), 1); // not aligned: that would take the product of both lengths
        QCOMPARE(comparison.worst, TextDifference::Other);
        QString texts;
        for (const TextRun &run : comparison.runs)
            texts += run.text;
        QCOMPARE(texts, text);
    }
    void aLongTextWithOneDifferenceIsStillAligned()
    {
        const QString text = QString(30000, QChar(u'手')) + QStringLiteral("髙") + QString(30000, QChar(u'形'));
        QString other = text;
        other.replace(30000, 1, QStringLiteral("高"));
        const TextComparison comparison = compareTexts(text, other);
        QCOMPARE(comparison.runs.size(), 3);
        QCOMPARE(comparison.worst, TextDifference::LookAlike);
    }

    void charactersHaveNames_data()
    {
        QTest::addColumn<uint>("character");
        QTest::addColumn<QString>("name");
        QTest::newRow("full-width hyphen") << 0xFF0Du << QStringLiteral("U+FF0D FULLWIDTH HYPHEN-MINUS");
        QTest::newRow("hyphen") << 0x2Du << QStringLiteral("U+002D HYPHEN-MINUS");
        QTest::newRow("zero width") << 0x200Bu << QStringLiteral("U+200B ZERO WIDTH SPACE");
        QTest::newRow("Cyrillic") << 0x430u << QStringLiteral("U+0430 CYRILLIC SMALL LETTER A");
        QTest::newRow("ideograph") << 0x9AD9u << QStringLiteral("U+9AD9");
        QTest::newRow("beyond the BMP") << 0x20BB7u << QStringLiteral("U+20BB7");
        QTest::newRow("control") << 0x9u << QStringLiteral("U+0009 <control-0009>");
    }
    void charactersHaveNames()
    {
        QFETCH(uint, character);
        QFETCH(QString, name);
        QCOMPARE(unicodeName(character), name);
    }
};

TEGATA_TEST(TestTextComparison)
#include "test_textcomparison.moc"
