// SPDX-License-Identifier: Apache-2.0
#include "ui/records/filterbar.h"

#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "ui/common/languagecontroller.h"
#include "ui/records/columnconditiontext.h"
#include "ui/records/filteredit.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDateEdit>
#include <QDialog>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

#include <memory>

Q_DECLARE_METATYPE(tegata::ColumnCondition)

namespace tegata {

class TestFilterBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tellsAsItIsTyped();
    void waitsForTheInputMethod();
    void escapeEmptiesThenLeaves();
    void saysThatAPasteWasCut();
    void conditionsStandAsChips_data();
    void conditionsStandAsChips();
    void asksForValues();
    void asksForDays();
    void keepsWhatItHasNoFieldFor();
    void everyWidgetHasItsNames();

private:
    QDialog *ask(QueueColumn column);
    FilterEdit *text() const { return m_bar->findChild<FilterEdit *>(QStringLiteral("filterText")); }

    LanguageController m_language{Language::English};
    std::unique_ptr<FilterBar> m_bar;
};

void TestFilterBar::init()
{
    m_bar = std::make_unique<FilterBar>(QueueView::Issued);
    m_bar->resize(700, 80);
    m_bar->show();
}

void TestFilterBar::saysThatAPasteWasCut()
{
    QGuiApplication::clipboard()->setText(QString(300, QLatin1Char('a')));
    text()->paste();
    QCOMPARE(text()->text().size(), text()->maxLength());
    QVERIFY2(text()->accessibleDescription().contains(QString::number(text()->maxLength())),
             qPrintable(text()->accessibleDescription()));
    QTRY_COMPARE(QToolTip::text(), text()->accessibleDescription());
    // It is of that text only.
    QTest::keyClick(text(), Qt::Key_Backspace);
    QVERIFY(text()->accessibleDescription().isEmpty());
}

QDialog *TestFilterBar::ask(QueueColumn column)
{
    m_bar->editCondition(column);
    return m_bar->findChild<QDialog *>(QStringLiteral("columnConditionDialog"));
}

void TestFilterBar::tellsAsItIsTyped()
{
    QSignalSpy changed(m_bar.get(), &FilterBar::filterChanged);
    QTest::keyClicks(text(), QStringLiteral("s"));
    QCOMPARE(changed.size(), 0); // one character: a moment later
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_bar->filter().text, QStringLiteral("s"));
    QTest::keyClicks(text(), QStringLiteral("h"));
    QCOMPARE(changed.size(), 2); // two: at once
    QTest::keyClicks(text(), QStringLiteral(" "));
    QCOMPARE(changed.size(), 2); // a space looks for nothing else
    // One character of two QChars is one.
    text()->setText(QString::fromUcs4(U"\U00020BB7"));
    QCOMPARE(changed.size(), 2);
    QTRY_COMPARE(changed.size(), 3);
    text()->clear();
    QCOMPARE(changed.size(), 4);
    QVERIFY(m_bar->filter().isEmpty());
}

void TestFilterBar::waitsForTheInputMethod()
{
    QSignalSpy changed(m_bar.get(), &FilterBar::filterChanged);
    QInputMethodEvent composing(QStringLiteral("さんぷる"), {});
    QCoreApplication::sendEvent(text(), &composing);
    QCOMPARE(changed.size(), 0);
    // A part is committed while the rest still composes.
    QInputMethodEvent partly(QStringLiteral("しょうじ"), {});
    partly.setCommitString(QStringLiteral("株式会社"));
    QCoreApplication::sendEvent(text(), &partly);
    QCOMPARE(changed.size(), 0);
    QInputMethodEvent committed;
    committed.setCommitString(QStringLiteral("商事"));
    QCoreApplication::sendEvent(text(), &committed);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_bar->filter().text, QStringLiteral("株式会社商事"));
}

void TestFilterBar::escapeEmptiesThenLeaves()
{
    QSignalSpy left(m_bar.get(), &FilterBar::left);
    QTest::keyClicks(text(), QStringLiteral("shop"));
    QTest::keyClick(text(), Qt::Key_Escape);
    QVERIFY(m_bar->filter().isEmpty());
    QCOMPARE(left.size(), 0);
    QTest::keyClick(text(), Qt::Key_Escape);
    QCOMPARE(left.size(), 1);
    QTest::keyClick(text(), Qt::Key_Down);
    QCOMPARE(left.size(), 2);
}

void TestFilterBar::conditionsStandAsChips_data()
{
    QTest::addColumn<ColumnCondition>("condition");
    QTest::addColumn<QString>("words");
    const QDateTime from = QDate(2026, 11, 1).startOfDay();
    const QDateTime until = QDate(2026, 12, 1).startOfDay();
    QTest::newRow("text") << ColumnCondition{QueueColumn::CommonName, QStringLiteral("shop"), {}, {}, {}}
                          << QStringLiteral("Common name: “shop”");
    QTest::newRow("value") << ColumnCondition{QueueColumn::State, {}, {int(CertificateState::Expired)}, {}, {}}
                           << QStringLiteral("State: Expired");
    QTest::newRow("from") << ColumnCondition{QueueColumn::NotAfter, {}, {}, from, {}}
                          << QStringLiteral("Valid until: from 2026-11-01");
    QTest::newRow("until") << ColumnCondition{QueueColumn::NotAfter, {}, {}, {}, until}
                           << QStringLiteral("Valid until: until 2026-11-30");
    QTest::newRow("days") << ColumnCondition{QueueColumn::NotAfter, {}, {}, from, until}
                          << QStringLiteral("Valid until: 2026-11-01 to 2026-11-30");
}

void TestFilterBar::conditionsStandAsChips()
{
    QFETCH(ColumnCondition, condition);
    QFETCH(QString, words);
    QSignalSpy changed(m_bar.get(), &FilterBar::filterChanged);
    m_bar->setCondition(condition);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_bar->filter().conditions, QList<ColumnCondition>{condition});
    auto *chip = m_bar->findChild<QToolButton *>(QStringLiteral("filterChip%1").arg(int(condition.column)));
    QVERIFY(chip);
    QCOMPARE(chip->text(), words);
    QVERIFY(chip->accessibleName().contains(words));
    QTest::keyClick(chip, Qt::Key_Space);
    QCOMPARE(changed.size(), 2);
    QVERIFY(m_bar->filter().isEmpty());
}

void TestFilterBar::asksForValues()
{
    QDialog *dialog = ask(QueueColumn::Product);
    QVERIFY(dialog);
    const auto boxes = dialog->findChildren<QCheckBox *>();
    QCOMPARE(boxes.size(), 2);
    QVERIFY2(namelessWidgets(dialog).isEmpty(), qPrintable(namelessWidgets(dialog).join(QLatin1Char('\n'))));
    QTest::keyClick(boxes.last(), Qt::Key_Space);
    QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(m_bar->filter().conditions.size(), 1);
    QCOMPARE(m_bar->filter().conditions.first().values, QList<int>{int(Product::Ev)});
    // Every value is no condition.
    QTRY_VERIFY(!m_bar->findChild<QDialog *>(QStringLiteral("columnConditionDialog")));
    dialog = ask(QueueColumn::Product);
    dialog->findChildren<QCheckBox *>().first()->setChecked(true);
    QTest::keyClick(dialog, Qt::Key_Return);
    QVERIFY(m_bar->filter().isEmpty());
}

void TestFilterBar::asksForDays()
{
    QDialog *dialog = ask(QueueColumn::IssuedAt);
    QVERIFY(dialog);
    QVERIFY2(namelessWidgets(dialog).isEmpty(), qPrintable(namelessWidgets(dialog).join(QLatin1Char('\n'))));
    dialog->findChild<QCheckBox *>(QStringLiteral("columnConditionUntilSet"))->setChecked(true);
    dialog->findChild<QDateEdit *>(QStringLiteral("columnConditionUntil"))->setDate(QDate(2026, 11, 30));
    QTest::keyClick(dialog, Qt::Key_Return);
    const ColumnCondition entered = m_bar->filter().conditions.value(0);
    QVERIFY(!entered.from.isValid());
    QCOMPARE(entered.until, QDate(2026, 12, 1).startOfDay()); // the whole day counts
}

void TestFilterBar::keepsWhatItHasNoFieldFor()
{
    QueueFilter filter;
    filter.dueForRenewal = true;
    filter.dueBefore = QDateTime(QDate(2027, 1, 1), QTime(), Qt::UTC);
    filter.text = QStringLiteral("shop");
    QSignalSpy changed(m_bar.get(), &FilterBar::filterChanged);
    m_bar->setFilter(filter);
    QCOMPARE(changed.size(), 0);
    QCOMPARE(text()->text(), filter.text);
    m_bar->setHits(12, false);
    auto *hits = m_bar->findChild<QLabel *>(QStringLiteral("filterHits"));
    QCOMPARE(hits->text(), QStringLiteral("12 or more found"));
    QVERIFY(hits->isVisible());
    m_bar->clear();
    QCOMPARE(changed.size(), 1);
    filter.text.clear();
    QCOMPARE(m_bar->filter(), filter);
}

void TestFilterBar::everyWidgetHasItsNames()
{
    m_bar->setCondition({QueueColumn::CommonName, QStringLiteral("shop"), {}, {}, {}});
    const QStringList found = namelessWidgets(m_bar.get());
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

} // namespace tegata

TEGATA_TEST(tegata::TestFilterBar)
#include "test_filterbar.moc"
