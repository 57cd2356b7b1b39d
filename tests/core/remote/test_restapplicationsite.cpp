// SPDX-License-Identifier: Apache-2.0
#include "core/remote/rest/restapplicationsite.h"

#include "core/pki/certificatesigningrequest.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/scriptedtlsserver.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace tegata;

namespace {

const char SignedIn[] = R"({"token":"tok-1","expiresAt":"2026-11-22T18:00:00.000Z",)"
                        R"("contact":{"id":"co-1","name":"佐藤 一郎"},"customer":{"id":"cu-1","name":"株式会社例示"}})";
const char Unauthorized[] = R"({"type":"about:blank","title":"t","status":401,"detail":"d",)"
                            R"("code":"notAuthenticated","findings":[],"current":null})";

QByteArray detailJson()
{
    RequestDetail detail;
    detail.request = FakeSite::makeRequest(1);
    detail.request.version = 1;
    detail.requester = {QStringLiteral("co-1"), QStringLiteral("佐藤 一郎")};
    return QJsonDocument(contract::toJson(detail)).toJson();
}

} // namespace

class TestRestApplicationSite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedTlsServer>(m_authority.server());
        SiteProfile profile;
        profile.applicationUrl = m_server->url();
        profile.trustAnchors = {m_authority.root()};
        Result<std::unique_ptr<RestApplicationSite>> site = RestApplicationSite::make(profile, Language::English);
        QVERIFY(site);
        m_site = *std::move(site);
    }

    void cleanup()
    {
        m_site.reset();
        m_server.reset();
    }

    void signInCarriesAnyPassword_data()
    {
        QTest::addColumn<QString>("password");
        QTest::newRow("plain") << QStringLiteral("secret");
        QTest::newRow("Japanese") << QStringLiteral("合言葉");
        QTest::newRow("quotes") << QStringLiteral("a\"b\\c\t\n/");
    }

    void signInCarriesAnyPassword()
    {
        QFETCH(const QString, password);
        m_server->play(ScriptedReply::json(SignedIn));
        const Result<SignedInContact> session =
            await(m_site->signIn(QStringLiteral("c\"1"), SecretBytes::fromText(password)));
        QVERIFY(session);
        QCOMPARE(session->contact.name, QStringLiteral("佐藤 一郎"));
        QCOMPARE(session->customer.id, QStringLiteral("cu-1"));
        const QJsonObject sent = QJsonDocument::fromJson(m_server->received().constFirst().body).object();
        QCOMPARE(sent.value(QLatin1String("password")).toString(), password);
        QCOMPARE(sent.value(QLatin1String("loginId")).toString(), QStringLiteral("c\"1"));
        QCOMPARE(sent.size(), 2);

        m_server->play(ScriptedReply::json(detailJson()));
        QVERIFY(await(m_site->fetchRequest(QStringLiteral("r-0001"))));
        QCOMPARE(m_server->received().constLast().headers.value("authorization"), QByteArray("Bearer tok-1"));
    }

    void wrongPassword()
    {
        m_server->play(ScriptedReply::problem(401, Unauthorized));
        QCOMPARE(codeOf(await(m_site->signIn(QStringLiteral("c1"), SecretBytes("x", 1)))), ErrorCode::NotAuthenticated);
    }

    void nothingWithoutSignIn()
    {
        QCOMPARE(codeOf(await(m_site->fetchRequest(QStringLiteral("r")))), ErrorCode::NotAuthenticated);
        QCOMPARE(codeOf(await(m_site->submitRequest(sample()))), ErrorCode::NotAuthenticated);
        QCOMPARE(m_server->received().size(), 0);
    }

    void sessionThatEnded()
    {
        signIn();
        int ended = 0;
        m_site->onSessionEnded([&ended] { ++ended; });
        m_server->play(ScriptedReply::problem(401, Unauthorized));
        QCOMPARE(codeOf(await(m_site->fetchRegistration())), ErrorCode::NotAuthenticated);
        const qsizetype count = m_server->received().size();
        QCOMPARE(codeOf(await(m_site->fetchRegistration())), ErrorCode::NotAuthenticated);
        QCOMPARE(m_server->received().size(), count); // the token is gone: nothing was sent
        QCOMPARE(ended, 1);
    }

    void leavingIsNoEndOfTheSession()
    {
        signIn();
        int ended = 0;
        m_site->onSessionEnded([&ended] { ++ended; });
        m_server->play(ScriptedReply::problem(401, Unauthorized)); // it has ended there meanwhile
        QCOMPARE(codeOf(await(m_site->signOut())), ErrorCode::NotAuthenticated);
        m_server->play(ScriptedReply::problem(401, Unauthorized));
        QCOMPARE(codeOf(await(m_site->signIn(QStringLiteral("c1"), SecretBytes("x", 1)))), ErrorCode::NotAuthenticated);
        QCOMPARE(ended, 0);
    }

    void changesAreReadAsAContact()
    {
        signIn();
        contract::ChangePage page;
        page.requests = {FakeSite::makeRequest(1)};
        page.requests.first().version = 1;
        page.next = QStringLiteral("c-2");
        m_server->play(ScriptedReply::json(QJsonDocument(contract::toJson(page)).toJson()));
        const Result<contract::ChangePage> read =
            await(m_site->fetchChanges(QStringLiteral("c-1"), 100, std::chrono::seconds(5)));
        QVERIFY(read);
        QCOMPARE(read->requests.constFirst().id, page.requests.constFirst().id);
        QCOMPARE(read->next, QStringLiteral("c-2"));
        const ReceivedRequest sent = m_server->received().constLast();
        QCOMPARE(sent.target, QByteArray("/v1/changes?after=c-1&limit=100&wait=5"));
        QCOMPARE(sent.headers.value("authorization"), QByteArray("Bearer tok-1"));
    }

    void ofTwoSignInsTheLaterCounts()
    {
        m_server->play(ScriptedReply::json(SignedIn));
        m_server->play(ScriptedReply::problem(401, Unauthorized));
        const Future<SignedInContact> first = m_site->signIn(QStringLiteral("c1"), SecretBytes("x", 1));
        const Future<SignedInContact> second = m_site->signIn(QStringLiteral("c1"), SecretBytes("y", 1));
        QCOMPARE(codeOf(await(first)), ErrorCode::Cancelled);
        QVERIFY(codeOf(await(second)) != ErrorCode::Cancelled);
    }

    void signingOutDuringASignInEndsSignedOut()
    {
        m_server->play(ScriptedReply::json(SignedIn));
        const Future<SignedInContact> signIn = m_site->signIn(QStringLiteral("c1"), SecretBytes("x", 1));
        (void)m_site->signOut();
        QCOMPARE(codeOf(await(signIn)), ErrorCode::Cancelled);
        QCOMPARE(codeOf(await(m_site->fetchRegistration())), ErrorCode::NotAuthenticated);
        // The session that the site has opened meanwhile is ended there.
        QTRY_COMPARE(m_server->received().size(), 2);
        QCOMPARE(m_server->received().constLast().method, QByteArray("DELETE"));
        QCOMPARE(m_server->received().constLast().target, QByteArray("/v1/session"));
        QCOMPARE(m_server->received().constLast().headers.value("authorization"), QByteArray("Bearer tok-1"));
    }

    void signingInAnewEndsTheSessionBefore()
    {
        signIn();
        const qsizetype count = m_server->received().size();
        m_server->play(ScriptedReply::problem(401, Unauthorized));
        QCOMPARE(codeOf(await(m_site->signIn(QStringLiteral("c1"), SecretBytes("x", 1)))), ErrorCode::NotAuthenticated);
        QTRY_COMPARE(m_server->received().size(), count + 2);
        QCOMPARE(m_server->received().constLast().method, QByteArray("DELETE"));
        QCOMPARE(m_server->received().constLast().headers.value("authorization"), QByteArray("Bearer tok-1"));
    }

    void signOut()
    {
        signIn();
        m_server->play({ScriptedReply::Kind::Answer, 204, "text/plain", {}, {}, {}});
        QVERIFY(await(m_site->signOut()));
        QCOMPARE(m_server->received().constLast().method, QByteArray("DELETE"));
        QCOMPARE(codeOf(await(m_site->fetchRegistration())), ErrorCode::NotAuthenticated);
    }

    void submission()
    {
        signIn();
        m_server->play({ScriptedReply::Kind::Answer, 201, "application/json", detailJson(), {}, {}});
        RequestSubmission submission = sample();
        // Only what was read is sent, in the one form: no text, no other block.
        const QByteArray pem = submission.csr;
        submission.csr = "お願いします\n" + m_authority.root().pem() + QByteArray(pem).replace("\n", "\r\n");
        submission.product = Product::Ev;
        submission.comment = QStringLiteral("お願いします");
        submission.acknowledged = true;
        submission.idempotencyKey = QStringLiteral("draft-1");
        const Result<SubmissionAnswer> answer = await(m_site->submitRequest(submission));
        QVERIFY(answer);
        QCOMPARE(std::get<ActionDone<RequestDetail>>(*answer).current.request.id, QStringLiteral("r-0001"));
        const ReceivedRequest sent = m_server->received().constLast();
        QCOMPARE(sent.headers.value("idempotency-key"), QByteArray("draft-1"));
        const QJsonObject body = QJsonDocument::fromJson(sent.body).object();
        QCOMPARE(body.value(QLatin1String("csr")).toString(), QString::fromLatin1(pem));
        QCOMPARE(body.value(QLatin1String("product")).toString(), QStringLiteral("ev"));
        QCOMPARE(body.value(QLatin1String("language")).toString(), QStringLiteral("ja"));
        QCOMPARE(body.value(QLatin1String("acknowledged")).toBool(), true);
        QVERIFY(body.value(QLatin1String("renewalOf")).isNull());
    }

    void submissionRefused()
    {
        signIn();
        m_server->play(ScriptedReply::problem(
            422, R"({"type":"about:blank","title":"t","status":422,"detail":"d","code":"refused","findings":[],)"
                 R"("current":null})"));
        const Result<SubmissionAnswer> answer = await(m_site->submitRequest(sample()));
        QVERIFY(answer);
        QCOMPARE(std::get<ActionRefused>(*answer).code, QStringLiteral("refused"));
    }

    void privateKeysAreNotSent()
    {
        signIn();
        const qsizetype count = m_server->received().size();
        QFile file(
            QStringLiteral("%1/tests/cases/csr/w25-only-key.csr").arg(qEnvironmentVariable("TEGATA_SOURCE_DIR")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray key = file.readAll();
        RequestSubmission submission = sample();
        submission.csr = key + submission.csr;
        QCOMPARE(codeOf(await(m_site->submitRequest(submission))), ErrorCode::PrivateKeyFound);
        submission = sample();
        submission.comment = QString::fromLatin1(key);
        const Result<SubmissionAnswer> answer = await(m_site->submitRequest(submission));
        QCOMPARE(codeOf(answer), ErrorCode::PrivateKeyFound);
        QCOMPARE(answer.error().field, QStringLiteral("comment"));
        submission = sample();
        submission.csr = "no CSR";
        QCOMPARE(codeOf(await(m_site->submitRequest(submission))), ErrorCode::NotPem);
        QCOMPARE(m_server->received().size(), count);
    }

    void withdrawal()
    {
        signIn();
        m_server->play(ScriptedReply::json(detailJson()));
        const Decision decision{QStringLiteral("r-0001"), 1, RequestAction::Approve, {}, QStringLiteral("k")};
        QVERIFY(await(m_site->withdrawRequest(decision)));
        QCOMPARE(m_server->received().constLast().target, QByteArray("/v1/requests/r-0001/withdraw"));
    }

private:
    static RequestSubmission sample()
    {
        RequestSubmission submission;
        submission.csr =
            CertificateSigningRequest::create(*PrivateKey::generate(KeySpec::EcP256),
                                              *DistinguishedName::parse(QStringLiteral("CN=www.example.jp")), {})
                ->pem();
        return submission;
    }

    void signIn()
    {
        m_server->play(ScriptedReply::json(SignedIn));
        QVERIFY(await(m_site->signIn(QStringLiteral("c1"), SecretBytes("x", 1))));
    }

    const TestAuthority m_authority;
    std::unique_ptr<ScriptedTlsServer> m_server;
    std::unique_ptr<RestApplicationSite> m_site;
};

TEGATA_TEST(TestRestApplicationSite)
#include "test_restapplicationsite.moc"
