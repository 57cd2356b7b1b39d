// SPDX-License-Identifier: Apache-2.0
#include "tests/support/await.h"
#include "tests/ui/enrollmentsample.h"
#include "tests/ui/screens.h"
#include "ui/common/chip.h"
#include "ui/enrollment/draftlist.h"
#include "ui/enrollment/enrollmentwizard.h"
#include "ui/models/queuemodel.h"
#include "ui/records/queuetable.h"
#include "ui/records/queuetabs.h"
#include "ui/records/requestdetailpane.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QElapsedTimer>
#include <QFile>
#include <QPainter>
#include <QPointer>

#include <array>

namespace tegata {

namespace {

// A request of the queue; where file is named its CSR is tests/ui/data/FILE.csr.
struct Row
{
    const char *commonName;
    const char *file;
    FindingOutcome check;
    RequestState state;
    Product product;
    int submittedHoursAgo;
    int daysLeft;
};

constexpr std::array Rows = {
    Row{"www.example.jp", "www", FindingOutcome::Note, RequestState::Pending, Product::Ov, 200, 29},
    Row{"wiki.example.jp", "wiki", FindingOutcome::Warning, RequestState::Pending, Product::Ov, 100, 29},
    Row{"old.example.jp", "old", FindingOutcome::Error, RequestState::Pending, Product::Ov, 72, 28},
    Row{"shop.example.jp", nullptr, FindingOutcome::Note, RequestState::Pending, Product::Ev, 50, 28},
    Row{"recruit.example.jp", nullptr, FindingOutcome::Note, RequestState::Pending, Product::Ov, 30, 27},
    Row{"support.example.jp", nullptr, FindingOutcome::Warning, RequestState::Pending, Product::Ov, 26, 26},
    Row{"cdn.example.jp", nullptr, FindingOutcome::Note, RequestState::Pending, Product::Ov, 9, 20},
    Row{"a-rather-long-name-of-a-host.intranet.example.jp", nullptr, FindingOutcome::Note, RequestState::Pending,
        Product::Ov, 5, 12},
    Row{"mail.example.jp", "mail", FindingOutcome::Note, RequestState::Pending, Product::Ov, 2, 3},
    Row{"vpn.example.jp", nullptr, FindingOutcome::Note, RequestState::OnHold, Product::Ov, 300, 9},
};

QByteArray csrOf(const char *file)
{
    QFile csr(QStringLiteral("%1/tests/ui/data/%2.csr")
                  .arg(qEnvironmentVariable("TEGATA_SOURCE_DIR"), QString::fromLatin1(file)));
    if (!csr.open(QIODevice::ReadOnly))
        qFatal("no %s", qPrintable(csr.fileName()));
    return csr.readAll();
}

bool trigger(const ScreenWorld &world, const char *name)
{
    auto *action = world.find<QAction>(name);
    if (!action || !comes([action] { return action->isEnabled(); }))
        return false;
    action->trigger();
    return true;
}

} // namespace

ScreenWorld::ScreenWorld()
{
    SiteCapabilities can = site.capabilities();
    can.edit = can.internalNotes = true;
    site.setCapabilities(can);
    SiteSession signedIn = site.session();
    signedIn.serverTime = clock.now(); // else every screen says that the clocks differ
    site.setSession(signedIn);
    fillQueue();
    window.addDesk(enrollmentDesk);
    enrollmentDesk.workspace().setContactSignIn(
        [](const QString &, const SharedSecret &) { return readyFuture<void>({}); });
}

ScreenWorld::~ScreenWorld()
{
    // Before what they stand on.
    QList<QPointer<QDialog>> dialogs;
    for (QDialog *each : window.findChildren<QDialog *>())
        dialogs.append(each);
    for (const QPointer<QDialog> &each : std::as_const(dialogs))
        delete each;
}

void ScreenWorld::fillQueue()
{
    int number = 0;
    for (const Row &row : Rows) {
        CertificateRequest request = FakeSite::makeRequest(++number);
        request.commonName = QString::fromLatin1(row.commonName);
        request.subject = QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社例示, CN=%1").arg(request.commonName);
        request.sans = {request.commonName};
        request.product = row.product;
        request.state = row.state;
        request.submittedAt = clock.now().addSecs(-3600LL * row.submittedHoursAgo);
        request.updatedAt = request.submittedAt;
        request.expiresAt = clock.now().addDays(row.daysLeft);
        request.checkState = CheckState(row.check, request.submittedAt);
        if (row.check == FindingOutcome::Error)
            request.sans.append(QStringLiteral("old.example9.jp")); // of nobody's registration
        if (row.file)
            request.csr = csrOf(row.file);
        site.put(request);
    }
}

void ScreenWorld::fillCertificates()
{
    for (const int number : {1, 2, 3}) {
        CertificateRecord record = FakeSite::makeCertificate(number);
        record.notAfter = clock.now().addDays(60LL * number);
        site.put(record);
    }
}

bool ScreenWorld::show(const QSize &size)
{
    window.resize(size);
    window.show();
    window.activateWindow();
    return QTest::qWaitForWindowActive(&window);
}

bool ScreenWorld::signIn()
{
    const auto secret = std::make_shared<const SecretBytes>(PracticeIdentity::passphrase());
    const QDateTime validUntil(QDate(2027, 6, 1), QTime(0, 0), Qt::UTC);
    operatorDesk.workspace().load();
    if (!await(session.importIdentity(files.pkcs12(validUntil, ExtendedKeyUsage::ClientAuth), secret)) ||
        !await(session.unlock(secret)))
        return false;
    const auto *tabs = find<QueueTabs>();
    const auto pending = [this] {
        int count = 0;
        for (int number = 1; number <= site.requestCount(); ++number) {
            const CertificateRequest *each = site.request(QStringLiteral("r-%1").arg(number, 4, 10, QLatin1Char('0')));
            count += each && each->state == RequestState::Pending ? 1 : 0;
        }
        return count;
    };
    const auto *all = tabs->currentTable().parentWidget()->findChild<Chip *>(QStringLiteral("filterAll"));
    return comes([&] {
        const int rows = tabs->currentModel().rowCount();
        return desk.connection() == DeskConnection::Online && rows == pending() && all->count() == rows;
    });
}

bool ScreenWorld::openRequest(const QString &commonName)
{
    const auto *tabs = find<QueueTabs>();
    const auto *pane = find<RequestDetailPane>();
    const auto isThere = [&commonName](const std::optional<QueueRow> &row) {
        return row && row->request() && row->request()->commonName == commonName;
    };
    const auto isChosen = [&] { // its record may still be on its way
        const QueueModel &model = tabs->currentModel();
        for (int row = 0; row < model.rowCount() && !isThere(tabs->currentRow()); ++row) {
            if (isThere(model.rowAt(row)))
                tabs->currentTable().chooseRow(row);
        }
        return pane->request() && pane->request()->commonName == commonName;
    };
    return comes(isChosen);
}

bool ScreenWorld::openDraft(EnrollmentPage page, bool isFilled)
{
    window.showDesk(enrollmentDesk);
    if (!comes([this] { return drafts.vaultState() == VaultState::Open; }))
        return false;
    EnrollmentApplication application = isFilled ? sampleEnrollment() : EnrollmentApplication{};
    application.threeParty.enabled = page == EnrollmentPage::ThreeParty;
    const Result<EnrollmentDraft> made = await(drafts.createDraft(QStringLiteral("Tegata"), application));
    if (!made || !comes([this] { return drafts.drafts().size() == 1; }))
        return false;
    auto *list = find<DraftList>();
    const auto isChosen = [&] {
        list->select(made->id);
        return list->selected() != nullptr;
    };
    if (!comes(isChosen) || !trigger(*this, "openDraftAction"))
        return false;
    const auto wizard = [this] { return find<EnrollmentWizard>(); };
    if (!comes([&] { return wizard() && wizard()->isVisible(); }))
        return false;
    wizard()->setCurrentPage(page);
    return wizard()->currentPage() == page;
}

QImage settledPicture(QWidget &window, std::chrono::milliseconds still)
{
    QImage picture;
    QElapsedTimer unchanged;
    const auto take = [&window] {
        QPixmap whole = window.grab();
        QPainter painter(&whole);
        const QPoint origin = window.mapToGlobal(QPoint());
        QList<QPointer<QWidget>> tops; // painting one may be the end of another
        for (QWidget *each : QApplication::topLevelWidgets())
            tops.append(each);
        for (const QPointer<QWidget> &top : std::as_const(tops)) {
            if (!top || top == &window || !top->isVisible() || !top->parentWidget() ||
                top->parentWidget()->window() != &window)
                continue;
            const QRect place(top->mapToGlobal(QPoint()) - origin, top->size());
            painter.drawPixmap(place.topLeft(), top->grab());
            painter.setPen(top->palette().color(QPalette::Dark)); // where a window manager draws its frame
            painter.drawRect(place.adjusted(-1, -1, 0, 0));
        }
        painter.end();
        return whole.toImage();
    };
    const bool isStill = comes([&] {
        QImage now = take();
        if (now != picture || !unchanged.isValid())
            unchanged.start();
        picture = std::move(now);
        return unchanged.elapsed() >= still.count();
    });
    return isStill ? picture : QImage();
}

} // namespace tegata
