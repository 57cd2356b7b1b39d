// SPDX-License-Identifier: Apache-2.0
#include "core/vault/identitystore.h"
#include "tests/support/await.h"
#include "tests/support/manualclock.h"
#include "tests/support/memorysecretstore.h"
#include "tests/support/testauthority.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

using namespace tegata;

namespace {

const QString Now = QStringLiteral("2026-11-22T09:00:00.000Z");

SharedSecret secret(const QString &text)
{
    return std::make_shared<const SecretBytes>(SecretBytes::fromText(text));
}

} // namespace

class TestIdentityStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_secrets = std::make_unique<MemorySecretStore>();
        m_clock.setNow(fromRfc3339(Now));
        reopen();
    }

    void listsNothingAtFirst() { QVERIFY(await(m_store->list())->isEmpty()); }

    void importAndUnlock()
    {
        const TestIdentity operatorIdentity = m_authority.client();
        const IdentityInfo info = import(operatorIdentity);
        QCOMPARE(info.id, QString::fromLatin1(operatorIdentity.certificate.sha256().toHex()));
        QCOMPARE(info.protection, IdentityProtection::Keychain);
        QCOMPARE(m_secrets->keys().size(), 1);
        QVERIFY(isEntryOf(m_secrets->keys().constFirst(), info.id));
        QCOMPARE(m_secrets->secret(m_secrets->keys().constFirst())->size(), std::size_t(32));

        reopen(); // the next start
        const Result<QList<IdentityInfo>> list = await(m_store->list());
        QCOMPARE(list->size(), 1);
        QCOMPARE(list->constFirst().certificate, operatorIdentity.certificate);
        const Result<Identity> identity = await(m_store->unlock(info.id));
        QVERIFY(identity);
        QCOMPARE(identity->key.publicKeyDer(), operatorIdentity.key.publicKeyDer());
        QCOMPARE(identity->chain, QList<Certificate>{m_authority.root()});
    }

    void filesAreForTheOwnerOnly()
    {
        const IdentityInfo info = import(m_authority.client());
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                                          QFile::WriteOther | QFile::ExeOther;
        QDirIterator entries(m_folder->path(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                             QDirIterator::Subdirectories);
        int count = 0;
        while (entries.hasNext()) {
            const QFileInfo entry(entries.next());
            QCOMPARE(entry.permissions() & others, QFile::Permissions());
            if (entry.isFile()) {
                ++count;
                QFile file(entry.filePath());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QByteArray bytes = file.readAll();
                QVERIFY(!bytes.contains("BEGIN PRIVATE KEY") && !bytes.contains("BEGIN EC PRIVATE KEY"));
                QCOMPARE(bytes.contains("BEGIN ENCRYPTED PRIVATE KEY"), entry.fileName() == QLatin1String("key.pem"));
            }
        }
        QCOMPARE(count, 4);
        QVERIFY(QDir(m_folder->filePath(QStringLiteral("identities/") + info.id)).exists());
    }

    void withoutKeychain()
    {
        m_secrets->failWith(ErrorCode::KeychainUnavailable);
        const IdentityInfo info = import(m_authority.client());
        QCOMPARE(info.protection, IdentityProtection::Passphrase);
        reopen();
        QCOMPARE(await(m_store->list())->constFirst().protection, IdentityProtection::Passphrase);
        QCOMPARE(codeOf(await(m_store->unlock(info.id))), ErrorCode::PassphraseNeeded);
        QCOMPARE(codeOf(await(m_store->unlock(info.id, secret(QStringLiteral("wrong"))))), ErrorCode::WrongPassphrase);
        QVERIFY(await(m_store->unlock(info.id, secret(QStringLiteral("合言葉")))));
    }

    void keychainLockedAtImport()
    {
        m_secrets->failWith(ErrorCode::KeychainLocked);
        const QByteArray bytes = pkcs12(m_authority.client(), SecretBytes("p", 1));
        QCOMPARE(codeOf(await(m_store->importPkcs12(bytes, secret(QStringLiteral("p"))))), ErrorCode::KeychainLocked);
        QVERIFY(await(m_store->list())->isEmpty());
    }

    // Whatever the keychain says at unlock, the key on the disk stays as it is, and opens when it is back.
    void keychainTroubleAtUnlock_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("locked") << ErrorCode::KeychainLocked;
        QTest::newRow("hidden while locked") << ErrorCode::KeychainEntryMissing;
        QTest::newRow("gone") << ErrorCode::KeychainUnavailable;
    }

    void keychainTroubleAtUnlock()
    {
        QFETCH(const ErrorCode, code);
        const IdentityInfo info = import(m_authority.client());
        const SharedSecret before = m_secrets->secret(m_secrets->keys().constFirst());
        m_secrets->failWith(code);
        QCOMPARE(codeOf(await(m_store->unlock(info.id))), code);
        m_secrets->failWith({});
        QVERIFY(before->equals(*m_secrets->secret(m_secrets->keys().constFirst())));
        QVERIFY(await(m_store->unlock(info.id)));
    }

    void keychainLostTheEntry()
    {
        const TestIdentity operatorIdentity = m_authority.client();
        const IdentityInfo info = import(operatorIdentity);
        m_secrets->forget(m_secrets->keys().constFirst());
        QCOMPARE(codeOf(await(m_store->unlock(info.id))), ErrorCode::KeychainEntryMissing);
        QVERIFY(m_secrets->keys().isEmpty()); // no new key was made
        import(operatorIdentity);
        QVERIFY(await(m_store->unlock(info.id)));
    }

    void keychainHoldsAnotherKey()
    {
        const IdentityInfo info = import(m_authority.client());
        m_secrets->write(m_secrets->keys().constFirst(), secret(QString(32, QLatin1Char('x'))));
        QCOMPARE(codeOf(await(m_store->unlock(info.id))), ErrorCode::KeychainEntryMissing);
    }

    void importingAgainReplaces()
    {
        const TestIdentity operatorIdentity = m_authority.client();
        const IdentityInfo first = import(operatorIdentity);
        const QString before = m_secrets->keys().constFirst();
        const IdentityInfo second = import(operatorIdentity);
        QCOMPARE(second.id, first.id);
        QCOMPARE(m_secrets->keys().size(), 1);
        QVERIFY(m_secrets->keys().constFirst() != before);
        QCOMPARE(await(m_store->list())->size(), 1);
        QVERIFY(await(m_store->unlock(first.id)));
        QCOMPARE(QDir(m_folder->filePath(QStringLiteral("identities")))
                     .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{first.id});
    }

    // A locked keyring hides the entry but takes a new one, and then the disk refuses the files.
    void importingAgainThatFailsKeepsTheOld()
    {
        const TestIdentity operatorIdentity = m_authority.client();
        const IdentityInfo info = import(operatorIdentity);
        const QStringList entries = m_secrets->keys();
        QFile blocked(m_folder->filePath(QStringLiteral("identities/%1.new").arg(info.id)));
        QVERIFY(blocked.open(QIODevice::WriteOnly)); // a file where the new folder should be
        m_secrets->hideEntries();
        const QByteArray bytes = pkcs12(operatorIdentity, SecretBytes("p", 1));
        QCOMPARE(codeOf(await(m_store->importPkcs12(bytes, secret(QStringLiteral("p"))))), ErrorCode::FileNotWritable);
        m_secrets->showEntries();
        QVERIFY(await(m_store->unlock(info.id)));
        QCOMPARE(m_secrets->keys(), entries);
    }

    // Made before the entry's name was recorded.
    void identityWithoutARecordedEntry()
    {
        const TestIdentity operatorIdentity = m_authority.client();
        const IdentityInfo info = import(operatorIdentity);
        const QString old = QStringLiteral("identity/") + info.id;
        m_secrets->write(old, m_secrets->secret(m_secrets->keys().constFirst()));
        m_secrets->forget(m_secrets->keys().constLast());
        QCOMPARE(m_secrets->keys(), QStringList{old});
        overwrite(info, QStringLiteral("identity.json"),
                  R"({"format":"tegata-identity","version":1,"protection":"keychain"})");
        QVERIFY(await(m_store->unlock(info.id)));
        import(operatorIdentity);
        QVERIFY(await(m_store->unlock(info.id)));
        QCOMPARE(m_secrets->keys().size(), 1);
        QVERIFY(isEntryOf(m_secrets->keys().constFirst(), info.id));
    }

    // A program that was killed between the two renames, and one that was killed while it wrote.
    void killedWhileReplacing()
    {
        const TestIdentity operatorIdentity = m_authority.client();
        const IdentityInfo info = import(operatorIdentity);
        const QString path = m_folder->filePath(QStringLiteral("identities/") + info.id);
        QVERIFY(QDir().rename(path, path + QStringLiteral(".old")));
        QVERIFY(QDir().mkpath(path + QStringLiteral(".new")));
        reopen();
        QCOMPARE(await(m_store->list())->size(), 1);
        QVERIFY(await(m_store->unlock(info.id)));
        import(operatorIdentity);
        QVERIFY(!QFile::exists(path + QStringLiteral(".new")));
        QVERIFY(!QFile::exists(path + QStringLiteral(".old")));
    }

    void unfitFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        const QDateTime now = fromRfc3339(Now);
        const SecretBytes passphrase = SecretBytes::fromText(QStringLiteral("合言葉"));
        QTest::newRow("empty") << QByteArray() << ErrorCode::Empty;
        QTest::newRow("text") << QByteArray("hello") << ErrorCode::MalformedEncoding;
        QTest::newRow("wrong passphrase")
            << pkcs12(m_authority.client(), SecretBytes("other", 5)) << ErrorCode::WrongPassphrase;
        QTest::newRow("expired") << pkcs12(m_authority.client(QStringLiteral("OLD"), KeySpec::EcP256, now.addDays(-20),
                                                              now.addDays(-10)),
                                           passphrase)
                                 << ErrorCode::CertificateExpired;
        QTest::newRow("not yet valid") << pkcs12(m_authority.client(QStringLiteral("NEW"), KeySpec::EcP256,
                                                                    now.addDays(10), now.addDays(20)),
                                                 passphrase)
                                       << ErrorCode::CertificateNotYetValid;
        QTest::newRow("a server's") << pkcs12(m_authority.server(), passphrase) << ErrorCode::WrongPurpose;
    }

    void unfitFiles()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const ErrorCode, code);
        QCOMPARE(codeOf(await(m_store->importPkcs12(bytes, secret(QStringLiteral("合言葉"))))), code);
        QVERIFY(await(m_store->list())->isEmpty());
        QVERIFY(m_secrets->keys().isEmpty());
    }

    void expiresLater()
    {
        const IdentityInfo info = import(m_authority.client());
        m_clock.setNow(info.certificate.notAfter().addSecs(1));
        QCOMPARE(codeOf(await(m_store->unlock(info.id))), ErrorCode::CertificateExpired);
        QCOMPARE(await(m_store->list())->size(), 1);
    }

    void damagedFiles_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("info") << QStringLiteral("identity.json") << QByteArray("{}") << ErrorCode::StoreCorrupt;
        QTest::newRow("newer") << QStringLiteral("identity.json")
                               << QByteArray(R"({"format":"tegata-identity","version":2})") << ErrorCode::StoreTooNew;
        QTest::newRow("another's entry")
            << QStringLiteral("identity.json")
            << QByteArray(R"({"format":"tegata-identity","version":1,"protection":"keychain","entry":"cache/x"})")
            << ErrorCode::StoreCorrupt;
        QTest::newRow("certificate") << QStringLiteral("certificate.pem") << m_authority.root().pem()
                                     << ErrorCode::StoreCorrupt;
        QTest::newRow("key") << QStringLiteral("key.pem") << QByteArray("x") << ErrorCode::NotPem;
        QTest::newRow("no key") << QStringLiteral("key.pem") << QByteArray() << ErrorCode::NotFound;
    }

    void damagedFiles()
    {
        QFETCH(const QString, file);
        QFETCH(const QByteArray, content);
        QFETCH(const ErrorCode, code);
        const IdentityInfo info = import(m_authority.client());
        if (content.isEmpty())
            QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("identities/%1/%2").arg(info.id, file))));
        else
            overwrite(info, file, content);
        QCOMPARE(codeOf(await(m_store->unlock(info.id))), code);
    }

    void remove()
    {
        const IdentityInfo info = import(m_authority.client());
        const IdentityInfo other = import(m_authority.client(QStringLiteral("HANAKO")));
        QVERIFY(await(m_store->remove(info.id)));
        QCOMPARE(await(m_store->list())->size(), 1);
        QCOMPARE(m_secrets->keys().size(), 1);
        QVERIFY(isEntryOf(m_secrets->keys().constFirst(), other.id));
        QCOMPARE(codeOf(await(m_store->remove(info.id))), ErrorCode::NotFound);
        QCOMPARE(codeOf(await(m_store->unlock(info.id))), ErrorCode::NotFound);
    }

    void idsThatLeaveTheFolder()
    {
        for (const char *id : {"", "..", "../sites", "A"}) {
            QCOMPARE(codeOf(await(m_store->unlock(QString::fromLatin1(id)))), ErrorCode::NotFound);
            QCOMPARE(codeOf(await(m_store->remove(QString::fromLatin1(id)))), ErrorCode::NotFound);
        }
    }

    void folderThatCannotBeWritten()
    {
        QFile blocked(m_folder->filePath(QStringLiteral("identities")));
        QVERIFY(blocked.open(QIODevice::WriteOnly)); // a file where the folder should be
        const QByteArray bytes = pkcs12(m_authority.client(), SecretBytes("p", 1));
        QCOMPARE(codeOf(await(m_store->importPkcs12(bytes, secret(QStringLiteral("p"))))), ErrorCode::FileNotWritable);
    }

private:
    static bool isEntryOf(const QString &entry, const QString &id)
    {
        return entry.startsWith(QStringLiteral("identity/%1/").arg(id));
    }

    void overwrite(const IdentityInfo &info, const QString &name, const QByteArray &content)
    {
        QFile file(m_folder->filePath(QStringLiteral("identities/%1/%2").arg(info.id, name)));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size());
    }

    void reopen()
    {
        m_store.reset();
        m_store = std::make_unique<IdentityStore>(m_folder->path(), *m_secrets, m_worker, m_clock);
    }

    QByteArray pkcs12(const TestIdentity &identity, const SecretBytes &passphrase) const
    {
        const Result<QByteArray> bytes = Pkcs12Bundle::create(identity.key, identity.certificate, {m_authority.root()},
                                                              QStringLiteral("operator"), passphrase);
        return bytes.value_or(QByteArray("cannot make a PKCS#12"));
    }

    IdentityInfo import(const TestIdentity &identity)
    {
        const QByteArray bytes = pkcs12(identity, SecretBytes::fromText(QStringLiteral("合言葉")));
        const Result<IdentityInfo> info = await(m_store->importPkcs12(bytes, secret(QStringLiteral("合言葉"))));
        if (!info)
            qFatal("import: %s", qPrintable(errorCodeName(info.error().code)));
        return *info;
    }

    const TestAuthority m_authority{QStringLiteral("Test Root"), fromRfc3339(Now)};
    Worker m_worker{QStringLiteral("files")};
    ManualClock m_clock{Now};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MemorySecretStore> m_secrets;
    std::unique_ptr<IdentityStore> m_store;
};

TEGATA_TEST(TestIdentityStore)
#include "test_identitystore.moc"
