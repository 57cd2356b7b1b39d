// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/dogtagoperatorsite.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtlsserver.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace tegata;
using namespace std::chrono_literals;

namespace {

QByteArray recorded(const char *name)
{
    QFile file(qEnvironmentVariable("TEGATA_SOURCE_DIR") + QStringLiteral("/tests/core/remote/dogtag/") +
               QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ScriptedReply page(int status, const QByteArray &html)
{
    return {ScriptedReply::Kind::Answer, status, "text/html;charset=utf-8", html, {}, {}};
}

ScriptedReply error(int status, const char *name)
{
    return {ScriptedReply::Kind::Answer, status, "application/json", recorded(name), {}, {}};
}

ScriptedReply noContent()
{
    return {ScriptedReply::Kind::Answer, 204, "application/json", {}, {}, {}};
}

ScriptedReply droppedInBody()
{
    return {ScriptedReply::Kind::DropInBody, 200, "application/json", QByteArray(4000, ' '), {}, {}};
}

} // namespace

class TestDogtagSite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedTlsServer>(m_authority.server(), m_authority.root());
        SiteProfile profile;
        profile.operatorUrl = m_server->url();
        profile.trustAnchors = {m_authority.root()};
        auto site = DogtagOperatorSite::make(profile, {m_identity.certificate, {}, m_identity.key}, Language::Japanese);
        QVERIFY(site);
        m_site = *std::move(site);
    }
    void cleanup()
    {
        m_site.reset();
        m_server.reset();
    }

    void sessionAndItsCookie()
    {
        ScriptedReply login = ScriptedReply::json(recorded("login.json"));
        login.headers = "Set-Cookie: JSESSIONID=83047E5A; Path=/ca; Secure; HttpOnly\r\n";
        m_server->play(login);
        m_server->play({ScriptedReply::Kind::Answer,
                        200,
                        "application/xml",
                        "<XMLResponse><State>1</State><Version>11.4.3</Version></XMLResponse>",
                        {},
                        {}});
        const Result<SiteSession> session = await(m_site->openSession());
        QVERIFY(session);
        QCOMPARE(session->operatorActor.id, QStringLiteral("caadmin"));
        QCOMPARE(session->serviceVersion, QStringLiteral("11.4.3"));
        QVERIFY(session->capabilities.release);
        QCOMPARE(target(0), QByteArray("GET /ca/rest/account/login"));
        QVERIFY(!m_server->received().at(0).headers.contains("cookie"));
        QCOMPARE(m_server->received().at(1).headers.value("cookie"), QByteArray("JSESSIONID=83047E5A"));
    }

    void whoIsNoAgent()
    {
        QJsonObject login = QJsonDocument::fromJson(recorded("login.json")).object();
        login.remove(QStringLiteral("Roles"));
        m_server->play(ScriptedReply::json(QJsonDocument(login).toJson()));
        QCOMPARE(codeOf(await(m_site->openSession())), ErrorCode::Forbidden);
        m_server->play(page(401, recorded("error-login.html")));
        QCOMPARE(codeOf(await(m_site->openSession())), ErrorCode::TlsIdentityRefused);
    }

    void hostileAnswers_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::newRow("page") << 200 << QByteArray("<html>") << int(ErrorCode::ProtocolViolation);
        QTest::newRow("empty") << 200 << QByteArray() << int(ErrorCode::ProtocolViolation);
        QTest::newRow("array") << 200 << QByteArray("[]") << int(ErrorCode::ProtocolViolation);
        QTest::newRow("other object") << 200 << QByteArray("{}") << int(ErrorCode::ProtocolViolation);
        QTest::newRow("wrong types") << 200 << QByteArray("{\"requestId\":{},\"requestStatus\":7}")
                                     << int(ErrorCode::ProtocolViolation);
        QTest::newRow("stack trace") << 500 << recorded("error-stack-trace.html") << int(ErrorCode::ServiceFailure);
        QTest::newRow("huge") << 200 << QByteArray(17 * 1024 * 1024, ' ') << int(ErrorCode::TooLarge);
        QTest::newRow("elsewhere") << 302 << QByteArray() << int(ErrorCode::ProtocolViolation);
    }
    void hostileAnswers()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        m_server->play(page(status, body));
        const auto detail = await(m_site->fetchRequest(QStringLiteral("12")), 30000);
        QCOMPARE(codeOf(detail), ErrorCode(code));
        QVERIFY(!detail.error().detail.contains(QLatin1Char('<')));
    }

    void nonceGoneStale()
    {
        const int version = begin();
        m_server->play(review("1001"));
        m_server->play(error(400, "error-no-nonce.json"));
        m_server->play(review("1002"));
        m_server->play(noContent());
        m_server->play(review({}, QStringLiteral("rejected"), QStringLiteral("いいえ")));
        const Result<DecisionAnswer> answer = decide(version, RequestAction::Reject);
        QVERIFY(answer && std::holds_alternative<ActionDone<RequestDetail>>(*answer));
        QCOMPARE(count("POST"), 2);
        const QJsonObject body = QJsonDocument::fromJson(lastPost()).object();
        QCOMPARE(body.value(QStringLiteral("nonce")), QJsonValue(QStringLiteral("1002")));
        QVERIFY(!body.contains(QStringLiteral("ProfilePolicySet")));
        QVERIFY(body.value(QStringLiteral("requestNotes")).toString().startsWith(QStringLiteral("いいえ\n［tegata ")));
    }

    void nonceStaleForEver()
    {
        const int version = begin();
        for (const char *nonce : {"1001", "1002"}) {
            m_server->play(review(nonce));
            m_server->play(error(403, "error-wrong-nonce.json"));
        }
        QCOMPARE(codeOf(decide(version, RequestAction::Reject)), ErrorCode::TooManyRequests);
        QCOMPARE(count("POST"), 2);
    }

    void changedBeforeTheRetry()
    {
        const int version = begin();
        m_server->play(review("1001"));
        m_server->play(error(403, "error-wrong-nonce.json"));
        m_server->play(review("1002", QStringLiteral("pending"), QStringLiteral("待って"))); // in the same second
        const Result<DecisionAnswer> answer = decide(version, RequestAction::Approve);
        QVERIFY(answer && std::holds_alternative<ActionConflict<RequestDetail>>(*answer));
        QCOMPARE(std::get<ActionConflict<RequestDetail>>(*answer).current.notes.constFirst().text,
                 QStringLiteral("待って"));
        QCOMPARE(count("POST"), 1);
    }

    void decidedMeanwhile()
    {
        const int version = begin();
        m_server->play(review("1001"));
        m_server->play(error(400, "error-not-pending.json"));
        m_server->play(review({}, QStringLiteral("rejected"), QStringLiteral("別の担当者")));
        const Result<DecisionAnswer> answer = decide(version, RequestAction::Approve);
        QVERIFY(answer && std::holds_alternative<ActionConflict<RequestDetail>>(*answer));
        QCOMPARE(std::get<ActionConflict<RequestDetail>>(*answer).current.request.state, RequestState::Rejected);
    }

    // The connection breaks after the authority has approved: the same key finds that out, and approves no second time.
    void lostAfterApproval()
    {
        const int version = begin();
        m_server->play(review("1001"));
        m_server->play(droppedInBody());
        const Result<DecisionAnswer> lost = decide(version, RequestAction::Approve);
        QCOMPARE(codeOf(lost), ErrorCode::ConnectionLost);
        const QJsonObject sent = QJsonDocument::fromJson(lastPost()).object();
        QVERIFY(sent.contains(QStringLiteral("ProfilePolicySet")));
        const int posts = count("POST");

        m_server->play(
            review("1002", QStringLiteral("complete"), sent.value(QStringLiteral("requestNotes")).toString()));
        m_server->play(ScriptedReply::json(recorded("list.json"))); // its first row has the serial number 01
        const Result<DecisionAnswer> again = decide(version, RequestAction::Approve);
        QVERIFY(again && std::holds_alternative<ActionDone<RequestDetail>>(*again));
        QCOMPARE(std::get<ActionDone<RequestDetail>>(*again).current.request.serial, QStringLiteral("01"));
        QCOMPARE(count("POST"), posts);
    }

    void lostBeforeApproval()
    {
        const int version = begin();
        m_server->play(review("1001"));
        m_server->play(droppedInBody());
        QCOMPARE(codeOf(decide(version, RequestAction::Reject)), ErrorCode::ConnectionLost);
        m_server->play(review("1002"));
        m_server->play(noContent());
        m_server->play(review({}, QStringLiteral("rejected"), QStringLiteral("x")));
        const Result<DecisionAnswer> again = decide(version, RequestAction::Reject);
        QVERIFY(again && std::holds_alternative<ActionDone<RequestDetail>>(*again));
    }

    void serverStumbles()
    {
        const int version = begin();
        for (int i = 0; i < 2; ++i) {
            m_server->play(review("1001"));
            m_server->play(page(500, recorded("error-stack-trace.html")));
        }
        const Result<DecisionAnswer> answer = decide(version, RequestAction::Reject);
        QCOMPARE(codeOf(answer), ErrorCode::ServiceFailure);
        QCOMPARE(answer.error().detail, QStringLiteral("HTTP 500"));
    }

    // The release was done, its answer lost: the same key says so, with a version above the hold's.
    void lostAfterRelease()
    {
        QJsonObject held = QJsonDocument::fromJson(recorded("certificate.json")).object();
        held.insert(QStringLiteral("Status"), QStringLiteral("REVOKED"));
        held.insert(QStringLiteral("RevokedOn"), QStringLiteral("1795387672000"));
        held.insert(QStringLiteral("RevocationReason"), 6);
        const ScriptedReply heldReply = ScriptedReply::json(QJsonDocument(held).toJson());
        const ScriptedReply search = ScriptedReply::json(recorded("search.json"));
        m_server->play(heldReply);
        m_server->play(search);
        const Result<CertificateDetail> seen = await(m_site->fetchCertificate(QStringLiteral("09")));
        QVERIFY(seen);
        const Revocation release{QStringLiteral("09"),
                                 seen->certificate.version,
                                 RevocationReason::RemoveFromCrl,
                                 {},
                                 QStringLiteral("key-release"),
                                 {}};
        m_server->play(ScriptedReply::json(recorded("login.json")));
        m_server->play(heldReply);
        m_server->play(search);
        m_server->play(droppedInBody());
        const auto lost = await(m_site->revoke(release));
        QCOMPARE(codeOf(lost), ErrorCode::ConnectionLost);

        m_server->play(ScriptedReply::json(recorded("certificate.json")));
        m_server->play(search);
        const Result<RevocationAnswer> again = await(m_site->revoke(release));
        QVERIFY(again && std::holds_alternative<ActionDone<CertificateDetail>>(*again));
        const CertificateRecord released = std::get<ActionDone<CertificateDetail>>(*again).current.certificate;
        QCOMPARE(released.state, CertificateState::Valid);
        QVERIFY(released.version > seen->certificate.version);
    }

    // Locked while a decision is on its way: everybody who waits is told.
    void destroyedMeanwhile()
    {
        const int version = begin();
        m_server->play(review("1001"));
        m_server->play(ScriptedReply::of(ScriptedReply::Kind::Hang));
        const Future<DecisionAnswer> decision =
            m_site->decide({QStringLiteral("12"), version, RequestAction::Reject, {}, QStringLiteral("key-1")});
        QVERIFY(QTest::qWaitFor([&] { return count("POST") == 1; }));
        m_server->play(ScriptedReply::of(ScriptedReply::Kind::Hang));
        const Future<contract::ChangePage> changes = m_site->fetchChanges({}, 100, 0s);
        const int before = int(m_server->received().size());
        QVERIFY(QTest::qWaitFor([&] { return m_server->received().size() > before; }));
        m_site.reset();
        QCOMPARE(codeOf(await(decision)), ErrorCode::Cancelled);
        QCOMPARE(codeOf(await(changes)), ErrorCode::Cancelled);
    }

    void whatItCannot()
    {
        QCOMPARE(codeOf(await(m_site->decide({QStringLiteral("12"), 1, RequestAction::Hold, {}, QStringLiteral("k")}))),
                 ErrorCode::Unsupported);
        QCOMPARE(codeOf(await(m_site->fetchRegistration())), ErrorCode::Unsupported);
        QCOMPARE(codeOf(await(m_site->fetchAudit(0, 10))), ErrorCode::Unsupported);
        QVERIFY(!m_site->capabilities().allows(RequestAction::Hold));
        QVERIFY(m_server->received().isEmpty());
    }

private:
    static ScriptedReply review(const QByteArray &nonce, const QString &status = QStringLiteral("pending"),
                                const QString &notes = {})
    {
        QJsonObject object = QJsonDocument::fromJson(recorded("review-pending.json")).object();
        object.insert(QStringLiteral("nonce"), QString::fromLatin1(nonce));
        object.insert(QStringLiteral("requestStatus"), status);
        object.insert(QStringLiteral("requestNotes"), notes.isEmpty() ? QJsonValue() : QJsonValue(notes));
        return ScriptedReply::json(QJsonDocument(object).toJson());
    }

    // What the operator has on the screen; and who he is, for the decision.
    int begin()
    {
        m_server->play(review("1000"));
        const Result<RequestDetail> detail = await(m_site->fetchRequest(QStringLiteral("12")));
        m_server->play(ScriptedReply::json(recorded("login.json")));
        return detail ? detail->request.version : 0;
    }

    Result<DecisionAnswer> decide(int version, RequestAction action)
    {
        return await(
            m_site->decide({QStringLiteral("12"), version, action, QStringLiteral("いいえ"), QStringLiteral("key-1")}));
    }

    QByteArray target(int index) const
    {
        const ReceivedRequest &request = m_server->received().at(index);
        return request.method + ' ' + request.target;
    }
    int count(const QByteArray &method) const
    {
        int found = 0;
        for (const ReceivedRequest &request : m_server->received())
            found += request.method == method ? 1 : 0;
        return found;
    }
    QByteArray lastPost() const
    {
        QByteArray body;
        for (const ReceivedRequest &request : m_server->received()) {
            if (request.method == "POST")
                body = request.body;
        }
        return body;
    }

    TestAuthority m_authority;
    TestIdentity m_identity = m_authority.client();
    std::unique_ptr<ScriptedTlsServer> m_server;
    std::unique_ptr<DogtagOperatorSite> m_site;
};

TEGATA_TEST(TestDogtagSite)
#include "test_dogtagsite.moc"
