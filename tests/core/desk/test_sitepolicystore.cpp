// SPDX-License-Identifier: Apache-2.0
#include "core/desk/sitepolicystore.h"

#include "core/base/privatefile.h"
#include "core/cache/queuecache.h"
#include "core/desk/operatordesk.h"
#include "core/pki/privatekey.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

// F23: a site's policy is a file that its operators see and change.
class TestSitePolicyStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QFile::remove(path());
        m_store = std::make_unique<SitePolicyStore>(m_folder.path(), QStringLiteral("site"), m_worker);
    }

    void nothingOfItsOwnIsTheShippedOne()
    {
        QVERIFY(await(m_store->load()));
        QVERIFY(!m_store->current());
        const PolicyPair policies = await(m_store->read(QStringLiteral("private-pki"))).value();
        QCOMPARE(policies.now, policies.base);
        QCOMPARE(policies.base.name, QStringLiteral("private-pki"));
    }

    void whatDiffersIsKeptWithItsVersion()
    {
        QSignalSpy changed(m_store.get(), &SitePolicyStore::changed);
        QVERIFY(await(save(RuleOutcome::Error)));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_store->current()->name, QStringLiteral("private-pki@site"));
        QCOMPARE(m_store->current()->version, 1);
        QCOMPARE(m_store->current()->rules.value(Rule).outcome, RuleOutcome::Error);
        QCOMPARE(QFileInfo(path()).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup),
                 QFile::Permissions());
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("domain.singleLabel")); // as it was shipped

        const QString first = m_store->current()->sha256;
        QVERIFY(await(save(RuleOutcome::Warning)));
        QCOMPARE(m_store->current()->version, 2);
        QVERIFY(m_store->current()->sha256 != first);

        SitePolicyStore again(m_folder.path(), QStringLiteral("site"), m_worker);
        QVERIFY(await(again.load()));
        QCOMPARE(*again.current(), *m_store->current());
    }

    void withoutADifferenceTheFileGoes()
    {
        QVERIFY(await(save(RuleOutcome::Error)));
        const PolicyPair policies = await(m_store->read(QStringLiteral("private-pki"))).value();
        QVERIFY(await(m_store->save(policies, policies.base.rules)));
        QVERIFY(!m_store->current());
        QVERIFY(!QFileInfo::exists(path()));
    }

    void whatMayNotBeWeakenedIsNotWritten()
    {
        const PolicyPair policies = await(m_store->read(QStringLiteral("private-pki"))).value();
        RuleSettings rules = policies.base.rules;
        rules[QStringLiteral("key.compromised")] = {RuleOutcome::Off, QStringLiteral("trust me"), {}};
        const Result<void> saved = await(m_store->save(policies, rules));
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(saved.error().field, QStringLiteral("outcomes.key.compromised.outcome"));
        QVERIFY(!QFileInfo::exists(path()));
    }

    void aBrokenFileIsToldAndNothingTakesItsPlace()
    {
        QVERIFY(makePrivateDirectory(QFileInfo(path()).path()));
        QVERIFY(writePrivateFile(path(), R"({"format": "tegata-policy", "name": "x", "version": 1,
            "basedOn": "private-pki", "outcomes": {"domain.intern": {"outcome": "off", "reason": "x"}}})"));
        const Result<void> loaded = await(m_store->load());
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().field, QStringLiteral("outcomes.domain.intern"));
        QVERIFY(!m_store->current());
        QCOMPARE(m_store->problem()->field, loaded.error().field);

        QueueCache cache(m_folder.filePath(QStringLiteral("cache")));
        QVERIFY(await(cache.open()));
        OperatorDesk desk(cache, m_clock);
        desk.records().setOwnPolicy(m_store->current(), m_store->problem());
        const Result<CheckReport> report = await(desk.records().check(internalRequest()));
        QVERIFY(!report);
        QCOMPARE(report.error().field, loaded.error().field);
    }

    void theDeskChecksByIt()
    {
        QueueCache cache(m_folder.filePath(QStringLiteral("cache2")));
        QVERIFY(await(cache.open()));
        OperatorDesk desk(cache, m_clock);
        desk.records().setPolicy(QStringLiteral("private-pki"));
        QVERIFY(!await(desk.records().check(internalRequest()))->hasErrors());
        QCOMPARE(desk.records().policyStamp().name, QStringLiteral("private-pki"));
        QVERIFY(await(save(RuleOutcome::Error)));
        desk.records().setOwnPolicy(m_store->current());
        QVERIFY(await(desk.records().check(internalRequest()))->hasErrors());
        QCOMPARE(desk.records().policyStamp(), stampOf(*m_store->current()));
        desk.records().setOwnPolicy(nullptr);
        QVERIFY(!await(desk.records().check(internalRequest()))->hasErrors());
    }

private:
    QString path() const { return m_folder.filePath(QStringLiteral("sites/policies/site.json")); }

    Future<void> save(RuleOutcome outcome)
    {
        const PolicyPair policies = await(m_store->read(QStringLiteral("private-pki"))).value();
        RuleSettings rules = policies.now.rules;
        rules[Rule] = {outcome, QStringLiteral("we have a domain"), {}};
        return m_store->save(policies, rules);
    }

    CertificateRequest internalRequest() const
    {
        CertificateRequest request = FakeSite::makeRequest(1);
        request.profile = QStringLiteral("Manual Server Certificate Enrollment");
        const DistinguishedName subject = DistinguishedName::parse(QStringLiteral("O=Corp")).value();
        request.csr = CertificateSigningRequest::create(PrivateKey::generate(KeySpec::EcP256).value(), subject,
                                                        {QStringLiteral("ldap.corp.internal")})
                          ->pem();
        return request;
    }

    const QString Rule = QStringLiteral("domain.internal");
    QTemporaryDir m_folder;
    ManualClock m_clock;
    Worker m_worker{QStringLiteral("files")};
    std::unique_ptr<SitePolicyStore> m_store;
};

TEGATA_TEST(TestSitePolicyStore)
#include "test_sitepolicystore.moc"
