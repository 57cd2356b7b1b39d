// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "tests/ui/screens.h"
#include "tests/ui/windowwalk.h"
#include "ui/style/appearance.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <memory>

namespace tegata {

namespace {

// What may be cut nevertheless, each with its reason; by the screen ("" for all of them) and the widget's name.
struct Exception
{
    const char *screen;
    const char *widget;
    const char *reason;
};
constexpr std::array<Exception, 0> Exceptions = {};

QStringList unexcused(const QString &screen, const QStringList &faults)
{
    QStringList left;
    for (const QString &fault : faults) {
        const bool isExcused = std::any_of(Exceptions.begin(), Exceptions.end(), [&](const Exception &each) {
            return (*each.screen == '\0' || screen == QLatin1String(each.screen)) &&
                   fault.contains(QStringLiteral("“%1”").arg(QLatin1String(each.widget)));
        });
        if (!isExcused)
            left.append(fault);
    }
    return left;
}

QStringList cutIn(QWidget &window)
{
    QStringList faults;
    for (QWidget *each : windowwalk::openWindows(window)) {
        faults += windowwalk::cutTexts(*each) + windowwalk::sidewaysScrolled(*each) + namelessWidgets(each);
        if (each->width() > window.width() || each->height() > window.height())
            faults.append(QStringLiteral("%1 is larger than the window").arg(windowwalk::called(each)));
    }
    faults.removeDuplicates();
    return faults;
}

} // namespace

// Nothing in any window is cut, scrolls to the side or lacks a name, in both languages and the usual sizes.
class TestWindowTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_appearance = std::make_unique<Appearance>(); }
    void nothingIsCut_data();
    void nothingIsCut();
    void whatIsCutIsFound();

private:
    std::unique_ptr<Appearance> m_appearance;
};

void TestWindowTexts::nothingIsCut_data()
{
    QTest::addColumn<int>("screen");
    for (int i = 0; i < static_cast<int>(screens().size()); ++i)
        QTest::newRow(screens()[static_cast<size_t>(i)].name) << i;
}

void TestWindowTexts::nothingIsCut()
{
    QFETCH(int, screen);
    const Screen &shown = screens()[static_cast<size_t>(screen)];
    ScreenWorld world;
    QVERIFY(world.show({1280, 720}));
    QVERIFY(shown.open(world));
    for (const QSize &size : {QSize(1280, 720), QSize(1440, 900)}) {
        world.window.resize(size);
        for (const Language language : {Language::Japanese, Language::English}) {
            world.language.setLanguage(language);
            QVERIFY(isSettled(world.window));
            QCOMPARE(world.window.size(), size);
            // A label that has just got more lines may still wait for its room.
            QStringList faults;
            (void)comes([&] {
                faults = unexcused(QLatin1String(shown.name), cutIn(world.window));
                return faults.isEmpty();
            });
            QVERIFY2(faults.isEmpty(), qPrintable(QStringLiteral("%1 %2\n%3")
                                                      .arg(languageTag(language))
                                                      .arg(size.width())
                                                      .arg(faults.join(QLatin1Char('\n')))));
        }
    }
}

// The walk itself: a window that is too narrow for its words.
void TestWindowTexts::whatIsCutIsFound()
{
    QWidget window;
    window.setObjectName(QStringLiteral("window"));
    QLabel label(QStringLiteral("a sentence that needs its room"), &window);
    label.setObjectName(QStringLiteral("label"));
    QPlainTextEdit wide(&window);
    wide.setObjectName(QStringLiteral("wide"));
    wide.setGeometry(0, 40, 100, 60);
    wide.setLineWrapMode(QPlainTextEdit::NoWrap);
    wide.setPlainText(QString(200, QLatin1Char('a')));
    window.resize(300, 200);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    label.resize(label.sizeHint());
    QCOMPARE(windowwalk::cutTexts(window), QStringList());
    label.resize(label.sizeHint().width() - 1, label.height());
    QCOMPARE(windowwalk::cutTexts(window).size(), 1);
    label.setToolTip(label.text()); // and yet to be had
    QCOMPARE(windowwalk::cutTexts(window), QStringList());
    QTRY_COMPARE(windowwalk::sidewaysScrolled(window).size(), 1);
    wide.setReadOnly(true); // as PEM
    QCOMPARE(windowwalk::sidewaysScrolled(window), QStringList());
}

} // namespace tegata

TEGATA_TEST(tegata::TestWindowTexts)
#include "test_windowtexts.moc"
