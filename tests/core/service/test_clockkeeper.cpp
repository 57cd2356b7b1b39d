// SPDX-License-Identifier: Apache-2.0
#include "core/service/clockkeeper.h"

#include "core/service/authority/revocationpublisher.h"
#include "core/service/store/audittrail.h"
#include "tests/core/service/authority/authorityfixture.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/testmain.h"

#include <QRegularExpression>
#include <QTest>

using namespace tegata;

namespace {

const std::chrono::hours Day(24);

// A service's parts over a store, with a machine clock that the test moves.
class World
{
public:
    World() { start(); }

    // As a start does it; the store stays.
    void start()
    {
        const TrustedTime last = trustedTimeOf(store.database(), machine->now()).value();
        clock = std::make_shared<TrustedClock>(machine, last);
        store.database().useClock(clock);
        AuthorityOptions options = files.options();
        options.maySign = [known = clock] { return known->check(); };
        publisher.reset();
        authority = std::move(*IssuingAuthority::open(options, AuthorityFixture::passphrase(), clock->now()));
        publisher = std::make_unique<RevocationPublisher>(store.database(), *authority, *clock);
        if (!publisher->start())
            qFatal("the lists could not be published");
        keeper = std::make_unique<ClockKeeper>(store.database(), *clock, store.directory(), [this] {
            ++renewals;
            return publisher->renew();
        });
    }

    bool keep(bool tells = false)
    {
        if (tells)
            QTest::ignoreMessage(QtCriticalMsg,
                                 QRegularExpression(QStringLiteral("THE CLOCK HAS LEAPED.*clock accept")));
        return keeper->keep();
    }
    Result<IssuedCertificate> issue() const
    {
        const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
        return authority->issueClient(QStringLiteral("operator"), authority->examinerSubject(QStringLiteral("X")),
                                      key.publicKeyDer(), clock->now());
    }
    QStringList actions()
    {
        QStringList names;
        const auto rows = store.database().read(
            [](ReadTransaction &transaction) { return AuditTrail::list(transaction, std::nullopt, 0, 1000); });
        for (const AuditRow &row : *rows) {
            if (row.event.objectKind == QLatin1String("clock"))
                names.append(row.event.action);
        }
        return names;
    }
    TrustedTime trusted()
    {
        return store.database()
            .read([](ReadTransaction &transaction) { return TrustedTimeStore::find(transaction); })
            .value()
            .value_or(TrustedTime());
    }
    RequestState stateOf(const QString &id)
    {
        return store.database()
            .read(
                [&](ReadTransaction &transaction) { return RequestStore::find(transaction, QStringLiteral("c1"), id); })
            ->detail.request.state;
    }
    CertificateRevocationList crl() const { return CertificateRevocationList::parse(publisher->crl()).value(); }
    QByteArray responder() const
    {
        QFile file(files.path("ocsp.pem"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    // What the program `tegata-service clock accept` does, in a process of its own.
    Result<std::optional<ClockLeap>> accept()
    {
        // The store of the fixture has another name than a service's.
        return store.database().write([this](Transaction &transaction) -> Result<std::optional<ClockLeap>> {
            const auto accepted = TrustedTimeStore::accept(transaction, machine->now());
            return accepted ? Result<std::optional<ClockLeap>>(ClockLeap{}) : failure(accepted.error());
        });
    }

    const std::shared_ptr<ManualClock> machine = std::make_shared<ManualClock>();
    StoreFixture store;
    AuthorityFixture files;
    std::shared_ptr<TrustedClock> clock;
    std::unique_ptr<IssuingAuthority> authority;
    std::unique_ptr<RevocationPublisher> publisher;
    std::unique_ptr<ClockKeeper> keeper;
    int renewals = 0;
};

} // namespace

class TestClockKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void believesStepsOfADay_data();
    void believesStepsOfADay();
    void neverTrustsAnEarlierTimeByItself();
    void stopsWhileItRuns_data();
    void stopsWhileItRuns();
    void stopsAtAStart();
    void endsNothingByALeap();
    void goesOnWhenTheClockIsSetRight();
    void makesAgainWhatWasAcceptedWhileItStood();
    void acceptsWithoutAService();
    void acceptsWhatAServiceHasTold();
};

void TestClockKeeper::believesStepsOfADay_data()
{
    QTest::addColumn<qint64>("step"); // seconds
    QTest::addColumn<bool>("isBelieved");
    QTest::newRow("none") << qint64(0) << true;
    QTest::newRow("a day ahead") << qint64(86400) << true;
    QTest::newRow("a day and a second ahead") << qint64(86401) << false;
    QTest::newRow("a day back") << qint64(-86400) << true;
    QTest::newRow("a day and a second back") << qint64(-86401) << false;
    QTest::newRow("400 days ahead") << qint64(400) * 86400 << false;
    QTest::newRow("to 1970") << qint64(-1'795'000'000) << false;
}

void TestClockKeeper::believesStepsOfADay()
{
    QFETCH(qint64, step);
    QFETCH(bool, isBelieved);
    const auto machine = std::make_shared<ManualClock>();
    const QDateTime before = machine->now();
    const TrustedClock clock(machine, {before, 0, 0});
    machine->setNow(before.addSecs(step));
    QCOMPARE(!clock.leap(), isBelieved);
    QCOMPARE(clock.check().has_value(), isBelieved);
    if (isBelieved) {
        QCOMPARE(clock.now(), machine->now());
        return;
    }
    QCOMPARE(clock.check().error().code, ErrorCode::ClockLeaped);
    QVERIFY(clock.now() >= before); // and goes on from there by the seconds that pass
    QVERIFY(clock.now() < before.addSecs(3600));
    QCOMPARE(clock.leap()->machine, machine->now());
    machine->setNow(before.addSecs(60));
    QVERIFY(!clock.leap());
    QCOMPARE(clock.now(), machine->now());
}

void TestClockKeeper::neverTrustsAnEarlierTimeByItself()
{
    const auto machine = std::make_shared<ManualClock>();
    const QDateTime before = machine->now();
    const TrustedClock clock(machine, {before, 0, 0});
    machine->setNow(before.addSecs(-20 * 3600));
    QVERIFY(!clock.leap());
    machine->setNow(before.addSecs(-40 * 3600)); // in steps it would get anywhere
    QVERIFY(clock.leap());
}

void TestClockKeeper::stopsWhileItRuns_data()
{
    QTest::addColumn<int>("days");
    QTest::newRow("ahead") << 400;
    QTest::newRow("back") << -400;
}

void TestClockKeeper::stopsWhileItRuns()
{
    QFETCH(int, days);
    World world;
    QVERIFY(world.keep());
    QVERIFY(world.issue());
    const quint64 number = world.crl().number();
    const QByteArray responder = world.responder();
    const QDateTime before = world.machine->now();

    world.machine->advance(days * Day);
    QCOMPARE(world.issue().error().code, ErrorCode::ClockLeaped); // before anybody has looked at the clock
    QCOMPARE(world.publisher->publish().error().code, ErrorCode::ClockLeaped);
    QVERIFY(!world.keep(true));
    QVERIFY(!world.keep(true));
    QCOMPARE(world.actions(), QStringList{QStringLiteral("clockLeap")}); // once
    QCOMPARE(world.crl().number(), number);
    QCOMPARE(world.responder(), responder);
    QCOMPARE(world.trusted().at, before);
    QCOMPARE(world.renewals, 0);

    QVERIFY(!world.keeper->poll());
    QVERIFY(world.accept());
    QVERIFY(world.keeper->poll());
    QVERIFY(world.keep());
    QCOMPARE(world.renewals, 1);
    QVERIFY(world.crl().number() > number);
    QCOMPARE(world.crl().thisUpdate(), world.machine->now());
    QVERIFY(world.responder() != responder);
    QVERIFY(world.issue());
    QVERIFY(world.keep());
    QCOMPARE(world.renewals, 1);
    QCOMPARE(world.actions(), (QStringList{QStringLiteral("clockLeap"), QStringLiteral("renewAfterLeap")}));
    QCOMPARE(world.trusted().at, world.machine->now());
}

void TestClockKeeper::stopsAtAStart()
{
    World world;
    QVERIFY(world.keep());
    const QByteArray list = world.publisher->crl();
    const quint64 number = world.crl().number();
    world.machine->advance(-30 * Day);
    world.start();
    QCOMPARE(world.publisher->crl(), list); // of before, not another one from the past
    QCOMPARE(world.issue().error().code, ErrorCode::ClockLeaped);
    QVERIFY(!world.keep(true));
    QVERIFY(world.accept());
    QVERIFY(world.keep());
    QVERIFY(world.issue());
    QVERIFY(world.crl().number() > number);
}

void TestClockKeeper::endsNothingByALeap()
{
    World world;
    world.store.insert(StoreFixture::request(QStringLiteral("r1")));
    const CertificateRow certificate =
        world.store.insert(StoreFixture::certificate(QStringLiteral("4A0F"), QStringLiteral("r1")));
    world.store.insert(StoreFixture::request(QStringLiteral("r2")));
    QVERIFY(world.keep());
    world.machine->advance(400 * Day);
    QCOMPARE(world.stateOf(QStringLiteral("r2")), RequestState::Pending);
    const auto told = world.store.database().write([](Transaction &transaction) -> Result<int> {
        const auto requests = RequestStore::tellEnds(transaction);
        const auto certificates = CertificateStore::tellEnds(transaction);
        return requests.value() + certificates.value();
    });
    QCOMPARE(told.value(), 0);
    QVERIFY(world.accept());
    QVERIFY(world.keep());
    QCOMPARE(world.stateOf(QStringLiteral("r2")), RequestState::Expired);
    QVERIFY(certificate.certificate.notAfter < world.clock->now());
}

void TestClockKeeper::goesOnWhenTheClockIsSetRight()
{
    World world;
    QVERIFY(world.keep());
    const quint64 number = world.crl().number();
    world.machine->advance(400 * Day);
    QVERIFY(!world.keep(true));
    world.machine->advance(-400 * Day + std::chrono::minutes(5));
    QVERIFY(world.keep());
    QCOMPARE(world.renewals, 1);
    QVERIFY(world.crl().number() > number);
    QVERIFY(world.issue());
}

void TestClockKeeper::makesAgainWhatWasAcceptedWhileItStood()
{
    World world;
    QVERIFY(world.keep());
    const QByteArray responder = world.responder();
    world.machine->advance(40 * Day);
    QVERIFY(world.accept());
    world.start();
    QVERIFY(world.keep());
    QCOMPARE(world.renewals, 1);
    QVERIFY(world.responder() != responder);
    world.start();
    QVERIFY(world.keep());
    QCOMPARE(world.renewals, 1);
}

void TestClockKeeper::acceptsWithoutAService()
{
    QTemporaryDir directory;
    const ServiceFiles files{directory.path()};
    const QDateTime now = StoreFixture::time();
    QCOMPARE(acceptClock(files, QStringLiteral("root"), now).error().code, ErrorCode::StoreMissing);
    const auto database = Database::open(files.store());
    QVERIFY(database);
    QVERIFY(trustedTimeOf(**database, now));
    QVERIFY(!acceptClock(files, QStringLiteral("root"), now.addSecs(3600)).value()); // nothing to accept
    const auto leap = acceptClock(files, QStringLiteral("root"), now.addDays(-7)).value();
    QVERIFY(leap);
    QCOMPARE(leap->trusted, now);
    const auto time =
        (*database)->read([](ReadTransaction &transaction) { return TrustedTimeStore::find(transaction); });
    QCOMPARE(**time, (TrustedTime{now.addDays(-7), 1, 0}));
    const auto rows = (*database)->read(
        [](ReadTransaction &transaction) { return AuditTrail::list(transaction, std::nullopt, 0, 10); });
    QCOMPARE(rows->size(), 1);
    QCOMPARE(rows->first().event.action, QStringLiteral("acceptClock"));
    QCOMPARE(rows->first().event.actor.name, QStringLiteral("root"));
}

void TestClockKeeper::acceptsWhatAServiceHasTold()
{
    QTemporaryDir directory;
    const ServiceFiles files{directory.path()};
    const auto database = Database::open(files.store());
    QVERIFY(database);
    const auto machine = std::make_shared<ManualClock>();
    const QDateTime before = machine->now();
    TrustedClock clock(machine, trustedTimeOf(**database, before).value());
    ClockKeeper keeper(**database, clock, directory.path(), [] { return Result<void>(); });
    QVERIFY(keeper.keep());
    machine->advance(-2 * Day);
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("THE CLOCK HAS LEAPED")));
    QVERIFY(!keeper.keep());
    // More than a day later: the machine has come within a day of the time that the store trusts.
    const QDateTime now = before.addSecs(-12 * 3600);
    QVERIFY(acceptClock(files, QStringLiteral("root"), now).value());
    machine->setNow(now);
    QVERIFY(keeper.keep());
    QCOMPARE(clock.now(), now);
    QVERIFY(!acceptClock(files, QStringLiteral("root"), now).value()); // settled
}

TEGATA_TEST(TestClockKeeper)
#include "test_clockkeeper.moc"
