// SPDX-License-Identifier: Apache-2.0
#include "core/remote/rest/restapplicationsite.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtlsserver.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace tegata;

Q_DECLARE_METATYPE(ScriptedReply)

namespace {

const char SignedIn[] = R"({"token":"tok-1","expiresAt":"2026-11-22T18:00:00.000Z",)"
                        R"("contact":{"id":"co-1","name":"佐藤 一郎"},"customer":{"id":"cu-1","name":"株式会社例示"}})";

QByteArray bytes(const QJsonObject &json)
{
    return QJsonDocument(json).toJson();
}

EnrollmentReceipt makeReceipt(int version = 1, EnrollmentState state = EnrollmentState::Submitted)
{
    EnrollmentReceipt receipt;
    receipt.receipt = QStringLiteral("7K2M9QX4ZB");
    receipt.version = version;
    receipt.state = state;
    receipt.submittedAt = QDateTime(QDate(2026, 11, 22), QTime(3, 4, 5, 678), Qt::UTC);
    receipt.updatedAt = receipt.submittedAt;
    return receipt;
}

ScriptedReply created(const EnrollmentReceipt &receipt)
{
    return {ScriptedReply::Kind::Answer, 201, "application/json", bytes(contract::toJson(receipt)), {}, {}};
}

ScriptedReply problem(int status, const QString &code, const QList<Finding> &findings = {},
                      const QJsonObject &current = {})
{
    contract::Problem problem;
    problem.status = status;
    problem.code = code;
    problem.title = QStringLiteral("title");
    problem.detail = QStringLiteral("説明");
    problem.findings = findings;
    problem.current = current;
    return ScriptedReply::problem(status, bytes(contract::toJson(problem)));
}

Finding finding(const QString &field, const QString &code)
{
    Finding finding;
    finding.rule = QStringLiteral("S17");
    finding.code = code;
    finding.outcome = FindingOutcome::Error;
    finding.field = field;
    finding.message = QStringLiteral("文");
    return finding;
}

} // namespace

class TestRestEnrollment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QFINDTESTDATA("../../contract/golden/enrollment.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto form = contract::enrollmentFromJson(QJsonDocument::fromJson(file.readAll()).object());
        QVERIFY(form);
        m_golden = *form;
        QVERIFY(!m_golden.contact.password.isEmpty());
    }

    void init()
    {
        m_form = m_golden;
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

    void newEnrolmentNeedsNobodySignedIn_data()
    {
        QTest::addColumn<bool>("signedIn");
        QTest::addColumn<QString>("password");
        QTest::newRow("nobody") << false << QStringLiteral("correct horse battery");
        QTest::newRow("a contact of another contract") << true << QStringLiteral("correct horse battery");
        QTest::newRow("password in Japanese") << false << QStringLiteral("合言葉は山と川");
        QTest::newRow("password with what JSON escapes") << false << QStringLiteral("a\"b\\c\t\u0001/é𠮷");
    }

    void newEnrolmentNeedsNobodySignedIn()
    {
        QFETCH(const bool, signedIn);
        QFETCH(const QString, password);
        if (signedIn)
            signIn();
        m_form.contact.password = password;
        m_server->play(created(makeReceipt()));
        const Result<EnrollmentAnswer> answer = await(m_site->submitEnrollment({m_form, QStringLiteral("draft-1")}));
        QVERIFY(answer);
        QCOMPARE(std::get<ActionDone<EnrollmentReceipt>>(*answer).current, makeReceipt());
        const ReceivedRequest sent = m_server->received().constLast();
        QCOMPARE(sent.method + ' ' + sent.target, QByteArray("POST /v1/enrollments"));
        QCOMPARE(sent.headers.value("idempotency-key"), QByteArray("draft-1"));
        QVERIFY(!sent.headers.contains("authorization"));
        QCOMPARE(sent.headers.value("accept-language"), QByteArray("en"));
        // What arrives is the whole form as the contract writes it, with the password in its place, once.
        QCOMPARE(QJsonDocument::fromJson(sent.body).object(), contract::toJson(m_form));
        QCOMPARE(sent.body.count("\"password\""), 1);
        QCOMPARE(sent.body.count("\"contact\""), 1);
    }

    void renewalIsTheContactsOwn()
    {
        m_form.kind = EnrollmentKind::Renewal;
        m_form.contact.loginId.clear();
        m_form.contact.password.clear();
        QCOMPARE(codeOf(await(m_site->submitEnrollment({m_form, QStringLiteral("k")}))), ErrorCode::NotAuthenticated);
        QCOMPARE(codeOf(await(m_site->fetchRegisteredEnrollment())), ErrorCode::NotAuthenticated);
        QCOMPARE(m_server->received().size(), 0);

        signIn();
        m_server->play(ScriptedReply::json(bytes(contract::toJson(m_form))));
        const Result<EnrollmentApplication> registered = await(m_site->fetchRegisteredEnrollment());
        QVERIFY(registered);
        QCOMPARE(*registered, m_form);
        QCOMPARE(m_server->received().constLast().target, QByteArray("/v1/registered-enrollment"));
        m_server->play(created(makeReceipt()));
        QVERIFY(await(m_site->submitEnrollment({m_form, QStringLiteral("k")})));
        const ReceivedRequest sent = m_server->received().constLast();
        QCOMPARE(sent.headers.value("authorization"), QByteArray("Bearer tok-1"));
        QCOMPARE(QJsonDocument::fromJson(sent.body).object(), contract::toJson(m_form));
    }

    void registeredBeforeFormsWereKept()
    {
        signIn();
        m_server->play(problem(404, QStringLiteral("notFound")));
        QCOMPARE(codeOf(await(m_site->fetchRegisteredEnrollment())), ErrorCode::NotFound);
    }

    void lostAnswer()
    {
        m_server->play(ScriptedReply::of(ScriptedReply::Kind::DropInBody));
        QCOMPARE(codeOf(await(m_site->submitEnrollment({m_form, QStringLiteral("draft-2")}))),
                 ErrorCode::ConnectionLost);
        m_server->play(created(makeReceipt()));
        QVERIFY(await(m_site->submitEnrollment({m_form, QStringLiteral("draft-2")})));
        const QList<ReceivedRequest> &received = m_server->received();
        QVERIFY(received.size() >= 2);
        for (const ReceivedRequest &request : received) {
            QCOMPARE(request.headers.value("idempotency-key"), QByteArray("draft-2"));
            QCOMPARE(request.body, received.constFirst().body); // the same bytes: the service knows them again
        }
    }

    void refusedWithFindings()
    {
        const QList<Finding> findings{
            finding(QStringLiteral("applicants[0].legalName"), QStringLiteral("legalName.tooLong")),
            finding(QStringLiteral("domains[50].name"), QStringLiteral("domain.tooMany"))};
        m_server->play(problem(422, QStringLiteral("refused"), findings));
        const Result<EnrollmentAnswer> answer = await(m_site->submitEnrollment({m_form, QStringLiteral("k")}));
        QVERIFY(answer);
        const ActionRefused &refused = std::get<ActionRefused>(*answer);
        QCOMPARE(refused.findings, findings);
        QCOMPARE(refused.detail, QStringLiteral("説明"));
    }

    void errors_data()
    {
        QTest::addColumn<ScriptedReply>("reply");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("field");
        QTest::newRow("key used for another form")
            << problem(422, QStringLiteral("invalidArgument"),
                       {finding(QStringLiteral("idempotencyKey"), QStringLiteral("invalidArgument"))})
            << ErrorCode::InvalidArgument << QStringLiteral("idempotencyKey");
        QTest::newRow("wrong type") << problem(400, QStringLiteral("invalidArgument"),
                                               {finding(QStringLiteral("domains[0].ev"), QStringLiteral("x"))})
                                    << ErrorCode::InvalidArgument << QStringLiteral("domains[0].ev");
        QTest::newRow("too large") << problem(413, QStringLiteral("tooLarge")) << ErrorCode::TooLarge << QString();
        QTest::newRow("too many") << problem(429, QStringLiteral("tooManyRequests")) << ErrorCode::TooManyRequests
                                  << QString();
        QTest::newRow("down") << problem(503, QStringLiteral("serviceFailure")) << ErrorCode::ServiceFailure
                              << QString();
        QTest::newRow("a proxy's page") << ScriptedReply{ScriptedReply::Kind::Answer, 404, "text/html", "<p>", {}, {}}
                                        << ErrorCode::ProtocolViolation << QString();
        QTest::newRow("no JSON") << ScriptedReply::json("{") << ErrorCode::ProtocolViolation << QString();
        QTest::newRow("unknown state") << ScriptedReply::json(
                                              bytes(contract::toJson(makeReceipt())).replace("submitted\"", "lost\""))
                                       << ErrorCode::ProtocolViolation << QStringLiteral("state");
        QTest::newRow("no receipt number")
            << ScriptedReply::json(bytes(contract::toJson(makeReceipt())).replace("7K2M9QX4ZB", ""))
            << ErrorCode::ProtocolViolation << QStringLiteral("receipt");
        QTest::newRow("conflict without what is")
            << problem(409, QStringLiteral("conflict")) << ErrorCode::ProtocolViolation << QStringLiteral("receipt");
    }

    void errors()
    {
        QFETCH(const ScriptedReply, reply);
        QFETCH(const ErrorCode, code);
        QFETCH(const QString, field);
        m_server->play(reply);
        const Result<EnrollmentAnswer> answer = await(m_site->submitEnrollment({m_form, QStringLiteral("k")}));
        QCOMPARE(codeOf(answer), code);
        QCOMPARE(answer.error().field, field);
    }

    void oversizedAnswer()
    {
        QByteArray large = "{\"receipt\":\"";
        large.append(QByteArray(17 * 1024 * 1024, 'A'));
        m_server->play(ScriptedReply::json(large + "\"}"));
        QCOMPARE(codeOf(await(m_site->fetchEnrollment(QStringLiteral("7K2M9QX4ZB")))), ErrorCode::TooLarge);
    }

    void state()
    {
        EnrollmentReceipt receipt = makeReceipt(3, EnrollmentState::DocumentsRequested);
        receipt.note = QStringLiteral("登記事項証明書をお送りください。");
        m_server->play(ScriptedReply::json(bytes(contract::toJson(receipt))));
        const Result<EnrollmentReceipt> seen = await(m_site->fetchEnrollment(receipt.receipt));
        QVERIFY(seen);
        QCOMPARE(*seen, receipt);
        const ReceivedRequest sent = m_server->received().constLast();
        QCOMPARE(sent.method + ' ' + sent.target, QByteArray("GET /v1/enrollments/7K2M9QX4ZB"));
        QVERIFY(!sent.headers.contains("authorization"));
    }

    void stateOfNothing_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("name");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("unknown") << 404 << QStringLiteral("notFound") << ErrorCode::NotFound;
        QTest::newRow("guessing") << 429 << QStringLiteral("tooManyRequests") << ErrorCode::TooManyRequests;
    }

    void stateOfNothing()
    {
        QFETCH(const int, status);
        QFETCH(const QString, name);
        QFETCH(const ErrorCode, code);
        m_server->play(problem(status, name));
        QCOMPARE(codeOf(await(m_site->fetchEnrollment(QStringLiteral("../session")))), code);
        QCOMPARE(m_server->received().constLast().target, QByteArray("/v1/enrollments/..%2Fsession"));
    }

    void withdrawal()
    {
        const EnrollmentReceipt now = makeReceipt(2, EnrollmentState::Withdrawn);
        m_server->play(ScriptedReply::json(bytes(contract::toJson(now))));
        const Result<EnrollmentAnswer> answer = await(m_site->withdrawEnrollment(withdrawalOf("pass\"wort")));
        QVERIFY(answer);
        QCOMPARE(std::get<ActionDone<EnrollmentReceipt>>(*answer).current, now);
        const ReceivedRequest sent = m_server->received().constLast();
        QCOMPARE(sent.method + ' ' + sent.target, QByteArray("POST /v1/enrollments/7K2M9QX4ZB/withdraw"));
        QCOMPARE(sent.headers.value("idempotency-key"), QByteArray("w-1"));
        const QJsonObject expected{{QStringLiteral("version"), 1},
                                   {QStringLiteral("loginId"), QStringLiteral("sample-tanaka")},
                                   {QStringLiteral("password"), QStringLiteral("pass\"wort")}};
        QCOMPARE(QJsonDocument::fromJson(sent.body).object(), expected);
    }

    void withdrawalTooLate()
    {
        const EnrollmentReceipt now = makeReceipt(3, EnrollmentState::Approved);
        m_server->play(problem(409, QStringLiteral("conflict"), {}, contract::toJson(now)));
        const Result<EnrollmentAnswer> answer = await(m_site->withdrawEnrollment(withdrawalOf("x")));
        QVERIFY(answer);
        QCOMPARE(std::get<ActionConflict<EnrollmentReceipt>>(*answer).current, now);
    }

    void withdrawalByAnother()
    {
        signIn();
        m_server->play(problem(401, QStringLiteral("notAuthenticated")));
        QCOMPARE(codeOf(await(m_site->withdrawEnrollment(withdrawalOf("wrong")))), ErrorCode::NotAuthenticated);
        // It was the enrolment's password that was wrong, not the session: that one goes on.
        m_server->play(problem(404, QStringLiteral("notFound")));
        QCOMPARE(codeOf(await(m_site->fetchRegisteredEnrollment())), ErrorCode::NotFound);
        QCOMPARE(codeOf(await(m_site->withdrawEnrollment({}))), ErrorCode::InvalidArgument);
    }

private:
    void signIn()
    {
        m_server->play(ScriptedReply::json(SignedIn));
        QVERIFY(await(m_site->signIn(QStringLiteral("c1"), SecretBytes("x", 1))));
    }

    static EnrollmentWithdrawal withdrawalOf(const char *password)
    {
        return {QStringLiteral("7K2M9QX4ZB"), 1, QStringLiteral("sample-tanaka"),
                std::make_shared<const SecretBytes>(password, strlen(password)), QStringLiteral("w-1")};
    }

    const TestAuthority m_authority;
    EnrollmentApplication m_golden;
    EnrollmentApplication m_form;
    std::unique_ptr<ScriptedTlsServer> m_server;
    std::unique_ptr<RestApplicationSite> m_site;
};

TEGATA_TEST(TestRestEnrollment)
#include "test_restenrollment.moc"
