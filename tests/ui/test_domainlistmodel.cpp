// SPDX-License-Identifier: Apache-2.0
#include "ui/models/domainlistmodel.h"

#include "tests/support/testmain.h"
#include "ui/common/languagecontroller.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace tegata {

using Domains = QList<EnrollmentDomain>;

class TestDomainListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesByDifference_data();
    void changesByDifference();
    void bothFormsAreShown();
    void findingsStandBesideTheirRow();
    void findingsMoveWithTheirRow();
    void editsAreToldAndNotDone();
    void nothingIsEditableReadOnly();

private:
    static Domains named(const QStringList &names)
    {
        Domains list;
        for (const QString &name : names)
            list.append({name, false, {}});
        return list;
    }

    LanguageController m_language{Language::English};
};

void TestDomainListModel::changesByDifference_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    QTest::addColumn<int>("inserted"); // signals of each kind
    QTest::addColumn<int>("removed");
    QTest::addColumn<int>("moved");
    QTest::addColumn<int>("heldRow"); // where the row that was second stands afterwards; -1: gone
    const QStringList abcd{QStringLiteral("a.jp"), QStringLiteral("b.jp"), QStringLiteral("c.jp"),
                           QStringLiteral("d.jp")};
    const QString e = QStringLiteral("e.jp");
    QTest::newRow("nothing") << abcd << abcd << 0 << 0 << 0 << 1;
    QTest::newRow("first fill") << QStringList() << abcd << 1 << 0 << 0 << -1;
    QTest::newRow("appended") << abcd << abcd + QStringList{e, QStringLiteral("f.jp")} << 1 << 0 << 0 << 1;
    QTest::newRow("in front") << abcd << QStringList{e} + abcd << 1 << 0 << 0 << 2;
    QTest::newRow("two places") << abcd << QStringList{e, abcd[0], abcd[1], QStringLiteral("f.jp"), abcd[2], abcd[3]}
                                << 2 << 0 << 0 << 2;
    QTest::newRow("two removed") << abcd << QStringList{abcd[1], abcd[3]} << 0 << 2 << 0 << 0;
    QTest::newRow("all removed") << abcd << QStringList() << 0 << 4 << 0 << -1;
    QTest::newRow("moved down") << abcd << QStringList{abcd[0], abcd[2], abcd[1], abcd[3]} << 0 << 0 << 1 << 2;
    QTest::newRow("moved up") << abcd << QStringList{abcd[3], abcd[0], abcd[1], abcd[2]} << 0 << 0 << 1 << 2;
    QTest::newRow("renamed") << abcd << QStringList{abcd[0], e, abcd[2], abcd[3]} << 0 << 0 << 0 << 1;
    QTest::newRow("another draft") << abcd << QStringList{e, QStringLiteral("f.jp")} << 0 << 1 << 0 << 1;
    QTest::newRow("the same name twice") << abcd << QStringList{abcd[0], abcd[1], abcd[1], abcd[2], abcd[3]} << 1 << 0
                                         << 0 << 1;
}

void TestDomainListModel::changesByDifference()
{
    QFETCH(QStringList, before);
    QFETCH(QStringList, after);
    QFETCH(int, heldRow);
    DomainListModel model(m_language);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setDomains(named(before));
    const QPersistentModelIndex held = model.index(1, 0);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    model.setDomains(named(after));
    QCOMPARE(model.domains(), named(after));
    QCOMPARE(reset.size(), 0);
    QTEST(static_cast<int>(inserted.size()), "inserted");
    QTEST(static_cast<int>(removed.size()), "removed");
    QTEST(static_cast<int>(moved.size()), "moved");
    QCOMPARE(held.isValid() ? held.row() : -1, heldRow);
}

void TestDomainListModel::bothFormsAreShown()
{
    DomainListModel model(m_language);
    model.setDomains(named({QStringLiteral("日本語.jp"), QStringLiteral("xn--wgv71a119e.jp"),
                            QStringLiteral("example.co.jp"), QStringLiteral("no domain")}));
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    for (const int row : {0, 1}) {
        QCOMPARE(text(row, DomainListModel::NameColumn), QStringLiteral("日本語.jp"));
        QCOMPARE(text(row, DomainListModel::AsciiColumn), QStringLiteral("xn--wgv71a119e.jp"));
    }
    QCOMPARE(text(2, DomainListModel::NameColumn), QStringLiteral("example.co.jp"));
    QCOMPARE(text(2, DomainListModel::AsciiColumn), QString());
    QCOMPARE(text(3, DomainListModel::NameColumn), QStringLiteral("no domain"));
    // What is edited is what is stored.
    QCOMPARE(model.index(1, 0).data(Qt::EditRole).toString(), QStringLiteral("xn--wgv71a119e.jp"));
}

void TestDomainListModel::findingsStandBesideTheirRow()
{
    DomainListModel model(m_language);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setDomains(named({QStringLiteral("a.jp"), QStringLiteral("b.jp")}));
    CheckReport report;
    report.findings = {{QStringLiteral("V9"),
                        QStringLiteral("domain.publicSuffix"),
                        FindingOutcome::Error,
                        QStringLiteral("domains[1].name"),
                        {},
                        {},
                        {}},
                       {QStringLiteral("S37"),
                        QStringLiteral("x"),
                        FindingOutcome::Note,
                        QStringLiteral("domains[1].note"),
                        {},
                        {},
                        {}},
                       {QStringLiteral("V9"),
                        QStringLiteral("domain.publicSuffix"),
                        FindingOutcome::Error,
                        QStringLiteral("threeParty.domains[0].name"),
                        {},
                        {},
                        {}}};
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setReport(report, QStringLiteral("domains"));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.index(0, DomainListModel::FindingColumn).data().toString(), QString());
    const QModelIndex finding = model.index(1, DomainListModel::FindingColumn);
    QVERIFY(finding.data().toString().startsWith(QStringLiteral("Error: ")));
    QVERIFY(finding.data().toString().endsWith(QStringLiteral("(+1)")));
    QVERIFY(!finding.data(Qt::DecorationRole).value<QIcon>().isNull());
    model.setReport(report, QStringLiteral("domains"));
    QCOMPARE(changed.size(), 1);
}

void TestDomainListModel::findingsMoveWithTheirRow()
{
    DomainListModel model(m_language);
    model.setDomains(named({QStringLiteral("a.jp"), QStringLiteral("b.jp")}));
    CheckReport report;
    report.findings = {{QStringLiteral("V9"),
                        QStringLiteral("domain.publicSuffix"),
                        FindingOutcome::Error,
                        QStringLiteral("domains[1].name"),
                        {},
                        {},
                        {}}};
    model.setReport(report, QStringLiteral("domains"));
    model.setDomains(named({QStringLiteral("b.jp"), QStringLiteral("a.jp")}));
    QVERIFY(!model.index(0, DomainListModel::FindingColumn).data().toString().isEmpty());
    QVERIFY(model.index(1, DomainListModel::FindingColumn).data().toString().isEmpty());
}

void TestDomainListModel::editsAreToldAndNotDone()
{
    DomainListModel model(m_language);
    model.setDomains(named({QStringLiteral("a.jp")}));
    QSignalSpy name(&model, &DomainListModel::nameEdited);
    QSignalSpy ev(&model, &DomainListModel::evEdited);
    QSignalSpy note(&model, &DomainListModel::noteEdited);
    QVERIFY(model.setData(model.index(0, DomainListModel::NameColumn), QStringLiteral("b.jp"), Qt::EditRole));
    QVERIFY(model.setData(model.index(0, DomainListModel::EvColumn), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(model.setData(model.index(0, DomainListModel::NoteColumn), QStringLiteral("別会社"), Qt::EditRole));
    QVERIFY(!model.setData(model.index(0, DomainListModel::NameColumn), QStringLiteral("a.jp"), Qt::EditRole));
    QCOMPARE(name, (QList<QVariantList>{{0, QStringLiteral("b.jp")}}));
    QCOMPARE(ev, (QList<QVariantList>{{0, true}}));
    QCOMPARE(note, (QList<QVariantList>{{0, QStringLiteral("別会社")}}));
    QCOMPARE(model.domains(), named({QStringLiteral("a.jp")}));
}

void TestDomainListModel::nothingIsEditableReadOnly()
{
    DomainListModel model(m_language);
    model.setDomains(named({QStringLiteral("a.jp")}));
    QVERIFY(model.flags(model.index(0, DomainListModel::NameColumn)).testFlag(Qt::ItemIsEditable));
    model.setReadOnly(true);
    for (int column = 0; column < DomainListModel::ColumnTotal; ++column) {
        QVERIFY(!(model.flags(model.index(0, column)) & (Qt::ItemIsEditable | Qt::ItemIsUserCheckable)));
        QVERIFY(!model.setData(model.index(0, column), QStringLiteral("b.jp"), Qt::EditRole));
    }
}

} // namespace tegata

TEGATA_TEST(tegata::TestDomainListModel)
#include "test_domainlistmodel.moc"
