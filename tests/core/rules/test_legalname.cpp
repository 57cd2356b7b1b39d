// SPDX-License-Identifier: Apache-2.0
#include "core/rules/legalname.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace tegata;

class TestLegalName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void table_data();
    void table();
    void offers_data();
    void offers();
    void offersMend();
    void characterPlaces_data();
    void characterPlaces();
    void contextOfAnApplicant();
    void keepsTheInput();
    void staysSmallWithHostileText();
    void aPageTooLongStaysSmall();
};

namespace {

struct Row
{
    QString kind;
    QString context;
    QString name;
    int length = 0;
    QString outcome;
    QString codes;
};

QString unescaped(const QString &text)
{
    static const QRegularExpression escape(QStringLiteral("\\\\u\\{([0-9A-F]+)\\}"));
    QString result;
    qsizetype end = 0;
    for (auto matches = escape.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const auto character = char32_t(match.captured(1).toUInt(nullptr, 16));
        result += text.mid(end, match.capturedStart() - end);
        result += QChar::fromUcs4(character); // QString::fromUcs4() drops U+FEFF
        end = match.capturedEnd();
    }
    return result + text.mid(end);
}

QList<Row> readTable()
{
    static QList<Row> rows;
    if (!rows.isEmpty())
        return rows;
    QFile file(QStringLiteral(TEGATA_TEST_DATA "/names.tsv"));
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        const QStringList cells = line.split(QLatin1Char('\t'));
        if (!line.startsWith(QLatin1Char('#')) && cells.size() == 6)
            rows.append(
                {cells.at(0), cells.at(1), unescaped(cells.at(2)), cells.at(3).toInt(), cells.at(4), cells.at(5)});
    }
    return rows;
}

LegalNameContext contextFrom(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char('/'));
    LegalNameContext context;
    context.form = legalFormFromName(parts.value(0)).value_or(LegalForm::NotChosen);
    context.position = legalFormPositionFromName(parts.value(1)).value_or(LegalFormPosition::NotChosen);
    const auto facts = legalFormFacts(context.form);
    context.government = (facts && facts->government) || parts.contains(QLatin1String("government"));
    context.consultation = parts.contains(QLatin1String("consultation"));
    return context;
}

NameCheck check(const Row &row)
{
    const QString field = QStringLiteral("applicants[0].legalName");
    if (row.kind == QLatin1String("english"))
        return checkEnglishName(row.name, row.context.contains(QLatin1String("consultation")), field);
    if (row.kind == QLatin1String("operator-cn"))
        return checkOperatorCommonName(row.name, field);
    return checkLegalName(row.name, contextFrom(row.context), field);
}

QList<NameOffer> offersOf(const Row &row)
{
    if (row.kind == QLatin1String("english"))
        return englishNameOffers(row.name);
    if (row.kind == QLatin1String("operator-cn"))
        return operatorCommonNameOffers(row.name);
    return nameOffers(row.name, contextFrom(row.context));
}

QStringList codesOf(const CheckReport &report)
{
    QStringList codes;
    for (const Finding &finding : report.findings)
        codes.append(finding.code.mid(qsizetype(qstrlen("name."))));
    return codes;
}

} // namespace

void TestLegalName::table_data()
{
    QTest::addColumn<int>("index");
    const QList<Row> rows = readTable();
    QVERIFY2(rows.size() >= 150, "the issue wants at least 150 names");
    for (qsizetype i = 0; i < rows.size(); ++i)
        QTest::addRow("%s %s", qPrintable(rows.at(i).kind), qPrintable(rows.at(i).name)) << int(i);
}

void TestLegalName::table()
{
    QFETCH(int, index);
    const Row row = readTable().at(index);
    const NameCheck name = check(row);
    QCOMPARE(codesOf(name.check).join(QLatin1Char(' ')), row.codes);
    QCOMPARE(findingOutcomeName(name.check.outcome()), row.outcome);
    QCOMPARE(name.length, row.length);
    for (const Finding &finding : name.check.findings)
        QCOMPARE(finding.field, QStringLiteral("applicants[0].legalName"));
}

void TestLegalName::offers_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected"); // code=text, separated by " | "

    const auto row = [](const char *kind, const QString &typed, const char *expected) {
        QTest::addRow("%s %s", kind, qPrintable(typed))
            << QString::fromLatin1(kind) << typed << QString::fromUtf8(expected);
    };
    row("legal", QStringLiteral("株式会社サンプル"), "");
    row("legal", QStringLiteral("㈱サンプル"), "abbreviatedForm=株式会社サンプル");
    row("legal", QStringLiteral("サンプル(株）"), "abbreviatedForm=サンプル株式会社");
    row("legal", QStringLiteral("特例有限会社山田"), "abbreviatedForm=有限会社山田");
    row("legal", QStringLiteral("ＮＰＯ法人みどり"), "abbreviatedForm=特定非営利活動法人みどり");
    row("legal", QStringLiteral("株式会社ABC"), "halfWidthLetters=株式会社ＡＢＣ");
    row("legal", QStringLiteral("株式会社ＡＢＣ"), "fullWidthLetters=株式会社ABC");
    row("legal", QStringLiteral("株式会社ＡB"), "mixedWidth=株式会社ＡＢ | mixedWidth=株式会社AB");
    row("legal", QStringLiteral("株式会社A&B"), "halfWidthLetters=株式会社Ａ＆Ｂ");
    row("legal", QStringLiteral("株式会社Air Cargo"), "halfWidthLetters=株式会社Ａｉｒ　Ｃａｒｇｏ");
    row("legal", QStringLiteral("株式会社ｶﾞﾗｽ･ﾊｳｽ"), "halfWidthKana=株式会社ガラス・ハウス");
    row("legal", QStringLiteral("株式会社サ－ビス"), "dashForLongVowel=株式会社サービス");
    row("legal", QStringLiteral("株式会社日本－見本"), "lookAlikeDash=株式会社日本‐見本");
    row("legal", QStringLiteral("株式会社第ー商店"), "longVowelMisplaced=株式会社第一商店");
    row("legal", QStringLiteral("株式会社ら～めん"), "wave=株式会社らーめん");
    row("legal", QStringLiteral("株式会社カ口リー"), "lookAlikeKana=株式会社カロリー");
    row("legal", QStringLiteral("株式会社髙島"), "variantIdeograph=株式会社高島");
    row("legal", QStringLiteral("株式会社サンプル①"), "compatibilityCharacter=株式会社サンプル1");
    row("legal", QStringLiteral("株式会社 サンプル "),
        "spacePlacement=株式会社サンプル  | spaceEdge=株式会社 サンプル | allOffers=株式会社サンプル");
    row("legal", QStringLiteral("株式会社か") + QChar(0x3099) + QStringLiteral("く"), "notNfc=株式会社がく");
    row("legal", QStringLiteral("株式会社") + QChar(0xFA19) + QStringLiteral("田"), "characterReplaced=株式会社神田");
    row("legal", QStringLiteral("株式会社サンプル") + QChar(0x200B), "invisibleCharacter=株式会社サンプル");
    // together: ㈱, a dash and a space; the width of letters and 髙 are left to the person
    row("legal", QStringLiteral("㈱髙サ－ビスA "),
        "abbreviatedForm=株式会社髙サ－ビスA  | variantIdeograph=㈱高サ－ビスA  | dashForLongVowel=㈱髙サービスA  | "
        "spaceEdge=㈱髙サ－ビスA | halfWidthLetters=㈱髙サ－ビスＡ  | allOffers=株式会社髙サービスA");
    row("english", QStringLiteral("Sample Co., Ltd."), "");
    row("english", QStringLiteral("Ｓａｍｐｌｅ　Ｉｎｃ．"), "notHalfWidth=Sample Inc.");
    row("english", QStringLiteral("Sample Co.,Ltd."), "englishCommaSpace=Sample Co., Ltd.");
    row("english", QStringLiteral("Kōbe Steel – Tokyo"), "englishCharacter=Kobe Steel - Tokyo");
    row("english", QStringLiteral("Sample’s"), "englishCharacter=Sample's");
    row("english", QStringLiteral("A#B"), "");
    row("english", QStringLiteral("サンプル"), "");
    row("english", QStringLiteral("Sample\nInc."), "lineBreak=Sample Inc.");
    row("operator-cn", QStringLiteral("T.YAMADA"), "");
    row("operator-cn", QStringLiteral("t.yamada"), "operatorLowerCase=T.YAMADA");
    row("operator-cn", QStringLiteral("yamada.t"), "operatorLowerCase=YAMADA.T | allOffers=T.YAMADA");
    row("operator-cn", QStringLiteral("TARO.YAMADA"), "operatorPattern=T.YAMADA");
    row("operator-cn", QStringLiteral("T YAMADA"), "operatorCharacter=T.YAMADA");
    row("operator-cn", QStringLiteral("T. YAMADA"), "operatorCharacter=T.YAMADA");
    row("operator-cn", QStringLiteral("ｔ．ｙａｍａｄａ"), "notHalfWidth=t.yamada | allOffers=T.YAMADA");
    row("operator-cn", QStringLiteral("T.ŌNO"), "operatorCharacter=T.ONO");
    row("operator-cn", QStringLiteral("YAMADA"), "");
}

void TestLegalName::offers()
{
    QFETCH(QString, kind);
    QFETCH(QString, typed);
    QFETCH(QString, expected);
    QStringList offers;
    for (const NameOffer &offer : offersOf(Row{kind, {}, typed, 0, {}, {}}))
        offers.append(offer.code.mid(qsizetype(qstrlen("name."))) + QLatin1Char('=') + offer.replacement);
    QCOMPARE(offers.join(QStringLiteral(" | ")), expected);
}

// Whatever an offer says it mends is gone when it is taken, and it never makes the same offer again.
void TestLegalName::offersMend()
{
    int offers = 0;
    for (const Row &row : readTable()) {
        for (const NameOffer &offer : offersOf(row)) {
            ++offers;
            Row taken = row;
            taken.name = offer.replacement;
            const QStringList left = codesOf(check(taken).check);
            const QString code = offer.code.mid(qsizetype(qstrlen("name.")));
            QVERIFY2(offer.replacement != row.name, qPrintable(row.name));
            // A character without a replacement of its own may stay under the same code.
            const auto count = codesOf(check(row).check).count(code);
            QVERIFY2(left.count(code) == 0 || left.count(code) < count,
                     qPrintable(row.name + QLatin1String(" -> ") + offer.replacement + QLatin1Char(' ') + code));
        }
    }
    QVERIFY(offers > 0);
}

void TestLegalName::characterPlaces_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("character");
    QTest::addColumn<QString>("position");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char *kind, const char *typed, const char *character, const char *position,
                        const char *expected) {
        QTest::newRow(typed) << QString::fromLatin1(kind) << QString::fromUtf8(typed) << QString::fromUtf8(character)
                             << QString::fromLatin1(position) << QString::fromUtf8(expected);
    };
    row("legal", "株式会社髙島", "髙 (U+9AD9)", "5", "高 (U+9AD8)");
    row("legal", "株式会社𠮷田", "𠮷 (U+20BB7)", "5", "吉 (U+5409)");
    row("legal", "株式会社𠮷サ－ビス", "𠮷 (U+20BB7)", "5", "吉 (U+5409)");
    row("legal", "株式会社サ－ビス", "－ (U+FF0D)", "6", "ー (U+30FC)");
    row("legal", "株式会社日本−見本", "− (U+2212)", "7", "‐ (U+2010)");
    row("legal", "株式会社ら～めん", "～ (U+FF5E)", "6", "ー (U+30FC)");
    row("legal", "株式会社サ一ビス", "一 (U+4E00)", "6", "ー (U+30FC)");
    row("legal", "株式会社 サンプル", "U+0020", "5", "");
    row("legal", "株式会社①", "① (U+2460)", "5", "1 (U+0031)");
    row("english", "Sample\u200BInc.", "U+200B", "7", "");
    row("operator-cn", "T.YAMADa", "a (U+0061)", "8", "A (U+0041)");
}

void TestLegalName::characterPlaces()
{
    QFETCH(QString, kind);
    QFETCH(QString, typed);
    const NameCheck name = check(Row{kind, {}, typed, 0, {}, {}});
    QVERIFY(!name.check.findings.isEmpty());
    const QMap<QString, QString> args = name.check.findings.constFirst().args;
    QTEST(args.value(QStringLiteral("character")), "character");
    QTEST(args.value(QStringLiteral("position")), "position");
    QTEST(args.value(QStringLiteral("expected")), "expected");
}

void TestLegalName::contextOfAnApplicant()
{
    EnrollmentApplicant applicant;
    applicant.legalForm = LegalForm::KabushikiKaisha;
    applicant.legalFormPosition = LegalFormPosition::After;
    applicant.consultation = true;
    applicant.category = OrganizationCategory::MunicipalGovernment; // kept, but irrelevant without EV
    LegalNameContext context = legalNameContext(applicant);
    QCOMPARE(context.form, LegalForm::KabushikiKaisha);
    QCOMPARE(context.position, LegalFormPosition::After);
    QVERIFY(context.consultation);
    QVERIFY(!context.government);
    applicant.ev = true;
    QVERIFY(legalNameContext(applicant).government);
    applicant.category = OrganizationCategory::PrivateOrganization;
    QVERIFY(!legalNameContext(applicant).government);
    applicant.legalForm = LegalForm::LocalGovernment;
    QVERIFY(legalNameContext(applicant).government);
}

void TestLegalName::keepsTheInput()
{
    const QString typed = QStringLiteral(" ㈱か") + QChar(0x3099);
    const NameCheck name = checkLegalName(typed, {}, QStringLiteral("x"));
    QCOMPARE(name.input, typed);
    QCOMPARE(name.normalized, QStringLiteral(" ㈱が"));
    QCOMPARE(name.length, 3);
    QCOMPARE(name.limit, MaximumLegalNameLength);
    QCOMPARE(checkEnglishName(typed, false, {}).limit, MaximumEnglishNameLength);
    QCOMPARE(checkOperatorCommonName(typed, {}).limit, MaximumOperatorNameLength);
}

void TestLegalName::staysSmallWithHostileText()
{
    QString hostile;
    for (char32_t character = 0; character < 0x30000; character += 7)
        hostile += QString::fromUcs4(&character, 1);
    hostile += QChar(0xD800);
    const auto checks = {checkLegalName(hostile, {}, {}), checkEnglishName(hostile, false, {}),
                         checkOperatorCommonName(hostile, {})};
    for (const NameCheck &name : checks) {
        QVERIFY(name.check.hasErrors());
        QMap<QString, int> counts;
        for (const Finding &finding : name.check.findings) {
            QVERIFY2(++counts[finding.code] <= 10, qPrintable(finding.code));
            for (const QString &value : finding.args)
                QVERIFY(value.size() < 400);
        }
    }
    const QList<NameOffer> offers = nameOffers(hostile);
    QVERIFY(!offers.isEmpty());
}

// A whole page pasted into the field; what it costs is measured by tests/bench.
void TestLegalName::aPageTooLongStaysSmall()
{
    const QString longName = QStringLiteral("㈱髙サ－ビスA&B ").repeated(1000);
    const NameCheck name = checkLegalName(longName, {}, {});
    QVERIFY(name.check.hasErrors());
    QMap<QString, int> counts;
    for (const Finding &finding : name.check.findings)
        QVERIFY2(++counts[finding.code] <= 10, qPrintable(finding.code));
    QVERIFY(!nameOffers(longName).isEmpty());
}

TEGATA_TEST(TestLegalName)
#include "test_legalname.moc"
