// SPDX-License-Identifier: Apache-2.0
#include "core/base/privatefile.h"
#include "core/desk/operatorsession.h"
#include "core/desk/tokendirectory.h"
#include "core/desk/tokenwatch.h"
#include "core/remote/rest/restoperatorsite.h"
#include "core/remote/siteprofilestore.h"
#include "tests/support/await.h"
#include "tests/support/memorysecretstore.h"
#include "tests/support/scriptedtlsserver.h"
#include "tests/support/softtoken.h"
#include "tests/support/testmain.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUuid>

using namespace tegata;

namespace {

SharedSecret secret(const char *text)
{
    return std::make_shared<const SecretBytes>(text, qstrlen(text));
}

SharedSecret pin()
{
    return std::make_shared<const SecretBytes>(SoftToken::pin());
}

} // namespace

// Keys on tokens, with SoftHSM2 and the real service.
class TestPkcs11 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const KeySpec spec : {KeySpec::Rsa2048, KeySpec::EcP256}) {
            const QString label = spec == KeySpec::Rsa2048 ? QStringLiteral("rsa") : QStringLiteral("ec");
            const TestIdentity made = m_authority.client(QStringLiteral("T.YAMADA"), spec);
            m_identities.insert(label, {m_token.add(label, made.key, made.certificate), made.certificate});
        }
    }

    void init()
    {
        m_token.clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<IdentityStore>(m_folder->path(), m_secrets, m_worker, m_clock);
    }

    void findsWhatLiesOnTokens()
    {
        TokenDirectory directory;
        const Result<QList<TokenInfo>> tokens = await(directory.tokens(SoftToken::module()));
        QVERIFY(tokens);
        QCOMPARE(tokens->size(), 2);
        for (const TokenInfo &token : *tokens) {
            QVERIFY(m_identities.contains(token.label));
            QCOMPARE(token.pin, PinState::Normal);
            const auto certificates = await(directory.certificates(SoftToken::module(), token));
            QVERIFY(certificates);
            QCOMPARE(certificates->size(), 1);
            QCOMPARE(certificates->constFirst().certificate, m_identities.constFind(token.label)->certificate);
            QCOMPARE(certificates->constFirst().objectId, m_identities.constFind(token.label)->place.objectId);
        }
        QVERIFY(m_token.logins().isEmpty());
        QVERIFY(await(directory.modules()));
        const QString none = m_folder->filePath(QStringLiteral("none.so"));
        QCOMPARE(codeOf(await(directory.tokens(none))), ErrorCode::NotFound);
        QVERIFY(writePrivateFile(none, "not a library"));
        QCOMPARE(codeOf(await(directory.tokens(none))), ErrorCode::TokenFailure);
    }

    void mutualTls_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QSsl::SslProtocol>("protocol");
        for (const char *label : {"rsa", "ec"}) {
            QTest::addRow("%s, TLS 1.2", label) << QString::fromLatin1(label) << QSsl::TlsV1_2;
            QTest::addRow("%s, TLS 1.3", label) << QString::fromLatin1(label) << QSsl::TlsV1_3;
        }
    }

    void mutualTls()
    {
        QFETCH(const QString, label);
        QFETCH(const QSsl::SslProtocol, protocol);
        const Result<Identity> identity = unlocked(label);
        QVERIFY(identity);
        ScriptedTlsServer server(m_authority.server(), m_authority.root());
        Result<QSslConfiguration> configuration = makeTlsConfiguration(
            {m_authority.root()}, TlsIdentity{identity->info.certificate, identity->chain, identity->key});
        QVERIFY(configuration);
        configuration->setProtocol(protocol);
        QNetworkAccessManager manager;
        QNetworkRequest request(server.url());
        request.setSslConfiguration(*configuration);
        const std::unique_ptr<QNetworkReply> reply(manager.get(request));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QCOMPARE(server.received().size(), 1);
        QCOMPARE(server.received().constFirst().peerCertificate.toDer(),
                 m_identities.constFind(label)->certificate.der());
        QCOMPARE(m_token.logins(), QList<QByteArray>{"0x0"});
    }

    void aTokensKeyStaysThere()
    {
        for (const QString &label : m_identities.keys()) {
            const Result<Identity> identity = unlocked(label);
            QVERIFY(identity);
            QVERIFY(identity->key.isOnToken());
            QCOMPARE(codeOf(identity->key.toEncryptedPem(*secret("p"))), ErrorCode::Unsupported);
            QCOMPARE(codeOf(identity->key.deriveKey("salt", "info", 32)), ErrorCode::Unsupported);
            QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("identities/%1/key.pem").arg(identity->info.id))));
        }
    }

    void theNextStartKnowsTheToken()
    {
        const Result<IdentityInfo> added = add(QStringLiteral("ec"));
        QVERIFY(added);
        m_store = std::make_unique<IdentityStore>(m_folder->path(), m_secrets, m_worker, m_clock);
        const auto known = await(m_store->list());
        QCOMPARE(known->size(), 1);
        QCOMPARE(known->constFirst().protection, IdentityProtection::Token);
        QCOMPARE(known->constFirst().token, of("ec").place);
        QFile info(m_folder->filePath(QStringLiteral("identities/%1/identity.json").arg(added->id)));
        QVERIFY(info.open(QIODevice::ReadOnly));
        QVERIFY(!info.readAll().contains("4711"));
        QVERIFY(await(m_store->unlock(added->id, pin())));
        QVERIFY(await(m_store->remove(added->id)));
        QCOMPARE(codeOf(await(m_store->unlock(added->id, pin()))), ErrorCode::NotFound);
    }

    void aWrongPinIsTriedOnce()
    {
        const Result<IdentityInfo> added = add(QStringLiteral("rsa"));
        QCOMPARE(codeOf(await(m_store->unlock(added->id))), ErrorCode::PinNeeded);
        QVERIFY(m_token.logins().isEmpty());
        QCOMPARE(codeOf(await(m_store->unlock(added->id, secret("0000")))), ErrorCode::WrongPin);
        QCOMPARE(m_token.logins(), QList<QByteArray>{"0xa0"}); // CKR_PIN_INCORRECT
        QVERIFY(await(m_store->unlock(added->id, pin())));
        QCOMPARE(m_token.logins().size(), 2);
    }

    // Somebody is signed in with the same token: that proves nothing about the PIN that is given now.
    void aPinIsLookedAtEvenWhereTheTokenIsOpen()
    {
        const Result<Identity> first = unlocked(QStringLiteral("ec"));
        QVERIFY(first);
        QCOMPARE(codeOf(await(m_store->unlock(first->info.id, secret("0000")))), ErrorCode::WrongPin);
    }

    void saysHowManyTriesAreLeft()
    {
        const Result<IdentityInfo> added = add(QStringLiteral("ec"));
        const std::pair<const char *, PinState> states[] = {
            {"low", PinState::Low}, {"final", PinState::FinalTry}, {"locked", PinState::Locked}};
        for (const auto &[flag, state] : states) {
            m_token.clear();
            m_token.set(flag, true);
            QCOMPARE(await(m_store->token(added->id))->pin, state);
        }
        // A locked PIN is not even tried.
        QCOMPARE(codeOf(await(m_store->unlock(added->id, pin()))), ErrorCode::PinLocked);
        QVERIFY(m_token.logins().isEmpty());
    }

    void noToken()
    {
        const Result<IdentityInfo> added = add(QStringLiteral("ec"));
        m_token.set("removed", true);
        QCOMPARE(codeOf(await(m_store->unlock(added->id, pin()))), ErrorCode::TokenMissing);
        QCOMPARE(codeOf(await(m_store->token(added->id))), ErrorCode::TokenMissing);
        QVERIFY(m_token.logins().isEmpty());
        m_token.set("removed", false);
        QVERIFY(await(m_store->unlock(added->id, pin())));
    }

    void tellsWhenItIsTakenOut()
    {
        TokenWatch watch(of("ec").place, std::chrono::milliseconds(20));
        QSignalSpy gone(&watch, &TokenWatch::gone);
        m_token.set("removed", true);
        QTRY_COMPARE(gone.count(), 1);
    }

    void anotherKeyUnderTheNameIsNoticed()
    {
        TokenReference place = of("ec").place;
        const Result<IdentityInfo> added =
            await(m_store->addToken(place, m_authority.client(QStringLiteral("X.OTHER")).certificate, {}));
        QVERIFY(added);
        QCOMPARE(codeOf(await(m_store->unlock(added->id, pin()))), ErrorCode::KeyMismatch);
        place.objectId = "zz";
        QVERIFY(await(m_store->addToken(place, of("ec").certificate, {})));
        const QString id = QString::fromLatin1(of("ec").certificate.sha256().toHex());
        QCOMPARE(codeOf(await(m_store->unlock(id, pin()))), ErrorCode::KeyMissing);
    }

    // The main job with a card: the operator's key of the practice world moves to a token and approves there.
    void approvesAtTheRealService()
    {
        QProcess service;
        service.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        const QString folder = m_folder->filePath(QStringLiteral("practice"));
        service.start(QStringLiteral(TEGATA_CLI), {QStringLiteral("practice"), folder});
        QByteArray output;
        QTRY_VERIFY_WITH_TIMEOUT((output += service.readAllStandardOutput()).contains("READY"), 60000);
        const auto valueOf = [&output](const char *key) {
            for (const QByteArray &line : output.split('\n')) {
                if (line.startsWith(QByteArray(key) + '='))
                    return QString::fromUtf8(line.mid(qsizetype(qstrlen(key)) + 1)).trimmed();
            }
            return QString();
        };
        const SecretBytes passphrase =
            SecretBytes::fromText(QString::fromUtf8(read(valueOf("P12_PASSPHRASE_FILE"))).trimmed());
        const Result<Pkcs12Bundle> bundle = Pkcs12Bundle::open(read(valueOf("OPERATOR_P12")), passphrase);
        QVERIFY(bundle);
        const TokenReference place = m_token.add(QStringLiteral("practice"), *bundle->key(), *bundle->certificate());
        const auto added = await(m_store->addToken(place, *bundle->certificate(), bundle->others()));
        QVERIFY(added);
        const Result<Identity> identity = await(m_store->unlock(added->id, pin()));
        QVERIFY(identity);
        const Result<SiteProfile> profile = practiceSiteProfile(folder + QStringLiteral("/practice.env"));
        QVERIFY(profile);
        auto site = RestOperatorSite::make(
            *profile, TlsIdentity{identity->info.certificate, identity->chain, identity->key}, Language::English);
        QVERIFY(site);
        QVERIFY(await((*site)->openSession()));
        const auto pending = await((*site)->listRequests(RequestState::Pending, {}, 100));
        QVERIFY(pending && !pending->items.isEmpty());
        int issued = 0;
        for (const CertificateRequest &request : pending->items) {
            const auto answer = await((*site)->decide({request.id, request.version, RequestAction::Approve, QString(),
                                                       QUuid::createUuid().toString(QUuid::WithoutBraces)}));
            QVERIFY(answer);
            if (std::holds_alternative<ActionDone<RequestDetail>>(*answer))
                ++issued;
            if (issued > 0)
                break;
        }
        QCOMPARE(issued, 1);
        QCOMPARE(m_token.logins(), QList<QByteArray>{"0x0"});
        site->reset();
        service.terminate();
        QVERIFY(service.waitForFinished());
    }

private:
    struct Made
    {
        TokenReference place;
        Certificate certificate;
    };

    const Made &of(const char *label) const { return *m_identities.constFind(QLatin1String(label)); }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    Result<IdentityInfo> add(const QString &label)
    {
        const Made &made = *m_identities.constFind(label);
        return await(m_store->addToken(made.place, made.certificate, {}));
    }
    Result<Identity> unlocked(const QString &label)
    {
        const Result<IdentityInfo> added = add(label);
        return added ? await(m_store->unlock(added->id, pin())) : failure(added.error());
    }

    SoftToken m_token;
    TestAuthority m_authority;
    QHash<QString, Made> m_identities;
    SystemClock m_clock;
    MemorySecretStore m_secrets;
    Worker m_worker{QStringLiteral("test")};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<IdentityStore> m_store;
};

TEGATA_TEST(TestPkcs11)
#include "test_pkcs11.moc"
