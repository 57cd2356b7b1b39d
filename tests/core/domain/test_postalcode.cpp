// SPDX-License-Identifier: Apache-2.0
#include "core/domain/postalcode.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

Q_DECLARE_METATYPE(tegata::ErrorCode)

class TestPostalCode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsAddresses_data();
    void splitsAddresses();
    void knowsEveryMunicipality();
    void readsJapanPost();
    void readsUtf8();
    void refusesDamage_data();
    void refusesDamage();
    void keepsAnImportedTable();
    void refusesDamagedFiles();
    void suggestsEnglish_data();
    void suggestsEnglish();
};

namespace {

PostalCodeTable builtIn()
{
    const Result<PostalCodeTable> table = PostalCodeTable::builtIn();
    return table.value();
}

QString written(const QList<PostalPlace> &places)
{
    QStringList texts;
    for (const PostalPlace &place : places)
        texts.append(QStringLiteral("%1 %2 %3").arg(place.prefecture).arg(place.municipality, place.town).trimmed());
    return texts.join(QLatin1String(" | "));
}

// Two lines as Japan Post writes them, with what the test needs in between.
QByteArray kenAllLine(const char *code, const char *prefecture, const char *municipality, const char *town)
{
    return QByteArray("13103,\"108  \",\"") + code + "\",\"ﾄｳｷﾖｳﾄ\",\"ﾐﾅﾄｸ\",\"ﾏﾁ\",\"" + prefecture + "\",\"" +
           municipality + "\",\"" + town + "\",0,0,0,0,0,0\r\n";
}

} // namespace

void TestPostalCode::splitsAddresses_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("places");
    const auto row = [](const char *code, const char *places) {
        QTest::newRow(code) << QString::fromLatin1(code) << QString::fromUtf8(places);
    };
    row("060-0807", "1 札幌市北区 北七条西");
    row("0600807", "1 札幌市北区 北七条西");
    row("108-0075", "13 港区 港南");
    row("100-0001", "13 千代田区 千代田");
    row("498-0000", "24 桑名郡木曽岬町 | 23 弥富市"); // two prefectures
    row("004-0000", "1 札幌市厚別区 | 1 札幌市清田区");
    row("510-0000", "24 四日市市 | 24 三重郡朝日町 | 24 三重郡川越町");
    row("272-0000", "12 市川市");
    row("290-0000", "12 市原市");
    row("738-0000", "34 廿日市市");
    row("046-0000", "1 余市郡余市町");
    row("189-0000", "13 東村山市");
    row("208-0000", "13 武蔵村山市");
    row("205-0000", "13 羽村市");
    row("194-0000", "13 町田市");
    row("398-0000", "20 大町市");
    row("948-0000", "15 十日町市");
    row("921-8801", "17 野々市市 御経塚");
    row("370-1100", "10 佐波郡玉村町");
    row("856-0000", "42 大村市");
    row("989-1305", "4 柴田郡村田町 村田");
    row("963-4300", "7 田村市");
    row("100-1100", "13 三宅村"); // the island is not part of the name
    row("100-1400", "13 八丈町");
    row("453-0000", "23 名古屋市中村区");
    row("000-0000", "");
    row("999-9999", "");
    row("060080", "");
    row("06008077", "");
    row("０６００８０７", "");
    row("abc-defg", "");
    row("", "");
}

void TestPostalCode::splitsAddresses()
{
    QFETCH(QString, code);
    QFETCH(QString, places);
    QStringList expected = places.split(QStringLiteral(" | "));
    QStringList found = written(builtIn().lookup(code)).split(QStringLiteral(" | "));
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    QCOMPARE(found, expected);
}

// 1,741 cities, wards of Tokyo, towns and villages, and the wards of the 20 designated cities instead of these.
void TestPostalCode::knowsEveryMunicipality()
{
    const PostalCodeTable table = builtIn();
    QSet<QString> names;
    QSet<int> prefectures;
    for (int number = 0; number < 10000000; number += 100) {
        // Only whole municipalities and their towns end in 00; it is enough to see each once.
        for (const PostalPlace &place :
             table.municipalities(QStringLiteral("%1").arg(number, 7, 10, QLatin1Char('0')))) {
            names.insert(QString::number(place.prefecture) + place.municipality);
            prefectures.insert(place.prefecture);
        }
    }
    QCOMPARE(prefectures.size(), 47);
    QVERIFY2(names.size() > 1850 && names.size() <= 1896, qPrintable(QString::number(names.size())));
}

void TestPostalCode::readsJapanPost()
{
    // Shift_JIS; a town over three lines, towns that are none.
    const QByteArray kenAll = QByteArray::fromHex(
        "31333130332c22313038202022"
        "2c2231303830303735222c22c4b3b7d6b3c4222c22d0c5c4b8222c22baa9c5dd222c22938c8b9e9373222c228d608be6222c228d6093ec"
        "222c302c302c312c302c302c300d0a");
    const Result<PostalCodeTable> table = PostalCodeTable::fromJapanPost(kenAll, {});
    QVERIFY2(table, table ? "" : qPrintable(table.error().detail));
    QCOMPARE(written(table->lookup(QStringLiteral("108-0075"))), QStringLiteral("13 港区 港南"));
    QVERIFY(table->lookup(QStringLiteral("060-0807")).isEmpty());
}

void TestPostalCode::readsUtf8()
{
    const QByteArray kenAll = QByteArray("\xEF\xBB\xBF") +
                              kenAllLine("1080000", "東京都", "港区", "以下に掲載がない場合") +
                              kenAllLine("6020847", "京都府", "京都市上京区", "大宮町（河原町通荒神口上る、河原町通") +
                              kenAllLine("6020847", "京都府", "京都市上京区", "広小路下る、") +
                              kenAllLine("6020847", "京都府", "京都市上京区", "西入る）") +
                              kenAllLine("6020848", "京都府", "京都市上京区", "染殿町（その他）") +
                              kenAllLine("4090142", "山梨県", "北都留郡小菅村", "小菅村一円") +
                              kenAllLine("5220317", "滋賀県", "犬上郡多賀町", "一円") +
                              kenAllLine("3060433", "茨城県", "猿島郡境町", "境町の次に番地がくる場合") +
                              kenAllLine("1001100", "東京都", "三宅島三宅村", "以下に掲載がない場合") +
                              kenAllLine("3710000", "群馬県", "前橋市", "以下に掲載がない場合") +
                              kenAllLine("3710000", "群馬県", "前橋市", "以下に掲載がない場合");
    const QByteArray rome =
        "\"1080000\",\"東京都\",\"港区\",\"以下に掲載がない場合\",\"TOKYO TO\",\"MINATO "
        "KU\",\"IKANIKEISAIGANAIBAAI\"\r\n"
        "\"1001100\",\"東京都\",\"三宅島　三宅村\",\"以下に掲載がない場合\",\"TOKYO TO\",\"MIYAKEJIMA MIYAKE "
        "MURA\",\"I\"\r\n"
        "\"3710000\",\"群馬県\",\"前橋市\",\"以下に掲載がない場合\",\"GUMMA KEN\",\"MAEBASHI SHI\",\"I\"\r\n"
        "\"6020847\",\"京都府\",\"京都市　上京区\",\"大宮町\",\"KYOTO FU\",\"KYOTO SHI KAMIGYO KU\",\"OMIYACHO\"\r\n";
    const Result<PostalCodeTable> table = PostalCodeTable::fromJapanPost(kenAll, rome);
    QVERIFY2(table, table ? "" : qPrintable(table.error().detail));
    const auto at = [&](const char *code) { return written(table->lookup(QString::fromLatin1(code))); };
    QCOMPARE(at("1080000"), QStringLiteral("13 港区"));
    QCOMPARE(at("6020847"), QStringLiteral("26 京都市上京区 大宮町"));
    QCOMPARE(at("6020848"), QStringLiteral("26 京都市上京区 染殿町"));
    QCOMPARE(at("4090142"), QStringLiteral("19 北都留郡小菅村"));
    QCOMPARE(at("5220317"), QStringLiteral("25 犬上郡多賀町 一円"));
    QCOMPARE(at("3060433"), QStringLiteral("8 猿島郡境町"));
    QCOMPARE(at("1001100"), QStringLiteral("13 三宅村"));
    QCOMPARE(at("3710000"), QStringLiteral("10 前橋市"));
    const auto english = [&](const char *code) {
        return englishMunicipality(table->lookup(QString::fromLatin1(code)).constFirst());
    };
    QCOMPARE(english("1080000"), QStringLiteral("Minato City"));
    QCOMPARE(english("6020847"), QStringLiteral("Kamigyo-ku, Kyoto-shi"));
    QCOMPARE(english("1001100"), QStringLiteral("Miyake-mura"));
    QCOMPARE(english("3710000"), QStringLiteral("Maebashi-shi"));
    QCOMPARE(english("6020848"), QStringLiteral("Kamigyo-ku, Kyoto-shi")); // by the municipality
}

void TestPostalCode::refusesDamage_data()
{
    QTest::addColumn<QByteArray>("kenAll");
    QTest::addColumn<QByteArray>("rome");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("field");
    const QByteArray good = kenAllLine("1080075", "東京都", "港区", "港南");
    const QString kenAll = QStringLiteral("kenAll");
    QTest::newRow("nothing") << QByteArray() << QByteArray() << ErrorCode::Empty << kenAll;
    QTest::newRow("another file") << QByteArray("\x89PNG\r\n\x1a\n") << QByteArray() << ErrorCode::MalformedEncoding
                                  << kenAll;
    QTest::newRow("few columns") << good + "1,2,3\r\n" << QByteArray() << ErrorCode::MalformedEncoding << kenAll;
    QTest::newRow("open quote") << good + "1,\"2,3,4,5,6,7,8,9\r\n"
                                << QByteArray() << ErrorCode::MalformedEncoding << kenAll;
    QTest::newRow("no code") << kenAllLine("108007", "東京都", "港区", "港南") << QByteArray()
                             << ErrorCode::MalformedEncoding << kenAll;
    QTest::newRow("no prefecture") << kenAllLine("1080075", "江戸", "港区", "港南") << QByteArray()
                                   << ErrorCode::MalformedEncoding << kenAll;
    QTest::newRow("endless bracket") << kenAllLine("1080075", "東京都", "港区", "港南（") << QByteArray()
                                     << ErrorCode::MalformedEncoding << kenAll;
    QTest::newRow("bracket into another code")
        << kenAllLine("1080075", "東京都", "港区", "港南（") + kenAllLine("1080076", "東京都", "港区", "）")
        << QByteArray() << ErrorCode::MalformedEncoding << kenAll;
    QTest::newRow("control character") << kenAllLine("1080075", "東京都", "港\t区", "港南") << QByteArray()
                                       << ErrorCode::MalformedEncoding << kenAll;
    QTest::newRow("long value") << kenAllLine("1080075", "東京都", "港区", QByteArray(5000, 'x').constData())
                                << QByteArray() << ErrorCode::MalformedEncoding << kenAll;
    QTest::newRow("romaji") << good << QByteArray("\"1080075\",\"東京都\"\r\n") << ErrorCode::MalformedEncoding
                            << QStringLiteral("rome");
    QTest::newRow("too large") << QByteArray(65 * 1024 * 1024, 'x') << QByteArray() << ErrorCode::TooLarge << kenAll;
}

void TestPostalCode::refusesDamage()
{
    QFETCH(QByteArray, kenAll);
    QFETCH(QByteArray, rome);
    const Result<PostalCodeTable> table = PostalCodeTable::fromJapanPost(kenAll, rome);
    QVERIFY(!table);
    QTEST(table.error().code, "code");
    QTEST(table.error().field, "field");
}

void TestPostalCode::keepsAnImportedTable()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("postal.bin"));
    QCOMPARE(PostalCodeTable::load(path).error().code, ErrorCode::NotFound);
    const Result<PostalCodeTable> table =
        PostalCodeTable::fromJapanPost(kenAllLine("1080075", "東京都", "港区", "港南"), {});
    QVERIFY(table);
    QVERIFY(table->save(path));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
    const Result<PostalCodeTable> loaded = PostalCodeTable::load(path);
    QVERIFY(loaded);
    QCOMPARE(loaded->lookup(QStringLiteral("1080075")), table->lookup(QStringLiteral("1080075")));
    QCOMPARE(loaded->lookup(QStringLiteral("1080075")).size(), 1);
}

void TestPostalCode::refusesDamagedFiles()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("postal.bin"));
    QVERIFY(PostalCodeTable::fromJapanPost(kenAllLine("1080075", "東京都", "港区", "港南"), {})->save(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    file.close();
    const auto load = [&](const QByteArray &bytes) {
        QFile target(path);
        if (!target.open(QIODevice::WriteOnly | QIODevice::Truncate) || target.write(bytes) != bytes.size())
            return ErrorCode::Internal;
        target.close();
        const Result<PostalCodeTable> table = PostalCodeTable::load(path);
        return table ? ErrorCode::Cancelled : table.error().code;
    };
    QCOMPARE(load(good), ErrorCode::Cancelled); // no error
    QCOMPARE(load({}), ErrorCode::StoreCorrupt);
    QCOMPARE(load(good.left(100)), ErrorCode::StoreCorrupt);
    QCOMPARE(load(good.chopped(1)), ErrorCode::StoreCorrupt);
    QCOMPARE(load(good + 'x'), ErrorCode::StoreCorrupt);
    QByteArray newer = good;
    newer[11] = 2;
    QCOMPARE(load(newer), ErrorCode::StoreTooNew);
    QByteArray directory = good;
    directory[12 + 4 * 500] = char(0x7F);
    QCOMPARE(load(directory), ErrorCode::StoreCorrupt);
    QByteArray block = good;
    block[block.size() - 3] = char(block.at(block.size() - 3) ^ 0x40);
    QCOMPARE(load(block), ErrorCode::StoreCorrupt);
    QByteArray huge = good; // a block that says it unpacks to 4 GB
    const qsizetype start = 12 + 4 * 1001;
    huge[start] = char(0xFF);
    QCOMPARE(load(huge), ErrorCode::StoreCorrupt);
}

void TestPostalCode::suggestsEnglish_data()
{
    QTest::addColumn<int>("prefecture");
    QTest::addColumn<QString>("romaji");
    QTest::addColumn<QString>("english");
    QTest::newRow("ward of Tokyo") << 13 << "CHIYODA KU"
                                   << "Chiyoda City";
    QTest::newRow("city in Tokyo") << 13 << "HIGASHIMURAYAMA SHI"
                                   << "Higashimurayama-shi";
    QTest::newRow("city") << 1 << "OTARU SHI"
                          << "Otaru-shi";
    QTest::newRow("ward") << 1 << "SAPPORO SHI KITA KU"
                          << "Kita-ku, Sapporo-shi";
    QTest::newRow("town") << 1 << "YOICHI GUN YOICHI CHO"
                          << "Yoichi-cho, Yoichi-gun";
    QTest::newRow("kind as a name") << 1 << "MURA SHI"
                                    << "Mura-shi";
    QTest::newRow("nothing") << 13 << ""
                             << "";
    QTest::newRow("no kind") << 13 << "NOWHERE"
                             << "Nowhere";
}

void TestPostalCode::suggestsEnglish()
{
    QFETCH(int, prefecture);
    QFETCH(QString, romaji);
    QTEST(englishMunicipality({prefecture, QStringLiteral("x"), {}, romaji}), "english");
}

TEGATA_TEST(TestPostalCode)
#include "test_postalcode.moc"
