// SPDX-License-Identifier: Apache-2.0
#include "core/vault/keychainsecretstore.h"
#include "tests/support/await.h"

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
            QVERIFY(await(m_store.write(Key, secret())));
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

    void unlocked()
    {
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
        QVERIFY2(read.error().code == ErrorCode::KeychainEntryMissing || read.error().code == ErrorCode::KeychainLocked
                     || read.error().code == ErrorCode::KeychainUnavailable,
                 qPrintable(errorCodeName(read.error().code)));
    }

    void absent()
    {
        QCOMPARE(codeOf(await(m_store.read(Key))), ErrorCode::KeychainUnavailable);
        QCOMPARE(codeOf(await(m_store.write(Key, secret()))), ErrorCode::KeychainUnavailable);
    }

    const QString Key = QStringLiteral("identity/test");
    KeychainSecretStore m_store{QStringLiteral("jp.tegata.test")};
};

QTEST_GUILESS_MAIN(TestKeychain)
#include "test_keychain.moc"
