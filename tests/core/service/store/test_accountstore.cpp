// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/accountstore.h"

#include "core/service/store/idempotencystore.h"
#include "core/service/store/identifiers.h"
#include "core/service/store/registrationstore.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

// The small tables: accounts, registrations, idempotency keys.
class TestAccountStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsContactsByLogin();
    void revokesAnOperatorWithItsCredentials();
    void forgetsExpiredSessions();
    void keepsRegistrations();
    void replaysOnlyTheSameAction_data();
    void replaysOnlyTheSameAction();
    void makesDistinctIdentifiers();
};

void TestAccountStore::findsContactsByLogin()
{
    StoreFixture fixture;
    const ContactRow contact{QStringLiteral("k1"),
                             QStringLiteral("c1"),
                             QStringLiteral("佐藤 花子"),
                             QStringLiteral("hanako@example.jp"),
                             QStringLiteral("sample-hanako"),
                             QStringLiteral("scrypt$…"),
                             true};
    const auto insert = [&fixture](const ContactRow &row) {
        return fixture.database().write(
            [&row](Transaction &transaction) { return AccountStore::insertContact(transaction, row); });
    };
    QVERIFY(insert(contact));
    ContactRow twin = contact;
    twin.id = QStringLiteral("k2");
    QCOMPARE(insert(twin).error().code, ErrorCode::Conflict);
    twin.loginId = QStringLiteral("other");
    twin.customerId = QStringLiteral("no-such-customer");
    QCOMPARE(insert(twin).error().code, ErrorCode::Conflict);
    const auto find = [&fixture](const QString &login) {
        return fixture.database().read(
            [&login](ReadTransaction &transaction) { return AccountStore::contactByLogin(transaction, login); });
    };
    QVERIFY(find(QStringLiteral("sample-hanako")).value() == contact);
    QCOMPARE(find(QStringLiteral("' OR 1=1 --")).error().code, ErrorCode::NotFound);
}

void TestAccountStore::revokesAnOperatorWithItsCredentials()
{
    StoreFixture fixture;
    const auto done = fixture.database().write([](Transaction &transaction) -> Result<void> {
        for (const QString &id : {QStringLiteral("op1"), QStringLiteral("op2")}) {
            const OperatorRow row{
                id, QStringLiteral("c1"), 0, QStringLiteral("山田"), QStringLiteral("T.YAMADA"), OperatorState::Active};
            if (auto inserted = AccountStore::insertOperator(transaction, row); !inserted)
                return inserted;
            for (int i = 0; i < 2; ++i) {
                const CredentialRow credential{id + QString::number(i),  QStringLiteral("0A"),
                                               CredentialKind::Operator, id,
                                               StoreFixture::time(i),    {}};
                if (auto inserted = AccountStore::insertCredential(transaction, credential); !inserted)
                    return inserted;
            }
        }
        return {};
    });
    QVERIFY(done);
    const auto revoke = [&fixture](const QString &id, int version) {
        return fixture.database().write([&](Transaction &transaction) {
            return AccountStore::revokeOperator(transaction, id, version, StoreFixture::time(9));
        });
    };
    QCOMPARE(revoke(QStringLiteral("op1"), 2).error().code, ErrorCode::Conflict);
    QCOMPARE(revoke(QStringLiteral("op9"), 1).error().code, ErrorCode::NotFound);
    const auto revoked = revoke(QStringLiteral("op1"), 1);
    QVERIFY(revoked);
    QCOMPARE(revoked->state, OperatorState::Revoked);
    QCOMPARE(revoked->version, 2);
    QCOMPARE(revoke(QStringLiteral("op1"), 2).error().code, ErrorCode::Conflict); // nobody is revoked twice
    const auto credentials = [&fixture](const QString &id) {
        return fixture.database()
            .read([&id](ReadTransaction &transaction) {
                return AccountStore::credentialsOf(transaction, CredentialKind::Operator, id);
            })
            .value();
    };
    QCOMPARE(credentials(QStringLiteral("op1")).size(), 2);
    QCOMPARE(credentials(QStringLiteral("op1")).first().fingerprint, QStringLiteral("op11"));
    for (const CredentialRow &credential : credentials(QStringLiteral("op1")))
        QCOMPARE(credential.revokedAt, StoreFixture::time(9));
    for (const CredentialRow &credential : credentials(QStringLiteral("op2")))
        QVERIFY(!credential.revokedAt.isValid());
    const auto page = fixture.database().read([](ReadTransaction &transaction) {
        return AccountStore::operators(transaction, QStringLiteral("c1"), QStringLiteral("op1"), 10);
    });
    QCOMPARE(page->size(), 1);
    QCOMPARE(page->first().id, QStringLiteral("op2"));
}

void TestAccountStore::forgetsExpiredSessions()
{
    StoreFixture fixture;
    const QString hash = tokenHash(newToken());
    QVERIFY(fixture.database().write([&hash](Transaction &transaction) -> Result<void> {
        const ContactRow contact{QStringLiteral("k1"), QStringLiteral("c1"), {}, {}, QStringLiteral("k"), {}, true};
        if (auto inserted = AccountStore::insertContact(transaction, contact); !inserted)
            return inserted;
        return AccountStore::insertSession(transaction,
                                           {hash, QStringLiteral("k1"), StoreFixture::time(), StoreFixture::time(30)});
    }));
    const auto session = [&](int minute) {
        return fixture.database().read([&](ReadTransaction &transaction) {
            return AccountStore::session(transaction, hash, StoreFixture::time(minute));
        });
    };
    QCOMPARE(session(29)->contactId, QStringLiteral("k1"));
    QCOMPARE(session(30).error().code, ErrorCode::NotFound);
    const auto purge = [&fixture](int minute) {
        return fixture.database().write([minute](Transaction &transaction) {
            return AccountStore::deleteExpiredSessions(transaction, StoreFixture::time(minute));
        });
    };
    QVERIFY(purge(29));
    QVERIFY(session(0));
    QVERIFY(purge(30));
    QVERIFY(!session(0));
}

void TestAccountStore::keepsRegistrations()
{
    StoreFixture fixture;
    Registration registration;
    registration.customerId = QStringLiteral("c1");
    registration.customerName = QStringLiteral("株式会社サンプルc1");
    registration.policy = QStringLiteral("private-pki");
    Organization organization;
    organization.id = QStringLiteral("o1");
    organization.legalName = QStringLiteral("株式会社サンプル");
    organization.legalNameEnglish = QStringLiteral("Sample Co., Ltd.");
    organization.prefecture = 13;
    organization.municipality = QStringLiteral("港区");
    organization.municipalityEnglish = QStringLiteral("Minato-ku");
    organization.registrationNumber = QStringLiteral("010401012345");
    organization.businessCategory = QStringLiteral("Private Organization");
    organization.evAllowed = true;
    organization.englishAllowed = true;
    organization.validatedAt = StoreFixture::time();
    registration.organizations = {organization};
    registration.domains = {{QStringLiteral("example.jp"), QStringLiteral("o1"), true, StoreFixture::time()},
                            {QStringLiteral("example.co.jp"), QStringLiteral("o1"), false, {}}};
    const auto replace = [&fixture](const Registration &value) {
        return fixture.database().write(
            [&value](Transaction &transaction) { return RegistrationStore::replace(transaction, value); });
    };
    QCOMPARE(replace(registration).value(), 1);
    QCOMPARE(replace(registration).value(), 2);
    registration.version = 2;
    const auto all =
        fixture.database().read([](ReadTransaction &transaction) { return RegistrationStore::all(transaction); });
    QVERIFY(all);
    QCOMPARE(all->size(), 2);
    QVERIFY(all->first() == registration);
    QVERIFY(all->last().organizations.isEmpty());
    registration.domains.append({QStringLiteral("example.org"), QStringLiteral("no-such-organisation"), false, {}});
    QCOMPARE(replace(registration).error().code, ErrorCode::Conflict);
    registration.customerId = QStringLiteral("c9");
    QCOMPARE(replace(registration).error().code, ErrorCode::NotFound);
}

void TestAccountStore::replaysOnlyTheSameAction_data()
{
    QTest::addColumn<QString>("actor");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("found");
    QTest::addColumn<bool>("refused");
    const QByteArray target("POST /v1/requests/r1/approve");
    const QByteArray body("{\"version\":1}");
    QTest::newRow("same") << QStringLiteral("op1") << target << body << true << false;
    QTest::newRow("another actor") << QStringLiteral("op2") << target << body << false << false;
    QTest::newRow("another body") << QStringLiteral("op1") << target << QByteArray("{}") << false << true;
    QTest::newRow("another path") << QStringLiteral("op1") << QByteArray("POST /v1/requests/r2/approve") << body
                                  << false << true;
}

void TestAccountStore::replaysOnlyTheSameAction()
{
    QFETCH(QString, actor);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(bool, found);
    QFETCH(bool, refused);
    StoreFixture fixture;
    const IdempotentAction first{QStringLiteral("operator"), QStringLiteral("op1"), QStringLiteral("key-1"),
                                 "POST /v1/requests/r1/approve", "{\"version\":1}"};
    const IdempotentAnswer answer{200, "{\"id\":\"r1\"}"};
    const auto insert = [&] {
        return fixture.database().write([&](Transaction &transaction) {
            return IdempotencyStore::insert(transaction, first, answer, StoreFixture::time());
        });
    };
    QVERIFY(insert());
    QCOMPARE(insert().error().code, ErrorCode::Conflict);
    const IdempotentAction again{first.site, actor, first.key, target, body};
    const auto replay = [&] {
        return fixture.database().read(
            [&again](ReadTransaction &transaction) { return IdempotencyStore::find(transaction, again); });
    };
    const auto result = replay();
    QCOMPARE(result.has_value(), !refused);
    if (refused) {
        QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(result.error().field, QStringLiteral("idempotencyKey"));
        return;
    }
    QCOMPARE(result->has_value(), found);
    if (found)
        QVERIFY(**result == answer);
    QVERIFY(fixture.database().write([](Transaction &transaction) {
        return IdempotencyStore::deleteOlderThan(transaction, StoreFixture::time(1));
    }));
    QVERIFY(!replay()->has_value());
}

void TestAccountStore::makesDistinctIdentifiers()
{
    QSet<QString> ids;
    for (int i = 0; i < 1000; ++i) {
        const QString id = newId();
        QCOMPARE(id.size(), 26);
        ids.insert(id);
    }
    QCOMPARE(ids.size(), 1000);
    QCOMPARE(newToken().size(), 43);
    QVERIFY(newToken() != newToken());
    QCOMPARE(tokenHash(QStringLiteral("abc")),
             QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

TEGATA_TEST(TestAccountStore)
#include "test_accountstore.moc"
