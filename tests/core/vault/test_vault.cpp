// SPDX-License-Identifier: Apache-2.0
#include "core/vault/vault.h"
#include "tests/support/await.h"
#include "tests/support/memorysecretstore.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QUuid>

using namespace tegata;

namespace {

constexpr ScryptCost Cheap{10, 8, 1};

SharedSecret secret(const char *text)
{
    return std::make_shared<const SecretBytes>(SecretBytes::fromText(QString::fromUtf8(text)));
}

} // namespace

class TestVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_secrets = std::make_unique<MemorySecretStore>();
        reopen();
    }

    void keychain()
    {
        const Result<SharedSecret> key = await(m_vault->open());
        QVERIFY(key);
        QCOMPARE((*key)->size(), std::size_t(32));
        QCOMPARE(m_secrets->keys().size(), 1);
        reopen();
        const Result<SharedSecret> again = await(m_vault->open());
        QVERIFY(again && (*again)->equals(**key));
        QVERIFY(!read("vault.json").contains(QByteArray((*key)->data(), 32).toBase64()));
        QVERIFY(!read("vault.json").contains(QByteArray((*key)->data(), 32).toHex()));
    }

    // Whatever the keychain answers beside an existing vault: no new key, and the vault opens when it is back.
    void keychainTrouble_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("locked") << ErrorCode::KeychainLocked;
        QTest::newRow("hidden while locked") << ErrorCode::KeychainEntryMissing;
        QTest::newRow("gone") << ErrorCode::KeychainUnavailable;
    }

    void keychainTrouble()
    {
        QFETCH(const ErrorCode, code);
        const Result<SharedSecret> key = await(m_vault->open());
        const QByteArray before = read("vault.json");
        m_secrets->failWith(code);
        QCOMPARE(codeOf(await(m_vault->open(secret("p")))), code);
        m_secrets->failWith({});
        QCOMPARE(read("vault.json"), before);
        QCOMPARE(m_secrets->keys().size(), 1);
        QVERIFY((*await(m_vault->open()))->equals(**key));
    }

    void keychainHidesItsEntries()
    {
        QVERIFY(await(m_vault->open()));
        m_secrets->hideEntries();
        QCOMPARE(codeOf(await(m_vault->open())), ErrorCode::KeychainEntryMissing);
        QCOMPARE(m_secrets->keys().size(), 1);
    }

    void keychainHoldsAnotherKey()
    {
        QVERIFY(await(m_vault->open()));
        m_secrets->write(m_secrets->keys().constFirst(), secret("another key of just 32 bytes size"));
        QCOMPARE(codeOf(await(m_vault->open())), ErrorCode::KeychainEntryMissing);
    }

    void lockedKeychainMakesNoVault()
    {
        m_secrets->failWith(ErrorCode::KeychainLocked);
        QCOMPARE(codeOf(await(m_vault->open())), ErrorCode::KeychainLocked);
        QVERIFY(!QFile::exists(path("vault.json")));
    }

    void passphrase()
    {
        m_secrets->failWith(ErrorCode::KeychainUnavailable);
        const Result<SharedSecret> none = await(m_vault->open());
        QCOMPARE(codeOf(none), ErrorCode::PassphraseNeeded);
        QCOMPARE(none.error().field, QStringLiteral("newPassphrase"));
        const Result<SharedSecret> key = await(m_vault->open(secret("合言葉")));
        QVERIFY(key);
        reopen();
        const Result<SharedSecret> asked = await(m_vault->open());
        QCOMPARE(codeOf(asked), ErrorCode::PassphraseNeeded);
        QCOMPARE(asked.error().field, QStringLiteral("passphrase"));
        QCOMPARE(codeOf(await(m_vault->open(secret("合言")))), ErrorCode::WrongPassphrase);
        QVERIFY((*await(m_vault->open(secret("合言葉"))))->equals(**key));
        // A keychain that comes later changes nothing.
        m_secrets->failWith({});
        QVERIFY((*await(m_vault->open(secret("合言葉"))))->equals(**key));
        QVERIFY(m_secrets->keys().isEmpty());
    }

    void oneDamagedFileIsReplacedByTheOther_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("the vault") << QByteArray("vault.json");
        QTest::newRow("its copy") << QByteArray("vault-copy.json");
    }

    void oneDamagedFileIsReplacedByTheOther()
    {
        QFETCH(const QByteArray, name);
        m_secrets->failWith(ErrorCode::KeychainUnavailable);
        const Result<SharedSecret> key = await(m_vault->open(secret("p")));
        const QByteArray whole = read(name);
        for (qsizetype at = 0; at < whole.size(); at += 97) {
            QByteArray damaged = whole;
            damaged[at] = char(damaged.at(at) ^ 4);
            write(name, damaged);
            const Result<SharedSecret> opened = await(m_vault->open(secret("p")));
            QVERIFY2(opened && (*opened)->equals(**key), qPrintable(QString::number(at)));
        }
        QVERIFY(QFile::remove(path(name)));
        QVERIFY(await(m_vault->open(secret("p"))));
    }

    void bothDamaged()
    {
        QVERIFY(await(m_vault->open()));
        write("vault.json", "{}");
        write("vault-copy.json", "");
        QCOMPARE(codeOf(await(m_vault->open())), ErrorCode::StoreCorrupt);
        QCOMPARE(m_secrets->keys().size(), 1);
    }

    void tooNew()
    {
        QVERIFY(await(m_vault->open()));
        for (const QByteArray &name : {QByteArray("vault.json"), QByteArray("vault-copy.json")})
            write(name, read(name).replace("\"version\": 1", "\"version\": 2"));
        QCOMPARE(codeOf(await(m_vault->open())), ErrorCode::StoreTooNew);
    }

    // Drafts without their vault: a new key would make them unreadable for ever.
    void draftsWithoutVault()
    {
        QVERIFY(await(m_vault->open()));
        QVERIFY(QDir(path("")).mkdir(QUuid::createUuid().toString(QUuid::WithoutBraces)));
        QVERIFY(QFile::remove(path("vault.json")));
        QVERIFY(QFile::remove(path("vault-copy.json")));
        QCOMPARE(codeOf(await(m_vault->open())), ErrorCode::StoreCorrupt);
        QVERIFY(!QFile::exists(path("vault.json")));
        QCOMPARE(m_secrets->keys().size(), 1);
    }

    // Two processes start at once: both end with the same key, and no entry is left over.
    void madeTwiceAtOnce()
    {
        Worker worker(QStringLiteral("other"));
        Vault other(m_folder->path(), *m_secrets, worker, Cheap);
        const Future<SharedSecret> first = m_vault->open();
        const Future<SharedSecret> second = other.open();
        const Result<SharedSecret> one = await(first);
        const Result<SharedSecret> two = await(second);
        // The one that came while the other was writing may have to ask again.
        const Result<SharedSecret> sure = one ? one : await(m_vault->open());
        const Result<SharedSecret> sureToo = two ? two : await(other.open());
        QVERIFY(sure && sureToo);
        QVERIFY((*sure)->equals(**sureToo));
        QCOMPARE(m_secrets->keys().size(), 1);
    }

    void notWritable()
    {
        write("../drafts", "a file where the folder should be");
        QCOMPARE(codeOf(await(m_vault->open())), ErrorCode::FileNotWritable);
        QVERIFY(m_secrets->keys().isEmpty());
    }

private:
    void reopen() { m_vault = std::make_unique<Vault>(m_folder->path(), *m_secrets, m_worker, Cheap); }

    QString path(const QByteArray &name) const
    {
        return m_folder->filePath(QStringLiteral("drafts/") + QString::fromLatin1(name));
    }

    QByteArray read(const QByteArray &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void write(const QByteArray &name, const QByteArray &content) const
    {
        QFile file(QDir::cleanPath(path(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MemorySecretStore> m_secrets;
    Worker m_worker{QStringLiteral("vault")};
    std::unique_ptr<Vault> m_vault;
};

TEGATA_TEST(TestVault)
#include "test_vault.moc"
