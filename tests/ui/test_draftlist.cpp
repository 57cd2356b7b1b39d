// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/draftlist.h"

#include "tests/support/testmain.h"
#include "ui/common/languagecontroller.h"
#include "ui/enrollment/passphrasedialog.h"
#include "ui/models/draftlistmodel.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLayout>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace tegata {

class TestDraftList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsByDifference_data();
    void followsByDifference();
    void saysWhatBecameOfADraft_data();
    void saysWhatBecameOfADraft();
    void keepsTheSelection();
    void offersWhatCanBeDone_data();
    void offersWhatCanBeDone();
    void eachCommandDoesItsWork_data();
    void eachCommandDoesItsWork();
    void deleteMeansARowOnlyInTheList();
    void aDialogGrowsWithItsWords_data();
    void aDialogGrowsWithItsWords();

private:
    static DraftInfo draft(const QString &id);
    static QList<DraftInfo> drafts(const QStringList &ids);
    // They write down what was asked for.
    DraftList::Handlers handlers();

    QStringList m_done;
};

DraftInfo TestDraftList::draft(const QString &id)
{
    DraftInfo made;
    made.id = id;
    made.name = QStringLiteral("Draft ") + id;
    made.changedAt = QDateTime(QDate(2026, 11, 22), QTime(9, 30));
    made.progress = {3, 31};
    return made;
}

QList<DraftInfo> TestDraftList::drafts(const QStringList &ids)
{
    QList<DraftInfo> made;
    for (const QString &id : ids)
        made.append(draft(id));
    return made;
}

void TestDraftList::followsByDifference_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    const auto row = [](const char *name, const char *before, const char *after) {
        const auto list = [](const char *text) {
            return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        };
        QTest::newRow(name) << list(before) << list(after);
    };
    row("first", "", "a");
    row("last goes", "a", "");
    row("typed in: goes to the top", "a b c", "c a b");
    row("new on top", "a b", "n a b");
    row("one goes", "a b c", "a c");
    row("all at once", "a b c d", "d n b a");
    row("others", "a b", "c d");
}

void TestDraftList::followsByDifference()
{
    QFETCH(QStringList, before);
    QFETCH(QStringList, after);
    DraftListModel model;
    QAbstractItemModelTester tester(&model);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setDrafts(drafts(before));
    model.setDrafts(drafts(after));
    QStringList shown;
    for (int row = 0; row < model.rowCount(); ++row)
        shown.append(model.draftAt(row)->id);
    QCOMPARE(shown, after);
    QCOMPARE(resets.count(), 0);
}

void TestDraftList::saysWhatBecameOfADraft_data()
{
    QTest::addColumn<DraftInfo>("info");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("receipt");
    DraftInfo info = draft(QStringLiteral("a"));
    QTest::newRow("draft") << info << QStringLiteral("Draft") << QString();
    info.sending = DraftSending::Queued;
    QTest::newRow("queued") << info << QStringLiteral("Waiting for a connection") << QString();
    info.sending = DraftSending::Sending;
    QTest::newRow("sending") << info << QStringLiteral("Being sent") << QString();
    info.sending = DraftSending::None;
    info.receipt = EnrollmentReceipt{};
    info.receipt->receipt = QStringLiteral("ABCDE12345");
    info.receipt->state = EnrollmentState::DocumentsRequested;
    QTest::newRow("at the site") << info << QStringLiteral("Documents requested") << QStringLiteral("ABCDE12345");
    DraftInfo damaged;
    damaged.id = QStringLiteral("a");
    damaged.damage = Error{ErrorCode::StoreCorrupt, {}, {}, -1};
    QTest::newRow("damaged") << damaged << QStringLiteral("Cannot be read") << QString();
}

void TestDraftList::saysWhatBecameOfADraft()
{
    QFETCH(DraftInfo, info);
    QFETCH(QString, state);
    QFETCH(QString, receipt);
    const LanguageController language(Language::English);
    DraftListModel model;
    model.setDrafts({info});
    const auto cell = [&model](DraftColumn column) {
        return model.index(0, static_cast<int>(column)).data().toString();
    };
    QCOMPARE(cell(DraftColumn::State), state);
    QCOMPARE(cell(DraftColumn::Receipt), receipt);
    QVERIFY(!cell(DraftColumn::Name).isEmpty());
    const bool isOpen = !info.damage && !info.receipt;
    QCOMPARE(cell(DraftColumn::Progress), isOpen ? QStringLiteral("3 of 31") : QString());
}

DraftList::Handlers TestDraftList::handlers()
{
    m_done.clear();
    const auto start = [this](const QString &what) { return [this, what] { m_done.append(what); }; };
    const auto of = [this](const QString &what) {
        return [this, what](const DraftInfo &info) { m_done.append(what + QLatin1Char(' ') + info.id); };
    };
    return {start(QStringLiteral("create")), start(QStringLiteral("renew")), start(QStringLiteral("import")),
            of(QStringLiteral("open")),      of(QStringLiteral("rename")),   of(QStringLiteral("duplicate")),
            of(QStringLiteral("versions")),  of(QStringLiteral("export")),   of(QStringLiteral("refresh")),
            of(QStringLiteral("remove"))};
}

void TestDraftList::eachCommandDoesItsWork_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("done");
    const auto row = [](const char *action, const char *done) {
        QTest::newRow(action) << QString::fromLatin1(action) << QString::fromLatin1(done);
    };
    row("newDraftAction", "create");
    row("renewAction", "renew");
    row("openDraftAction", "open a");
    row("renameDraftAction", "rename a");
    row("duplicateDraftAction", "duplicate a");
    row("draftVersionsAction", "versions a");
    row("exportDraftAction", "export a");
    row("importDraftAction", "import");
    row("refreshReceiptAction", "refresh a");
    row("removeDraftAction", "remove a");
}

void TestDraftList::eachCommandDoesItsWork()
{
    QFETCH(QString, action);
    QFETCH(QString, done);
    DraftInfo info = draft(QStringLiteral("a"));
    info.receipt = EnrollmentReceipt{};
    DraftList list(handlers());
    list.setHasSite(true);
    list.setDrafts({info});
    for (QAction *each : list.actions()) {
        if (each->objectName() == action)
            each->trigger();
    }
    QCOMPARE(m_done, QStringList{done});
}

void TestDraftList::keepsTheSelection()
{
    DraftList list(handlers());
    list.setDrafts(drafts({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    QCOMPARE(list.selected()->id, QStringLiteral("a"));
    list.select(QStringLiteral("b"));
    list.setDrafts(drafts({QStringLiteral("n"), QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a")}));
    QCOMPARE(list.selected()->id, QStringLiteral("b"));
    list.setDrafts(drafts({QStringLiteral("n"), QStringLiteral("c")}));
    QVERIFY(list.selected());
    list.setDrafts({});
    QVERIFY(!list.selected());
}

void TestDraftList::offersWhatCanBeDone_data()
{
    QTest::addColumn<QList<DraftInfo>>("shown");
    QTest::addColumn<bool>("hasSite");
    QTest::addColumn<QStringList>("enabled");
    const QStringList always{QStringLiteral("newDraftAction"), QStringLiteral("importDraftAction")};
    const QStringList ofADraft{QStringLiteral("openDraftAction"),      QStringLiteral("renameDraftAction"),
                               QStringLiteral("duplicateDraftAction"), QStringLiteral("draftVersionsAction"),
                               QStringLiteral("exportDraftAction"),    QStringLiteral("removeDraftAction")};
    const QString renew = QStringLiteral("renewAction");
    QTest::newRow("nothing, no site") << QList<DraftInfo>() << false << always;
    QTest::newRow("nothing") << QList<DraftInfo>() << true << always + QStringList{renew};
    DraftInfo info = draft(QStringLiteral("a"));
    QTest::newRow("a draft, no site") << QList{info} << false << always + ofADraft;
    info.receipt = EnrollmentReceipt{};
    QTest::newRow("sent") << QList{info} << true
                          << always + ofADraft + QStringList{renew, QStringLiteral("refreshReceiptAction")};
    info.receipt.reset();
    info.damage = Error{ErrorCode::StoreCorrupt, {}, {}, -1};
    QTest::newRow("damaged") << QList{info} << false
                             << always + QStringList{QStringLiteral("openDraftAction"),
                                                     QStringLiteral("draftVersionsAction"),
                                                     QStringLiteral("removeDraftAction")};
}

void TestDraftList::offersWhatCanBeDone()
{
    QFETCH(QList<DraftInfo>, shown);
    QFETCH(bool, hasSite);
    QFETCH(QStringList, enabled);
    DraftList list(handlers());
    list.setHasSite(hasSite);
    list.setDrafts(shown);
    QStringList found;
    for (const QAction *action : list.actions()) {
        if (action->isEnabled())
            found.append(action->objectName());
    }
    found.sort();
    enabled.sort();
    QCOMPARE(found, enabled);
}

void TestDraftList::deleteMeansARowOnlyInTheList()
{
    DraftList list(handlers());
    list.setDrafts(drafts({QStringLiteral("a")}));
    list.show();
    QVERIFY(QTest::qWaitForWindowActive(&list));
    auto *table = list.findChild<QTableView *>(QStringLiteral("drafts"));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(m_done, QStringList{QStringLiteral("remove a")});
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(m_done, (QStringList{QStringLiteral("remove a"), QStringLiteral("open a")}));
}

void TestDraftList::aDialogGrowsWithItsWords_data()
{
    QTest::addColumn<PassphraseDialog::Purpose>("purpose");
    QTest::newRow("new") << PassphraseDialog::Purpose::NewVault;
    QTest::newRow("open") << PassphraseDialog::Purpose::OpenVault;
    QTest::newRow("export") << PassphraseDialog::Purpose::Export;
}

void TestDraftList::aDialogGrowsWithItsWords()
{
    QFETCH(PassphraseDialog::Purpose, purpose);
    LanguageController language(Language::Japanese);
    PassphraseDialog dialog(purpose, language);
    dialog.show();
    const auto cut = [&dialog] {
        QStringList names;
        for (const QLabel *label : dialog.findChildren<QLabel *>()) {
            if (label->isVisible() && label->wordWrap() && label->height() < label->heightForWidth(label->width()))
                names.append(label->text());
        }
        return names.join(QLatin1Char('|'));
    };
    QTRY_COMPARE(cut(), QString());
    dialog.showError(Error{ErrorCode::WrongPassphrase, {}, {}, -1});
    QVERIFY(QTest::qWaitFor([&] { return dialog.height() >= dialog.layout()->totalHeightForWidth(dialog.width()); }));
    QTRY_COMPARE(cut(), QString());
    language.setLanguage(Language::English);
    QTRY_COMPARE(cut(), QString());
}

} // namespace tegata

TEGATA_TEST(tegata::TestDraftList)
#include "test_draftlist.moc"
