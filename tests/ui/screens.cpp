// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/screens.h"

#include "core/rules/findingcatalogue.h"
#include "tests/support/await.h"
#include "tests/ui/enrollmentsample.h"
#include "ui/common/chip.h"
#include "ui/common/commandpalette.h"
#include "ui/identity/importidentitydialog.h"
#include "ui/identity/signinflow.h"
#include "ui/identity/unlockdialog.h"
#include "ui/models/queuemodel.h"
#include "ui/operator/bulkpanel.h"
#include "ui/operator/conflictview.h"
#include "ui/operator/outboxpanel.h"
#include "ui/operator/revokedialog.h"
#include "ui/operator/sitepolicydialog.h"
#include "ui/records/expirydialog.h"
#include "ui/records/queuetable.h"
#include "ui/records/queuetabs.h"
#include "ui/records/requestdetailpane.h"
#include "ui/shell/settingsdialog.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QTabWidget>

#include <array>

namespace tegata {

namespace {

// A dialog, or what else lies over the window, as the program opens it.
template <typename Widget>
bool openDialog(Widget *widget)
{
    widget->setAttribute(Qt::WA_DeleteOnClose);
    widget->open();
    return comes([widget] { return widget->isVisible(); });
}

QList<CertificateRequest> firstRequests(const ScreenWorld &world, int count)
{
    QList<CertificateRequest> requests;
    for (int i = 0; i < count; ++i)
        requests.append(*world.site.request(QStringLiteral("r-%1").arg(i + 1, 4, 10, QLatin1Char('0'))));
    return requests;
}

bool openChecked(ScreenWorld &world, const QString &commonName, const QList<Finding> &findings)
{
    if (!world.signIn() || !world.openRequest(commonName))
        return false;
    auto *pane = world.find<RequestDetailPane>();
    if (!comes([pane] { return pane->isChecked() && pane->detail() && pane->evidence(); }))
        return false;
    // What the rules find changes with the rules and with a machine's net; the picture is to show these.
    Evidence evidence = *pane->evidence();
    evidence.check.findings = findings;
    pane->setEvidence(evidence);
    return true;
}

bool openQueue(ScreenWorld &world)
{
    return world.signIn();
}

bool openEmptyQueue(ScreenWorld &world)
{
    while (world.site.requestCount() > 0)
        world.site.removeRequest(QStringLiteral("r-%1").arg(world.site.requestCount(), 4, 10, QLatin1Char('0')));
    return world.signIn();
}

bool openGood(ScreenWorld &world)
{
    return openChecked(world, QStringLiteral("www.example.jp"), {});
}

bool openWarned(ScreenWorld &world)
{
    return openChecked(world, QStringLiteral("wiki.example.jp"),
                       {makeFinding(FindingCode::KeyReused, FindingOutcome::Warning, QStringLiteral("publicKey"),
                                    {{QStringLiteral("serial"), QStringLiteral("0A000001")}})});
}

bool openFaulty(ScreenWorld &world)
{
    return openChecked(world, QStringLiteral("old.example.jp"),
                       {makeFinding(FindingCode::KeyReused, FindingOutcome::Warning, QStringLiteral("publicKey"),
                                    {{QStringLiteral("serial"), QStringLiteral("0A000001")}}),
                        makeFinding(FindingCode::CaaForbidden, FindingOutcome::Error, QStringLiteral("sans[0]"),
                                    {{QStringLiteral("name"), QStringLiteral("old.example.jp")},
                                     {QStringLiteral("domain"), QStringLiteral("example.jp")},
                                     {QStringLiteral("value"), QStringLiteral("0 issue \"other.example\"")},
                                     {QStringLiteral("expected"), QStringLiteral("ca.example.net")}})});
}

bool openReject(ScreenWorld &world)
{
    if (!openGood(world))
        return false;
    QAction *reject = world.operatorDesk.workspace().actions().action(RequestActions::Command::Reject);
    if (!comes([reject] { return reject->isEnabled(); }))
        return false;
    reject->trigger();
    return true;
}

bool openSelection(ScreenWorld &world)
{
    if (!world.signIn())
        return false;
    world.find<QueueTabs>()->selectAll();
    return true;
}

bool openSeveral(ScreenWorld &world)
{
    return world.signIn() &&
           openDialog(new BulkPanel(world.desk, world.language, world.worker, world.templates, firstRequests(world, 4),
                                    RequestAction::Reject, &world.operatorDesk.workspace()));
}

// Two decisions wait for their time to be taken back.
bool openWaiting(ScreenWorld &world)
{
    world.desk.setUndoWindow(std::chrono::seconds(30));
    if (!world.signIn())
        return false;
    for (const CertificateRequest &request : firstRequests(world, 2))
        (void)world.desk.decide(request, RequestAction::Approve, {});
    return comes([&world] { return world.desk.outboxItems().size() == 2; });
}

// In the midst of a day: one with a warning is looked at, others are chosen with it, another is on its way.
bool openDay(ScreenWorld &world)
{
    world.desk.setUndoWindow(std::chrono::seconds(8));
    if (!openWarned(world))
        return false;
    QueueTable &table = world.find<QueueTabs>()->currentTable();
    const QueueModel &model = world.find<QueueTabs>()->currentModel();
    std::optional<CertificateRequest> decided;
    for (int row = 0; row < model.rowCount(); ++row) {
        const std::optional<QueueRow> record = model.rowAt(row);
        const QString name = record && record->request() ? record->request()->commonName : QString();
        if (name == QLatin1String("support.example.jp") || name == QLatin1String("www.example.jp"))
            table.selectionModel()->select(model.index(row, 0),
                                           QItemSelectionModel::Select | QItemSelectionModel::Rows);
        if (name == QLatin1String("recruit.example.jp"))
            decided = *record->request();
    }
    if (!decided)
        return false;
    (void)world.desk.decide(*decided, RequestAction::Approve, {});
    return comes(
        [&] { return world.desk.outboxItems().size() == 1 && table.selectionModel()->selectedRows().size() == 3; });
}

bool openOutbox(ScreenWorld &world)
{
    return openWaiting(world) &&
           openDialog(new OutboxPanel(world.desk, world.clock, world.language, &world.operatorDesk.workspace()));
}

bool openOffline(ScreenWorld &world)
{
    if (!world.signIn())
        return false;
    world.site.goOffline();
    return comes([&world] { return world.desk.connection() != DeskConnection::Online; });
}

// Somebody else acted in between.
bool openConflict(ScreenWorld &world)
{
    if (!world.signIn())
        return false;
    world.site.failNext(Error{ErrorCode::TimedOut, {}, {}, -1});
    (void)world.desk.decide(firstRequests(world, 2).constLast(), RequestAction::Approve, {});
    if (!comes([&world] {
            return !world.desk.outboxItems().isEmpty() && world.desk.outboxItems().constFirst().tries > 0;
        }))
        return false;
    world.site.actAsOther(QStringLiteral("r-0002"), RequestAction::Hold);
    world.desk.retryNow();
    return comes([&world] { return ConflictView::asking(world.desk).size() == 1; }) &&
           openDialog(new ConflictView(world.desk, world.language, 0, &world.operatorDesk.workspace()));
}

bool openCertificate(ScreenWorld &world)
{
    world.fillCertificates();
    if (!world.signIn())
        return false;
    world.operatorDesk.workspace().setView(QueueView::Issued);
    const auto *tabs = world.find<QueueTabs>();
    if (!comes([tabs] { return tabs->currentModel().rowCount() == 3; }))
        return false;
    tabs->currentTable().chooseRow(0);
    const auto *all = tabs->currentTable().parentWidget()->findChild<Chip *>(QStringLiteral("filterAll"));
    return comes([&world, all] {
        const auto *pane = world.find<QTabWidget>("certificateTabs");           // made with the first certificate
        const bool isRead = pane && pane->isVisible() && pane->isTabEnabled(2); // the PEM is there
        // Numbers come when they are counted.
        return isRead && all->count() == 3 &&
               world.find<QTabWidget>("queueTabs")->tabText(QueueViewCount).contains(QLatin1String("(1)"));
    });
}

bool openRevoke(ScreenWorld &world)
{
    return openCertificate(world) && openDialog(new RevokeDialog(FakeSite::makeCertificate(1), SiteCapabilities(),
                                                                 &world.operatorDesk.workspace()));
}

bool openExpiries(ScreenWorld &world)
{
    return openCertificate(world) &&
           openDialog(new ExpiryDialog(world.cache, world.clock, &world.operatorDesk.workspace()));
}

// What was just done is told.
bool openDone(ScreenWorld &world)
{
    if (!openGood(world))
        return false;
    QAction *approve = world.operatorDesk.workspace().actions().action(RequestActions::Command::Approve);
    if (!comes([approve] { return approve->isEnabled(); }))
        return false;
    approve->trigger();
    auto *confirm = world.find<QPushButton>("decisionConfirm");
    return comes([&world, confirm] {
        if (confirm && confirm->isVisible() && confirm->isEnabled())
            confirm->click(); // where it is asked
        return world.site.request(QStringLiteral("r-0001"))->state == RequestState::Issued;
    });
}

bool openPalette(ScreenWorld &world)
{
    return world.signIn() && openDialog(new CommandPalette(world.commands, &world.operatorDesk.workspace()));
}

bool openPolicy(ScreenWorld &world)
{
    return world.signIn() && openDialog(new SitePolicyDialog(world.policies, QStringLiteral("private-pki"), true,
                                                             world.language, &world.operatorDesk.workspace()));
}

bool openSettings(ScreenWorld &world)
{
    return world.signIn() && openDialog(new SettingsDialog(world.settings, world.language, &world.window));
}

bool openLocked(ScreenWorld &world)
{
    if (!world.signIn())
        return false;
    world.window.lockAll();
    return comes([&world] { return !world.session.isUnlocked(); });
}

bool openUnlock(ScreenWorld &world)
{
    return openLocked(world) &&
           openDialog(new UnlockDialog(world.session, world.language, Error{ErrorCode::PassphraseNeeded, {}, {}, -1},
                                       &world.window));
}

bool openNoIdentity(ScreenWorld &world)
{
    world.operatorDesk.workspace().load();
    world.operatorDesk.signIn().start();
    return comes([&world] { return world.operatorDesk.signIn().state() == SignIn::NoIdentity; });
}

bool openImport(ScreenWorld &world)
{
    return openNoIdentity(world) &&
           openDialog(new ImportIdentityDialog(world.session, world.language, world.worker, &world.window));
}

bool openNoDrafts(ScreenWorld &world)
{
    world.window.showDesk(world.enrollmentDesk);
    return comes([&world] { return world.drafts.vaultState() == VaultState::Open; });
}

bool openDrafts(ScreenWorld &world)
{
    if (!openNoDrafts(world))
        return false;
    for (const char16_t *name : {u"本店のサーバ証明書", u"札幌支社", u"Tegata"}) {
        world.clock.advance(std::chrono::minutes(7));
        if (!await(world.drafts.createDraft(QString::fromUtf16(name), sampleEnrollment())))
            return false;
    }
    return comes([&world] { return world.drafts.drafts().size() == 3; });
}

template <EnrollmentPage Page>
bool openPage(ScreenWorld &world)
{
    return world.openDraft(Page);
}

bool openEmptyReview(ScreenWorld &world)
{
    return world.openDraft(EnrollmentPage::Review, false);
}

constexpr std::array Screens = {
    Screen{"queue", openQueue},
    Screen{"queue-day", openDay},
    Screen{"queue-empty", openEmptyQueue},
    Screen{"queue-selection", openSelection},
    Screen{"queue-waiting", openWaiting},
    Screen{"queue-offline", openOffline},
    Screen{"request-ok", openGood},
    Screen{"request-warning", openWarned},
    Screen{"request-error", openFaulty},
    Screen{"request-reject", openReject},
    Screen{"request-done", openDone},
    Screen{"several", openSeveral},
    Screen{"outbox", openOutbox},
    Screen{"conflict", openConflict},
    Screen{"certificate", openCertificate},
    Screen{"revoke", openRevoke},
    Screen{"expiries", openExpiries},
    Screen{"palette", openPalette},
    Screen{"policy", openPolicy},
    Screen{"settings", openSettings},
    Screen{"locked", openLocked},
    Screen{"unlock", openUnlock},
    Screen{"no-identity", openNoIdentity},
    Screen{"import", openImport},
    Screen{"drafts-empty", openNoDrafts},
    Screen{"drafts", openDrafts},
    Screen{"form-plan", openPage<EnrollmentPage::Plan>},
    Screen{"form-subscriber", openPage<EnrollmentPage::Subscriber>},
    Screen{"form-contact", openPage<EnrollmentPage::Contact>},
    Screen{"form-applicant", openPage<EnrollmentPage::Applicant>},
    Screen{"form-ev", openPage<EnrollmentPage::Ev>},
    Screen{"form-responsible", openPage<EnrollmentPage::Responsible>},
    Screen{"form-domains", openPage<EnrollmentPage::Domains>},
    Screen{"form-operators", openPage<EnrollmentPage::Operators>},
    Screen{"form-billing", openPage<EnrollmentPage::Billing>},
    Screen{"form-threeparty", openPage<EnrollmentPage::ThreeParty>},
    Screen{"review", openPage<EnrollmentPage::Review>},
    Screen{"review-empty", openEmptyReview},
};

} // namespace

std::span<const Screen> screens()
{
    return Screens;
}

} // namespace tegata
