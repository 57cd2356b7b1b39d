// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "tests/ui/screens.h"
#include "tests/ui/windowwalk.h"
#include "ui/common/commandpalette.h"
#include "ui/style/appearance.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <array>
#include <memory>

namespace tegata {

namespace {

// The widgets of the layout (look.md, Tests) by the names that they have here.
struct Named
{
    const char *inTheLayout;
    const char *here;   // one or several of them share a widget
    const char *absent; // why no screen shows it; empty: one must
};
constexpr const char *OtherDesk = "its desk is not there yet";
constexpr const char *OtherForm = "the form of today has no such part";
constexpr std::array NamedWidgets = {
    Named{"menuBar", "menuBar", ""},
    Named{"commandBox", "commandBox", ""},
    Named{"siteLabel", "statusSite", ""},
    Named{"connectionLabel", "statusConnection", ""},
    Named{"identityButton", "statusIdentity", ""},
    Named{"deskRail", "rail", ""},
    Named{"railHome", "", OtherDesk},
    Named{"railEnrolment", "desks", ""},
    Named{"railCertificates", "", OtherDesk},
    Named{"railApprovals", "desks", ""},
    Named{"railExaminer", "", OtherDesk},
    Named{"railKeys", "rail-keyHelpAction", ""},
    Named{"railSettings", "rail-settingsAction", "the program gives it to the window, which stands alone here"},
    Named{"railLock", "rail-lockAction", ""},
    Named{"pageTitle", "pageTitle", ""},
    Named{"pageTabs", "queueTabBar", ""},
    Named{"exportButton", "exportButton", ""},
    Named{"viewButton", "listMenuButton", ""},
    Named{"filterEdit", "filterText", ""},
    Named{"filterChips", "filterChips", ""},
    Named{"requestTable", "pendingTable", ""},
    Named{"selectionBar", "selectionBar", ""},
    Named{"bulkApproveButton", "bulkApproveButton", ""},
    Named{"bulkRejectButton", "bulkRejectButton", ""},
    Named{"bulkHoldButton", "bulkHoldButton", ""},
    Named{"clearSelectionButton", "clearSelectionButton", ""},
    Named{"detailName", "requestHeadingTitle", ""},
    Named{"detailState", "requestHeadingState", ""},
    Named{"detailApprove", "approveActionButton", ""},
    Named{"detailReject", "rejectActionButton", ""},
    Named{"detailHold", "holdActionButton", ""},
    Named{"detailMore", "requestHeadingMore", ""},
    Named{"verdictCard", "requestVerdict", ""},
    Named{"differenceTable", "comparisonTable", ""},
    Named{"copyHashButton", "certificateFingerprintCopy", ""},
    Named{"enrolmentProgress", "", OtherForm},
    Named{"fixCount", "", OtherForm},
    Named{"stepList", "enrollmentPages", ""},
    Named{"subjectPreview", "subjectPreview", ""},
    Named{"nextButton", "enrollmentNext", ""},
    Named{"onboardingCards", "", "the first start has no cards yet"},
    Named{"toastHost", "", "no widget: toasts lie over the work, where test_toasts looks for them"},
    Named{"bannerHost", "banners", ""},
    Named{"expiryChart", "expiryChart", ""},
};

bool isNamed(const QString &name)
{
    return !name.isEmpty() && std::any_of(NamedWidgets.begin(), NamedWidgets.end(),
                                          [&name](const Named &each) { return name == QLatin1String(each.here); });
}

// Whether it scrolls, up and down, inside something of the window.
const QAbstractScrollArea *scrollerOf(const QWidget &widget)
{
    for (const QWidget *each = widget.parentWidget(); each && !each->isWindow(); each = each->parentWidget()) {
        if (const auto *area = qobject_cast<const QAbstractScrollArea *>(each))
            return area;
    }
    return nullptr;
}

QStringList misplaced(QWidget &window, QSet<QString> &seen)
{
    QStringList found;
    QList<QWidget *> named;
    const QList<QWidget *> shown = windowwalk::shownWidgets(window);
    for (QWidget *widget : shown) {
        if (!isNamed(widget->objectName()))
            continue;
        seen.insert(widget->objectName());
        named.append(widget);
        const auto fault = [&](const char *what) {
            found.append(QStringLiteral("%1: %2").arg(windowwalk::called(widget), QLatin1String(what)));
        };
        if (widget->accessibleName().isEmpty() && !widget->size().isEmpty())
            fault("no accessible name");
        const QAbstractScrollArea *scroller = scrollerOf(*widget);
        const QWidget &room = scroller ? *scroller->viewport() : window;
        const QRect place(widget->mapTo(&room, QPoint()), widget->size());
        const bool isWithin = scroller ? place.left() >= 0 && place.right() <= room.rect().right()
                                       : room.rect().contains(place) || place.isEmpty();
        if (!isWithin)
            fault("outside");
    }
    for (int i = 0; i < named.size(); ++i) {
        for (int j = i + 1; j < named.size(); ++j) {
            const QWidget &a = *named.at(i);
            const QWidget &b = *named.at(j);
            // What scrolls by itself lies behind what is beside it.
            if (a.isAncestorOf(&b) || b.isAncestorOf(&a) || scrollerOf(a) != scrollerOf(b))
                continue;
            const QRect one(a.mapTo(&window, QPoint()), a.size());
            const QRect other(b.mapTo(&window, QPoint()), b.size());
            if (one.intersects(other))
                found.append(QStringLiteral("%1 lies over %2").arg(windowwalk::called(&a), windowwalk::called(&b)));
        }
    }
    return found;
}

// One sees where the keys are, and they go the way one reads.
QStringList faultsOfKeys(ScreenWorld &world)
{
    // The one above the others has the keys.
    QWidget *window = windowwalk::openWindows(world.window).constLast();
    window->activateWindow();
    if (!QTest::qWaitForWindowActive(window))
        return {QStringLiteral("the window does not get the keys")};
    if (auto *palette = world.window.findChild<CommandPalette *>(); palette && palette->isVisible())
        window = palette; // it lies over the window, and keeps them until it closes
    QStringList faults;
    if (windowwalk::tabStops(*window).isEmpty())
        faults.append(QStringLiteral("no Tab stops"));
    for (const QString &each : windowwalk::againstReading(*window))
        faults.append(QStringLiteral("against reading: ") + each);
    for (const QString &each : windowwalk::unseenFocus(*window))
        faults.append(QStringLiteral("focus not seen: ") + each);
    return faults;
}

} // namespace

// By the Tab key alone: one sees where the keys are, and they go the way one reads; and what has a place of its own
// stands in the window.
class TestWindowFocus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyScreenCanBeReadAndWorked_data();
    void everyScreenCanBeReadAndWorked();
    void namedWidgetsAreKnown();
    void stepsAgainstReadingAreFound_data();
    void stepsAgainstReadingAreFound();
    void unseenFocusIsFound();

private:
    std::unique_ptr<Appearance> m_appearance;
    QSet<QString> m_seen;
};

void TestWindowFocus::initTestCase()
{
    QApplication::setCursorFlashTime(0);
    m_appearance = std::make_unique<Appearance>();
}

void TestWindowFocus::everyScreenCanBeReadAndWorked_data()
{
    QTest::addColumn<int>("screen");
    for (int i = 0; i < static_cast<int>(screens().size()); ++i)
        QTest::newRow(screens()[static_cast<size_t>(i)].name) << i;
}

void TestWindowFocus::everyScreenCanBeReadAndWorked()
{
    QFETCH(int, screen);
    ScreenWorld world;
    QVERIFY(world.show({1440, 900}));
    QVERIFY(screens()[static_cast<size_t>(screen)].open(world));
    QVERIFY(isSettled(world.window));
    const QStringList keys = faultsOfKeys(world);
    QVERIFY2(keys.isEmpty(), qPrintable(QLatin1Char('\n') + keys.join(QLatin1Char('\n'))));
    for (const Language language : {Language::Japanese, Language::English}) {
        world.language.setLanguage(language);
        for (const QSize &size : {QSize(1280, 720), QSize(1024, 700)}) {
            world.window.resize(size);
            QVERIFY(isSettled(world.window));
            QStringList faults;
            (void)comes([&] {
                faults.clear();
                for (QWidget *each : windowwalk::openWindows(world.window))
                    faults += misplaced(*each, m_seen);
                return faults.isEmpty();
            });
            QVERIFY2(faults.isEmpty(),
                     qPrintable(QStringLiteral("%1\n%2").arg(size.width()).arg(faults.join(QLatin1Char('\n')))));
        }
    }
}

// After the others: each was seen on some screen, or it is said why not.
void TestWindowFocus::namedWidgetsAreKnown()
{
    if (m_seen.isEmpty())
        QSKIP("nothing was looked at: run the whole test");
    QStringList faults;
    for (const Named &each : NamedWidgets) {
        const bool isSeen = m_seen.contains(QLatin1String(each.here));
        if (!isSeen && *each.absent == '\0')
            faults.append(QStringLiteral("%1 (“%2”) is on no screen")
                              .arg(QLatin1String(each.inTheLayout), QLatin1String(each.here)));
        if (isSeen && *each.absent != '\0')
            faults.append(QStringLiteral("%1 is there now: no reason any more").arg(QLatin1String(each.inTheLayout)));
    }
    QVERIFY2(faults.isEmpty(), qPrintable(QLatin1Char('\n') + faults.join(QLatin1Char('\n'))));
    QCOMPARE(NamedWidgets.size(), size_t(44));
}

// The walks themselves.
void TestWindowFocus::stepsAgainstReadingAreFound_data()
{
    QTest::addColumn<QPoint>("from");
    QTest::addColumn<QPoint>("to");
    QTest::addColumn<bool>("isFault");
    QTest::newRow("to the right") << QPoint(20, 20) << QPoint(140, 20) << false;
    QTest::newRow("to the left") << QPoint(140, 20) << QPoint(20, 20) << true;
    QTest::newRow("to the left, nearly in one line") << QPoint(140, 20) << QPoint(20, 30) << true;
    QTest::newRow("down") << QPoint(20, 20) << QPoint(20, 60) << false;
    QTest::newRow("down and back") << QPoint(140, 20) << QPoint(20, 60) << false;
    QTest::newRow("up") << QPoint(20, 60) << QPoint(20, 20) << true;
    QTest::newRow("up to the next column") << QPoint(20, 60) << QPoint(140, 20) << false;
}

void TestWindowFocus::stepsAgainstReadingAreFound()
{
    QFETCH(QPoint, from);
    QFETCH(QPoint, to);
    QWidget window;
    QPushButton first(&window);
    QPushButton second(&window);
    first.setGeometry(QRect(from, QSize(100, 32)));
    second.setGeometry(QRect(to, QSize(100, 32)));
    window.resize(300, 120);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(windowwalk::tabStops(window), (QList<QWidget *>{&first, &second}));
    QTEST(!windowwalk::againstReading(window).isEmpty(), "isFault");
}

void TestWindowFocus::unseenFocusIsFound()
{
    QWidget window;
    QLineEdit field(&window);
    field.setGeometry(20, 20, 100, 32);
    QWidget plain(&window); // draws nothing, with the keys and without
    plain.setObjectName(QStringLiteral("plain"));
    plain.setFocusPolicy(Qt::StrongFocus);
    plain.setGeometry(20, 60, 100, 32);
    window.resize(300, 120);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QCOMPARE(windowwalk::unseenFocus(window), QStringList{QStringLiteral("QWidget “plain”")});
}

} // namespace tegata

TEGATA_TEST(tegata::TestWindowFocus)
#include "test_windowfocus.moc"
