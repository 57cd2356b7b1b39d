// SPDX-License-Identifier: Apache-2.0
// A decision at the service whose disk breaks or fills up at each call that the store makes, and a store of an earlier
// version that is opened on one: nothing that was acknowledged is lost, the error is told, and the store goes on and
// opens again whole.
#include "core/service/notice/noticeoutbox.h"
#include "core/service/store/audittrail.h"
#include "core/service/store/migrations.h"
#include "core/service/store/registrationstore.h"
#include "core/service/workflow/requestworkflow.h"
#include "tests/core/service/authority/authorityfixture.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/faultyvfs.h"
#include "tests/support/filesizelimit.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace tegata;

namespace {

constexpr int MostCalls = 400;

QDateTime today()
{
    return AuthorityFixture::today();
}

SiteActor person(ActorKind kind, const QString &id)
{
    SiteActor who;
    who.kind = kind;
    who.actor = {id, QStringLiteral("山田 太郎")};
    who.mail = QStringLiteral("taro@example.jp");
    who.customerId = QStringLiteral("c1");
    return who;
}

bool isTold(const Error &error)
{
    return error.code == ErrorCode::StoreUnavailable || error.code == ErrorCode::DiskFull;
}

Result<RequestState> stateOf(Database &database, const QString &id)
{
    return database.read([&](ReadTransaction &transaction) {
        return RequestStore::find(transaction, QStringLiteral("c1"), id).map([](const RequestRow &row) {
            return row.detail.request.state;
        });
    });
}

} // namespace

class TestServiceStoreFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto opened = m_files.open();
        QVERIFY(opened);
        m_authority = std::move(*opened);
        m_workflow = std::make_unique<RequestWorkflow>(*m_authority);
        const auto csr = CertificateSigningRequest::create(
            PrivateKey::generate(KeySpec::EcP256).value(),
            DistinguishedName::parse(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=www.example.jp"))
                .value(),
            {QStringLiteral("www.example.jp")});
        m_csr = csr->pem();
    }

    void decision_data() { faults(); }
    void decision()
    {
        for (int at = 0;; ++at) {
            QVERIFY(at < MostCalls);
            FaultyVfs vfs;
            StoreFixture store;
            const RequestRow row = submit(store.database());
            arm(vfs, at);
            const Result<RequestRow> approved = approve(store.database(), row);
            const bool isMet = vfs.isBroken();
            vfs.heal();
            QVERIFY2(approved || isTold(approved.error()), approved ? "" : qPrintable(approved.error().detail));
            // The same service goes on ...
            const Result<RequestState> state = stateOf(store.database(), row.detail.request.id);
            QVERIFY2(state, qPrintable(QString::number(at)));
            QCOMPARE(*state, approved ? RequestState::Issued : RequestState::Pending);
            // ... and so does the next one, which may find what this one could not say that it had kept.
            store.close();
            store.reopen();
            const Result<RequestState> later = stateOf(store.database(), row.detail.request.id);
            QVERIFY(later);
            QVERIFY(*later == RequestState::Issued || (!approved && *later == RequestState::Pending));
            const auto trail =
                store.database().read([](ReadTransaction &transaction) { return AuditTrail::verify(transaction); });
            QVERIFY(trail);
            QCOMPARE(trail->firstBroken, 0);
            if (*later == RequestState::Pending)
                QVERIFY(approve(store.database(), row));
            if (!isMet)
                break;
        }
    }

    // A list that cannot be read to its end is an error, however much of it there was.
    void listIsNotCutShort()
    {
        int failed = 0;
        for (int at = 0;; ++at) {
            QVERIFY(at < MostCalls);
            FaultyVfs vfs;
            StoreFixture store;
            for (int i = 0; i < 60; ++i)
                store.insert(StoreFixture::request(QStringLiteral("r-%1").arg(i)));
            store.close();
            store.reopen();
            vfs.breakAt(at, FaultyVfs::Read, SQLITE_IOERR_READ, FaultyVfs::Fault::Once);
            const auto listed = store.database().read([](ReadTransaction &transaction) -> Result<int> {
                auto query = transaction.run(QStringLiteral("SELECT * FROM certificate_request"));
                if (!query)
                    return failure(query.error());
                int rows = 0;
                while (query->next())
                    ++rows;
                return rows;
            });
            vfs.heal();
            if (!vfs.isBroken()) {
                QCOMPARE(listed.value(), 60);
                break;
            }
            ++failed;
            QVERIFY2(!listed || *listed == 60, qPrintable(QString::number(listed.value_or(-1))));
            QVERIFY(listed || isTold(listed.error()));
        }
        QVERIFY(failed > 3); // it was met in the middle too
    }

    // A mail whose file cannot be written stays due, and nothing of it is left.
    void noticeStaysDueOnAFullDisk()
    {
        StoreFixture store;
        QTemporaryDir mails;
        const Notice notice{QStringLiteral("issue-1"),
                            QStringLiteral("web@example.jp"),
                            {},
                            QStringLiteral("発行のお知らせ"),
                            QStringLiteral("text\n")};
        QVERIFY(store.database().write(
            [&](Transaction &transaction) { return NoticeStore::insert(transaction, notice, today()); }));
        NoticeOutbox outbox(store.database(), mails.path(), QStringLiteral("ca@example.jp"));
        for (const rlim_t room : {0, 1, 200}) {
            const FileSizeLimit limit(room);
            const Result<void> delivered = outbox.deliver();
            QVERIFY(!delivered);
            QCOMPARE(delivered.error().code, ErrorCode::DiskFull);
            QCOMPARE(delivered.error().field, QStringLiteral("mailDirectory"));
            QVERIFY(QDir(mails.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        }
        QVERIFY(outbox.deliver());
        QCOMPARE(QDir(mails.path()).entryList(QDir::Files), QStringList(QStringLiteral("issue-1.eml")));
        const auto due =
            store.database().read([](ReadTransaction &transaction) { return NoticeStore::due(transaction, 10); });
        QVERIFY(due && due->isEmpty());
    }

    void migration_data() { faults(); }
    void migration()
    {
        QTemporaryDir folder;
        for (int at = 0;; ++at) {
            QVERIFY(at < MostCalls * 10);
            FaultyVfs vfs;
            const QString path = folder.filePath(QString::number(at));
            QVERIFY(Database::open(path, 3));
            arm(vfs, at);
            const auto opened = Database::open(path);
            const bool isMet = vfs.isBroken();
            vfs.heal();
            QVERIFY2(opened || isTold(opened.error()), opened ? "" : qPrintable(opened.error().detail));
            if (opened)
                QCOMPARE((*opened)->schemaVersion(), newestSchemaVersion());
            const auto again = Database::open(path);
            QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
            QCOMPARE((*again)->schemaVersion(), newestSchemaVersion());
            if (!isMet)
                break;
        }
    }

private:
    void faults()
    {
        QTest::addColumn<unsigned>("calls");
        QTest::addColumn<int>("code");
        QTest::addColumn<FaultyVfs::Fault>("fault");
        using Fault = FaultyVfs::Fault;
        QTest::newRow("one write") << unsigned(FaultyVfs::Write) << SQLITE_IOERR_WRITE << Fault::Once;
        QTest::newRow("disk full") << unsigned(FaultyVfs::Write) << SQLITE_FULL << Fault::ForGood;
        QTest::newRow("one sync") << unsigned(FaultyVfs::Sync) << SQLITE_IOERR_FSYNC << Fault::Once;
        QTest::newRow("no change") << unsigned(FaultyVfs::Changes) << SQLITE_IOERR_WRITE << Fault::ForGood;
    }
    static void arm(FaultyVfs &vfs, int at)
    {
        QFETCH(const unsigned, calls);
        QFETCH(const int, code);
        QFETCH(const FaultyVfs::Fault, fault);
        vfs.breakAt(at, calls, code, fault);
    }
    RequestRow submit(Database &database)
    {
        Organization organization;
        organization.id = QStringLiteral("o1");
        organization.legalName = QStringLiteral("株式会社サンプル");
        organization.prefecture = 13;
        organization.municipality = QStringLiteral("港区");
        organization.validatedAt = today();
        Registration registration;
        registration.customerId = QStringLiteral("c1");
        registration.customerName = organization.legalName;
        registration.organizations = {organization};
        registration.domains = {{QStringLiteral("example.jp"), organization.id, false, today()}};
        RequestIntake intake;
        intake.csr = m_csr;
        QList<Finding> findings;
        const auto row = database.write([&](Transaction &transaction) -> Result<RequestRow> {
            if (const auto replaced = RegistrationStore::replace(transaction, registration); !replaced)
                return failure(replaced.error());
            return m_workflow->submit(transaction, person(ActorKind::Contact, QStringLiteral("k1")), intake, today(),
                                      findings);
        });
        if (!row)
            qFatal("the request could not be submitted: %s", qPrintable(row.error().detail));
        return *row;
    }
    Result<RequestRow> approve(Database &database, const RequestRow &row)
    {
        const CertificateRequest &request = row.detail.request;
        QList<Finding> findings;
        const SiteActor who = person(ActorKind::Operator, QStringLiteral("op1"));
        RequestMove move{request.id, request.version, RequestAction::Approve, QStringLiteral("確認済み")};
        return database.write([&](Transaction &transaction) {
            m_workflow->prepareAtOnce(transaction, who, move, today().addSecs(60));
            return m_workflow->move(transaction, who, move, today().addSecs(60), findings);
        });
    }

    AuthorityFixture m_files;
    std::unique_ptr<IssuingAuthority> m_authority;
    std::unique_ptr<RequestWorkflow> m_workflow;
    QByteArray m_csr;
};

TEGATA_TEST(TestServiceStoreFaults)
#include "test_servicestorefaults.moc"
