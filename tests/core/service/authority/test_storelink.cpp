// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/storelink.h"

#include "core/base/filelock.h"
#include "core/base/privatefile.h"
#include "core/service/authority/owncertificates.h"
#include "core/service/authority/revocationpublisher.h"
#include "core/service/store/audittrail.h"
#include "tests/core/service/authority/authorityfixture.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace tegata;

namespace {

void copyFile(const QString &from, const QString &to)
{
    QFile::remove(to);
    if (!QFile::copy(from, to))
        qFatal("the test's file could not be copied");
}

// A service's data directory with store and keys that know each other, as a first start leaves it.
class Place
{
public:
    Place()
    {
        // The store first, as at a first start: keys without one are a loss.
        if (!Database::open(m_files.store()))
            qFatal("the test's store could not be made");
        copyKeys(m_keys);
        if (!serve())
            qFatal("the test's service could not be made");
    }

    const ServiceFiles &files() const { return m_files; }
    // One start and stop: what ServiceHost does with both. The error of the check, where it is refused.
    Result<quint64> serve()
    {
        if (const Result<void> there = checkStoreIsThere(m_files); !there)
            return failure(there.error());
        const auto database = Database::open(m_files.store());
        if (!database)
            return failure(database.error());
        const auto belong = (*database)->read(
            [this](ReadTransaction &transaction) { return checkBelongTogether(transaction, m_files); });
        if (!belong)
            return failure(belong.error());
        AuthorityOptions options = m_keys.options();
        options.directory = m_files.authority();
        const auto authority = IssuingAuthority::open(options, AuthorityFixture::passphrase(), m_clock.now());
        if (!authority)
            return failure(authority.error());
        StoreLinkKeeper keeper(**database, m_files.authority());
        const auto bound =
            (*database)
                ->write([&](Transaction &transaction) { return recordAuthorities(transaction, **authority); })
                .and_then([&] {
                    return bindTogether(**database, keeper, {(*authority)->root(), (*authority)->issuing()});
                });
        if (!bound)
            return failure(bound.error());
        RevocationPublisher publisher(**database, **authority, m_clock, [&keeper] { return keeper.keep(); });
        if (const Result<void> started = publisher.start(); !started)
            return failure(started.error());
        return CertificateRevocationList::parse(publisher.crl())->number();
    }
    ErrorCode refusal()
    {
        const auto served = serve();
        if (served || served.error().field != m_files.data)
            return ErrorCode::Internal;
        return served.error().code;
    }
    Result<bool> accept() { return acceptStore(m_files, QStringLiteral("root"), m_clock.now()); }

    void copyKeys(const AuthorityFixture &from)
    {
        QDir(m_files.authority()).removeRecursively();
        QDir().mkpath(m_files.authority());
        for (const char *name : {"root.crt.pem", "root.key.pem", "issuing.crt.pem", "issuing.key.pem"})
            copyFile(from.path(name), m_files.authority() + QLatin1Char('/') + QLatin1String(name));
    }
    void removeStore() const
    {
        for (const char *suffix : {"", "-wal", "-shm"})
            QFile::remove(m_files.store() + QLatin1String(suffix));
    }
    QString backup() const { return m_directory.filePath(QStringLiteral("backup")); }
    QString linkFile() const { return m_files.authority() + QStringLiteral("/store.json"); }
    quint64 milliseconds() const { return static_cast<quint64>(m_clock.now().toMSecsSinceEpoch()); }
    StoreLink link() const { return loadStoreLink(m_files.authority()).value().value(); }

private:
    QTemporaryDir m_directory;
    const ServiceFiles m_files{m_directory.path()};
    AuthorityFixture m_keys;
    ManualClock m_clock;
};

} // namespace

class TestStoreLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void storeAndKeysKnowEachOther();
    void refusesAMissingStore();
    void refusesAnOlderStore();
    void refusesAnOlderStoreThatLostTheFile();
    void usesNoListsNumberAgainWhereBothAreLost();
    void refusesAForeignStore();
    void refusesAForeignStoreOfEarlierVersions();
    void makesNoKeysForAStoreThatHasLostIts();
    void handsOutNoListThatTheKeysDoNotKnow();
    void acceptsOnlyWhatIsToAccept();
};

void TestStoreLink::storeAndKeysKnowEachOther()
{
    Place place;
    const StoreLink first = place.link();
    QVERIFY(!first.storeId.isEmpty());
    QCOMPARE(first.issuingCrl, 1U);
    QCOMPARE(first.rootCrl, 1U);
    QVERIFY(first.trailLength >= 2);
    QCOMPARE(place.serve().value(), 2U);
    QCOMPARE(place.link().storeId, first.storeId);
    QCOMPARE(place.link().issuingCrl, 2U);
}

void TestStoreLink::refusesAMissingStore()
{
    Place place;
    QCOMPARE(place.serve().value(), 2U);
    place.removeStore();
    QCOMPARE(place.refusal(), ErrorCode::StoreMissing);
    QVERIFY(!QFile::exists(place.files().store())); // none was made on the way
    QVERIFY(place.accept().value());
    QCOMPARE(place.serve().value(), 3U);
}

void TestStoreLink::refusesAnOlderStore()
{
    Place place;
    copyFile(place.files().store(), place.backup());
    const QString before = place.link().storeId;
    for (quint64 number = 2; number <= 4; ++number)
        QCOMPARE(place.serve().value(), number);
    place.removeStore();
    copyFile(place.backup(), place.files().store());
    QCOMPARE(place.refusal(), ErrorCode::StoreOlder);
    QCOMPARE(place.refusal(), ErrorCode::StoreOlder);
    QVERIFY(place.accept().value());
    QVERIFY(place.link().storeId != before); // cursors of what was lost are nobody's
    QCOMPARE(place.serve().value(), 5U);
    const auto database = Database::open(place.files().store());
    const auto rows = (*database)->read(
        [](ReadTransaction &transaction) { return AuditTrail::list(transaction, std::nullopt, 0, 100); });
    const auto accepted = std::find_if(rows->cbegin(), rows->cend(), [](const AuditRow &row) {
        return row.event.action == QLatin1String("acceptStore");
    });
    QVERIFY(accepted != rows->cend());
    QCOMPARE(accepted->event.evidence.value(QLatin1String("knownCrl")).toString(), QStringLiteral("4"));
    // A copy of before that is older still, now of another identity.
    place.removeStore();
    copyFile(place.backup(), place.files().store());
    QCOMPARE(place.refusal(), ErrorCode::StoreOlder);
}

void TestStoreLink::refusesAnOlderStoreThatLostTheFile()
{
    Place place;
    QVERIFY(QFile::remove(place.linkFile()));
    QCOMPARE(place.refusal(), ErrorCode::StoreOlder);
    QVERIFY(place.accept().value());
    // Which numbers were used only the file could tell: they go on above all that can have been.
    QCOMPARE(place.serve().value(), place.milliseconds() + 1);
    QCOMPARE(place.serve().value(), place.milliseconds() + 2);
}

void TestStoreLink::usesNoListsNumberAgainWhereBothAreLost()
{
    Place place;
    for (quint64 number = 2; number <= 4; ++number)
        QCOMPARE(place.serve().value(), number);
    place.removeStore();
    QVERIFY(QFile::remove(place.linkFile()));
    QCOMPARE(place.refusal(), ErrorCode::StoreMissing);
    QVERIFY(place.accept().value());
    QCOMPARE(place.serve().value(), place.milliseconds() + 1);
    QVERIFY(place.link().rootCrl > place.milliseconds());
}

void TestStoreLink::refusesAForeignStore()
{
    Place place;
    AuthorityFixture others(AuthorityFixture::Content::Empty);
    QVERIFY(others.open());
    place.copyKeys(others);
    QCOMPARE(place.refusal(), ErrorCode::StoreForeign);
    QCOMPARE(place.accept().error().code, ErrorCode::StoreForeign);
}

void TestStoreLink::refusesAForeignStoreOfEarlierVersions()
{
    Place place;
    {
        const auto database = Database::open(place.files().store());
        QVERIFY((*database)->write([](Transaction &transaction) -> Result<void> {
            const auto unbound = transaction.run(QStringLiteral("DELETE FROM authority_binding"));
            return unbound ? Result<void>() : failure(unbound.error());
        }));
    }
    QVERIFY(place.serve()); // its certificates are of these keys
    AuthorityFixture others(AuthorityFixture::Content::Empty);
    QVERIFY(others.open());
    const auto database = Database::open(place.files().store());
    QVERIFY((*database)->write([](Transaction &transaction) -> Result<void> {
        const auto unbound = transaction.run(QStringLiteral("DELETE FROM authority_binding"));
        return unbound ? Result<void>() : failure(unbound.error());
    }));
    place.copyKeys(others);
    QCOMPARE(place.refusal(), ErrorCode::StoreForeign);
}

void TestStoreLink::makesNoKeysForAStoreThatHasLostIts()
{
    Place place;
    QVERIFY(QDir(place.files().authority()).removeRecursively());
    QCOMPARE(place.refusal(), ErrorCode::AuthorityMissing);
    QVERIFY(!QDir(place.files().authority()).exists());
}

void TestStoreLink::handsOutNoListThatTheKeysDoNotKnow()
{
    AuthorityFixture keys;
    QTemporaryDir directory;
    const auto database = Database::open(directory.filePath(QStringLiteral("store.db")));
    const auto authority = keys.open();
    const ManualClock clock;
    bool isFull = false;
    RevocationPublisher publisher(**database, **authority, clock, [&isFull]() -> Result<void> {
        return isFull ? failure(ErrorCode::DiskFull) : Result<void>();
    });
    QVERIFY(publisher.start());
    isFull = true;
    QCOMPARE(publisher.publish().error().code, ErrorCode::DiskFull);
    QCOMPARE(CertificateRevocationList::parse(publisher.crl())->number(), 1U);
    isFull = false;
    QVERIFY(publisher.publish());
    QCOMPARE(CertificateRevocationList::parse(publisher.crl())->number(), 3U);
}

void TestStoreLink::acceptsOnlyWhatIsToAccept()
{
    Place place;
    QVERIFY(!place.accept().value());
    const auto lock = FileLock::acquire(place.files().lock());
    QVERIFY(lock);
    QCOMPARE(place.accept().error().code, ErrorCode::Conflict);
}

TEGATA_TEST(TestStoreLink)
#include "test_storelink.moc"
