// SPDX-License-Identifier: Apache-2.0
#include "core/base/logbook.h"
#include "tests/support/await.h"
#include "tests/support/testmain.h"
#include "tests/ui/languagewalk.h"
#include "tests/ui/practiceidentity.h"
#include "tests/ui/shellfixture.h"
#include "ui/common/commandpalette.h"
#include "ui/common/keybindingdialog.h"
#include "ui/common/keyhelp.h"
#include "ui/common/settingsstore.h"
#include "ui/identity/addtokendialog.h"
#include "ui/identity/identitiesdialog.h"
#include "ui/identity/importidentitydialog.h"
#include "ui/identity/unlockdialog.h"
#include "ui/operator/bulkpanel.h"
#include "ui/operator/bulkrevokedialog.h"
#include "ui/operator/conflictview.h"
#include "ui/operator/editdialog.h"
#include "ui/operator/notedialog.h"
#include "ui/operator/outboxpanel.h"
#include "ui/operator/reasontemplatesdialog.h"
#include "ui/operator/revokedialog.h"
#include "ui/records/columnchooser.h"
#include "ui/records/columnconditiondialog.h"
#include "ui/records/expirydialog.h"
#include "ui/records/exportdialog.h"
#include "ui/shell/choosesitedialog.h"
#include "ui/shell/diagnosticsdialog.h"
#include "ui/shell/logdialog.h"
#include "ui/shell/settingsdialog.h"
#include "ui/shell/sitechangedialog.h"

#include <QRegularExpression>
#include <QTest>

#include <functional>

namespace tegata {

// What a dialog may stand on.
struct DialogWorld : ShellFixture
{
    DialogWorld() : templates(commands.settingsFile()), log({}, clock), settings({}, worker) {}

    CertificateRequest request(int number) const
    {
        return *site.request(QStringLiteral("r-%1").arg(number, 4, 10, QLatin1Char('0')));
    }

    PracticeIdentity files;
    ReasonTemplates templates;
    LogBook log;
    SettingsStore settings;
};

using MakeDialog = std::function<QWidget *(DialogWorld &)>;

} // namespace tegata

Q_DECLARE_METATYPE(tegata::MakeDialog)

namespace tegata {

// Every dialog follows a language that changes while it is open: it then says what one opened in that language says.
class TestDialogLanguages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void follows_data();
    void follows();

private:
    static void addOperatorDialogs();
    static void addShellDialogs();
};

void TestDialogLanguages::addOperatorDialogs()
{
    const auto row = [](const char *name, const MakeDialog &make) { QTest::newRow(name) << make; };
    for (const RequestAction action : {RequestAction::Approve, RequestAction::Reject, RequestAction::Release})
        row(qPrintable(QStringLiteral("bulk %1").arg(static_cast<int>(action))), [action](DialogWorld &world) {
            return new BulkPanel(world.desk, world.language, world.worker, world.templates,
                                 {world.request(1), world.request(2)}, action);
        });
    row("bulk revocation", [](DialogWorld &world) {
        return new BulkRevokeDialog(world.desk, {*world.site.certificate(FakeSite::makeCertificate(1).serial)});
    });
    row("columns", [](DialogWorld &) {
        return new ColumnChooser({{QueueColumn::CommonName, 0, true}, {QueueColumn::Serial, 80, false}});
    });
    for (const QueueColumn column : {QueueColumn::CommonName, QueueColumn::State, QueueColumn::SubmittedAt})
        row(qPrintable(QStringLiteral("condition %1").arg(static_cast<int>(column))), [column](DialogWorld &) {
            ColumnCondition condition;
            condition.column = column;
            return new ColumnConditionDialog(QueueView::Pending, condition);
        });
    row("conflict", [](DialogWorld &world) { return new ConflictView(world.desk, world.language, 0); });
    row("edit", [](DialogWorld &world) { return new EditDialog(world.request(1), std::nullopt); });
    row("expiries", [](DialogWorld &world) { return new ExpiryDialog(world.cache, world.clock); });
    row("export", [](DialogWorld &world) {
        const QueueQuery query{QueueView::Issued, {}, defaultOrder(QueueView::Issued)};
        return new ExportDialog(world.desk.records(), world.language, world.worker, {query, 3, {1, 2}});
    });
    row("note", [](DialogWorld &world) { return new NoteDialog(world.request(1)); });
    row("outbox", [](DialogWorld &world) { return new OutboxPanel(world.desk, world.clock, world.language); });
    row("reasons",
        [](DialogWorld &world) { return new ReasonTemplatesDialog(world.templates, RequestAction::Reject); });
    row("revocation", [](DialogWorld &) {
        SiteCapabilities site;
        site.scheduleRevocation = true;
        auto *dialog = new RevokeDialog(FakeSite::makeCertificate(1), site);
        LiveCertificate live;
        live.host = QStringLiteral("www1.example.jp");
        live.obstacle = LiveCertificate::Obstacle::SwitchedOff;
        dialog->setLive({live});
        dialog->setSuccessor(std::nullopt);
        return dialog;
    });
    row("palette", [](DialogWorld &world) { return new CommandPalette(world.commands); });
    row("keys", [](DialogWorld &world) { return new KeyHelp(world.commands); });
    row("changing keys", [](DialogWorld &world) { return new KeyBindingDialog(world.commands); });
}

void TestDialogLanguages::addShellDialogs()
{
    const auto row = [](const char *name, const MakeDialog &make) { QTest::newRow(name) << make; };
    row("token", [](DialogWorld &world) { return new AddTokenDialog(world.session, world.language); });
    row("choosing a site", [](DialogWorld &world) {
        auto *dialog = new ChooseSiteDialog(world.language);
        dialog->showError(Error{ErrorCode::NotFound, {}, QStringLiteral("site.json"), -1});
        return dialog;
    });
    row("diagnostics", [](DialogWorld &world) { return new DiagnosticsDialog(world.diagnostics, world.language); });
    row("identities",
        [](DialogWorld &world) { return new IdentitiesDialog(world.session, world.language, world.clock); });
    row("import",
        [](DialogWorld &world) { return new ImportIdentityDialog(world.session, world.language, world.worker); });
    row("log", [](DialogWorld &world) { return new LogDialog(world.log, world.worker); });
    row("settings", [](DialogWorld &world) { return new SettingsDialog(world.settings, world.language); });
    row("another site", [](DialogWorld &world) {
        SiteProfile known = ShellFixture::profile();
        known.trustAnchors = {
            world.files.certificate(QDateTime(QDate(2027, 6, 1), QTime(), Qt::UTC), ExtendedKeyUsage::ServerAuth)};
        SiteProfile offered = known;
        offered.operatorUrl = QUrl(QStringLiteral("https://elsewhere.example"));
        return new SiteChangeDialog(known, offered);
    });
    row("unlock", [](DialogWorld &world) {
        return new UnlockDialog(world.session, world.language, Error{ErrorCode::KeychainUnavailable, {}, {}, -1});
    });
}

void TestDialogLanguages::follows_data()
{
    QTest::addColumn<MakeDialog>("make");
    addOperatorDialogs();
    addShellDialogs();
}

void TestDialogLanguages::follows()
{
    QFETCH(MakeDialog, make);
    DialogWorld world;
    world.site.putRequests(2);
    (void)world.site.put(FakeSite::makeCertificate(1));
    world.connectDesk();
    QTRY_COMPARE(world.desk.connection(), DeskConnection::Online);
    // Something that waits and asks, for those that show it.
    world.site.failNext(Error{ErrorCode::TimedOut, {}, {}, -1});
    const Future<DecisionAnswer> waits = world.desk.decide(world.request(2), RequestAction::Approve, {});
    QTRY_VERIFY(!world.desk.outboxItems().isEmpty() && world.desk.outboxItems().constFirst().tries > 0);
    world.site.actAsOther(QStringLiteral("r-0002"), RequestAction::Hold);
    world.desk.retryNow();
    QTRY_COMPARE(ConflictView::asking(world.desk).size(), 1);

    const auto opened = [&] {
        std::unique_ptr<QWidget> dialog(make(world));
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        return dialog;
    };
    const std::unique_ptr<QWidget> open = opened();
    QVERIFY(QTest::qWaitForWindowExposed(open.get()));
    const QString title = open->windowTitle();
    QVERIFY(!title.isEmpty());
    for (const Language language : {Language::Japanese, Language::English}) {
        world.language.setLanguage(language);
        QTRY_COMPARE(open->windowTitle() == title, language == Language::English);
        const std::unique_ptr<QWidget> another = opened();
        // Numbers go on changing meanwhile: times, the cache's size.
        const auto wordsAlone = [](const QWidget &dialog) {
            static const QRegularExpression numbers(QStringLiteral("[0-9]+"));
            return wordsOf(dialog).replaceInStrings(numbers, QStringLiteral("#"));
        };
        QTRY_COMPARE(wordsAlone(*open), wordsAlone(*another));
        QVERIFY(wordsOf(*open).size() > 4);
    }
}

} // namespace tegata

TEGATA_TEST(tegata::TestDialogLanguages)
#include "test_dialoglanguages.moc"
