// SPDX-License-Identifier: Apache-2.0
#include "core/base/worker.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/enrollment/domainfile.h"
#include "ui/enrollment/domainlistpanel.h"
#include "ui/enrollment/domainsheet.h"
#include "ui/enrollment/domainspage.h"
#include "ui/enrollment/domaintable.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/intakestrip.h"

#include "tests/support/await.h"
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/picture.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <memory>

namespace tegata {

class TestDomainsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aTypedDomainIsAdded();
    void aRefusedOneStaysInTheLine();
    void aListIsPasted();
    void aListIsPastedIntoTheLine();
    void theFiftyFirstIsRefusedAndTheOthersStay();
    void aHugePasteStaysReadable();
    void theResultStaysUntilItIsClosed();
    void evByKeyAndInBulk();
    void rowsAreRemovedAndMovedByKey();
    void aNameIsEditedInPlace();
    void everyChangeCanBeUndone();
    void aFileIsRead_data();
    void aFileIsRead();
    void evAndNotesComeWithTheDomains_data();
    void evAndNotesComeWithTheDomains();
    void aFileThatIsTooLargeIsRefused();
    void filesAndTextAreDropped();
    void theClientsListIsItsOwn();
    void readOnlyChangesNothing();
    void leadsToItsFields();
    void wordsFollowTheLanguage();

private:
    QStringList names() const
    {
        QStringList found;
        for (const EnrollmentDomain &domain : m_form->value().domains)
            found.append(domain.name);
        return found;
    }
    template <typename Widget>
    Widget *part(const char *name) const
    {
        return m_page->findChild<Widget *>(QLatin1String(name));
    }
    DomainTable *table() const { return part<DomainTable>("domainTable"); }
    IntakeStrip *strip() const { return part<IntakeStrip>("intakeStrip"); }
    void paste(const QString &text) const
    {
        QGuiApplication::clipboard()->setText(text);
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
    }
    void fill(int count) const
    {
        m_form->edit(QStringLiteral("domains"), [count](EnrollmentApplication &application) {
            for (int i = 1; i <= count; ++i)
                application.domains.append({QStringLiteral("domain%1.jp").arg(i), false, {}});
        });
    }

    LanguageController m_language{Language::English};
    Worker m_worker{QStringLiteral("test")};
    QTemporaryDir m_folder;
    std::unique_ptr<EnrollmentForm> m_form;
    std::unique_ptr<DomainsPage> m_page;
};

void TestDomainsPage::init()
{
    m_language.setLanguage(Language::English);
    m_form = std::make_unique<EnrollmentForm>();
    m_page = std::make_unique<DomainsPage>(*m_form, m_language, m_worker);
    m_page->resize(900, 600);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void TestDomainsPage::cleanup()
{
    m_page.reset();
    m_form.reset();
}

void TestDomainsPage::aTypedDomainIsAdded()
{
    auto *line = part<QLineEdit>("domainLine");
    QTest::keyClicks(line, QStringLiteral("https://www.city.sapporo.jp/index.html"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(names(), QStringList{QStringLiteral("city.sapporo.jp")});
    QCOMPARE(line->text(), QString());
    // It was reduced, and that is said.
    QVERIFY(strip()->isVisible());
    QVERIFY(strip()->text().contains(QStringLiteral("https://www.city.sapporo.jp/index.html")));
    QVERIFY(strip()->text().contains(QStringLiteral("city.sapporo.jp")));
    QCOMPARE(part<QLabel>("domainCount")->text(), QStringLiteral("1/50 domains"));
}

void TestDomainsPage::aRefusedOneStaysInTheLine()
{
    auto *line = part<QLineEdit>("domainLine");
    line->setText(QStringLiteral("chiyoda.tokyo.jp"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(strip()->isVisible());
    QCOMPARE(names(), QStringList());
    QCOMPARE(line->text(), QStringLiteral("chiyoda.tokyo.jp"));
}

void TestDomainsPage::aListIsPasted()
{
    paste(QStringLiteral(
        "example.co.jp\r\nwww.example.ne.jp,日本語.jp\thttps://shop.example.com/cart\n192.0.2.1\nlocalhost\n"
        "xn--wgv71a119e.jp"));
    QTRY_COMPARE(names(), (QStringList{QStringLiteral("example.co.jp"), QStringLiteral("example.ne.jp"),
                                       QStringLiteral("日本語.jp"), QStringLiteral("example.com")}));
    const QString said = strip()->text();
    QVERIFY2(said.contains(QStringLiteral("Imported 4 of 7. Not imported: 3.")), qPrintable(said));
    for (const char *refused :
         {"Not imported: 192.0.2.1", "Not imported: localhost", "Not imported: xn--wgv71a119e.jp"})
        QVERIFY2(said.contains(QLatin1String(refused)), qPrintable(said));
}

void TestDomainsPage::aListIsPastedIntoTheLine()
{
    QGuiApplication::clipboard()->setText(QStringLiteral("one.jp\ntwo.jp\n"));
    auto *line = part<QLineEdit>("domainLine");
    line->setFocus();
    QTest::keyClick(line, Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(names(), (QStringList{QStringLiteral("one.jp"), QStringLiteral("two.jp")}));
    QVERIFY(!strip()->isVisible()); // nothing to say
}

void TestDomainsPage::theFiftyFirstIsRefusedAndTheOthersStay()
{
    fill(48);
    paste(QStringLiteral("new1.jp\nnew2.jp\nnew3.jp"));
    QTRY_COMPARE(names().size(), 50);
    QCOMPARE(names().mid(48), (QStringList{QStringLiteral("new1.jp"), QStringLiteral("new2.jp")}));
    QVERIFY(strip()->text().contains(QStringLiteral("Not imported: new3.jp")));
    QCOMPARE(part<QLabel>("domainCount")->text(), QStringLiteral("50/50 domains"));
}

void TestDomainsPage::aHugePasteStaysReadable()
{
    QStringList entries;
    for (int i = 0; i < 3000; ++i)
        entries.append(QStringLiteral("10.0.%1.%2").arg(i / 250).arg(i % 250));
    paste(entries.join(QLatin1Char('\n')));
    QTRY_VERIFY_WITH_TIMEOUT(strip()->isVisible(), 20000);
    QCOMPARE(names(), QStringList());
    auto *details = part<QPlainTextEdit>("intakeDetails");
    QVERIFY(details->document()->blockCount() <= 201);
    QVERIFY(details->toPlainText().endsWith(QStringLiteral("… and 2800 more; Copy includes all")));
    QVERIFY(strip()->text().contains(QStringLiteral("10.0.11.249")));
}

void TestDomainsPage::theResultStaysUntilItIsClosed()
{
    paste(QStringLiteral("localhost"));
    QTRY_VERIFY(strip()->isVisible());
    fill(2);
    m_form->undo();
    QVERIFY(strip()->isVisible());
    QTest::mouseClick(part<QPushButton>("intakeCopy"), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("localhost")));
    part<QPlainTextEdit>("intakeDetails")->setFocus();
    QTest::keyClick(part<QPlainTextEdit>("intakeDetails"), Qt::Key_Escape);
    QVERIFY(!strip()->isVisible());
}

void TestDomainsPage::evByKeyAndInBulk()
{
    fill(3);
    const auto ticks = [this] {
        QList<bool> found;
        for (const EnrollmentDomain &domain : m_form->value().domains)
            found.append(domain.ev);
        return found;
    };
    table()->setFocus();
    table()->choose(1, 0);
    QTest::keyClick(table(), Qt::Key_Space);
    QCOMPARE(ticks(), (QList<bool>{false, true, false}));
    table()->selectAll();
    QTest::mouseClick(part<QPushButton>("domainEv"), Qt::LeftButton);
    QCOMPARE(ticks(), (QList<bool>{true, true, true}));
    QTest::keyClick(table(), Qt::Key_Space);
    QCOMPARE(ticks(), (QList<bool>{false, false, false}));
}

void TestDomainsPage::rowsAreRemovedAndMovedByKey()
{
    fill(4);
    table()->setFocus();
    table()->choose(0, 0);
    QTest::keyClick(table(), Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(table(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(names().at(2), QStringLiteral("domain1.jp"));
    QCOMPARE(table()->chosenRows(), QList<int>{2}); // the selection went with it
    QTest::keyClick(table(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(names().at(1), QStringLiteral("domain1.jp"));
    QTest::keyClick(table(), Qt::Key_Delete);
    QCOMPARE(names(),
             (QStringList{QStringLiteral("domain2.jp"), QStringLiteral("domain3.jp"), QStringLiteral("domain4.jp")}));
    QCOMPARE(table()->chosenRows(), QList<int>{1});
}

void TestDomainsPage::aNameIsEditedInPlace()
{
    fill(2);
    table()->setFocus();
    table()->choose(0, 0);
    const auto type = [this](const QString &text) {
        QTest::keyClick(table(), Qt::Key_F2);
        auto *editor = table()->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->setText(text);
        QTest::keyClick(editor, Qt::Key_Return);
    };
    type(QStringLiteral("www.renamed.co.jp"));
    QTRY_COMPARE(names().at(0), QStringLiteral("renamed.co.jp"));
    QCOMPARE(names().size(), 2);
    // What is no domain is kept as it was typed.
    table()->choose(0, 0);
    type(QStringLiteral("not a domain!"));
    QTRY_COMPARE(names().at(0), QStringLiteral("not a domain!"));
}

void TestDomainsPage::everyChangeCanBeUndone()
{
    fill(2);
    paste(QStringLiteral("new.jp"));
    QTRY_COMPARE(names().size(), 3);
    table()->choose(0, 0);
    QTest::keyClick(table(), Qt::Key_Space);
    QTest::keyClick(table(), Qt::Key_Delete);
    QCOMPARE(names().size(), 2);
    m_form->undo();
    QCOMPARE(names().size(), 3);
    QVERIFY(m_form->value().domains.at(0).ev);
    m_form->undo();
    QVERIFY(!m_form->value().domains.at(0).ev);
    m_form->undo();
    QCOMPARE(names().size(), 2);
    QCOMPARE(table()->model()->rowCount(), 2);
    m_form->redo();
    QCOMPARE(names().size(), 3);
    QCOMPARE(table()->model()->rowCount(), 3);
}

void TestDomainsPage::aFileIsRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    const QStringList two{QStringLiteral("one.co.jp"), QStringLiteral("日本語.jp")};
    QTest::newRow("lines") << QByteArray("one.co.jp\n日本語.jp\n") << two;
    QTest::newRow("byte order mark, CRLF") << QByteArray("\xEF\xBB\xBFone.co.jp\r\n日本語.jp\r\n") << two;
    QTest::newRow("a column of a table")
        << QByteArray("No,ドメイン名,担当\n1,one.co.jp,情報システム部\n2,\"日本語.jp\",経理部\n") << two;
    QTest::newRow("tabs") << QByteArray("Domain\tEV\none.co.jp\tyes\n日本語.jp\tno\n") << two;
    QTest::newRow("Shift_JIS") << QByteArray("No,\x83\x68\x83\x81\x83\x43\x83\x93\x96\xBC\r\n1,one.co.jp\r\n"
                                             "2,\x93\xFA\x96\x7B\x8C\xEA.jp\r\n")
                               << two;
    QByteArray wide("\xFF\xFE", 2);
    const QString text = QStringLiteral("one.co.jp\n日本語.jp\n");
    wide.append(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    QTest::newRow("UTF-16") << wide << two;
    QTest::newRow("nothing") << QByteArray() << QStringList();
}

void TestDomainsPage::aFileIsRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, expected);
    const Result<QString> text = domainFileText(bytes);
    QVERIFY(text);
    QCOMPARE(takeDomains(readDomainSheet(*text).names, {}).accepted(), expected);
}

void TestDomainsPage::evAndNotesComeWithTheDomains_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<EnrollmentDomain>>("expected");
    const QString one = QStringLiteral("one.co.jp");
    const QString two = QStringLiteral("two.co.jp");
    QTest::newRow("three columns") << QStringLiteral("domain,EV,note\nwww.one.co.jp,yes,\"Owner: Two, Inc.\"\n"
                                                     "two.co.jp,no,\n")
                                   << QList<EnrollmentDomain>{{one, true, QStringLiteral("Owner: Two, Inc.")},
                                                              {two, false, {}}};
    QTest::newRow("Japanese, other order")
        << QStringLiteral("備考\tEV\t申請ドメイン\n使用許諾書あり\t○\tone.co.jp\n\t\ttwo.co.jp\n")
        << QList<EnrollmentDomain>{{one, true, QStringLiteral("使用許諾書あり")}, {two, false, {}}};
    QTest::newRow("a break within a cell")
        << QStringLiteral("domain,note\r\none.co.jp,\"first \"\"line\"\"\r\n"
                          "second\"\r\ntwo.co.jp,\r\n")
        << QList<EnrollmentDomain>{{one, false, QStringLiteral("first \"line\" second")}, {two, false, {}}};
    QTest::newRow("the first of a name counts")
        << QStringLiteral("domain;ev\none.co.jp;1\none.co.jp;0\n") << QList<EnrollmentDomain>{{one, true, {}}};
    QTest::newRow("no header") << QStringLiteral("one.co.jp,two.co.jp")
                               << QList<EnrollmentDomain>{{one, false, {}}, {two, false, {}}};
}

void TestDomainsPage::evAndNotesComeWithTheDomains()
{
    QFETCH(QString, text);
    QFETCH(QList<EnrollmentDomain>, expected);
    part<DomainListPanel>("domainList")->take(text);
    QTRY_COMPARE(m_form->value().domains, expected);
    m_form->undo(); // one step
    QVERIFY(m_form->value().domains.isEmpty());
}

void TestDomainsPage::aFileThatIsTooLargeIsRefused()
{
    const QString path = m_folder.filePath(QStringLiteral("large.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(2 * 1024 * 1024, 'a'));
    file.close();
    QVERIFY(codeOf(readDomainFile(path)) == ErrorCode::TooLarge);
    QVERIFY(codeOf(readDomainFile(m_folder.filePath(QStringLiteral("none.csv")))) == ErrorCode::NotFound);
    QVERIFY(codeOf(readDomainFile(m_folder.path())) == ErrorCode::FileNotReadable);
    QVERIFY(codeOf(domainFileText(QByteArray("\x00\x01\x02\xFF", 4))) == ErrorCode::MalformedEncoding);
    part<DomainListPanel>("domainList")->importFile(path);
    QTRY_VERIFY(strip()->isVisible());
    QVERIFY(!strip()->text().isEmpty());
}

void TestDomainsPage::filesAndTextAreDropped()
{
    const QString path = m_folder.filePath(QStringLiteral("list.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("from-file.jp\n");
    file.close();
    const auto drop = [this](QMimeData &data) {
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(table()->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(table()->viewport(), &event);
    };
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(path)});
    drop(files);
    QTRY_COMPARE(names(), QStringList{QStringLiteral("from-file.jp")});
    QMimeData text;
    text.setText(QStringLiteral("from-text.jp"));
    drop(text);
    QTRY_COMPARE(names().size(), 2);
}

void TestDomainsPage::theClientsListIsItsOwn()
{
    DomainListPanel client(DomainListPanel::List::IssuingClient, *m_form, m_language, m_worker);
    fill(1);
    client.take(QStringLiteral("domain1.jp"));
    QTRY_COMPARE(m_form->value().threeParty.domains.size(), 1);
    QCOMPARE(names().size(), 1);
    QVERIFY(client.focusField(QStringLiteral("threeParty.domains[0].name")));
    QVERIFY(!client.focusField(QStringLiteral("domains[0].name")));
}

void TestDomainsPage::readOnlyChangesNothing()
{
    fill(2);
    m_form->setReadOnly(true);
    paste(QStringLiteral("new.jp"));
    table()->choose(0, 0);
    QTest::keyClick(table(), Qt::Key_Delete);
    QTest::keyClick(table(), Qt::Key_Space);
    QCOMPARE(names().size(), 2);
    QVERIFY(!m_form->value().domains.at(0).ev);
    for (const char *name : {"domainAdd", "domainImport", "domainRemove", "domainEv", "domainUp", "domainDown"})
        QVERIFY2(!part<QPushButton>(name)->isEnabled(), name);
}

void TestDomainsPage::leadsToItsFields()
{
    fill(3);
    QVERIFY(m_page->focusField(QStringLiteral("domains[2].note")));
    QCOMPARE(table()->currentIndex().row(), 2);
    QTRY_VERIFY(table()->hasFocus());
    QVERIFY(m_page->focusField(QStringLiteral("domains")));
    QTRY_VERIFY(part<QLineEdit>("domainLine")->hasFocus());
    QVERIFY(!m_page->focusField(QStringLiteral("domains[7].name")));
}

void TestDomainsPage::wordsFollowTheLanguage()
{
    m_form->edit(QStringLiteral("domains"), [](EnrollmentApplication &application) {
        application.domains = {{QStringLiteral("takahashi-sys.co.jp"), true, {}},
                               {QStringLiteral("日本語.jp"), false, QStringLiteral("登録者は関連会社")},
                               {QStringLiteral("tokyo.jp"), false, {}}};
    });
    m_form->setReport(checkDomainList(m_form->value().domains, false, QStringLiteral("domains")));
    paste(QStringLiteral("www.example.ne.jp\nlocalhost"));
    QTRY_VERIFY(strip()->isVisible());
    // In full for the row that is chosen.
    QVERIFY(!part<FindingList>("domainFindings")->isVisible());
    table()->choose(2, 0);
    QVERIFY(part<FindingList>("domainFindings")->isVisible());
    m_page->setMinimumWidth(1000);
    QCOMPARE(namelessWidgets(m_page.get()), QStringList());
    keepPictures(*m_page, m_language, QStringLiteral("domains"));
    m_language.setLanguage(Language::Japanese);
    QTRY_VERIFY(strip()->text().contains(QStringLiteral("取り込めません：localhost")));
    QTRY_COMPARE(part<QPushButton>("domainRemove")->text(), QStringLiteral("削除(&R)"));
    QVERIFY(table()->model()->headerData(0, Qt::Horizontal).toString().contains(QStringLiteral("申請ドメイン")));
}

} // namespace tegata

TEGATA_TEST(tegata::TestDomainsPage)
#include "test_domainspage.moc"
