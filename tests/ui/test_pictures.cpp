// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "tests/ui/componentsheet.h"
#include "tests/ui/picturediff.h"
#include "tests/ui/screens.h"
#include "ui/style/appearance.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QPainter>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tegata {

// Every screen as a picture. The same screen is the same picture on each run; "packaging/test --pictures" stands on it:
// it names a folder in TEGATA_SCREENS, gets each screen there in both languages, light and dark, in three sizes, and
// runs once more with QT_SCALE_FACTOR=2. Needs the screen of offscreen.json.
class TestPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aScreenIsAlwaysTheSamePicture_data();
    void aScreenIsAlwaysTheSamePicture();
    void everyScreenIsTaken_data();
    void everyScreenIsTaken();
    void theComponentsAreTaken_data();
    void theComponentsAreTaken();
    void whatDiffersIsFound();
    void theProgramSaysWhetherSomethingDiffers_data();
    void theProgramSaysWhetherSomethingDiffers();

private:
    void setScheme(SchemeChoice scheme)
    {
        AppearanceChoice choice;
        choice.scheme = scheme;
        m_appearance->apply(choice);
    }

    std::unique_ptr<Appearance> m_appearance;
    QString m_folder;
};

void TestPictures::initTestCase()
{
    QApplication::setCursorFlashTime(0);
    m_appearance = std::make_unique<Appearance>();
    m_folder = qEnvironmentVariable("TEGATA_SCREENS");
}

void TestPictures::aScreenIsAlwaysTheSamePicture_data()
{
    QTest::addColumn<int>("screen");
    for (int i = 0; i < static_cast<int>(screens().size()); ++i)
        QTest::newRow(screens()[static_cast<size_t>(i)].name) << i;
}

void TestPictures::aScreenIsAlwaysTheSamePicture()
{
    QFETCH(int, screen);
    setScheme(SchemeChoice::Light);
    QImage first;
    for (const bool isFirst : {true, false}) {
        ScreenWorld world;
        QVERIFY(world.show({1280, 720}));
        QVERIFY(screens()[static_cast<size_t>(screen)].open(world));
        const QImage picture = settledPicture(world.window);
        QVERIFY2(!picture.isNull(), "it never stands still");
        if (isFirst) {
            first = picture;
            continue;
        }
        const std::optional<PictureDifference> difference = comparePictures(picture, first);
        QVERIFY(difference);
        if (difference->isDifferent()) {
            const QDir folder(qEnvironmentVariable("TEGATA_BINARY_DIR"));
            const QString path =
                folder.filePath(QStringLiteral("differs-%1.png").arg(QLatin1String(QTest::currentDataTag())));
            difference->marked.save(path);
            QFAIL(qPrintable(path));
        }
    }
}

void TestPictures::everyScreenIsTaken_data()
{
    if (m_folder.isEmpty())
        QSKIP("only where TEGATA_SCREENS names a folder: packaging/test --pictures");
    QTest::addColumn<int>("screen");
    QTest::addColumn<QSize>("size");
    for (int i = 0; i < static_cast<int>(screens().size()); ++i) {
        for (const QSize &size : {QSize(1024, 700), QSize(1280, 720), QSize(1440, 900)})
            QTest::addRow("%s-%dx%d", screens()[static_cast<size_t>(i)].name, size.width(), size.height()) << i << size;
    }
}

void TestPictures::everyScreenIsTaken()
{
    constexpr int Fast = 80; // of PNG's compression
    QFETCH(int, screen);
    QFETCH(QSize, size);
    setScheme(SchemeChoice::Light);
    ScreenWorld world;
    QVERIFY(world.show(size));
    QVERIFY(screens()[static_cast<size_t>(screen)].open(world));
    QCOMPARE(world.window.size(), size); // nothing in it needs more
    for (const Language language : {Language::Japanese, Language::English}) {
        world.language.setLanguage(language);
        for (const SchemeChoice scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
            setScheme(scheme);
            const QImage picture = settledPicture(world.window);
            QVERIFY2(!picture.isNull(), "it never stands still");
            const QString path =
                QStringLiteral("%1/%2-%3-%4-%5.png")
                    .arg(m_folder, QLatin1String(QTest::currentDataTag()),
                         language == Language::Japanese ? QStringLiteral("ja") : QStringLiteral("en"),
                         scheme == SchemeChoice::Light ? QStringLiteral("light") : QStringLiteral("dark"))
                    .arg(qRound(100 * world.window.devicePixelRatioF()));
            QVERIFY2(picture.save(path, "PNG", Fast), qPrintable(path));
        }
    }
}

void TestPictures::theComponentsAreTaken_data()
{
    QTest::addColumn<Language>("language");
    QTest::newRow("ja") << Language::Japanese;
    QTest::newRow("en") << Language::English;
}

void TestPictures::theComponentsAreTaken()
{
    QFETCH(Language, language);
    QImage sheets[2];
    for (const SchemeChoice scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
        setScheme(scheme);
        sheets[scheme == SchemeChoice::Dark] = componentSheet(language);
    }
    QVERIFY(sheets[0].size() == sheets[1].size() && sheets[0] != sheets[1]);
    if (m_folder.isEmpty())
        return;
    QImage both(sheets[0].width() * 2, sheets[0].height(), QImage::Format_RGB32);
    both.setDevicePixelRatio(sheets[0].devicePixelRatio());
    QPainter painter(&both);
    painter.drawImage(0, 0, sheets[0]);
    painter.drawImage(QPointF(sheets[0].deviceIndependentSize().width(), 0), sheets[1]);
    painter.end();
    const QString path = QStringLiteral("%1/components-1440x900-%2-both-%3.png")
                             .arg(m_folder, QLatin1String(QTest::currentDataTag()))
                             .arg(qRound(100 * both.devicePixelRatio()));
    QVERIFY2(both.save(path), qPrintable(path));
}

void TestPictures::whatDiffersIsFound()
{
    QImage before(100, 100, QImage::Format_RGB32);
    before.fill(Qt::white);
    QVERIFY(!comparePictures(before, before)->isDifferent());
    QVERIFY(comparePictures(before, before)->marked.isNull());
    QImage now = before;
    for (int x = 0; x < 10; ++x)
        now.setPixel(x, 50, qRgb(0, 0, 0));
    QCOMPARE(comparePictures(now, before)->pixels, 10); // one in a thousand
    QVERIFY(!comparePictures(now, before)->isDifferent());
    now.setPixel(10, 50, qRgb(0, 0, 0));
    const std::optional<PictureDifference> difference = comparePictures(now, before);
    QVERIFY(difference->isDifferent());
    QCOMPARE(difference->marked.pixelColor(10, 50), QColor(0xe0, 0x10, 0x10));
    QCOMPARE(difference->marked.pixelColor(11, 50), QColor(Qt::white));
    QVERIFY(!comparePictures(now, before.scaled(50, 50))); // another size
}

void TestPictures::theProgramSaysWhetherSomethingDiffers_data()
{
    QTest::addColumn<QStringList>("now"); // a picture's name and colour
    QTest::addColumn<QStringList>("accepted");
    QTest::addColumn<int>("outcome");
    const QStringList both{QStringLiteral("a white"), QStringLiteral("b white")};
    QTest::newRow("the same") << both << both << 0;
    QTest::newRow("another") << both << QStringList{both.constFirst(), QStringLiteral("b black")} << 1;
    QTest::newRow("new") << both << both.mid(1) << 1;
    QTest::newRow("gone") << both.mid(1) << both << 1;
    QTest::newRow("nothing accepted yet") << both << QStringList() << 1;
    QTest::newRow("none taken") << QStringList() << both << 2;
}

void TestPictures::theProgramSaysWhetherSomethingDiffers()
{
    QFETCH(QStringList, now);
    QFETCH(QStringList, accepted);
    const QTemporaryDir folder;
    const auto fill = [&folder](const QString &name, const QStringList &pictures) {
        const QDir place(folder.filePath(name));
        QVERIFY(place.mkpath(QStringLiteral(".")));
        for (const QString &each : pictures) {
            QImage picture(20, 10, QImage::Format_RGB32);
            picture.fill(QColor(each.section(QLatin1Char(' '), 1)));
            QVERIFY(picture.save(place.filePath(each.section(QLatin1Char(' '), 0, 0) + QStringLiteral(".png"))));
        }
    };
    fill(QStringLiteral("now"), now);
    fill(QStringLiteral("accepted"), accepted);
    QProcess program;
    program.start(qEnvironmentVariable("TEGATA_BINARY_DIR") + QStringLiteral("/tests/compare_pictures"),
                  {folder.filePath(QStringLiteral("now")), folder.filePath(QStringLiteral("accepted"))});
    QVERIFY2(program.waitForFinished(), qPrintable(program.errorString()));
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QTEST(program.exitCode(), "outcome");
    QFile page(folder.filePath(QStringLiteral("now/index.html")));
    QCOMPARE(page.open(QIODevice::ReadOnly), !now.isEmpty());
    QCOMPARE(page.isOpen() && page.readAll().contains("<h2"),
             program.exitCode() == 1); // each that differs has its place
}

} // namespace tegata

TEGATA_TEST(tegata::TestPictures)
#include "test_pictures.moc"
