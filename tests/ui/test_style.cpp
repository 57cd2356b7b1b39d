// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "ui/common/settingsstore.h"
#include "ui/style/appearance.h"
#include "ui/style/controls.h"
#include "ui/style/ground.h"
#include "ui/style/paint.h"
#include "ui/style/tegatastyle.h"
#include "ui/style/textrole.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QFontDatabase>
#include <QGlyphRun>
#include <QHeaderView>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRawFont>
#include <QSpinBox>
#include <QTabBar>
#include <QTableWidget>
#include <QTest>
#include <QTextLayout>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <functional>
#include <memory>

namespace tegata {

// The style on its own: colours, letters, what a person can choose, and that the focus is seen.
class TestStyle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_appearance->apply({}); }
    void coloursAreThoseOfThePalette_data();
    void coloursAreThoseOfThePalette();
    void everyPairCanBeRead_data() { coloursAreThoseOfThePalette_data(); }
    void everyPairCanBeRead();
    void groundsFollowTheScheme();
    void digitsHaveOneAdvance();
    void kanjiAndDigitsComeFromOneFamily();
    void lettersFollowTheTextSize();
    void rowsFollowDensityAndTextSize();
    void theSystemDecidesUntilThePersonDoes();
    void settingsCountAtOnce();
    void focusIsSeen_data();
    void focusIsSeen();
    void aFaultIsSeen();
    void theSelectedRowIsTintedAndItsLettersKeepTheirColour();
    void linesAreWholeDevicePixels();

private:
    static QJsonObject palette();
    void choose(SchemeChoice scheme)
    {
        AppearanceChoice choice = m_appearance->choice();
        choice.scheme = scheme;
        m_appearance->apply(choice);
    }
    static QImage picture(QWidget &widget) { return widget.grab().toImage().convertToFormat(QImage::Format_RGB32); }
    static int count(const QImage &image, const QColor &color);

    std::unique_ptr<Appearance> m_appearance;
};

namespace {

// Each colour of palette.json as the running program has it: from the application's palettes where Qt has a role for
// it.
QColor liveColor(const QString &name)
{
    const QPalette application = QApplication::palette();
    const QPalette views = QApplication::palette("QAbstractItemView");
    const Roles &roles = Roles::of(application);
    const QHash<QString, QColor> colors = {
        {QStringLiteral("window"), application.color(QPalette::Window)},
        {QStringLiteral("surface"), application.color(QPalette::Base)},
        {QStringLiteral("sunken"), application.color(QPalette::AlternateBase)},
        {QStringLiteral("raised"), QApplication::palette("QMenu").color(QPalette::Window)},
        {QStringLiteral("line"), application.color(QPalette::Mid)},
        {QStringLiteral("edge"), application.color(QPalette::Dark)},
        {QStringLiteral("text"), application.color(QPalette::WindowText)},
        {QStringLiteral("text2"), roles.text2},
        {QStringLiteral("hint"), application.color(QPalette::PlaceholderText)},
        {QStringLiteral("disabled"), application.color(QPalette::Disabled, QPalette::WindowText)},
        {QStringLiteral("accent"), application.color(QPalette::Highlight)},
        {QStringLiteral("accentH"), roles.accentHover},
        {QStringLiteral("accentP"), roles.accentPressed},
        {QStringLiteral("onaccent"), application.color(QPalette::HighlightedText)},
        {QStringLiteral("link"), application.color(QPalette::Link)},
        {QStringLiteral("sel"), views.color(QPalette::Active, QPalette::Highlight)},
        {QStringLiteral("selI"), views.color(QPalette::Inactive, QPalette::Highlight)},
        {QStringLiteral("hover"), roles.hover},
        {QStringLiteral("focus"), roles.focus},
        {QStringLiteral("seal"), roles.seal},
        {QStringLiteral("rail"), railPaletteOf(schemeOf(application)).color(QPalette::Window)},
        {QStringLiteral("railtext"), railPaletteOf(schemeOf(application)).color(QPalette::WindowText)},
        {QStringLiteral("railsel"), railPaletteOf(schemeOf(application)).color(QPalette::Highlight)},
        {QStringLiteral("railon"), railPaletteOf(schemeOf(application)).color(QPalette::HighlightedText)},
        {QStringLiteral("badge"), roles.badge},
        {QStringLiteral("onbadge"), roles.onBadge},
        {QStringLiteral("okS"), roles.success.surface},
        {QStringLiteral("okT"), roles.success.text},
        {QStringLiteral("okB"), roles.success.border},
        {QStringLiteral("waS"), roles.warning.surface},
        {QStringLiteral("waT"), roles.warning.text},
        {QStringLiteral("waB"), roles.warning.border},
        {QStringLiteral("erS"), roles.danger.surface},
        {QStringLiteral("erT"), roles.danger.text},
        {QStringLiteral("erB"), roles.danger.border},
        {QStringLiteral("inS"), roles.info.surface},
        {QStringLiteral("inT"), roles.info.text},
        {QStringLiteral("inB"), roles.info.border},
        {QStringLiteral("neS"), roles.neutral.surface},
        {QStringLiteral("neT"), roles.neutral.text},
        {QStringLiteral("neB"), roles.neutral.border},
        {QStringLiteral("tip"), application.color(QPalette::ToolTipBase)},
        {QStringLiteral("ontip"), application.color(QPalette::ToolTipText)},
    };
    return colors.value(name);
}

using Maker = std::function<QWidget *()>;

QWidget *rows(QAbstractItemView *view)
{
    view->setCurrentIndex(view->model()->index(0, 0));
    return view;
}

} // namespace

QJsonObject TestStyle::palette()
{
    QFile file(qEnvironmentVariable("TEGATA_SOURCE_DIR") + QStringLiteral("/tests/ui/data/palette.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

int TestStyle::count(const QImage &image, const QColor &color)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            found += image.pixel(x, y) == color.rgb() ? 1 : 0;
    }
    return found;
}

void TestStyle::initTestCase()
{
    QVERIFY(!palette().isEmpty());
    m_appearance = std::make_unique<Appearance>();
    QVERIFY(qobject_cast<TegataStyle *>(QApplication::style()));
}

void TestStyle::coloursAreThoseOfThePalette_data()
{
    QTest::addColumn<SchemeChoice>("scheme");
    QTest::addColumn<QString>("name");
    QTest::newRow("light") << SchemeChoice::Light << QStringLiteral("light");
    QTest::newRow("dark") << SchemeChoice::Dark << QStringLiteral("dark");
}

void TestStyle::coloursAreThoseOfThePalette()
{
    QFETCH(const SchemeChoice, scheme);
    QFETCH(const QString, name);
    choose(scheme);
    const QJsonObject colors = palette().value(name).toObject();
    QVERIFY(colors.size() > 40);
    for (auto each = colors.begin(); each != colors.end(); ++each)
        QVERIFY2(liveColor(each.key()) == QColor(each.value().toString()), qPrintable(each.key()));
}

void TestStyle::everyPairCanBeRead()
{
    QFETCH(const SchemeChoice, scheme);
    choose(scheme);
    const std::pair<QString, double> kinds[] = {{QStringLiteral("text_pairs_4_5"), 4.5},
                                                {QStringLiteral("non_text_pairs_3_0"), 3.0}};
    for (const auto &[kind, least] : kinds) {
        const QJsonArray pairs = palette().value(kind).toArray();
        QVERIFY(pairs.size() > 20);
        for (const QJsonValue &pair : pairs) {
            const QString front = pair.toArray().at(0).toString();
            const QString ground = pair.toArray().at(1).toString();
            const double ratio = contrast(liveColor(front), liveColor(ground));
            QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1 on %2: %3").arg(front, ground).arg(ratio)));
        }
    }
}

void TestStyle::groundsFollowTheScheme()
{
    QWidget window;
    QDialog dialog(&window);
    auto *rail = new QWidget(&window);
    auto *toast = new QWidget(&window);
    auto *banner = new QWidget(&window);
    auto *onRail = new QLabel(QStringLiteral("x"), rail);
    auto *hint = new QLabel(QStringLiteral("x"), banner);
    auto *table = new QTableWidget(1, 1, &dialog);
    setGround(rail, Ground::Rail);
    setGround(toast, Ground::Toast);
    setGround(banner, Ground::Warning);
    setTone(hint, Tone::Warning);
    window.show();
    dialog.show();
    for (const SchemeChoice scheme : {SchemeChoice::Light, SchemeChoice::Dark, SchemeChoice::Light}) {
        choose(scheme);
        const Roles &roles = Roles::of(scheme == SchemeChoice::Dark ? Scheme::Dark : Scheme::Light);
        QCOMPARE(rail->palette().color(QPalette::Window), roles.rail);
        QCOMPARE(onRail->palette().color(QPalette::WindowText), roles.railText);
        QCOMPARE(toast->palette().color(QPalette::Window), roles.toast);
        QCOMPARE(banner->palette().color(QPalette::Window), roles.warning.surface);
        QCOMPARE(hint->palette().color(QPalette::WindowText), roles.warning.text);
        QCOMPARE(dialog.palette().color(QPalette::Window), roles.raised);
        // What stands in a dialog keeps its own: only the ground is another.
        QCOMPARE(table->palette().color(QPalette::Active, QPalette::Highlight), roles.selected);
    }
}

void TestStyle::digitsHaveOneAdvance()
{
    for (const TextRole role :
         {TextRole::Number, TextRole::Page, TextRole::Name, TextRole::Group, TextRole::Body, TextRole::Strong,
          TextRole::Small, TextRole::SmallStrong, TextRole::Tiny, TextRole::Mono}) {
        const QFontMetricsF metrics(textFont(role));
        const qreal zero = metrics.horizontalAdvance(QLatin1Char('0'));
        QVERIFY(zero > 0);
        for (char digit = '1'; digit <= '9'; ++digit)
            QCOMPARE(metrics.horizontalAdvance(QLatin1Char(digit)), zero);
    }
}

void TestStyle::kanjiAndDigitsComeFromOneFamily()
{
    QVERIFY2(QFontDatabase::hasFamily(bodyFamily()), qPrintable(bodyFamily()));
    QVERIFY(bodyFamily() != QLatin1String("VL Gothic"));
    QTextLayout layout(QStringLiteral("承認待ち29件 Approve"), QApplication::font());
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    QStringList families;
    const QList<QGlyphRun> runs = layout.glyphRuns();
    for (const QGlyphRun &run : runs)
        families.append(run.rawFont().familyName());
    families.removeDuplicates();
    QCOMPARE(families.size(), 1);
}

void TestStyle::lettersFollowTheTextSize()
{
    QLabel page(QStringLiteral("x"));
    QLabel body(QStringLiteral("x"));
    QLabel mono(QStringLiteral("x"));
    setTextRole(&page, TextRole::Page);
    setTextRole(&mono, TextRole::Mono, Tone::Hint);
    const qreal before = page.font().pointSizeF();
    QVERIFY(QApplication::font().pointSizeF() >= 9.75);
    QCOMPARE(before / QApplication::font().pointSizeF(), 20.0 / 13);
    QVERIFY(page.font().bold());
    m_appearance->apply({SchemeChoice::System, Density::Standard, 150});
    QCOMPARE(page.font().pointSizeF(), before * 1.5);
    QCOMPARE(body.font().pointSizeF(), QApplication::font().pointSizeF());
    QCOMPARE(mono.font().pointSizeF() / QApplication::font().pointSizeF(), 12.0 / 13);
    QCOMPARE(mono.font().families().constFirst(), monoFamily());
}

void TestStyle::rowsFollowDensityAndTextSize()
{
    QTableWidget table(3, 2);
    QPushButton button(QStringLiteral("x"));
    table.show();
    button.show();
    QTRY_COMPARE(table.rowHeight(0), 34);
    const int control = button.sizeHint().height();
    QCOMPARE(control, 32);
    m_appearance->apply({SchemeChoice::System, Density::Compact, 100});
    QTRY_COMPARE(table.rowHeight(0), 26);
    QVERIFY(button.sizeHint().height() < control);
    m_appearance->apply({SchemeChoice::System, Density::Standard, 200});
    QTRY_VERIFY(table.rowHeight(0) > 34);
    QVERIFY(button.sizeHint().height() > control);
    QVERIFY(iconSize(&button, icon::Button) > icon::Button);
}

void TestStyle::theSystemDecidesUntilThePersonDoes()
{
    m_appearance->setSystemScheme(Scheme::Dark);
    QCOMPARE(schemeOf(QApplication::palette()), Scheme::Dark);
    choose(SchemeChoice::Light);
    QCOMPARE(schemeOf(QApplication::palette()), Scheme::Light);
    m_appearance->setSystemScheme(Scheme::Light);
    choose(SchemeChoice::System);
    QCOMPARE(schemeOf(QApplication::palette()), Scheme::Light);
    m_appearance->setSystemScheme(std::nullopt);
    QCOMPARE(m_appearance->scheme(), Scheme::Light); // as the platform was at the start
}

void TestStyle::settingsCountAtOnce()
{
    Worker worker(QStringLiteral("test"));
    SettingsStore store({}, worker);
    connect(&store, &SettingsStore::changed, m_appearance.get(),
            [this](const Settings &changed) { m_appearance->apply(changed.appearance); });
    QWidget window;
    window.show();
    Settings wanted;
    wanted.appearance.scheme = SchemeChoice::Dark;
    (void)store.set(wanted);
    QCOMPARE(window.palette().color(QPalette::Window), Roles::of(Scheme::Dark).window);
    (void)store.set({});
    QCOMPARE(window.palette().color(QPalette::Window), Roles::of(Scheme::Light).window);
}

void TestStyle::focusIsSeen_data()
{
    QTest::addColumn<Maker>("make");
    QTest::addColumn<SchemeChoice>("scheme");
    const std::pair<const char *, Maker> kinds[] = {
        {"push button", [] { return new QPushButton(QStringLiteral("Reject")); }},
        {"danger button",
         [] {
             auto *button = new QPushButton(QStringLiteral("Reject"));
             setButtonKind(button, ButtonKind::Danger);
             return button;
         }},
        {"quiet button",
         [] {
             auto *button = new QPushButton(QStringLiteral("Clear"));
             setButtonKind(button, ButtonKind::Quiet);
             return button;
         }},
        {"link",
         [] {
             auto *button = new QPushButton(QStringLiteral("Details"));
             setButtonKind(button, ButtonKind::Link);
             return button;
         }},
        {"chip",
         [] {
             auto *button = new QPushButton(QStringLiteral("Errors"));
             setButtonKind(button, ButtonKind::Chip);
             return button;
         }},
        {"tool button",
         [] {
             auto *button = new QToolButton;
             button->setText(QStringLiteral("More"));
             button->setFocusPolicy(Qt::StrongFocus);
             return button;
         }},
        {"check box", [] { return new QCheckBox(QStringLiteral("All")); }},
        {"radio button", [] { return new QRadioButton(QStringLiteral("All")); }},
        {"line edit", [] { return new QLineEdit(QStringLiteral("text")); }},
        {"text edit", [] { return new QPlainTextEdit(QStringLiteral("text")); }},
        {"combo box",
         [] {
             auto *box = new QComboBox;
             box->addItem(QStringLiteral("one"));
             return box;
         }},
        {"spin box", [] { return new QSpinBox; }},
        {"tab bar",
         [] {
             auto *bar = new QTabBar;
             bar->addTab(QStringLiteral("Pending"));
             bar->addTab(QStringLiteral("Issued"));
             return bar;
         }},
        {"table", [] { return rows(new QTableWidget(3, 2)); }},
        {"list",
         [] {
             auto *list = new QListWidget;
             list->addItems({QStringLiteral("one"), QStringLiteral("two")});
             return rows(list);
         }},
        {"tree",
         [] {
             auto *tree = new QTreeWidget;
             new QTreeWidgetItem(tree, {QStringLiteral("one")});
             return rows(tree);
         }},
        {"empty table", [] { return new QTableWidget(0, 2); }},
    };
    for (const auto &[name, make] : kinds) {
        QTest::addRow("%s, light", name) << make << SchemeChoice::Light;
        QTest::addRow("%s, dark", name) << make << SchemeChoice::Dark;
    }
}

void TestStyle::focusIsSeen()
{
    QFETCH(const Maker, make);
    QFETCH(const SchemeChoice, scheme);
    choose(scheme);
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *other = new QPushButton(QStringLiteral("other"), &window);
    QWidget *widget = make();
    layout->addWidget(other);
    layout->addWidget(widget);
    other->setFocus();
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const QColor focus = Roles::of(window.palette()).focus;
    const QImage rest = picture(*widget);
    widget->setFocus(Qt::TabFocusReason);
    QVERIFY(widget->hasFocus());
    const QImage focused = picture(*widget);
    // More than a blinking cursor: a line along a side at the least.
    const int gained = count(focused, focus) - count(rest, focus);
    QVERIFY2(gained >= 24, qPrintable(QString::number(gained)));
}

void TestStyle::aFaultIsSeen()
{
    for (const SchemeChoice scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
        choose(scheme);
        QLineEdit field(QStringLiteral("㈱サンプル"));
        field.resize(200, field.sizeHint().height());
        const QColor border = Roles::of(field.palette()).danger.border;
        QCOMPARE(count(picture(field), border), 0);
        setFaulty(&field, true);
        QVERIFY(count(picture(field), border) > 2 * field.width());
    }
}

void TestStyle::theSelectedRowIsTintedAndItsLettersKeepTheirColour()
{
    for (const SchemeChoice scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
        choose(scheme);
        QTableWidget table(2, 1);
        const Roles &roles = Roles::of(table.palette());
        auto *item = new QTableWidgetItem(QStringLiteral("████"));
        item->setForeground(roles.danger.text);
        table.setItem(0, 0, item);
        table.setSelectionBehavior(QAbstractItemView::SelectRows);
        table.setShowGrid(false);
        table.show();
        QVERIFY(QTest::qWaitForWindowActive(&table));
        table.setFocus();
        table.selectRow(0);
        table.setCurrentCell(1, 0, QItemSelectionModel::NoUpdate);
        const QImage image = picture(*table.viewport());
        QVERIFY(count(image, roles.selected) > table.rowHeight(0));
        QVERIFY(count(image, roles.danger.text) > 0);
        QVERIFY(count(image, roles.accent) >= line::Bar * (table.rowHeight(0) - 2)); // the bar at the left
    }
}

void TestStyle::linesAreWholeDevicePixels()
{
    const int ratio = 2;
    QPushButton button(QStringLiteral("Reject"));
    button.setAutoDefault(false);
    button.resize(button.sizeHint());
    QImage image(button.size() * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(button.palette().color(QPalette::Window));
    button.render(&image);
    const Roles &roles = Roles::of(button.palette());
    const int middle = image.height() / 2;
    QCOMPARE(image.pixelColor(0, middle), roles.edge);
    QCOMPARE(image.pixelColor(1, middle), roles.edge);
    QCOMPARE(image.pixelColor(2, middle), roles.surface);
    QImage rule(20, 20, QImage::Format_RGB32);
    rule.setDevicePixelRatio(ratio);
    rule.fill(roles.window);
    QPainter painter(&rule);
    paintRule(&painter, 0, 10, 5, roles.line);
    painter.end();
    QCOMPARE(rule.pixelColor(5, 9), roles.window);
    QCOMPARE(rule.pixelColor(5, 10), roles.line);
    QCOMPARE(rule.pixelColor(5, 11), roles.line);
    QCOMPARE(rule.pixelColor(5, 12), roles.window);
}

} // namespace tegata

TEGATA_TEST(tegata::TestStyle)
#include "test_style.moc"
