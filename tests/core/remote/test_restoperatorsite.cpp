// SPDX-License-Identifier: Apache-2.0
#include "core/remote/rest/restoperatorsite.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/scriptedtlsserver.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace tegata;
using namespace std::chrono_literals;

namespace {

QByteArray bytes(const QJsonObject &json)
{
    return QJsonDocument(json).toJson();
}

RequestDetail makeDetail(int number, int version)
{
    RequestDetail detail;
    detail.request = FakeSite::makeRequest(number);
    detail.request.version = version;
    detail.requester = {QStringLiteral("co-1"), QStringLiteral("佐藤 一郎")};
    detail.requesterMail = QStringLiteral("ichiro@example.jp");
    return detail;
}

CertificateDetail makeCertificate(int number, int version)
{
    CertificateDetail detail;
    detail.certificate = FakeSite::makeCertificate(number);
    detail.certificate.version = version;
    detail.pem = "-----BEGIN CERTIFICATE-----\n";
    return detail;
}

QByteArray problem(int status, const QString &code, const QJsonObject &current, const QList<Finding> &findings = {})
{
    contract::Problem problem;
    problem.status = status;
    problem.code = code;
    problem.title = QStringLiteral("title");
    problem.detail = QStringLiteral("説明");
    problem.findings = findings;
    problem.current = current;
    return bytes(contract::toJson(problem));
}

const char SessionJson[] =
    R"({"operator":{"id":"op-1","name":"山田 太郎","commonName":"TARO YAMADA"},)"
    R"("customer":{"id":"cu-1","name":"株式会社例示"},"site":{"id":"s","name":"Practice"},)"
    R"("certificate":{"serial":"0A","notAfter":"2027-11-01T00:00:00.000Z"},)"
    R"("capabilities":{"changeFeed":true,"claim":true,"release":true,"hold":false,"cancel":true,)"
    R"("decisionNotes":true,"history":true,"registration":true,"revoke":true},)"
    R"("serverTime":"2026-11-22T09:00:00.000Z","version":"0.1.0"})";

} // namespace

class TestRestOperatorSite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedTlsServer>(m_authority.server(), m_authority.root());
        SiteProfile profile;
        profile.operatorUrl = m_server->url();
        profile.trustAnchors = {m_authority.root()};
        Result<std::unique_ptr<RestOperatorSite>> site =
            RestOperatorSite::make(profile, {m_identity.certificate, {}, m_identity.key}, Language::Japanese);
        QVERIFY(site);
        m_site = *std::move(site);
    }

    void cleanup()
    {
        m_site.reset();
        m_server.reset();
    }

    void withoutUrl()
    {
        SiteProfile profile;
        profile.trustAnchors = {m_authority.root()};
        const auto site =
            RestOperatorSite::make(profile, {m_identity.certificate, {}, m_identity.key}, Language::Japanese);
        QCOMPARE(codeOf(site), ErrorCode::InvalidArgument);
        QCOMPARE(site.error().field, QStringLiteral("operatorUrl"));
    }

    void session()
    {
        m_server->play(ScriptedReply::json(SessionJson));
        const Result<SiteSession> session = await(m_site->openSession());
        QVERIFY(session);
        QCOMPARE(session->operatorActor, (Actor{QStringLiteral("op-1"), QStringLiteral("山田 太郎")}));
        QCOMPARE(session->operatorCommonName, QStringLiteral("TARO YAMADA"));
        QCOMPARE(session->customer.name, QStringLiteral("株式会社例示"));
        QCOMPARE(session->siteName, QStringLiteral("Practice"));
        QCOMPARE(session->certificateSerial, QStringLiteral("0A"));
        QVERIFY(session->capabilities.claim && !session->capabilities.hold);
        QVERIFY(!session->capabilities.allows(RequestAction::Hold));
        QCOMPARE(session->serviceVersion, QStringLiteral("0.1.0"));
        QCOMPARE(target(), QByteArray("GET /v1/session"));
        QCOMPARE(m_server->received().constFirst().peerCertificate.toDer(), m_identity.certificate.der());
    }

    void damagedSession()
    {
        m_server->play(ScriptedReply::json(QByteArray(SessionJson).replace("2027-11-01", "tomorrow")));
        const Result<SiteSession> session = await(m_site->openSession());
        QCOMPARE(codeOf(session), ErrorCode::ProtocolViolation);
        QCOMPARE(session.error().field, QStringLiteral("certificate.notAfter"));
    }

    void changes()
    {
        contract::ChangePage page;
        page.requests = {FakeSite::makeRequest(1), FakeSite::makeRequest(2)};
        page.requests[0].version = page.requests[1].version = 1;
        page.certificates = {FakeSite::makeCertificate(3)};
        page.certificates[0].version = 1;
        page.removedRequests = {QStringLiteral("gone")};
        page.next = QStringLiteral("c+2");
        page.more = true;
        m_server->play(ScriptedReply::json(bytes(contract::toJson(page))));
        m_server->play(ScriptedReply::json(bytes(contract::toJson(page))));
        const Result<contract::ChangePage> read = await(m_site->fetchChanges({}, 1000, 0s));
        QVERIFY(read);
        QCOMPARE(*read, page);
        QCOMPARE(target(), QByteArray("GET /v1/changes?limit=1000"));
        QVERIFY(await(m_site->fetchChanges(QStringLiteral("c+2 &é"), 10, 30s)));
        QCOMPARE(target(), QByteArray("GET /v1/changes?after=c%2B2%20%26%C3%A9&limit=10&wait=30"));
    }

    void lists()
    {
        m_server->play(ScriptedReply::json(
            bytes({{QStringLiteral("items"), QJsonArray{contract::toJson(makeDetail(1, 1).request)}},
                   {QStringLiteral("next"), QStringLiteral("n")}})));
        const auto requests = await(m_site->listRequests(RequestState::OnHold, {}, 50));
        QVERIFY(requests);
        QCOMPARE(requests->items, QList<CertificateRequest>{makeDetail(1, 1).request});
        QCOMPARE(requests->next, QStringLiteral("n"));
        QCOMPARE(target(), QByteArray("GET /v1/requests?state=on_hold&limit=50"));

        m_server->play(ScriptedReply::json(R"({"items":[],"next":null})"));
        const auto certificates = await(m_site->listCertificates(CertificateState::Valid, QStringLiteral("x"), 5));
        QVERIFY(certificates);
        QVERIFY(certificates->items.isEmpty() && certificates->next.isEmpty());
        QCOMPARE(target(), QByteArray("GET /v1/certificates?state=valid&after=x&limit=5"));
    }

    void details()
    {
        m_server->play(ScriptedReply::json(bytes(contract::toJson(makeDetail(7, 2)))));
        const Result<RequestDetail> request = await(m_site->fetchRequest(QStringLiteral("r-0007")));
        QVERIFY(request);
        QCOMPARE(*request, makeDetail(7, 2));
        m_server->play(ScriptedReply::json(bytes(contract::toJson(makeCertificate(7, 2)))));
        const Result<CertificateDetail> certificate = await(m_site->fetchCertificate(QStringLiteral("0A000007")));
        QVERIFY(certificate);
        QCOMPARE(*certificate, makeCertificate(7, 2));
        QCOMPARE(target(), QByteArray("GET /v1/certificates/0A000007"));
    }

    void decisionDone()
    {
        m_server->play(ScriptedReply::json(bytes(contract::toJson(makeDetail(1, 2)))));
        const Result<DecisionAnswer> answer = await(m_site->decide(decision()));
        QVERIFY(answer);
        QCOMPARE(std::get<ActionDone<RequestDetail>>(*answer).current, makeDetail(1, 2));
        QCOMPARE(target(), QByteArray("POST /v1/requests/r-0001/reject"));
        const ReceivedRequest sent = m_server->received().constLast();
        QCOMPARE(sent.headers.value("idempotency-key"), QByteArray("k1"));
        QCOMPARE(QJsonDocument::fromJson(sent.body).object(),
                 (QJsonObject{{QStringLiteral("version"), 1}, {QStringLiteral("note"), QStringLiteral("理由")}}));
    }

    void decisionConflict()
    {
        m_server->play(
            ScriptedReply::problem(409, problem(409, QStringLiteral("conflict"), contract::toJson(makeDetail(1, 5)))));
        const Result<DecisionAnswer> answer = await(m_site->decide(decision()));
        QVERIFY(answer);
        QCOMPARE(std::get<ActionConflict<RequestDetail>>(*answer).current, makeDetail(1, 5));
    }

    void decisionRefused()
    {
        Finding finding;
        finding.rule = QStringLiteral("V6");
        finding.code = QStringLiteral("key.rsaTooShort");
        finding.outcome = FindingOutcome::Error;
        finding.field = QStringLiteral("publicKey");
        finding.message = QStringLiteral("鍵が短すぎます。");
        finding.remedy = QStringLiteral("作り直してください。");
        m_server->play(ScriptedReply::problem(422, problem(422, QStringLiteral("refused"), {}, {finding})));
        const Result<DecisionAnswer> answer = await(m_site->decide(decision()));
        QVERIFY(answer);
        const auto &refused = std::get<ActionRefused>(*answer);
        QCOMPARE(refused.code, QStringLiteral("refused"));
        QCOMPARE(refused.detail, QStringLiteral("説明"));
        QCOMPARE(refused.findings.size(), 1);
        QCOMPARE(refused.findings.constFirst().field, QStringLiteral("publicKey"));
    }

    void decisionErrors_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("key used for another action")
            << 422 << problem(422, QStringLiteral("invalidArgument"), {}) << ErrorCode::InvalidArgument;
        QTest::newRow("unknown") << 404 << problem(404, QStringLiteral("notFound"), {}) << ErrorCode::NotFound;
        QTest::newRow("conflict without the thing")
            << 409 << problem(409, QStringLiteral("conflict"), {}) << ErrorCode::ProtocolViolation;
        QTest::newRow("refused, but no document") << 422 << QByteArray("<html>") << ErrorCode::ProtocolViolation;
        QTest::newRow("down") << 503 << problem(503, QStringLiteral("serviceFailure"), {}) << ErrorCode::ServiceFailure;
        QTest::newRow("revoked meanwhile")
            << 401 << problem(401, QStringLiteral("notAuthenticated"), {}) << ErrorCode::NotAuthenticated;
    }

    void decisionErrors()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const ErrorCode, code);
        m_server->play(ScriptedReply::problem(status, body));
        QCOMPARE(codeOf(await(m_site->decide(decision()))), code);
    }

    void revocation()
    {
        m_server->play(ScriptedReply::json(bytes(contract::toJson(makeCertificate(4, 2)))));
        const Revocation revocation{
            QStringLiteral("0A000004"), 1, RevocationReason::KeyCompromise, {}, QStringLiteral("k2")};
        const Result<RevocationAnswer> answer = await(m_site->revoke(revocation));
        QVERIFY(answer);
        QCOMPARE(std::get<ActionDone<CertificateDetail>>(*answer).current, makeCertificate(4, 2));
        QCOMPARE(target(), QByteArray("POST /v1/certificates/0A000004/revoke"));
        const QJsonObject sent = QJsonDocument::fromJson(m_server->received().constLast().body).object();
        QCOMPARE(sent.value(QLatin1String("reason")).toString(), QStringLiteral("keyCompromise"));
        QVERIFY(sent.value(QLatin1String("note")).isNull());
    }

    // A page of 1,000 records is read beside this thread: its event loop is never held for long.
    void largePageDoesNotBlock()
    {
        contract::ChangePage page;
        for (int i = 1; i <= 1000; ++i) {
            page.requests.append(FakeSite::makeRequest(i));
            page.requests.last().version = 1;
            page.requests.last().csr = QByteArray(1500, 'A');
        }
        page.next = QStringLiteral("n");
        m_server->play(ScriptedReply::json(bytes(contract::toJson(page))));
        const Future<contract::ChangePage> future = m_site->fetchChanges({}, 1000, 0s);
        const Result<contract::ChangePage> read = await(future);
        QVERIFY(read);
        QCOMPARE(read->requests.size(), 1000);
    }

private:
    static Decision decision()
    {
        return {QStringLiteral("r-0001"), 1, RequestAction::Reject, QStringLiteral("理由"), QStringLiteral("k1")};
    }

    QByteArray target() const
    {
        const ReceivedRequest &request = m_server->received().constLast();
        return request.method + ' ' + request.target;
    }

    const TestAuthority m_authority;
    const TestIdentity m_identity = m_authority.client();
    std::unique_ptr<ScriptedTlsServer> m_server;
    std::unique_ptr<RestOperatorSite> m_site;
};

TEGATA_TEST(TestRestOperatorSite)
#include "test_restoperatorsite.moc"
