// SPDX-License-Identifier: Apache-2.0
#include "core/vault/cachekey.h"

#include "core/pki/certificatebuilder.h"
#include "core/vault/sealingfile.h"
#include "tests/support/await.h"
#include "tests/support/memorysecretstore.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace tegata;

namespace {

const auto Site = QStringLiteral("practice");

Identity identity(const PrivateKey &key, const QString &id)
{
    CertificateTemplate content;
    content.serial = newSerial();
    content.subject = *DistinguishedName::parse(QStringLiteral("CN=T.YAMADA"));
    content.publicKeyDer = key.publicKeyDer();
    content.notBefore = QDateTime::currentDateTimeUtc();
    content.notAfter = content.notBefore.addDays(1);
    return {
        IdentityInfo{id, *signCertificate(content, std::nullopt, key), IdentityProtection::Keychain, {}, {}}, key, {}};
}

} // namespace

class TestCacheKey : public QObject
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
        const Result<CacheKey> key = await(m_store->open(Site, m_first));
        QVERIFY(key);
        QCOMPARE(key->key->size(), std::size_t(32));
        QCOMPARE(key->keeping, CacheKeyKeeping::Keychain);
        reopen();
        const Result<CacheKey> again = await(m_store->open(Site, m_first));
        QVERIFY(again && again->key->equals(*key->key));
        // The site's, not the operator's.
        const Result<CacheKey> other = await(m_store->open(Site, m_second));
        QVERIFY(other && other->key->equals(*key->key));
        const Result<CacheKey> otherSite = await(m_store->open(QStringLiteral("other"), m_first));
        QVERIFY(otherSite && !otherSite->key->equals(*key->key));
        requireNoSecret(*key->key);
        QCOMPARE(QFile::permissions(path("sealing.json")) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    // Whatever the keychain answers beside an existing key: no new one, and the old one is back when the keychain is.
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
        const Result<CacheKey> key = await(m_store->open(Site, m_first));
        const QByteArray before = read("sealing.json");
        m_secrets->failWith(code);
        QCOMPARE(codeOf(await(m_store->open(Site, m_first))), code);
        m_secrets->failWith({});
        QCOMPARE(read("sealing.json"), before);
        QCOMPARE(m_secrets->keys().size(), 1);
        QVERIFY(await(m_store->open(Site, m_first))->key->equals(*key->key));
    }

    void keychainHidesItsEntries()
    {
        QVERIFY(await(m_store->open(Site, m_first)));
        m_secrets->hideEntries();
        QCOMPARE(codeOf(await(m_store->open(Site, m_first))), ErrorCode::KeychainEntryMissing);
        QCOMPARE(m_secrets->keys().size(), 1);
    }

    void keychainHoldsAnotherKey()
    {
        QVERIFY(await(m_store->open(Site, m_first)));
        m_secrets->write(m_secrets->keys().constFirst(), std::make_shared<const SecretBytes>(32));
        QCOMPARE(codeOf(await(m_store->open(Site, m_first))), ErrorCode::KeychainEntryMissing);
    }

    void lockedKeychainMakesNoKey()
    {
        m_secrets->failWith(ErrorCode::KeychainLocked);
        QCOMPARE(codeOf(await(m_store->open(Site, m_first))), ErrorCode::KeychainLocked);
        QVERIFY(!QFile::exists(path("sealing.json")));
    }

    void renewsOnRequestOnly()
    {
        const Result<CacheKey> key = await(m_store->open(Site, m_first));
        m_secrets->forget(m_secrets->keys().constFirst());
        QCOMPARE(codeOf(await(m_store->open(Site, m_first))), ErrorCode::KeychainEntryMissing);
        const Result<CacheKey> fresh = await(m_store->renew(Site, m_first));
        QVERIFY(fresh && !fresh->key->equals(*key->key));
        reopen();
        QVERIFY(await(m_store->open(Site, m_first))->key->equals(*fresh->key));
    }

    void withoutKeychainTheIdentityOpensIt_data()
    {
        QTest::addColumn<KeySpec>("spec");
        QTest::newRow("RSA") << KeySpec::Rsa2048;
        QTest::newRow("P-256") << KeySpec::EcP256;
    }

    void withoutKeychainTheIdentityOpensIt()
    {
        QFETCH(const KeySpec, spec);
        m_secrets->failWith(ErrorCode::KeychainUnavailable);
        const PrivateKey key = *PrivateKey::generate(spec);
        const Result<CacheKey> made = await(m_store->open(Site, identity(key, QStringLiteral("a"))));
        QVERIFY(made);
        QCOMPARE(made->keeping, CacheKeyKeeping::Identity);
        reopen();
        // As it comes out of its file at the next start.
        const SecretBytes passphrase = SecretBytes::fromText(QStringLiteral("p"));
        const PrivateKey reread = *PrivateKey::parse(*key.toEncryptedPem(passphrase), passphrase);
        const Result<CacheKey> again = await(m_store->open(Site, identity(reread, QStringLiteral("a"))));
        QVERIFY(again && again->key->equals(*made->key));
        requireNoSecret(*made->key);
        // A keychain that comes later changes nothing.
        m_secrets->failWith({});
        QVERIFY(await(m_store->open(Site, identity(reread, QStringLiteral("a"))))->key->equals(*made->key));
        QVERIFY(m_secrets->keys().isEmpty());
    }

    void anotherIdentityNeedsTheFirst()
    {
        m_secrets->failWith(ErrorCode::KeychainUnavailable);
        const Result<CacheKey> key = await(m_store->open(Site, m_first));
        QCOMPARE(codeOf(await(m_store->open(Site, m_second))), ErrorCode::SealedForAnother);
        const auto wrong = std::make_shared<const SecretBytes>(32);
        QCOMPARE(codeOf(await(m_store->open(Site, m_second, wrong))), ErrorCode::SealedForAnother);
        const Result<CacheKey> handed = await(m_store->open(Site, m_second, key->key));
        QVERIFY(handed && handed->key->equals(*key->key));
        reopen();
        QVERIFY(await(m_store->open(Site, m_second))->key->equals(*key->key));
        QVERIFY(await(m_store->open(Site, m_first))->key->equals(*key->key));
    }

    void oneDamagedFileIsReplacedByTheOther()
    {
        m_secrets->failWith(ErrorCode::KeychainUnavailable);
        const Result<CacheKey> key = await(m_store->open(Site, m_first));
        for (const char *name : {"sealing.json", "sealing-copy.json"}) {
            const QByteArray whole = read(name);
            for (qsizetype at = 0; at < whole.size(); at += 61) {
                QByteArray damaged = whole;
                damaged[at] = char(damaged.at(at) ^ 4);
                write(name, damaged);
                const Result<CacheKey> opened = await(m_store->open(Site, m_first));
                QVERIFY2(opened && opened->key->equals(*key->key), qPrintable(QString::number(at)));
            }
            write(name, whole);
        }
        write("sealing.json", "{}");
        write("sealing-copy.json", "");
        QCOMPARE(codeOf(await(m_store->open(Site, m_first))), ErrorCode::StoreCorrupt);
    }

    void readsNoForeignEntry()
    {
        const SealingFile file(m_folder->filePath(QStringLiteral("cache/practice")));
        QVERIFY(file.create({QStringLiteral("identity/of-somebody"), {}, QByteArray(16, 'x')}));
        QCOMPARE(codeOf(await(m_store->open(Site, m_first))), ErrorCode::StoreCorrupt);
    }

private:
    void reopen() { m_store = std::make_unique<CacheKeyStore>(m_folder->path(), *m_secrets, m_worker); }
    QString path(const char *name) const
    {
        return m_folder->filePath(QStringLiteral("cache/practice/") + QLatin1String(name));
    }
    QByteArray read(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const char *name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    void requireNoSecret(const SecretBytes &key) const
    {
        const QByteArray bytes(key.data(), qsizetype(key.size()));
        for (const char *name : {"sealing.json", "sealing-copy.json"}) {
            QVERIFY(!read(name).isEmpty());
            QVERIFY(!read(name).contains(bytes.toBase64()) && !read(name).contains(bytes.toHex()));
        }
    }

    const Identity m_first = identity(*PrivateKey::generate(KeySpec::EcP256), QStringLiteral("first"));
    const Identity m_second = identity(*PrivateKey::generate(KeySpec::EcP256), QStringLiteral("second"));
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MemorySecretStore> m_secrets;
    Worker m_worker{QStringLiteral("test")};
    std::unique_ptr<CacheKeyStore> m_store;
};

TEGATA_TEST(TestCacheKey)
#include "test_cachekey.moc"
