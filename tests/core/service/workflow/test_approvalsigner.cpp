// SPDX-License-Identifier: Apache-2.0
// What is signed before its transaction: used where the state allows it still, else recorded, revoked and never given
// out.
#include "core/service/workflow/approvalsigner.h"

#include "core/service/authority/storeverification.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/changefeed.h"
#include "core/service/store/registrationstore.h"
#include "core/service/workflow/requesteditor.h"
#include "tests/core/service/workflow/workflowfixture.h"
#include "tests/support/faultyvfs.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <functional>
#include <future>
#include <sqlite3.h>
#include <thread>

using namespace tegata;

namespace {

class World
{
public:
    World() { clock.setNow(WorkflowFixture::today()); }

    RequestRow submit()
    {
        QList<Finding> findings;
        const auto row = fixture.submit(
            WorkflowFixture::intake(PrivateKey::generate(KeySpec::EcP256).value(), {QStringLiteral("www.example.jp")}),
            findings);
        if (!row)
            qFatal("refused: %s", qPrintable(row.error().detail));
        return *row;
    }
    // Prepared as it is now.
    RequestMove approval(const RequestRow &row, const QString &note = {})
    {
        RequestMove move;
        move.id = row.detail.request.id;
        move.version = row.detail.request.version;
        move.note = note;
        prepare(move);
        return move;
    }
    void prepare(RequestMove &move)
    {
        if (const Result<void> prepared = signer.prepare(WorkflowFixture::operatorOf(), move); !prepared)
            qFatal("not prepared: %s", qPrintable(prepared.error().detail));
    }
    Result<RequestRow> carryOut(const RequestMove &move)
    {
        QList<Finding> findings;
        return fixture.database().write([&](Transaction &transaction) {
            return fixture.workflow().move(transaction, WorkflowFixture::operatorOf(), move, clock.now(), findings);
        });
    }
    Result<Registration> registration()
    {
        return fixture.database().read(
            [](ReadTransaction &transaction) { return RegistrationStore::find(transaction, QStringLiteral("c1")); });
    }
    bool replace(const Registration &registration)
    {
        return fixture.database()
            .write([&](Transaction &transaction) { return RegistrationStore::replace(transaction, registration); })
            .has_value();
    }
    OcspStatus status(const QString &serial)
    {
        return fixture.database()
            .read([&](ReadTransaction &transaction) { return CertificateStore::status(transaction, serial); })
            .value()
            .status;
    }
    bool isOnCrl(const QString &serial)
    {
        const auto revoked = fixture.database().read([](ReadTransaction &transaction) {
            return CertificateStore::revoked(transaction, WorkflowFixture::today());
        });
        return std::any_of(revoked->begin(), revoked->end(),
                           [&](const RevokedCertificate &each) { return each.serial == serial; });
    }
    // By any of the ways that customers have.
    bool isGivenOut(const QString &serial)
    {
        if (fixture.certificate(serial).has_value())
            return true;
        const auto listed = fixture.database().read([](ReadTransaction &transaction) {
            return CertificateStore::list(transaction, QStringLiteral("c1"), {}, {}, 100);
        });
        const auto changed = fixture.database().read(
            [](ReadTransaction &transaction) { return ChangeFeed::page(transaction, QStringLiteral("c1"), {}, 100); });
        const auto is = [&](const CertificateRecord &each) { return each.serial == serial; };
        return std::any_of(listed->items.begin(), listed->items.end(), is) ||
               std::any_of(changed->certificates.begin(), changed->certificates.end(), is);
    }
    QList<AuditEvent> trailOf(const QString &serial)
    {
        QList<AuditEvent> events;
        const auto rows = fixture.database().read(
            [](ReadTransaction &transaction) { return AuditTrail::list(transaction, std::nullopt, 0, 1000); });
        for (const AuditRow &row : *rows) {
            if (row.event.objectId == serial)
                events.append(row.event);
        }
        return events;
    }
    StoreVerification verify()
    {
        return fixture.database()
            .read([&](ReadTransaction &transaction) {
                return verifyStore(transaction, {fixture.authority().root(), fixture.authority().issuing()},
                                   std::nullopt);
            })
            .value();
    }

    WorkflowFixture fixture;
    ManualClock clock;
    // Without waiting for another approval: one thread is both.
    ApprovalSigner signer{fixture.database(), fixture.workflow(), clock, std::chrono::milliseconds(0)};
};

QString serialOf(const RequestMove &move)
{
    return move.prepared && move.prepared->issued ? move.prepared->issued->certificate.serial() : QString();
}

} // namespace

using Change = std::function<bool(World &, const RequestRow &)>;
Q_DECLARE_METATYPE(Change)
using Preparation = std::function<RequestMove(World &, const RequestRow &)>;
Q_DECLARE_METATYPE(Preparation)

class TestApprovalSigner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void issuesWhatWasSignedBefore();
    void signsUnderAReservedSerial();
    void recordsWhatWasSignedInVain_data();
    void recordsWhatWasSignedInVain();
    void issuesAlthoughSomethingElseChanged();
    void signsAgainWhereTheNameHasChanged();
    void signsNothingInTheTransaction_data();
    void signsNothingInTheTransaction();
    void tellsWhyItCouldNotBeSigned();
    void signsNothingThatWouldBeRefused();
    void issuesAfterwardsWithoutAWarning();
    void signsOnceForARequestThatIsSentTwice();
    void waitsForTheOtherApproval();
    void recordsOnceTheDiskHasRoom();
    void leavesWhatWasCommittedAfterAll();
};

void TestApprovalSigner::issuesWhatWasSignedBefore()
{
    World world;
    const RequestMove move = world.approval(world.submit());
    const QString serial = serialOf(move);
    QVERIFY(!serial.isEmpty());
    QCOMPARE(world.status(serial), OcspStatus::Unknown); // not before it is committed
    world.clock.advance(std::chrono::seconds(2));
    const auto issued = world.carryOut(move);
    QVERIFY2(issued, issued ? "" : qPrintable(issued.error().detail));
    QCOMPARE(issued->detail.request.state, RequestState::Issued);
    QCOMPARE(issued->detail.request.serial, serial);
    QVERIFY(world.signer.settle(move, serial));
    QVERIFY(world.signer.recordInVain());
    QCOMPARE(world.status(serial), OcspStatus::Good);
    const auto certificate = world.fixture.certificate(serial);
    QVERIFY(certificate);
    QCOMPARE(certificate->certificate.issuedAt, world.clock.now()); // of its commit: lists go by it
    QCOMPARE(certificate->der, move.prepared->issued->certificate.der());
    QVERIFY(world.verify().isWhole());
}

// The trail has it before anything is signed, and one line serves many.
void TestApprovalSigner::signsUnderAReservedSerial()
{
    World world;
    QSet<QString> reserved;
    QSet<QString> used;
    for (int i = 0; i < 3; ++i)
        used.insert(serialOf(world.approval(world.submit(), QStringLiteral("確認済み"))));
    QCOMPARE(used.size(), 3);
    int lines = 0;
    const auto rows = world.fixture.database().read(
        [](ReadTransaction &transaction) { return AuditTrail::list(transaction, QString(), 0, 100); });
    for (const AuditRow &row : *rows) {
        if (row.event.action != QLatin1String("reserveSerials"))
            continue;
        ++lines;
        const QJsonArray serials = row.event.evidence.value(QLatin1String("serials")).toArray();
        for (const auto &serial : serials)
            reserved.insert(serial.toString());
    }
    QCOMPARE(lines, 1);
    QCOMPARE(reserved.size(), SerialReserve::BlockSize);
    QVERIFY(reserved.contains(used));
}

void TestApprovalSigner::recordsWhatWasSignedInVain_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<ErrorCode>("code");
    const auto moved = [](RequestAction action, const SiteActor &who) {
        return Change([action, who](World &world, const RequestRow &row) {
            QList<Finding> findings;
            return world.fixture
                .move(row, action, findings, QStringLiteral("確認します"), who, WorkflowFixture::today())
                .has_value();
        });
    };
    SiteActor other = WorkflowFixture::operatorOf();
    other.actor.id = QStringLiteral("op2");
    QTest::newRow("claimed") << moved(RequestAction::Claim, other) << ErrorCode::Conflict;
    QTest::newRow("put on hold") << moved(RequestAction::Hold, other) << ErrorCode::Conflict;
    QTest::newRow("rejected") << moved(RequestAction::Reject, other) << ErrorCode::Conflict;
    QTest::newRow("withdrawn") << moved(RequestAction::Withdraw, WorkflowFixture::contact()) << ErrorCode::Conflict;
    QTest::newRow("issued to another") << moved(RequestAction::Approve, other) << ErrorCode::Conflict;
    QTest::newRow("edited") << Change([](World &world, const RequestRow &row) {
        RequestCorrection correction;
        correction.id = row.detail.request.id;
        correction.version = row.detail.request.version;
        correction.note = QStringLiteral("訂正");
        correction.language = Language::English;
        return world.fixture.database()
            .write([&](Transaction &transaction) {
                return RequestEditor().edit(transaction, WorkflowFixture::operatorOf(), correction,
                                            WorkflowFixture::today());
            })
            .has_value();
    }) << ErrorCode::Conflict;
    QTest::newRow("the domain is gone") << Change([](World &world, const RequestRow &) {
        Registration registration = world.registration().value();
        registration.domains.clear();
        return world.replace(registration);
    }) << ErrorCode::Refused;
    QTest::newRow("four eyes are needed for it now") << Change([](World &world, const RequestRow &) {
        Registration registration = world.registration().value();
        registration.approvalsOv = 2;
        return world.replace(registration);
    }) << ErrorCode::Internal; // done, but it issues nothing
    QTest::newRow("out of time") << Change([](World &world, const RequestRow &) {
        world.clock.setNow(WorkflowFixture::today().addYears(1));
        return true;
    }) << ErrorCode::Conflict;
}

void TestApprovalSigner::recordsWhatWasSignedInVain()
{
    QFETCH(const Change, change);
    QFETCH(const ErrorCode, code);
    World world;
    const RequestRow row = world.submit();
    const RequestMove move = world.approval(row);
    const QString serial = serialOf(move);
    QVERIFY(!serial.isEmpty());
    QVERIFY(change(world, row));
    const auto done = world.carryOut(move);
    if (code == ErrorCode::Internal) {
        QVERIFY(done);
        QCOMPARE(done->detail.request.state, RequestState::PartlyApproved);
    } else {
        QVERIFY(!done);
        QCOMPARE(done.error().code, code);
    }
    QVERIFY(world.signer.settle(move, done ? done->detail.request.serial : QString()));

    QVERIFY(!world.isGivenOut(serial));
    QCOMPARE(world.status(serial), OcspStatus::Revoked);
    QVERIFY(world.isOnCrl(serial));
    const QList<AuditEvent> trail = world.trailOf(serial);
    QCOMPARE(trail.size(), 2);
    QCOMPARE(trail.at(0).action, QStringLiteral("issue"));
    QCOMPARE(trail.at(1).action, QStringLiteral("revoke"));
    for (const AuditEvent &event : trail) {
        QCOMPARE(event.evidence.value(QLatin1String("signedInVainFor")).toString(), row.detail.request.id);
        QCOMPARE(event.evidence.value(QLatin1String("certificateSha256")).toString(),
                 QString::fromLatin1(move.prepared->issued->certificate.sha256().toHex()));
        QVERIFY(!event.evidence.contains(QLatin1String("requestId")));
    }
    const StoreVerification verified = world.verify();
    QVERIFY2(verified.isWhole(), verified.isWhole() ? "" : qPrintable(verified.faults.first().what));
    // Once.
    QVERIFY(world.signer.settle(move, {}));
    QCOMPARE(world.trailOf(serial).size(), 2);
}

// Only what the certificate says and what stands against it counts.
void TestApprovalSigner::issuesAlthoughSomethingElseChanged()
{
    World world;
    const RequestMove move = world.approval(world.submit(), QStringLiteral("確認済み"));
    Registration registration = world.registration().value();
    registration.domains.append(
        {QStringLiteral("example.co.jp"), QStringLiteral("o1"), false, WorkflowFixture::today()});
    QVERIFY(world.replace(registration));
    static_cast<void>(world.submit()); // the same names
    const auto issued = world.carryOut(move);
    QVERIFY2(issued, issued ? "" : qPrintable(issued.error().detail));
    QCOMPARE(issued->detail.request.serial, serialOf(move));
    // What was found is as of the transaction.
    QVERIFY(findingCodes(issued->detail.check.findings) != findingCodes(move.prepared->examination.report.findings));
}

// Outside: the transaction only says that it has to be.
void TestApprovalSigner::signsAgainWhereTheNameHasChanged()
{
    World world;
    RequestMove move = world.approval(world.submit());
    const QString serial = serialOf(move);
    Registration registration = world.registration().value();
    registration.organizations.first().legalNameEnglish = QStringLiteral("Sample Co., Ltd.");
    QVERIFY(world.replace(registration));
    const auto outdated = world.carryOut(move);
    QVERIFY(!outdated);
    QVERIFY(isOutdated(outdated.error()));
    QVERIFY(world.signer.settle(move, {}));
    QCOMPARE(world.status(serial), OcspStatus::Revoked);

    world.prepare(move);
    const auto issued = world.carryOut(move);
    QVERIFY2(issued, issued ? "" : qPrintable(issued.error().detail));
    QCOMPARE(issued->detail.request.state, RequestState::Issued);
    QCOMPARE(issued->detail.request.serial, serialOf(move));
    QVERIFY(issued->detail.request.serial != serial);
    QVERIFY(world.signer.settle(move, issued->detail.request.serial));
    QCOMPARE(world.status(issued->detail.request.serial), OcspStatus::Good);
    QCOMPARE(world.status(serial), OcspStatus::Revoked);
    QVERIFY(!world.isGivenOut(serial));
    QVERIFY(world.verify().isWhole());
}

// Whatever is not signed yet is signed outside, and nothing is written before.
void TestApprovalSigner::signsNothingInTheTransaction_data()
{
    QTest::addColumn<Preparation>("prepare");
    const auto approvalsNeeded = [](World &world, int count) {
        Registration registration = world.registration().value();
        registration.approvalsOv = count;
        if (!world.replace(registration))
            qFatal("the registration could not be stored");
    };
    QTest::newRow("not prepared") << Preparation([](World &, const RequestRow &row) {
        RequestMove move;
        move.id = row.detail.request.id;
        move.version = row.detail.request.version;
        return move;
    });
    QTest::newRow("longer ago than a moment") << Preparation([](World &world, const RequestRow &row) {
        const RequestMove move = world.approval(row);
        world.clock.advance(std::chrono::seconds(61));
        return move;
    });
    QTest::newRow("not the last approval then") << Preparation([approvalsNeeded](World &world, const RequestRow &row) {
        approvalsNeeded(world, 2);
        const RequestMove move = world.approval(row);
        approvalsNeeded(world, 1);
        return move;
    });
}

void TestApprovalSigner::signsNothingInTheTransaction()
{
    QFETCH(const Preparation, prepare);
    World world;
    const RequestRow row = world.submit();
    const RequestMove move = prepare(world, row);
    const auto done = world.carryOut(move);
    QVERIFY(!done);
    QVERIFY2(isOutdated(done.error()), qPrintable(done.error().detail));
    QVERIFY(world.signer.settle(move, {}));
    const auto after = world.fixture.database().read([&](ReadTransaction &transaction) {
        return RequestStore::find(transaction, QStringLiteral("c1"), row.detail.request.id);
    });
    QVERIFY(after);
    QCOMPARE(after->detail.request.state, RequestState::Pending);
    QVERIFY(after->detail.request.approvedBy.isEmpty());
    const RequestMove again = world.approval(row);
    const auto issued = world.carryOut(again);
    QVERIFY2(issued, issued ? "" : qPrintable(issued.error().detail));
    QCOMPARE(issued->detail.request.serial, serialOf(again));
    QVERIFY(world.signer.settle(again, issued->detail.request.serial));
    QVERIFY(world.verify().isWhole());
}

// What could not be signed is told by the transaction, which does not try.
void TestApprovalSigner::tellsWhyItCouldNotBeSigned()
{
    World world;
    const RequestRow row = world.submit();
    const auto carriedOut = [&](ErrorCode code) {
        const RequestMove good = world.approval(row, QStringLiteral("確認済み"));
        PreparedApproval bad = *good.prepared;
        RequestMove move = good;
        bad.issued.reset();
        bad.failed = Error{code, QStringLiteral("not signed"), {}};
        move.prepared = std::make_shared<const PreparedApproval>(bad);
        const auto done = world.carryOut(move);
        if (!world.signer.settle(good, {}))
            qFatal("not recorded");
        return done;
    };
    const auto refused = carriedOut(ErrorCode::ClockLeaped);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ClockLeaped);
    const auto failed = carriedOut(ErrorCode::Internal);
    QVERIFY(failed);
    QCOMPARE(failed->detail.request.state, RequestState::Failed);
    QCOMPARE(failed->detail.request.approvedBy.size(), 1);
    const RequestMove again = world.approval(*failed);
    const auto issued = world.carryOut(again);
    QVERIFY(issued);
    QCOMPARE(issued->detail.request.serial, serialOf(again));
    QVERIFY(world.signer.settle(again, issued->detail.request.serial));
}

void TestApprovalSigner::signsNothingThatWouldBeRefused()
{
    World world;
    const RequestRow row = world.submit();
    RequestRow stale = row;
    stale.detail.request.version = 7;
    QVERIFY(!world.approval(stale).prepared);
    Registration registration = world.registration().value();
    registration.approvalsOv = 2;
    QVERIFY(world.replace(registration));
    const RequestMove first = world.approval(row);
    QVERIFY(first.prepared && !first.prepared->issued);
    const auto partly = world.carryOut(first);
    QVERIFY(partly);
    QCOMPARE(partly->detail.request.state, RequestState::PartlyApproved);
    QVERIFY(world.signer.settle(first, {}));
    QVERIFY(world.verify().isWhole());
    registration.domains.clear();
    QVERIFY(world.replace(registration));
    const RequestMove refused = world.approval(*partly);
    QVERIFY(refused.prepared && !refused.prepared->issued);
    QVERIFY(refused.prepared->examination.report.hasErrors());
}

// A certificate that nobody has is no use of the key.
void TestApprovalSigner::issuesAfterwardsWithoutAWarning()
{
    World world;
    const RequestRow row = world.submit();
    const RequestMove lost = world.approval(row);
    QVERIFY(world.signer.settle(lost, {}));
    QCOMPARE(world.status(serialOf(lost)), OcspStatus::Revoked);
    const RequestMove again = world.approval(row);
    const auto issued = world.carryOut(again);
    QVERIFY2(issued, issued ? "" : qPrintable(issued.error().detail));
    QCOMPARE(issued->detail.request.serial, serialOf(again));
    QVERIFY(world.verify().isWhole());
}

void TestApprovalSigner::signsOnceForARequestThatIsSentTwice()
{
    World world;
    const RequestRow row = world.submit();
    const RequestMove first = world.approval(row);
    const RequestMove second = world.approval(row);
    QVERIFY(!serialOf(first).isEmpty());
    QVERIFY(serialOf(second).isEmpty());
    // The one that has a certificate issues it, whichever comes first.
    const auto outdated = world.carryOut(second);
    QVERIFY(!outdated);
    QVERIFY(isOutdated(outdated.error()));
    QVERIFY(world.signer.settle(second, {}));
    const auto issued = world.carryOut(first);
    QVERIFY(issued);
    QVERIFY(world.signer.settle(first, issued->detail.request.serial));
    QCOMPARE(world.status(serialOf(first)), OcspStatus::Good);
    QVERIFY(world.verify().isWhole());
}

void TestApprovalSigner::waitsForTheOtherApproval()
{
    World world;
    ApprovalSigner signer(world.fixture.database(), world.fixture.workflow(), world.clock, std::chrono::hours(1));
    const RequestRow row = world.submit();
    const auto moveOf = [&] {
        RequestMove move;
        move.id = row.detail.request.id;
        move.version = row.detail.request.version;
        return move;
    };
    RequestMove first = moveOf();
    QVERIFY(signer.prepare(WorkflowFixture::operatorOf(), first));
    QVERIFY(!serialOf(first).isEmpty());
    std::promise<RequestMove> promised;
    std::future<RequestMove> second = promised.get_future();
    std::thread other([&] {
        RequestMove move = moveOf();
        static_cast<void>(signer.prepare(WorkflowFixture::operatorOf(), move));
        world.fixture.database().closeThreadConnection();
        promised.set_value(move);
    });
    const auto issued = world.carryOut(first);
    const Result<void> settled =
        signer.settle(first, issued ? issued->detail.request.serial : QString()); // lets the other one go on
    other.join();
    QVERIFY(issued);
    QVERIFY(settled);
    // It has read what the first one left: nothing is signed for that.
    const RequestMove late = second.get();
    QVERIFY(!late.prepared);
    const auto done = world.carryOut(late);
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Conflict);
    QVERIFY(!isOutdated(done.error()));
}

void TestApprovalSigner::recordsOnceTheDiskHasRoom()
{
    FaultyVfs vfs;
    {
        World world;
        const RequestMove move = world.approval(world.submit());
        const QString serial = serialOf(move);
        vfs.breakAt(0, FaultyVfs::Write, SQLITE_FULL, FaultyVfs::Fault::ForGood);
        QVERIFY(!world.carryOut(move));
        const Result<void> settled = world.signer.settle(move, {});
        QVERIFY(!settled);
        QCOMPARE(settled.error().code, ErrorCode::DiskFull);
        QVERIFY(!world.signer.recordInVain());
        vfs.heal();
        QCOMPARE(world.status(serial), OcspStatus::Unknown);
        QVERIFY(world.signer.recordInVain());
        QCOMPARE(world.status(serial), OcspStatus::Revoked);
        QVERIFY(!world.isGivenOut(serial));
        QVERIFY(world.verify().isWhole());
    }
}

// The answer to the commit was lost, not the commit.
void TestApprovalSigner::leavesWhatWasCommittedAfterAll()
{
    World world;
    const RequestMove move = world.approval(world.submit());
    QVERIFY(world.carryOut(move));
    QVERIFY(world.signer.settle(move, {}));
    QCOMPARE(world.status(serialOf(move)), OcspStatus::Good);
    QVERIFY(world.verify().isWhole());
}

TEGATA_TEST(TestApprovalSigner)
#include "test_approvalsigner.moc"
