// SPDX-License-Identifier: Apache-2.0
#include "tests/support/await.h"
#include "tests/support/testmain.h"
#include "tests/ui/enrollmentfixture.h"

#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

namespace tegata {

// 郵便番号: what it fills in, what it only offers, and newer data.
class TestPostalCodeField : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fillsEmptyFields();
    void offersWhatItMustNotOverwrite();
    void asksWhereACodeSpansSeveralPlaces();
    void importedCodesAreUsed();
    void anUnknownCodeLeadsToTheImport();
};

namespace {

// Japan Post's columns: JIS code, old code, code, kana ×3, prefecture, municipality, town, flags ×6.
QByteArray kenAllRow(const char *code, const char *prefecture, const char *municipality, const char *town)
{
    return QByteArrayLiteral("13103,\"105  \",\"") + code + QByteArrayLiteral("\",\"ｱ\",\"ｱ\",\"ｱ\",\"") + prefecture +
           QByteArrayLiteral("\",\"") + municipality + QByteArrayLiteral("\",\"") + town +
           QByteArrayLiteral("\",0,0,1,0,0,0\r\n");
}

// Imports a small table of Japan Post's kind.
void importCodes(EnrollmentFixture &fixture)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("KEN_ALL.CSV")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kenAllRow("0600807", "北海道", "札幌市北区", "北七条西"));
    file.write(kenAllRow("4980000", "愛知県", "弥富市", "以下に掲載がない場合"));
    file.write(kenAllRow("4980000", "三重県", "桑名郡木曽岬町", "以下に掲載がない場合"));
    file.close();
    const Result<void> done = await(fixture.postal.importFiles(file.fileName(), {}));
    QVERIFY2(done.has_value(), done ? "" : qPrintable(errorCodeName(done.error().code)));
}

} // namespace

void TestPostalCodeField::fillsEmptyFields()
{
    EnrollmentFixture fixture;
    importCodes(fixture);
    fixture.open(EnrollmentPage::Contact);
    fixture.type("contact.address.postalCodeEditor", QStringLiteral("060-0807"));
    QTRY_COMPARE(fixture.form.value().contact.address.prefecture, 1);
    QCOMPARE(fixture.form.value().contact.address.municipality, QStringLiteral("札幌市北区"));
    QCOMPARE(fixture.find<QComboBox>("contact.address.prefectureEditor")->currentText(),
             QStringLiteral("北海道 HOKKAIDO"));
    fixture.form.undo(); // one step
    QCOMPARE(fixture.form.value().contact.address.prefecture, 0);
    QCOMPARE(fixture.form.value().contact.address.municipality, QString());
    QCOMPARE(fixture.form.value().contact.address.postalCode, QStringLiteral("060-0807"));
}

void TestPostalCodeField::offersWhatItMustNotOverwrite()
{
    EnrollmentFixture fixture(Language::Japanese);
    importCodes(fixture);
    fixture.open(EnrollmentPage::Contact);
    fixture.type("contact.address.municipalityEditor", QStringLiteral("札幌市西区"));
    fixture.type("contact.address.postalCodeEditor", QStringLiteral("0600807"));
    QTRY_VERIFY(fixture.find<QPushButton>("contact.address.postalCodeOffer0"));
    auto *offer = fixture.find<QPushButton>("contact.address.postalCodeOffer0");
    QCOMPARE(offer->text(), QStringLiteral("北海道札幌市北区 を使う"));
    QCOMPARE(fixture.form.value().contact.address.municipality, QStringLiteral("札幌市西区"));
    QTest::mouseClick(offer, Qt::LeftButton);
    QCOMPARE(fixture.form.value().contact.address.municipality, QStringLiteral("札幌市北区"));
    QCOMPARE(fixture.form.value().contact.address.prefecture, 1);
    QVERIFY(!fixture.find<QPushButton>("contact.address.postalCodeOffer0"));
}

void TestPostalCodeField::asksWhereACodeSpansSeveralPlaces()
{
    EnrollmentFixture fixture;
    importCodes(fixture);
    fixture.open(EnrollmentPage::Billing);
    fixture.type("billing.address.postalCodeEditor", QStringLiteral("498-0000"));
    QTRY_VERIFY(fixture.find<QPushButton>("billing.address.postalCodeOffer1"));
    QCOMPARE(fixture.form.value().billing.address.prefecture, 0);
    QTest::mouseClick(fixture.find<QPushButton>("billing.address.postalCodeOffer1"), Qt::LeftButton);
    QCOMPARE(fixture.form.value().billing.address.prefecture, 24);
    QCOMPARE(fixture.form.value().billing.address.municipality, QStringLiteral("桑名郡木曽岬町"));
}

void TestPostalCodeField::importedCodesAreUsed()
{
    EnrollmentFixture fixture;
    const Result<void> broken = await(fixture.postal.importFiles(QStringLiteral("/nowhere/KEN_ALL.CSV"), {}));
    QCOMPARE(codeOf(broken), std::optional(ErrorCode::FileNotReadable));
    // the compiled-in table goes on
    const auto builtIn = await(fixture.postal.municipalities(QStringLiteral("0600807")));
    QVERIFY(builtIn.has_value());
    QCOMPARE(builtIn->size(), 1);
    QCOMPARE(builtIn->constFirst().municipality, QStringLiteral("札幌市北区"));
    QVERIFY(!await(fixture.postal.municipalities(QStringLiteral("1000001")))->isEmpty());
    importCodes(fixture);
    QVERIFY(await(fixture.postal.municipalities(QStringLiteral("1000001")))->isEmpty());
}

void TestPostalCodeField::anUnknownCodeLeadsToTheImport()
{
    EnrollmentFixture fixture;
    fixture.open(EnrollmentPage::Contact);
    auto *button = fixture.find<QPushButton>("contact.address.postalCodeImport");
    fixture.type("contact.address.postalCodeEditor", QStringLiteral("999999"));
    QVERIFY(button->isHidden());
    fixture.type("contact.address.postalCodeEditor", QStringLiteral("9"));
    QTRY_VERIFY(!button->isHidden());
    QTest::mouseClick(button, Qt::LeftButton);
    auto *dialog = fixture.find<QDialog>("postalImportDialog");
    QVERIFY(dialog && dialog->isVisible());
    dialog->findChild<QLineEdit *>(QStringLiteral("postalKenAll"))->setText(QStringLiteral("/nowhere/KEN_ALL.CSV"));
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("postalImport")), Qt::LeftButton);
    const auto *banner = dialog->findChild<QLabel *>(QStringLiteral("bannerText"));
    QTRY_VERIFY2(banner->text().contains(QLatin1String("read")) && !banner->text().contains(QLatin1String("Reading")),
                 qPrintable(banner->text())); // it stays open and says why
    QVERIFY(dialog->isVisible());
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("KEN_ALL.CSV"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kenAllRow("9999999", "沖縄県", "那覇市", "以下に掲載がない場合"));
    file.close();
    dialog->findChild<QLineEdit *>(QStringLiteral("postalKenAll"))->setText(path);
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("postalImport")), Qt::LeftButton);
    QTRY_VERIFY(!fixture.find<QDialog>("postalImportDialog"));
    QTRY_VERIFY(button->isHidden()); // the new table knows it
    QTRY_VERIFY(fixture.find<QPushButton>("contact.address.postalCodeOffer0"));
}

} // namespace tegata

TEGATA_TEST(tegata::TestPostalCodeField)
#include "test_postalcodefield.moc"
