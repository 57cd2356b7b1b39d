// SPDX-License-Identifier: Apache-2.0
#include "core/vault/cachekey.h"
#include "core/vault/keychainsecretstore.h"
#include "tests/support/await.h"
#include "tests/support/testauthority.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>

#include <optional>

using namespace tegata;

// The real keychain of the desktop, in the state that tests/support/with-keyring.sh made: TEGATA_KEYRING is
// "unlocked", "locked" (after a run as "prepare", which stores an entry) or "absent".
class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keychain()
    {
        const QByteArray mode = qgetenv("TEGATA_KEYRING");
        if (mode == "unlocked")
            unlocked();
        else if (mode == "prepare")
            prepare();
        else if (mode == "locked")
            locked();
        else if (mode == "absent")
            absent();
        else
            QFAIL("run by tests/support/with-keyring.sh");
    }

private:
    static SharedSecret secret()
    {
        SecretBytes bytes(32);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes.data()[i] = static_cast<char>(i * 9); // also NUL and bytes that are no UTF-8
        return std::make_shared<const SecretBytes>(std::move(bytes));
    }

    // What the next run finds locked.
    void prepare()
    {
        QVERIFY(await(m_store.write(Key, secret())));
        const Result<CacheKey> key = await(m_cacheKeys.open(Site, identity()));
        QVERIFY(key);
        QCOMPARE(key->keeping, CacheKeyKeeping::Keychain);
    }

    Identity identity() const
    {
        const TestIdentity made = m_authority.client();
        return {IdentityInfo{QStringLiteral("id"), made.certificate, IdentityProtection::Keychain, QString()},
                made.key,
                {}};
    }
    static QByteArray sealing()
    {
        QFile file(QDir::homePath() + QStringLiteral("/profile/cache/site/sealing.json"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void unlocked()
    {
        const Result<CacheKey> made = await(m_cacheKeys.open(Site, identity()));
        QVERIFY(made);
        const Result<CacheKey> again = await(m_cacheKeys.open(Site, identity()));
        QVERIFY(again && again->key->equals(*made->key));
        QCOMPARE(codeOf(await(m_store.read(Key))), ErrorCode::KeychainEntryMissing);
        QVERIFY(await(m_store.write(Key, secret())));
        const Result<SharedSecret> read = await(m_store.read(Key));
        QVERIFY(read);
        QVERIFY((*read)->equals(*secret()));

        KeychainSecretStore other(QStringLiteral("jp.tegata.test.other"));
        QCOMPARE(codeOf(await(other.read(Key))), ErrorCode::KeychainEntryMissing);
        QCOMPARE(codeOf(await(m_store.write(Key, std::make_shared<const SecretBytes>(65)))),
                 ErrorCode::InvalidArgument);

        QVERIFY(await(m_store.remove(Key)));
        QCOMPARE(codeOf(await(m_store.read(Key))), ErrorCode::KeychainEntryMissing);
    }

    // A locked keyring hides its entries (pitfalls.md); what counts is that it never looks like success.
    void locked()
    {
        const Result<SharedSecret> read = await(m_store.read(Key));
        QVERIFY(!read);
        QVERIFY2(read.error().code == ErrorCode::KeychainEntryMissing ||
                     read.error().code == ErrorCode::KeychainLocked ||
                     read.error().code == ErrorCode::KeychainUnavailable,
                 qPrintable(errorCodeName(read.error().code)));
        // What is sealed in a cache keeps its key, although the keyring says that there is none.
        const QByteArray before = sealing();
        QVERIFY(!before.isEmpty());
        QVERIFY(!await(m_cacheKeys.open(Site, identity())));
        QCOMPARE(sealing(), before);
    }

    void absent()
    {
        QCOMPARE(codeOf(await(m_store.read(Key))), ErrorCode::KeychainUnavailable);
        QCOMPARE(codeOf(await(m_store.write(Key, secret()))), ErrorCode::KeychainUnavailable);
        const Result<CacheKey> key = await(m_cacheKeys.open(Site, identity()));
        QVERIFY(key);
        QCOMPARE(key->keeping, CacheKeyKeeping::Identity);
    }

    const QString Key = QStringLiteral("identity/test");
    const QString Site = QStringLiteral("site");
    TestAuthority m_authority;
    Worker m_worker{QStringLiteral("test")};
    KeychainSecretStore m_store{QStringLiteral("jp.tegata.test")};
    CacheKeyStore m_cacheKeys{QDir::homePath() + QStringLiteral("/profile"), m_store, m_worker};
};

TEGATA_TEST(TestKeychain)
#include "test_keychain.moc"
