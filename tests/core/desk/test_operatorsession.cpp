// SPDX-License-Identifier: Apache-2.0
#include "core/desk/operatorsession.h"
#include "core/pki/certificatebuilder.h"
#include "core/pki/pkcs12bundle.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"
#include "tests/support/memorysecretstore.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

namespace {

SharedSecret secret(const char *text)
{
    return std::make_shared<SecretBytes>(text, qstrlen(text));
}

QByteArray operatorPkcs12(const QDateTime &now, const SecretBytes &passphrase)
{
    const PrivateKey key = PrivateKey::generate(KeySpec::EcP256).value();
    CertificateTemplate content;
    content.serial = newSerial();
    content.subject = DistinguishedName::parse(QStringLiteral("C=JP, O=株式会社サンプル, CN=T.YAMADA")).value();
    content.publicKeyDer = key.publicKeyDer();
    content.notBefore = now.addDays(-1);
    content.notAfter = now.addDays(365);
    content.extendedKeyUsage = {ExtendedKeyUsage::ClientAuth};
    const Certificate certificate = signCertificate(content, std::nullopt, key).value();
    return Pkcs12Bundle::create(key, certificate, {}, QStringLiteral("T.YAMADA"), passphrase).value();
}

} // namespace

class TestOperatorSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_secrets = std::make_unique<MemorySecretStore>();
        m_worker = std::make_unique<Worker>(QStringLiteral("identities"));
        m_identities = std::make_unique<IdentityStore>(m_directory->path(), *m_secrets, *m_worker, m_clock);
        m_cacheKeys = std::make_unique<CacheKeyStore>(m_directory->path(), *m_secrets, *m_worker);
        m_cache = std::make_unique<QueueCache>(m_directory->filePath(QStringLiteral("cache")));
        QVERIFY(await(m_cache->open()));
        m_desk = std::make_unique<OperatorDesk>(*m_cache, m_clock);
        m_unlockedAs.clear();
        makeSession({});
    }
    void cleanup()
    {
        m_session.reset();
        m_desk.reset();
        m_cache.reset();
        m_cacheKeys.reset();
        m_identities.reset();
        m_worker.reset();
    }

    void withoutIdentityNothingCanBeUnlocked()
    {
        const auto unlocked = await(m_session->unlock());
        QVERIFY(!unlocked);
        QCOMPARE(unlocked.error().code, ErrorCode::NotFound);
        QVERIFY(!m_session->isUnlocked());
    }

    void importUnlockLock()
    {
        QSignalSpy saved(m_session.get(), &OperatorSession::siteChanged);
        const auto imported =
            await(m_session->importIdentity(operatorPkcs12(m_clock.now(), SecretBytes("合言葉", 9)), secret("合言葉")));
        QVERIFY(imported);
        QCOMPARE(saved.count(), 1);
        QCOMPARE(m_session->site().identity, imported->id);
        QVERIFY(!m_session->isUnlocked());

        QVERIFY(await(m_session->unlock()));
        QVERIFY(m_session->isUnlocked());
        QTRY_COMPARE(m_desk->connection(), DeskConnection::Online);
        QCOMPARE(m_unlockedAs, imported->id);
        m_session->lock();
        QCOMPARE(m_desk->connection(), DeskConnection::Locked);
    }

    void lockingWinsOverAnUnlockUnderWay()
    {
        QVERIFY(await(m_session->importIdentity(operatorPkcs12(m_clock.now(), SecretBytes("pw", 2)), secret("pw"))));
        QSignalSpy lockChanges(m_session.get(), &OperatorSession::lockChanged);
        const Future<IdentityInfo> late = m_session->unlock();
        m_session->lock();
        expectDropped(late);
        QCOMPARE(lockChanges.count(), 0);
    }

    void importingWinsOverAnUnlockUnderWay()
    {
        QVERIFY(await(m_session->importIdentity(operatorPkcs12(m_clock.now(), SecretBytes("pw", 2)), secret("pw"))));
        // The keychain is slower than the import.
        m_secrets->holdReads();
        const Future<IdentityInfo> late = m_session->unlock();
        const auto imported =
            await(m_session->importIdentity(operatorPkcs12(m_clock.now(), SecretBytes("pw", 2)), secret("pw")));
        QVERIFY(imported);
        m_secrets->releaseReads();
        expectDropped(late);
        QCOMPARE(m_session->identity()->id, imported->id);
    }

    void theNewerUnlockWins()
    {
        const auto imported =
            await(m_session->importIdentity(operatorPkcs12(m_clock.now(), SecretBytes("pw", 2)), secret("pw")));
        QVERIFY(imported);
        QSignalSpy lockChanges(m_session.get(), &OperatorSession::lockChanged);
        const Future<IdentityInfo> late = m_session->unlock();
        const Future<IdentityInfo> newer = m_session->unlock();
        const auto overtaken = await(late);
        QVERIFY(!overtaken);
        QCOMPARE(overtaken.error().code, ErrorCode::Cancelled);
        const auto unlocked = await(newer);
        QVERIFY(unlocked);
        QCOMPARE(unlocked->id, imported->id);
        QVERIFY(m_session->isUnlocked());
        QCOMPARE(lockChanges.count(), 1);
    }

    void theNextRunKnowsTheIdentityWhileLocked()
    {
        const auto imported =
            await(m_session->importIdentity(operatorPkcs12(m_clock.now(), SecretBytes("pw", 2)), secret("pw")));
        QVERIFY(imported);
        makeSession(imported->id);
        const auto known = await(m_session->identities());
        QVERIFY(known);
        QCOMPARE(known->size(), 1);
        QCOMPARE(m_session->identity()->certificate.subject().value(QLatin1String("CN")), QStringLiteral("T.YAMADA"));
        QVERIFY(!m_session->isUnlocked());
    }

    void withoutKeychainThePassphraseIsAsked()
    {
        m_secrets->failWith(ErrorCode::KeychainUnavailable);
        const auto imported =
            await(m_session->importIdentity(operatorPkcs12(m_clock.now(), SecretBytes("pw", 2)), secret("pw")));
        QVERIFY(imported);
        QCOMPARE(imported->protection, IdentityProtection::Passphrase);
        QCOMPARE(await(m_session->unlock()).error().code, ErrorCode::PassphraseNeeded);
        QCOMPARE(await(m_session->unlock(secret("no"))).error().code, ErrorCode::WrongPassphrase);
        QVERIFY(await(m_session->unlock(secret("pw"))));
    }

    void aWrongPassphraseImportsNothing()
    {
        const auto imported =
            await(m_session->importIdentity(operatorPkcs12(m_clock.now(), SecretBytes("pw", 2)), secret("no")));
        QVERIFY(!imported);
        QCOMPARE(imported.error().code, ErrorCode::WrongPassphrase);
        QVERIFY(await(m_session->identities()).value().isEmpty());
        QVERIFY(m_session->site().identity.isEmpty());
    }

private:
    void expectDropped(const Future<IdentityInfo> &late)
    {
        const auto unlocked = await(late);
        QVERIFY(!unlocked);
        QCOMPARE(unlocked.error().code, ErrorCode::Cancelled);
        QVERIFY(!m_session->isUnlocked());
        QVERIFY(m_unlockedAs.isEmpty());
        QCOMPARE(m_desk->connection(), DeskConnection::Locked);
    }

    void makeSession(const QString &identity)
    {
        SiteProfile site;
        site.id = QStringLiteral("practice");
        site.identity = identity;
        m_session = std::make_unique<OperatorSession>(
            site, *m_identities, *m_cacheKeys,
            [this](const SiteProfile &, const Identity &unlocked) {
                m_unlockedAs = unlocked.info.id;
                return m_site.makeConnection();
            },
            *m_desk);
    }

    ManualClock m_clock;
    FakeSite m_site;
    QString m_unlockedAs;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<MemorySecretStore> m_secrets;
    std::unique_ptr<Worker> m_worker;
    std::unique_ptr<IdentityStore> m_identities;
    std::unique_ptr<CacheKeyStore> m_cacheKeys;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<OperatorDesk> m_desk;
    std::unique_ptr<OperatorSession> m_session;
};

TEGATA_TEST(TestOperatorSession)
#include "test_operatorsession.moc"
