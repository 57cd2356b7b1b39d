// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/storeverification.h"

#include "core/pki/certificatesigningrequest.h"
#include "core/service/authority/owncertificates.h"
#include "core/service/authority/revocationpublisher.h"
#include "core/service/store/accountstore.h"
#include "core/service/store/audittrail.h"
#include "tests/core/service/authority/authorityfixture.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace tegata;

namespace {

// A store with a request that was issued, an operator's certificate that is revoked, and the lists of it all.
class World
{
public:
    World()
        : authority(std::move(*files.open())), publisher(store.database(), *authority, store.clock()),
          keeper(store.database(), files.options().directory)
    {
        RequestRow request = StoreFixture::request(QStringLiteral("r1"));
        request.detail.request.state = RequestState::Issued;
        const CertificateSigningRequest csr =
            CertificateSigningRequest::create(PrivateKey::generate(KeySpec::EcP256).value(),
                                              authority->examinerSubject(QStringLiteral("X")), {})
                .value();
        request.detail.request.csr = csr.pem();
        store.insert(request);
        CertificateRow server = row(QStringLiteral("r1"));
        CertificateRow client = row({});
        const bool done =
            store.database()
                .write([&](Transaction &transaction) -> Result<void> {
                    return recordAuthorities(transaction, *authority)
                        .and_then([&] { return CertificateStore::insert(transaction, server); })
                        .and_then([&] { return CertificateStore::insert(transaction, client); })
                        .and_then([&] {
                            return trail(
                                transaction, QStringLiteral("request"), QStringLiteral("r1"), QStringLiteral("issue"),
                                QStringLiteral("issued"),
                                {{QStringLiteral("csrSha256"),
                                  QString::fromLatin1(
                                      QCryptographicHash::hash(csr.der(), QCryptographicHash::Sha256).toHex())}});
                        })
                        .and_then([&] {
                            return AccountStore::insertCredential(transaction,
                                                                  {fingerprint(client), client.certificate.serial,
                                                                   CredentialKind::Operator, QStringLiteral("op1"),
                                                                   client.certificate.notAfter, StoreFixture::time()});
                        })
                        .and_then([&] {
                            return CertificateStore::revokeOwn(transaction, client.certificate.serial,
                                                               RevocationReason::PrivilegeWithdrawn,
                                                               StoreFixture::time());
                        })
                        .and_then([&] {
                            return trail(transaction, QStringLiteral("certificate"), client.certificate.serial,
                                         QStringLiteral("revoke"), QStringLiteral("revoked"),
                                         {{QStringLiteral("reason"), QStringLiteral("privilegeWithdrawn")}});
                        });
                })
                .has_value() &&
            publisher.start().has_value() && keeper.keep().has_value();
        if (!done)
            qFatal("the test's world could not be made");
        serial = server.certificate.serial;
        revoked = client.certificate.serial;
    }

    StoreVerification verify()
    {
        const auto link = loadStoreLink(files.options().directory).value();
        return store.database()
            .read([&](ReadTransaction &transaction) {
                return verifyStore(transaction, {authority->root(), authority->issuing()}, link);
            })
            .value();
    }
    bool run(const QStringList &statements)
    {
        return store.database()
            .write([&](Transaction &transaction) -> Result<void> {
                for (const QString &statement : statements) {
                    if (const auto done = transaction.run(statement); !done)
                        return failure(done.error());
                }
                return {};
            })
            .has_value();
    }

    // One that has ended.
    CertificateRow insertOld() { return store.insert(row({}, StoreFixture::time().addYears(-6))); }
    Result<void> append(const AuditEvent &event)
    {
        return store.database().write([&](Transaction &transaction) -> Result<void> {
            const auto appended = AuditTrail::append(transaction, event);
            return appended ? Result<void>() : failure(appended.error());
        });
    }

    StoreFixture store;
    AuthorityFixture files;
    std::unique_ptr<IssuingAuthority> authority;
    RevocationPublisher publisher;
    StoreLinkKeeper keeper;
    QString serial;
    QString revoked;

private:
    CertificateRow row(const QString &requestId, const QDateTime &issuedAt = StoreFixture::time())
    {
        const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
        const auto issued = authority->issueClient(
            QStringLiteral("operator"), authority->examinerSubject(QStringLiteral("X")), key.publicKeyDer(), issuedAt);
        CertificateRow made = certificateRow(*issued, QStringLiteral("c1"));
        made.certificate.requestId = requestId;
        return made;
    }
    static QString fingerprint(const CertificateRow &row)
    {
        return QString::fromLatin1(Certificate::parse(row.der)->sha256().toHex());
    }
    static Result<void> trail(Transaction &transaction, const QString &kind, const QString &id, const QString &action,
                              const QString &state, const QJsonObject &evidence)
    {
        AuditEvent event;
        event.at = StoreFixture::time();
        event.action = action;
        event.objectKind = kind;
        event.objectId = id;
        event.toState = state;
        event.customerId = QStringLiteral("c1");
        event.evidence = evidence;
        const auto appended = AuditTrail::append(transaction, event);
        return appended ? Result<void>() : failure(appended.error());
    }
};

} // namespace

class TestStoreVerification : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNothingInAWholeStore();
    void findsTampering_data();
    void findsTampering();
    void isNotWholeWhereItCannotBeRead();
    void quotesNothingThatLooksLikeALine();
    void findsAForgedCertificate();
    void knowsWhatHadEndedWhenItsHolderLeft();
    void takesOverWhatHadNoTrail();
};

void TestStoreVerification::findsNothingInAWholeStore()
{
    World world;
    const StoreVerification found = world.verify();
    QVERIFY2(found.isWhole(),
             found.isWhole() ? "" : qPrintable(found.faults.first().place + found.faults.first().what));
    QCOMPARE(found.certificates, 5); // root, issuing, responder, and the two
    QCOMPARE(found.requests, 1);
    QCOMPARE(found.lists, 2);
    QVERIFY(found.trailRows >= 7);
}

void TestStoreVerification::findsTampering_data()
{
    QTest::addColumn<QString>("sql"); // $1: a certificate's serial, $2: a revoked one's
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const char *sql, const char *place) {
        QTest::newRow(name) << QString::fromLatin1(sql) << QString::fromLatin1(place);
    };
    row("trail changed", "UPDATE audit SET note = 'x' WHERE sequence = 3", "trail 3");
    row("trail line gone", "DELETE FROM audit WHERE sequence = 4", "trail 4");
    row("trail cut off", "DELETE FROM audit WHERE sequence > 5", "store.json");
    row("certificate gone", "DELETE FROM certificate WHERE serial = '$1'", "certificate $1");
    row("certificate's bytes",
        "UPDATE certificate SET der = (SELECT der FROM certificate WHERE serial = '$2') "
        "WHERE serial = '$1'",
        "certificate $1");
    row("certificate unreadable", "UPDATE certificate SET der = X'3003' WHERE serial = '$1'", "certificate $1");
    row("its end", "UPDATE certificate SET not_after = not_after + 86400000 WHERE serial = '$1'", "certificate $1");
    row("its key", "UPDATE certificate SET spki_sha256 = 'aa' WHERE serial = '$1'", "certificate $1");
    row("its name", "UPDATE certificate SET common_name = 'evil.example' WHERE serial = '$1'", "certificate $1");
    row("its names", "UPDATE certificate SET sans = '[\"evil.example\"]' WHERE serial = '$1'", "certificate $1");
    row("revoked outside the trail", "UPDATE certificate SET state = 'revoked', revoked_at = 1 WHERE serial = '$1'",
        "certificate $1");
    row("revocation undone", "UPDATE certificate SET state = 'valid' WHERE serial = '$2'", "certificate $2");
    row("revocation undone, seen by the list", "UPDATE certificate SET state = 'valid' WHERE serial = '$2'",
        "crl issuing");
    row("revocation's reason", "UPDATE certificate SET revocation_reason = 'superseded' WHERE serial = '$2'",
        "certificate $2");
    row("revocation's reason, seen by the list",
        "UPDATE certificate SET revocation_reason = 'superseded' WHERE serial = '$2'", "crl issuing");
    row("its kind", "UPDATE certificate SET profile = 'examiner' WHERE serial = '$1'", "certificate $1");
    row("its customer", "UPDATE certificate SET customer_id = 'c2' WHERE serial = '$1'", "certificate $1");
    row("revocation time", "UPDATE certificate SET revoked_at = revoked_at + 60000 WHERE serial = '$2'", "crl issuing");
    row("list replaced",
        "UPDATE published_crl SET der = (SELECT der FROM published_crl WHERE issuer = 'root') "
        "WHERE issuer = 'issuing'",
        "crl issuing");
    row("list gone", "DELETE FROM published_crl WHERE issuer = 'issuing'", "crl issuing");
    row("list unreadable", "UPDATE published_crl SET der = X'00' WHERE issuer = 'root'", "crl root");
    row("list's number", "UPDATE crl_state SET number = 0 WHERE issuer = 'issuing'", "crl issuing");
    row("list's number below the published", "UPDATE crl_state SET number = 0 WHERE issuer = 'root'", "store.json");
    row("request's state", "UPDATE certificate_request SET state = 'pending' WHERE id = 'r1'", "request r1");
    row("request's customer", "UPDATE certificate_request SET customer_id = 'c2' WHERE id = 'r1'", "request r1");
    row("request's CSR", "UPDATE certificate_request SET csr = 'x' WHERE id = 'r1'", "request r1");
    row("request's certificate", "UPDATE certificate_request SET serial = '$2' WHERE id = 'r1'", "request r1");
    row("credential of nobody",
        "INSERT INTO credential (fingerprint, serial, kind, subject_id, not_after) "
        "VALUES ('aa', '$1', 'operator', 'op1', 9000000000000)",
        "credential $1");
    row("credential of another kind", "UPDATE credential SET kind = 'examiner'", "credential $2");
    row("credential let in again", "UPDATE credential SET revoked_at = NULL", "credential $2");
    row("credential of another person",
        "INSERT INTO operator (id, customer_id, version, name, common_name, state) "
        "VALUES ('op1', 'c1', 1, 'Y', 'Y', 'active')",
        "credential $2");
    row("credential of another customer's person",
        "INSERT INTO operator (id, customer_id, version, name, common_name, state) "
        "VALUES ('op1', 'c2', 1, 'X', 'X', 'active')",
        "credential $2");
    row("another store", "UPDATE store_identity SET id = 'other'", "store.json");
}

void TestStoreVerification::findsTampering()
{
    QFETCH(QString, sql);
    QFETCH(QString, place);
    World world;
    for (QString *text : {&sql, &place}) {
        text->replace(QLatin1String("$1"), world.serial);
        text->replace(QLatin1String("$2"), world.revoked);
    }
    QVERIFY(world.run(
        {QStringLiteral("DROP TRIGGER audit_no_update"), QStringLiteral("DROP TRIGGER audit_no_delete"), sql}));
    const StoreVerification found = world.verify();
    QVERIFY(!found.isWhole());
    QStringList places;
    for (const StoreFault &fault : found.faults)
        places.append(fault.place);
    QVERIFY2(places.contains(place), qPrintable(places.join(QLatin1Char('\n'))));
}

void TestStoreVerification::isNotWholeWhereItCannotBeRead()
{
    const auto found =
        StoreVerification::unreadable({ErrorCode::StoreCorrupt, QStringLiteral("malformed\nWHOLE"), {}, -1});
    QVERIFY(!found.isWhole());
    QCOMPARE(found.faults, (QList<StoreFault>{{QStringLiteral("store"),
                                               QStringLiteral("cannot be verified: storeCorrupt malformed⏎WHOLE")}}));
}

void TestStoreVerification::quotesNothingThatLooksLikeALine()
{
    World world;
    QVERIFY(world.run({QStringLiteral("UPDATE credential SET serial = 'x' || char(10) || 'WHOLE: ' || char(8238)")}));
    QStringList places;
    for (const StoreFault &fault : world.verify().faults)
        places.append(fault.place);
    QVERIFY2(places.contains(QStringLiteral("credential x⏎WHOLE: ⟦U+202E⟧")),
             qPrintable(places.join(QLatin1Char('|'))));
}

void TestStoreVerification::findsAForgedCertificate()
{
    World world;
    AuthorityFixture others(AuthorityFixture::Content::Empty);
    const auto stranger = others.open();
    const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
    const auto issued =
        (*stranger)->issueClient(QStringLiteral("operator"), (*stranger)->examinerSubject(QStringLiteral("X")),
                                 key.publicKeyDer(), StoreFixture::time());
    const CertificateRow forged = world.store.insert(certificateRow(*issued, QStringLiteral("c1")));
    const StoreVerification found = world.verify();
    QCOMPARE(found.faults, (QList<StoreFault>{{QStringLiteral("certificate ") + forged.certificate.serial,
                                               QStringLiteral("is not signed by the authority")}}));
}

void TestStoreVerification::knowsWhatHadEndedWhenItsHolderLeft()
{
    World world;
    const CertificateRow old = world.insertOld();
    AuditEvent event;
    event.at = StoreFixture::time();
    event.action = QStringLiteral("revoke");
    event.objectKind = QStringLiteral("operator");
    event.objectId = QStringLiteral("op1");
    event.toState = QStringLiteral("revoked");
    // As RevocationWorkflow::revokeOperator() names all that the operator had.
    event.evidence = {{QStringLiteral("serials"), QJsonArray{old.certificate.serial, world.revoked}}};
    QVERIFY(world.append(event));
    QVERIFY(world.keeper.keep());
    QCOMPARE(world.verify().faults, QList<StoreFault>());
    event.evidence = {{QStringLiteral("serials"), QJsonArray{world.serial}}};
    QVERIFY(world.append(event));
    QCOMPARE(world.verify().faults, (QList<StoreFault>{{QStringLiteral("certificate ") + world.serial,
                                                        QStringLiteral("was revoked by the trail and is not")}}));
}

void TestStoreVerification::takesOverWhatHadNoTrail()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("store.db"));
    {
        const auto old = Database::open(path, 6);
        QVERIFY(old);
        const bool done =
            (*old)
                ->write([](Transaction &transaction) -> Result<void> {
                    const auto inserted = transaction.run(QStringLiteral(
                        "INSERT INTO certificate (serial, customer_id, profile, version, change_sequence, "
                        "state, product, common_name, subject, sans, organization, issuer, key_algorithm, "
                        "key_bits, key_curve, key_label, spki_sha256, issued_at, not_before, not_after, "
                        "revocation_reason, der) VALUES ('AA', '', 'service-tls', 1, 1, 'expired', 'ov', "
                        "'', '', '[]', '', '', 'ec', 256, '', '', '', 1, 1, 2, '', X'3000')"));
                    return inserted ? Result<void>() : failure(inserted.error());
                })
                .has_value();
        QVERIFY(done);
    }
    const auto opened = Database::open(path);
    QVERIFY(opened);
    const auto add = [&] {
        return (*opened)
            ->write([](Transaction &transaction) {
                return CertificateStore::addMissingTrail(transaction, StoreFixture::time());
            })
            .value();
    };
    QCOMPARE(add(), 1);
    QCOMPARE(add(), 0);
    const auto history = (*opened)->read([](ReadTransaction &transaction) {
        return AuditTrail::history(transaction, QStringLiteral("certificate"), QStringLiteral("AA"));
    });
    QCOMPARE(history->size(), 1);
    QCOMPARE(history->first().action, QStringLiteral("takeOver"));
}

TEGATA_TEST(TestStoreVerification)
#include "test_storeverification.moc"
