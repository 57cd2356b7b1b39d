// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/problem.h"

#include "core/domain/contract.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace tegata;

class TestProblem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mapsTheCode_data();
    void mapsTheCode();
    void namesTheField();
    void wordsTheFindings();
    void carriesTheCurrentThing();
    void keepsItsOwnFailuresToItself_data();
    void keepsItsOwnFailuresToItself();
    void reportsFailuresByTheirId_data();
    void reportsFailuresByTheirId();
    void takesAnotherStatus();
    void answersJson();
};

namespace {

contract::Problem parsed(const HttpResponse &response)
{
    const Result<contract::Problem> problem =
        contract::problemFromJson(QJsonDocument::fromJson(response.body).object());
    return problem ? *problem : contract::Problem();
}

} // namespace

void TestProblem::mapsTheCode_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<int>("status");
    QTest::newRow("invalid argument") << ErrorCode::InvalidArgument << 400;
    QTest::newRow("malformed") << ErrorCode::MalformedEncoding << 400;
    QTest::newRow("not PEM") << ErrorCode::NotPem << 400;
    QTest::newRow("signature") << ErrorCode::SignatureInvalid << 400;
    QTest::newRow("not authenticated") << ErrorCode::NotAuthenticated << 401;
    QTest::newRow("forbidden") << ErrorCode::Forbidden << 403;
    QTest::newRow("revoked operator") << ErrorCode::CertificateRevoked << 403;
    QTest::newRow("not found") << ErrorCode::NotFound << 404;
    QTest::newRow("unsupported") << ErrorCode::Unsupported << 405;
    QTest::newRow("conflict") << ErrorCode::Conflict << 409;
    QTest::newRow("too large") << ErrorCode::TooLarge << 413;
    QTest::newRow("refused") << ErrorCode::Refused << 422;
    QTest::newRow("too many") << ErrorCode::TooManyRequests << 429;
    QTest::newRow("internal") << ErrorCode::Internal << 500;
    QTest::newRow("corrupt store") << ErrorCode::StoreCorrupt << 500;
    QTest::newRow("store") << ErrorCode::StoreUnavailable << 503;
    QTest::newRow("service failure") << ErrorCode::ServiceFailure << 503;
    QTest::newRow("clock") << ErrorCode::ClockLeaped << 503;
}

void TestProblem::mapsTheCode()
{
    QFETCH(ErrorCode, code);
    QFETCH(int, status);
    QCOMPARE(httpStatus(code), status);
    const HttpResponse response =
        problemResponse(Error{code, QStringLiteral("detail for the log"), {}, -1}, Language::English);
    QCOMPARE(response.status, status);
    QCOMPARE(response.header("content-type"), QByteArray("application/problem+json"));
    QCOMPARE(response.header("content-language"), QByteArray("en"));
    QVERIFY(!response.body.contains("detail for the log"));
    const contract::Problem problem = parsed(response);
    QCOMPARE(problem.status, status);
    const bool isTold = status < 500 || code == ErrorCode::ClockLeaped;
    QCOMPARE(problem.code, errorCodeName(isTold ? code : ErrorCode::ServiceFailure));
    QVERIFY(!problem.title.isEmpty());
    QVERIFY(!problem.detail.isEmpty());
    QVERIFY(problem.findings.isEmpty());
    QVERIFY(problem.current.isEmpty());
}

void TestProblem::namesTheField()
{
    const contract::Problem problem =
        parsed(problemResponse(Error{ErrorCode::InvalidArgument, {}, QStringLiteral("limit"), -1}, Language::English));
    QCOMPARE(problem.findings.size(), 1);
    const Finding finding = problem.findings.first();
    QCOMPARE(finding.field, QStringLiteral("limit"));
    QCOMPARE(finding.code, QStringLiteral("invalidArgument"));
    QCOMPARE(finding.outcome, FindingOutcome::Error);
    QVERIFY(!finding.message.isEmpty());
    QVERIFY(!finding.message.contains(QLatin1String("limit"))); // a member's name is no word for a sentence
    QVERIFY(!finding.remedy.isEmpty());
}

void TestProblem::wordsTheFindings()
{
    Finding known;
    known.rule = QStringLiteral("V6");
    known.code = QStringLiteral("nobody.knows.this");
    known.outcome = FindingOutcome::Error;
    known.field = QStringLiteral("publicKey");
    known.message = QStringLiteral("Its own words.");
    known.remedy = QStringLiteral("Its own remedy.");
    const contract::Problem problem =
        parsed(problemResponse(Error{ErrorCode::Refused, {}, QStringLiteral("csr"), -1}, Language::English, {known}));
    QCOMPARE(problem.status, 422);
    QCOMPARE(problem.findings, QList<Finding>{known}); // and none made from the error's field
}

void TestProblem::carriesTheCurrentThing()
{
    const QJsonObject current{{QStringLiteral("id"), QStringLiteral("r-1")}, {QStringLiteral("version"), 3}};
    const contract::Problem problem =
        parsed(problemResponse(Error{ErrorCode::Conflict, {}, {}, -1}, Language::Japanese, {}, current));
    QCOMPARE(problem.status, 409);
    QCOMPARE(problem.current, current);
}

void TestProblem::keepsItsOwnFailuresToItself_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("internal") << ErrorCode::Internal;
    QTest::newRow("file") << ErrorCode::FileNotWritable;
    QTest::newRow("passphrase") << ErrorCode::WrongPassphrase;
    QTest::newRow("store") << ErrorCode::StoreUnavailable;
}

void TestProblem::keepsItsOwnFailuresToItself()
{
    QFETCH(ErrorCode, code);
    const Error error{code, QStringLiteral("disk I/O error"), QStringLiteral("/var/lib/secret.db"), -1};
    for (const Language language : {Language::Japanese, Language::English}) {
        const HttpResponse response = problemResponse(error, language);
        QVERIFY(response.status >= 500);
        QVERIFY(!response.body.contains("secret.db"));
        QVERIFY(!response.body.contains("disk"));
        QCOMPARE(parsed(response).code, QStringLiteral("serviceFailure"));
        QVERIFY(parsed(response).findings.isEmpty());
    }
}

void TestProblem::reportsFailuresByTheirId_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<bool>("isReported");
    QTest::newRow("internal") << ErrorCode::Internal << true;
    QTest::newRow("store") << ErrorCode::StoreUnavailable << true;
    QTest::newRow("not found") << ErrorCode::NotFound << false;
}

void TestProblem::reportsFailuresByTheirId()
{
    QFETCH(ErrorCode, code);
    QFETCH(bool, isReported);
    HttpRequest request;
    request.method = "GET";
    request.listener = QStringLiteral("operator");
    request.path = {QStringLiteral("v1"), QStringLiteral("requests"), QStringLiteral("somebodys")};
    request.requestId = QStringLiteral("00c0ffee00c0ffee");
    if (isReported) {
        static const QRegularExpression line(
            QStringLiteral("00c0ffee00c0ffee.*operator.*GET.*v1/requests .*: db: disk I/O error"));
        QTest::ignoreMessage(QtWarningMsg, line);
    }
    HttpResponse response =
        problemResponse(Error{code, QStringLiteral("disk I/O error"), QStringLiteral("db"), -1}, Language::English);
    reportFailure(response, request);
    QCOMPARE(parsed(response).requestId, isReported ? request.requestId : QString());
    QVERIFY(!response.body.contains("disk"));
}

void TestProblem::takesAnotherStatus()
{
    const HttpResponse response = problemResponse(
        428, Error{ErrorCode::InvalidArgument, {}, QStringLiteral("idempotencyKey"), -1}, Language::English);
    QCOMPARE(response.status, 428);
    const contract::Problem problem = parsed(response);
    QCOMPARE(problem.status, 428);
    QCOMPARE(problem.code, QStringLiteral("invalidArgument"));
    QCOMPARE(problem.findings.first().field, QStringLiteral("idempotencyKey"));
}

void TestProblem::answersJson()
{
    const HttpResponse response = jsonResponse(201, {{QStringLiteral("name"), QStringLiteral("手形")}});
    QCOMPARE(response.status, 201);
    QCOMPARE(response.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(response.body, QByteArray("{\"name\":\"手形\"}"));
}

TEGATA_TEST(TestProblem)
#include "test_problem.moc"
