// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/operatorspage.h"

#include "ui/common/languagecontroller.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/operatorcard.h"

#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/picture.h"
#include "tests/ui/typing.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <memory>

namespace tegata {

class TestOperatorsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aCommonNameIsSuggestedAndNeverPutIn();
    void anUnreadableNameIsNotSuggested();
    void theSecondOperatorIsCharged();
    void operatorsComeGoAndMove();
    void everyChangeCanBeUndone();
    void leadsToItsFields();
    void readOnlyChangesNothing();
    void wordsFollowTheLanguage();

private:
    template <typename Widget>
    Widget *part(int place, const char *name) const
    {
        auto *card = m_page->findChild<QWidget *>(QStringLiteral("operatorCard%1").arg(place));
        return card ? card->findChild<Widget *>(QLatin1String(name)) : nullptr;
    }
    QLineEdit *editor(int place, const char *field) const
    {
        return part<QLineEdit>(place, qPrintable(QStringLiteral("operators.%1Editor").arg(QLatin1String(field))));
    }
    void press(const QString &name) const
    {
        auto *button = m_page->findChild<QPushButton *>(name);
        QVERIFY2(button && button->isEnabled(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    const EnrollmentOperator &at(int place) const { return m_form->value().operators.at(place); }

    LanguageController m_language{Language::English};
    std::unique_ptr<EnrollmentForm> m_form;
    std::unique_ptr<OperatorsPage> m_page;
};

void TestOperatorsPage::init()
{
    m_language.setLanguage(Language::English);
    m_page.reset();
    m_form = std::make_unique<EnrollmentForm>();
    m_page = std::make_unique<OperatorsPage>(*m_form, m_language);
    m_page->resize(900, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void TestOperatorsPage::aCommonNameIsSuggestedAndNeverPutIn()
{
    auto *use = part<QPushButton>(0, "operators.commonNameSuggestionUse");
    QVERIFY(!use->isVisible());
    typeText(editor(0, "kana"), QStringLiteral("ヤマダ タロウ"));
    QVERIFY(use->isVisible());
    QVERIFY(part<QLabel>(0, "operators.commonNameSuggestionText")->text().endsWith(QStringLiteral("T.YAMADA")));
    QCOMPARE(at(0).commonName, QString());
    typeText(editor(0, "commonName"), QStringLiteral("TARO"));
    typeText(editor(0, "kana"), QStringLiteral("ウ"));
    QCOMPARE(at(0).commonName, QStringLiteral("TARO"));
    QTest::mouseClick(use, Qt::LeftButton);
    QCOMPARE(at(0).commonName, QStringLiteral("T.YAMADA"));
    QCOMPARE(editor(0, "commonName")->text(), QStringLiteral("T.YAMADA"));
    QVERIFY(!use->isVisible());
    // It can be changed afterwards.
    typeText(editor(0, "commonName"), QStringLiteral("2"));
    QCOMPARE(at(0).commonName, QStringLiteral("T.YAMADA2"));
}

void TestOperatorsPage::anUnreadableNameIsNotSuggested()
{
    for (const char *kana : {"山田 太郎", "ヤマダ", ""}) {
        editor(0, "kana")->clear();
        typeText(editor(0, "kana"), QString::fromUtf8(kana));
        QVERIFY2(!part<QPushButton>(0, "operators.commonNameSuggestionUse")->isVisible(), kana);
    }
}

void TestOperatorsPage::theSecondOperatorIsCharged()
{
    press(QStringLiteral("operatorAdd"));
    QVERIFY(part<QLabel>(0, "operatorCard0Fee")->text().contains(QStringLiteral("free")));
    QVERIFY(part<QLabel>(1, "operatorCard1Fee")->text().contains(QStringLiteral("charged")));
}

void TestOperatorsPage::operatorsComeGoAndMove()
{
    QVERIFY(!part<QPushButton>(0, "operatorCard0Remove")->isEnabled()); // one is needed
    typeText(editor(0, "name"), QStringLiteral("一"));
    press(QStringLiteral("operatorAdd"));
    QTRY_VERIFY(editor(1, "name")->hasFocus());
    typeText(editor(1, "name"), QStringLiteral("二"));
    press(QStringLiteral("operatorCard1Up"));
    QCOMPARE(at(0).name, QStringLiteral("二"));
    QCOMPARE(editor(0, "name")->text(), QStringLiteral("二"));
    QTRY_VERIFY(editor(0, "name")->hasFocus());
    QVERIFY(!part<QPushButton>(1, "operatorCard1Down")->isEnabled());
    press(QStringLiteral("operatorCard0Remove"));
    QCOMPARE(m_form->value().operators.size(), 1);
    QCOMPARE(editor(0, "name")->text(), QStringLiteral("一"));
}

void TestOperatorsPage::everyChangeCanBeUndone()
{
    typeText(editor(0, "name"), QStringLiteral("一"));
    press(QStringLiteral("operatorAdd"));
    press(QStringLiteral("operatorCard0Remove"));
    QCOMPARE(at(0).name, QString());
    m_form->undo();
    QCOMPARE(m_form->value().operators.size(), 2);
    QCOMPARE(editor(0, "name")->text(), QStringLiteral("一"));
    m_form->undo();
    QCOMPARE(m_form->value().operators.size(), 1);
    m_form->undo();
    QCOMPARE(editor(0, "name")->text(), QString());
    m_form->redo();
    m_form->redo();
    QTRY_VERIFY(editor(1, "name"));
}

void TestOperatorsPage::leadsToItsFields()
{
    press(QStringLiteral("operatorAdd"));
    QVERIFY(m_page->focusField(QStringLiteral("operators[1].mail")));
    QTRY_VERIFY(editor(1, "mail")->hasFocus());
    QVERIFY(m_page->focusField(QStringLiteral("operators")));
    QVERIFY(!m_page->focusField(QStringLiteral("operators[5].mail")));
}

void TestOperatorsPage::readOnlyChangesNothing()
{
    press(QStringLiteral("operatorAdd"));
    typeText(editor(0, "kana"), QStringLiteral("ヤマダ タロウ"));
    m_form->setReadOnly(true);
    for (const char *name : {"operatorAdd", "operatorCard0Remove", "operatorCard1Up", "operatorCard0Down"})
        QVERIFY2(!m_page->findChild<QPushButton *>(QLatin1String(name))->isEnabled(), name);
    QVERIFY(!part<QPushButton>(0, "operators.commonNameSuggestionUse")->isVisible());
}

void TestOperatorsPage::wordsFollowTheLanguage()
{
    typeText(editor(0, "name"), QStringLiteral("山田 太郎"));
    typeText(editor(0, "kana"), QStringLiteral("ヤマダ タロウ"));
    press(QStringLiteral("operatorAdd"));
    QCOMPARE(namelessWidgets(m_page.get()), QStringList());
    keepPictures(*m_page, m_language, QStringLiteral("operators"));
    m_language.setLanguage(Language::Japanese);
    QTRY_VERIFY(part<QLabel>(1, "operatorCard1Fee")->text().contains(QStringLiteral("有料")));
    QCOMPARE(part<QPushButton>(0, "operators.commonNameSuggestionUse")->text(), QStringLiteral("この表記を使う"));
}

} // namespace tegata

TEGATA_TEST(tegata::TestOperatorsPage)
#include "test_operatorspage.moc"
