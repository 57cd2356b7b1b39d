// SPDX-License-Identifier: Apache-2.0
#include "tests/support/testmain.h"
#include "tests/ui/picture.h"
#include "ui/records/expirychart.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>

namespace tegata {

class TestExpiryChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_chart.reset(); }
    void keysMoveBetweenWeeks();
    void enterAndClickAskForTheRows();
    void newNumbersKeepTheWeek();
    void barsDoNotOverlapAndFillTheWidth();
    void assistiveTechnologySeesAList();
    void numbersStandInWordsInBothLanguages();
    void emptyIsSaid();
    void paintsTheChosenWeekAndTheRenewed();

private:
    static QList<ExpiryWeek> weeks(int count = 26);
    QString picked() const;

    LanguageController m_language{Language::English};
    std::unique_ptr<ExpiryChart> m_chart;
};

namespace {

const QDate FirstMonday(2026, 11, 16);

} // namespace

QList<ExpiryWeek> TestExpiryChart::weeks(int count)
{
    QList<ExpiryWeek> weeks;
    for (int i = 0; i < count; ++i) {
        const qint64 certificates = i % 7 == 3 ? 0 : (i * 37) % 90 + i;
        weeks.append({FirstMonday.addDays(7 * i), certificates, certificates * (count - i) / count / 2});
    }
    return weeks;
}

void TestExpiryChart::init()
{
    m_chart = std::make_unique<ExpiryChart>();
    m_chart->resize(900, 220);
    m_chart->setWeeks(weeks());
    m_chart->show();
    m_chart->setFocus();
}

void TestExpiryChart::keysMoveBetweenWeeks()
{
    QCOMPARE(m_chart->currentWeek(), 0);
    const QList<std::pair<Qt::Key, int>> keys = {{Qt::Key_Left, 0}, {Qt::Key_Right, 1},  {Qt::Key_Right, 2},
                                                 {Qt::Key_End, 25}, {Qt::Key_Right, 25}, {Qt::Key_Left, 24},
                                                 {Qt::Key_Home, 0}};
    for (const auto &[key, expected] : keys) {
        QTest::keyClick(m_chart.get(), key);
        QCOMPARE(m_chart->currentWeek(), expected);
    }
}

void TestExpiryChart::enterAndClickAskForTheRows()
{
    QSignalSpy activated(m_chart.get(), &ExpiryChart::weekActivated);
    QTest::keyClick(m_chart.get(), Qt::Key_Right);
    QTest::keyClick(m_chart.get(), Qt::Key_Return);
    QCOMPARE(activated.takeFirst(), QList<QVariant>({FirstMonday.addDays(7), FirstMonday.addDays(14)}));
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, m_chart->barRect(5).center());
    QCOMPARE(m_chart->currentWeek(), 5);
    QCOMPARE(activated.takeFirst(), QList<QVariant>({FirstMonday.addDays(35), FirstMonday.addDays(42)}));
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, QPoint(1, 1)); // beside the bars
    QVERIFY(activated.isEmpty());
}

void TestExpiryChart::newNumbersKeepTheWeek()
{
    m_chart->setCurrentWeek(4);
    QList<ExpiryWeek> later = weeks();
    later.removeFirst(); // a week has passed
    m_chart->setWeeks(later);
    QCOMPARE(m_chart->currentWeek(), 3);
    QCOMPARE(m_chart->weeks()[3].monday, FirstMonday.addDays(28));
    m_chart->setWeeks({later.last()});
    QCOMPARE(m_chart->currentWeek(), 0);
    m_chart->setWeeks({});
    QCOMPARE(m_chart->currentWeek(), -1);
    QTest::keyClick(m_chart.get(), Qt::Key_Return);
    QTest::keyClick(m_chart.get(), Qt::Key_End);
    QCOMPARE(m_chart->currentWeek(), -1);
}

void TestExpiryChart::barsDoNotOverlapAndFillTheWidth()
{
    m_chart->setWeeks(weeks(52));
    for (const int width : {400, 900, 2000}) {
        m_chart->resize(width, 200);
        for (int week = 1; week < 52; ++week)
            QCOMPARE(m_chart->barRect(week).left(), m_chart->barRect(week - 1).right() + 1);
        QVERIFY(m_chart->barRect(0).left() > 0);
        QVERIFY(m_chart->barRect(51).right() <= width);
        QVERIFY(m_chart->barRect(51).right() > width - 20);
    }
}

void TestExpiryChart::assistiveTechnologySeesAList()
{
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_chart.get());
    QVERIFY(list);
    QCOMPARE(list->role(), QAccessible::List);
    QVERIFY(!list->text(QAccessible::Name).isEmpty());
    QCOMPARE(list->childCount(), 26);
    for (int week = 0; week < 26; ++week) {
        QAccessibleInterface *entry = list->child(week);
        QVERIFY(entry && entry->isValid());
        QCOMPARE(entry->text(QAccessible::Name), m_chart->weekText(week));
        QCOMPARE(entry->role(), QAccessible::ListItem);
        QCOMPARE(list->indexOfChild(entry), week);
        QCOMPARE(entry->parent(), list);
    }
    QCOMPARE(list->child(26), nullptr);
    QVERIFY(list->child(0)->state().selected);
    QSignalSpy activated(m_chart.get(), &ExpiryChart::weekActivated);
    auto *action =
        static_cast<QAccessibleActionInterface *>(list->child(7)->interface_cast(QAccessible::ActionInterface));
    QVERIFY(action);
    action->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(activated.size(), 1);
    QCOMPARE(m_chart->currentWeek(), 7);
    QVERIFY(list->child(7)->state().selected && !list->child(0)->state().selected);
    // Entries of weeks that are gone say so.
    QAccessibleInterface *last = list->child(25);
    m_chart->setWeeks(weeks(10));
    QVERIFY(!last->isValid());
    QCOMPARE(list->childCount(), 10);
}

void TestExpiryChart::numbersStandInWordsInBothLanguages()
{
    m_chart->setWeeks({{FirstMonday, 1, 0}, {FirstMonday.addDays(7), 12, 3}});
    QCOMPARE(m_chart->weekText(0), QStringLiteral("2026-11-16 – 2026-11-22: 1 certificate expires, 0 of them renewed"));
    QCOMPARE(m_chart->weekText(1),
             QStringLiteral("2026-11-23 – 2026-11-29: 12 certificates expire, 3 of them renewed"));
    m_language.setLanguage(Language::Japanese);
    QVERIFY(m_chart->weekText(1).contains(QStringLiteral("12件")));
    QTRY_VERIFY(m_chart->accessibleName().contains(QStringLiteral("証明書")));
    m_language.setLanguage(Language::English);
    QCOMPARE(m_chart->weekText(-1), QString());
    QCOMPARE(m_chart->weekText(2), QString());
}

void TestExpiryChart::emptyIsSaid()
{
    m_chart->setWeeks({});
    const QImage empty = m_chart->grab().toImage();
    m_chart->setWeeks(weeks());
    QVERIFY(m_chart->grab().toImage() != empty);
}

void TestExpiryChart::paintsTheChosenWeekAndTheRenewed()
{
    const auto bar = [this](int week) { return m_chart->grab(m_chart->barRect(week)).toImage(); };
    m_chart->setCurrentWeek(6);
    const QImage chosen = bar(6);
    keepPictures(*m_chart, m_language, QStringLiteral("expirychart"));
    m_chart->setCurrentWeek(0);
    QVERIFY(bar(6) != chosen);

    m_chart->setWeeks({{FirstMonday, 10, 0}});
    const QImage open = bar(0);
    m_chart->setWeeks({{FirstMonday, 10, 5}});
    QVERIFY(bar(0) != open);

    m_chart->setWeeks(weeks(52));
    keepPictures(*m_chart, m_language, QStringLiteral("expirychart-52"));
}

} // namespace tegata

TEGATA_TEST(tegata::TestExpiryChart)
#include "test_expirychart.moc"
