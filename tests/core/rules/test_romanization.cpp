// SPDX-License-Identifier: Apache-2.0
#include "core/rules/romanization.h"

#include "core/rules/legalname.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestRomanization : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hepburns_data();
    void hepburns();
    void commonNames_data();
    void commonNames();
    void suggestionsPassTheirCheck();
};

void TestRomanization::hepburns_data()
{
    QTest::addColumn<QString>("kana");
    QTest::addColumn<QString>("romaji");
    const auto row = [](const char *kana, const char *romaji) {
        QTest::newRow(*kana != 0 ? kana : "(empty)") << QString::fromUtf8(kana) << QString::fromLatin1(romaji);
    };
    // the rules' own examples
    row("いのうえ", "INOUE");
    row("まつうら", "MATSUURA");
    row("ほんま", "HOMMA");
    row("おおの", "ONO");
    row("しょうじ", "SHOJI");
    row("はっとり", "HATTORI");
    row("ちょうふ", "CHOFU");
    row("えっちゅう", "ETCHU");
    // plain syllables
    row("やまだ", "YAMADA");
    row("ふじ", "FUJI");
    row("つちや", "TSUCHIYA");
    row("しらいし", "SHIRAISHI");
    row("ちば", "CHIBA");
    row("ぢかみ", "JIKAMI");
    row("みづき", "MIZUKI");
    row("じんない", "JINNAI");
    row("ゐど", "IDO");
    row("ゑんどう", "ENDO");
    row("かをる", "KAORU");
    row("びぜん", "BIZEN");
    row("ぽぷら", "POPURA");
    // small kana
    row("きょうごく", "KYOGOKU");
    row("しゅんすけ", "SHUNSUKE");
    row("じゅんいち", "JUNICHI");
    row("ちゃたに", "CHATANI");
    row("にゅうや", "NYUYA");
    row("ひゃくたけ", "HYAKUTAKE");
    row("りょうま", "RYOMA");
    row("ぎょうだ", "GYODA");
    row("ぢゃ", "JA");
    // ん before b, m, p
    row("なんば", "NAMBA");
    row("さんぺい", "SAMPEI");
    row("しんばし", "SHIMBASHI");
    row("けんいち", "KENICHI");
    row("しんや", "SHINYA");
    row("かんの", "KANNO");
    // っ
    row("きっかわ", "KIKKAWA");
    row("はっちょう", "HATCHO");
    row("ほっち", "HOTCHI");
    row("ほっしょう", "HOSSHO");
    row("いっしき", "ISSHIKI");
    row("べっぷ", "BEPPU");
    // long vowels
    row("さとう", "SATO");
    row("いとう", "ITO");
    row("こうの", "KONO");
    row("ゆうこ", "YUKO");
    row("りゅうざき", "RYUZAKI");
    row("ようこ", "YOKO");
    row("おおさか", "OSAKA");
    row("とおやま", "TOYAMA");
    row("おおおか", "OOKA");
    row("おおうち", "OUCHI");
    row("よこお", "YOKOO");
    row("せのお", "SENOO");
    row("みそのう", "MISONO");
    row("かのう", "KANO");
    row("うりう", "URIU");
    row("みねう", "MINEU");
    row("にいがた", "NIIGATA");
    row("しいな", "SHIINA");
    row("えいいち", "EIICHI");
    row("けいこ", "KEIKO");
    row("きょうおう", "KYOO");
    // a second part that begins with う
    row("たけのうち", "TAKENOUCHI");
    row("やまのうえ", "YAMANOUE");
    row("いけのうえ", "IKENOUE");
    row("みのうら", "MINOURA");
    row("かつうら", "KATSUURA");
    row("もとうら", "MOTOURA");
    row("きのうち", "KINOUCHI");
    row("みうら", "MIURA");
    row("すぎうら", "SUGIURA");
    row("むらうち", "MURAUCHI");
    // katakana, half width, marks
    row("ヤマダ", "YAMADA");
    row("ﾔﾏﾀﾞ", "YAMADA");
    row("ﾊｯﾄﾘ", "HATTORI");
    row("ﾎﾟｯﾌﾟ", "POPPU");
    row("ジョージ", "JOJI");
    row("ローラ", "RORA");
    row("みすゞ", "MISUZU");
    row("さゝき", "SASAKI");
    row("か\u3099とう", "GATO"); // が in two code points
    // sounds of foreign words, as the passport's table has them
    row("ティナ", "TEINA");
    row("ファン", "FUAN");
    row("ジェイ", "JIEI");
    row("デュラン", "DEYURAN");
    row("ヴァン", "BUAN");
    row("ウィル", "UIRU");
    // words
    row("ヤマダ タロウ", "YAMADA TARO");
    row("ヤマダ　タロウ", "YAMADA TARO");
    row("  さとう   はなこ ", "SATO HANAKO");
    // not to be read
    row("", "");
    row("   ", "");
    row("山田", "");
    row("やまだ太郎", "");
    row("YAMADA", "");
    row("ヤマダ・タロウ", "");
    row("あっ", "");
    row("っあ", "");
    row("ゃま", "");
    row("ーあ", "");
    row("っん", "");
}

void TestRomanization::hepburns()
{
    QFETCH(QString, kana);
    QTEST(hepburn(kana), "romaji");
}

void TestRomanization::commonNames_data()
{
    QTest::addColumn<QString>("kana");
    QTest::addColumn<QString>("commonName");
    const auto row = [](const char *kana, const char *commonName) {
        QTest::newRow(*kana != 0 ? kana : "(empty)") << QString::fromUtf8(kana) << QString::fromLatin1(commonName);
    };
    row("ヤマダ タロウ", "T.YAMADA");
    row("ヤマダ　タロウ", "T.YAMADA");
    row("ﾔﾏﾀﾞ ﾀﾛｳ", "T.YAMADA");
    row("いのうえ しょうこ", "S.INOUE");
    row("オオノ チヒロ", "C.ONO");
    row("ホンマ ツヨシ", "T.HOMMA");
    row("カデノコウジ ミツコ", "M.KADENOKOJI");
    row("アシナガサンゾウ イチ", "I.ASHINAGASANZO"); // 15 characters
    row("ヤマナカザワムラ ジロウ", "");              // a surname is not cut
    row("ヤマダ", "");
    row("山田 太郎", "");
    row("", "");
}

void TestRomanization::commonNames()
{
    QFETCH(QString, kana);
    QTEST(suggestedCommonName(kana), "commonName");
}

void TestRomanization::suggestionsPassTheirCheck()
{
    for (const char *kana :
         {"ヤマダ タロウ", "いのうえ うた", "まつうら おさむ", "オオオカ チエ", "えっちゅう じろう"}) {
        const QString name = suggestedCommonName(QString::fromUtf8(kana));
        QVERIFY(!name.isEmpty());
        const NameCheck check = checkOperatorCommonName(name, {});
        QVERIFY2(check.check.findings.isEmpty(), qPrintable(name));
    }
}

TEGATA_TEST(TestRomanization)
#include "test_romanization.moc"
