// SPDX-License-Identifier: Apache-2.0
#include "ui/common/shownvalue.h"

#include "tests/support/testmain.h"
#include "tests/ui/shellfixture.h"
#include "ui/common/factlist.h"
#include "ui/common/findinglist.h"
#include "ui/operator/operatorworkspace.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QPlainTextEdit>

namespace tegata {

class TestShownValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QStringLiteral("www.example.jp") << QStringLiteral("www.example.jp");
        QTest::newRow("turned round") << QStringLiteral("a\u202Egpj") << QStringLiteral("a⟦U+202E⟧gpj");
        QTest::newRow("lines") << QStringLiteral("a\nb") << QStringLiteral("a⏎b");
        QTest::newRow("as long as a field") << QString(300, u'x') << QString(300, u'x');
        QTest::newRow("longer") << QString(1300, u'x')
                                << QString(300, u'x') + QStringLiteral("… (1000 more characters)");
        const QString kanji = QStringLiteral("𠮷");
        QTest::newRow("not between surrogates")
            << QStringLiteral("x") + kanji.repeated(200)
            << QStringLiteral("x") + kanji.repeated(149) + QStringLiteral("… (102 more characters)");
    }

    void values()
    {
        QFETCH(const QString, value);
        QFETCH(const QString, shown);
        QCOMPARE(shownValue(value), shown);
    }

    void lines()
    {
        QCOMPARE(shownLines(QStringLiteral("a\n\u2066b")), QStringLiteral("a\n⟦U+2066⟧b"));
        const QString many = shownLines(QStringLiteral("line\n").repeated(5000));
        QVERIFY(many.count(u'\n') <= 60);
        QVERIFY(many.endsWith(QStringLiteral("more characters)")));
        QVERIFY(shownLines(QString(1000000, u'x')).size() < 5000);
    }

    // 5,000 lines of a name, and marks that turn it round, in everything that the window shows of a request.
    void aHostileNameInTheWindow()
    {
        ShellFixture fixture;
        const QString hostile = QStringLiteral("evil\u202Emoc.elpmaxe\n").repeated(5000);
        CertificateRequest request = FakeSite::makeRequest(1);
        for (QString *field : {&request.commonName, &request.organization, &request.subject, &request.profile})
            *field = hostile;
        request.sans = QStringList(2500, hostile.left(100));
        fixture.site.put(request);
        fixture.window.resize(1200, 800);
        fixture.window.show();
        OperatorWorkspace &workspace = fixture.operatorDesk.workspace();
        workspace.load();
        workspace.setSignIn(SignIn::Unlocked); // what is open is covered until then
        fixture.connectDesk();
        QTRY_COMPARE(fixture.desk.connection(), DeskConnection::Online);
        auto *heading = fixture.window.findChild<QLabel *>(QStringLiteral("requestHeadingTitle"));
        QVERIFY(heading);
        QTRY_VERIFY(heading->text().startsWith(QStringLiteral("evil⟦U+202E⟧")));
        for (const QLabel *label : fixture.window.findChildren<QLabel *>()) {
            QVERIFY2(!label->text().contains(QChar(0x202E)), qPrintable(label->objectName()));
            QVERIFY2(label->text().size() < 5000, qPrintable(label->objectName()));
        }
        for (const QAbstractItemView *view : fixture.window.findChildren<QAbstractItemView *>()) {
            const QAbstractItemModel *model = view->model();
            for (int row = 0; model && row < model->rowCount(); ++row) {
                for (int column = 0; column < model->columnCount(); ++column) {
                    for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole)}) {
                        const QString text = model->index(row, column).data(role).toString();
                        QVERIFY2(!text.contains(QChar(0x202E)), qPrintable(view->objectName()));
                        QVERIFY2(text.size() < 5000, qPrintable(view->objectName()));
                    }
                }
            }
        }
        for (const QPlainTextEdit *edit : fixture.window.findChildren<QPlainTextEdit *>())
            QVERIFY2(!edit->toPlainText().contains(QChar(0x202E)), qPrintable(edit->objectName()));
    }

    void numbersOfRowsAreBounded()
    {
        FactList facts;
        facts.setFacts(QList<Fact>(10000, Fact{QStringLiteral("f"), QStringLiteral("l"), QStringLiteral("v"), false}));
        QVERIFY(facts.findChildren<QLabel *>().size() < 1000);
        FindingList findings;
        Finding finding;
        finding.message = QStringLiteral("x");
        findings.setFindings(QList<Finding>(10000, finding), Phrasebook(Language::English), {});
        QVERIFY(findings.findChildren<QLabel *>().size() < 1000);
        const QList<QLabel *> labels = findings.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->text() == QStringLiteral("and 9900 more findings");
        }));
    }
};

} // namespace tegata

TEGATA_TEST(tegata::TestShownValue)
#include "test_shownvalue.moc"
