// SPDX-License-Identifier: Apache-2.0
#include "core/rules/policy.h"
#include "core/rules/policyrules.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace tegata;

class TestPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void validityFollowsTheDay_data();
    void validityFollowsTheDay();
    void privatePkiAllowsAnOrganizationalUnit();
    void refusesUnknownNames_data();
    void refusesUnknownNames();
    void refusesDamagedPolicies_data();
    void refusesDamagedPolicies();
    void shippedPoliciesNameEachRule_data();
    void shippedPoliciesNameEachRule();
    void aSitesPolicySaysWhatDiffers();
    void aSitesPolicyComesBackAsItWasWritten();
    void refusesSitePolicies_data();
    void refusesSitePolicies();
    void takesAndRefusesWhatTheSchemaDoes_data();
    void takesAndRefusesWhatTheSchemaDoes();
    void weighsFindings();
};

namespace {

QByteArray publicPolicy()
{
    QFile file(QString::fromLocal8Bit(qgetenv("TEGATA_SOURCE_DIR")) +
               QStringLiteral("/resources/policies/public-tls-2026.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray sitePolicy()
{
    return QByteArrayLiteral(R"({"format": "tegata-policy", "name": "corp", "version": 3, "basedOn": "private-pki",
        "minimumRsaBits": 3072,
        "outcomes": {"domain.internal": {"outcome": "off", "reason": "社内のみで使う"}}})");
}

} // namespace

void TestPolicy::validityFollowsTheDay_data()
{
    QTest::addColumn<QDate>("day");
    QTest::addColumn<int>("validity");
    QTest::addColumn<int>("domainReuse");
    QTest::newRow("before the table") << QDate(2019, 1, 1) << 0 << 0;
    QTest::newRow("last day of 398") << QDate(2026, 3, 14) << 398 << 398;
    QTest::newRow("first day of 200") << QDate(2026, 3, 15) << 200 << 200;
    QTest::newRow("last day of 200") << QDate(2027, 3, 14) << 200 << 200;
    QTest::newRow("first day of 100") << QDate(2027, 3, 15) << 100 << 100;
    QTest::newRow("last day of 100") << QDate(2029, 3, 14) << 100 << 100;
    QTest::newRow("first day of 47") << QDate(2029, 3, 15) << 47 << 10;
}

void TestPolicy::validityFollowsTheDay()
{
    QFETCH(const QDate, day);
    const Result<Policy> policy = loadPolicy(QStringLiteral("public-tls-2026"));
    QVERIFY(policy);
    QCOMPARE(policy->name, QStringLiteral("public-tls-2026"));
    QVERIFY(!policy->takesOrganizationalUnit());
    QTEST(policy->maximumValidityDays(day), "validity");
    QTEST(policy->domainReuseDays(day), "domainReuse");
}

void TestPolicy::privatePkiAllowsAnOrganizationalUnit()
{
    const Result<Policy> policy = loadPolicy(QStringLiteral("private-pki"));
    QVERIFY(policy);
    QVERIFY(policy->takesOrganizationalUnit());
    QVERIFY(policy->maximumValidityDays(QDate(2030, 1, 1)) > 200);
}

void TestPolicy::refusesUnknownNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("unknown") << QStringLiteral("public-tls-1999");
    QTest::newRow("empty") << QString();
    QTest::newRow("path") << QStringLiteral("../policies/private-pki");
    QTest::newRow("line end") << QStringLiteral("private-pki\n");
}

void TestPolicy::refusesUnknownNames()
{
    QFETCH(const QString, name);
    const Result<Policy> policy = loadPolicy(name);
    QVERIFY(!policy);
    QCOMPARE(policy.error().code, ErrorCode::NotFound);
}

void TestPolicy::refusesDamagedPolicies_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const char *from, const char *to, ErrorCode code, const char *field) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << code << QString::fromLatin1(field);
    };
    row("no JSON", "{", "", ErrorCode::MalformedEncoding, "policy");
    row("name missing", "\"name\": \"public-tls-2026\",", "", ErrorCode::InvalidArgument, "name");
    row("unknown member", "\"name\"", "\"nom\"", ErrorCode::InvalidArgument, "nom");
    row("member of a row", "\"days\": 100", "\"days\": 100, \"until\": 1", ErrorCode::InvalidArgument,
        "maximumValidity[2].until");
    row("another format", "tegata-policy", "tegata-site", ErrorCode::InvalidArgument, "format");
    row("no version", "\"version\": 2", "\"version\": 0", ErrorCode::InvalidArgument, "version");
    row("unknown rule", "\"domain.internal\"", "\"domain.intern\"", ErrorCode::InvalidArgument,
        "outcomes.domain.intern");
    row("rule of forms", "\"domain.internal\"", "\"mail.at\"", ErrorCode::InvalidArgument, "outcomes.mail.at");
    row("member of a rule", "\"domain.internal\": {\"outcome\"", "\"domain.internal\": {\"why\": 1, \"outcome\"",
        ErrorCode::InvalidArgument, "outcomes.domain.internal.why");
    row("weak keys allowed", "\"key.roca\": {\"outcome\": \"error\"}", "\"key.roca\": {\"outcome\": \"note\"}",
        ErrorCode::InvalidArgument, "outcomes.key.roca.outcome");
    row("unknown key", "[\"RSA\", \"EC\"]", "[\"RSA\", \"DSA\"]", ErrorCode::InvalidArgument, "keyAlgorithms");
    row("unknown curve", "\"P-521\"", "\"secp256k1\"", ErrorCode::InvalidArgument, "curves");
    row("weak digest", "\"SHA512\"", "\"SHA1\"", ErrorCode::InvalidArgument, "signatureDigests");
    row("unknown base", "\"version\": 2", "\"version\": 2, \"basedOn\": \"public-tls-1999\"", ErrorCode::NotFound,
        "basedOn");
    row("no such day", "2026-03-15", "2026-02-31", ErrorCode::InvalidArgument, "maximumValidity[1].from");
    row("days as text", "\"days\": 100", "\"days\": \"100\"", ErrorCode::InvalidArgument, "maximumValidity[2].days");
    row("no days", "\"days\": 47", "\"days\": 0", ErrorCode::InvalidArgument, "maximumValidity[3].days");
    row("RSA below 2048", "2048", "1024", ErrorCode::InvalidArgument, "minimumRsaBits");
    row("unknown outcome", "\"subject.organizationalUnit\": {\"outcome\": \"warning\"",
        "\"subject.organizationalUnit\": {\"outcome\": \"fatal\"", ErrorCode::InvalidArgument,
        "outcomes.subject.organizationalUnit.outcome");
}

void TestPolicy::refusesDamagedPolicies()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    QByteArray json = publicPolicy();
    QVERIFY(parsePolicy(json));
    QVERIFY(json.contains(from));
    const Result<Policy> policy = parsePolicy(json.replace(from, to));
    QVERIFY(!policy);
    QTEST(policy.error().code, "code");
    QTEST(policy.error().field, "field");
}

void TestPolicy::shippedPoliciesNameEachRule_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : shippedPolicies())
        QTest::newRow(qPrintable(name)) << name;
}

void TestPolicy::shippedPoliciesNameEachRule()
{
    QFETCH(const QString, name);
    const Result<Policy> policy = loadPolicy(name);
    QVERIFY2(policy, qPrintable(policy ? QString() : policy.error().field + policy.error().detail));
    for (const PolicyRule &rule : policyRules())
        QVERIFY2(policy->rules.contains(rule.key), qPrintable(rule.key));
    QCOMPARE(policy->rules.size(), policyRules().size());
    QCOMPARE(policy->sha256.size(), 64);
    for (const RuleSetting &setting : policy->rules)
        QCOMPARE(setting.reason.isEmpty(), setting.reasonJapanese.isEmpty());
}

void TestPolicy::aSitesPolicySaysWhatDiffers()
{
    const Result<Policy> base = loadPolicy(QStringLiteral("private-pki"));
    const Result<Policy> policy = parsePolicy(sitePolicy());
    QVERIFY2(policy, qPrintable(policy ? QString() : policy.error().field + policy.error().detail));
    QCOMPARE(policy->name, QStringLiteral("corp"));
    QCOMPARE(policy->version, 3);
    QCOMPARE(policy->basedOn, QStringLiteral("private-pki"));
    QCOMPARE(policy->minimumRsaBits, 3072);
    QCOMPARE(policy->curves, base->curves);
    const RuleSetting internal = policy->rules.value(QStringLiteral("domain.internal"));
    QCOMPARE(internal.outcome, RuleOutcome::Off);
    QCOMPARE(internal.reasonIn(Language::Japanese), QStringLiteral("社内のみで使う"));
    QCOMPARE(policy->rules.value(QStringLiteral("domain.singleLabel")),
             base->rules.value(QStringLiteral("domain.singleLabel")));
    QVERIFY(policy->sha256 != base->sha256);
}

void TestPolicy::aSitesPolicyComesBackAsItWasWritten()
{
    Policy policy = parsePolicy(sitePolicy()).value();
    policy.rules[QStringLiteral("key.reused")] = {RuleOutcome::Error, QStringLiteral("a new key each time"), {}};
    ++policy.version;
    const QByteArray written = toJson(policy);
    QVERIFY(!written.contains("requestTimeoutDays")); // as it is in the policy below
    QVERIFY(!written.contains("domain.singleLabel"));
    const Result<Policy> read = parsePolicy(written);
    QVERIFY(read);
    policy.sha256 = read->sha256;
    QCOMPARE(*read, policy);
    QVERIFY(read->sha256 != parsePolicy(sitePolicy())->sha256);
}

void TestPolicy::refusesSitePolicies_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("field");
    QTest::newRow("no reason") << QByteArray("\"reason\": \"社内のみで使う\"") << QByteArray("\"reason\": \" \"")
                               << QStringLiteral("outcomes.domain.internal.reason");
    QTest::newRow("name of a shipped one")
        << QByteArray("corp") << QByteArray("public-tls-2026") << QStringLiteral("name");
    QTest::newRow("signature not checked") << QByteArray("domain.internal") << QByteArray("key.signatureInvalid")
                                           << QStringLiteral("outcomes.key.signatureInvalid.outcome");
    QTest::newRow("RSA below 2048") << QByteArray("3072") << QByteArray("1024") << QStringLiteral("minimumRsaBits");
}

void TestPolicy::refusesSitePolicies()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    QVERIFY(sitePolicy().contains(from));
    const Result<Policy> policy = parsePolicy(sitePolicy().replace(from, to));
    QVERIFY(!policy);
    QCOMPARE(policy.error().code, ErrorCode::InvalidArgument);
    QTEST(policy.error().field, "field");
}

// The same files as lint_policy_schema.py reads.
void TestPolicy::takesAndRefusesWhatTheSchemaDoes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("good");
    const QDir folder(QStringLiteral(TEGATA_TEST_DATA "/policies"));
    const QStringList names = folder.entryList({QStringLiteral("*.json")}, QDir::Files);
    QVERIFY(names.size() > 10);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << folder.filePath(name) << name.startsWith(QLatin1String("good-"));
}

void TestPolicy::takesAndRefusesWhatTheSchemaDoes()
{
    QFETCH(const QString, path);
    QFETCH(const bool, good);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Result<Policy> policy = parsePolicy(file.readAll());
    QCOMPARE(policy.has_value(), good);
    if (!policy) {
        QVERIFY(policy.error().code == ErrorCode::InvalidArgument || policy.error().code == ErrorCode::NotFound);
        QVERIFY(!policy.error().field.isEmpty());
    }
}

void TestPolicy::weighsFindings()
{
    const QList<Finding> findings = {
        makeFinding(FindingCode::DomainInternal, FindingOutcome::Error, QStringLiteral("sans[0]")),
        makeFinding(FindingCode::SubjectMissing, FindingOutcome::Error, QStringLiteral("subject.O"),
                    {{QStringLiteral("type"), QStringLiteral("O")}}),
        makeFinding(FindingCode::SubjectMissing, FindingOutcome::Error, QStringLiteral("subject.C"),
                    {{QStringLiteral("type"), QStringLiteral("C")}}),
        makeFinding(FindingCode::KeyCurve, FindingOutcome::Error, QStringLiteral("publicKey"))};
    const RuleSettings rules = {{QStringLiteral("domain.internal"), {RuleOutcome::Warning, {}, {}}},
                                {QStringLiteral("subject.missing.O"), {RuleOutcome::Off, {}, {}}},
                                {QStringLiteral("subject.missing.C"), {RuleOutcome::Note, {}, {}}}};
    const QList<Finding> kept = weighed(findings, rules);
    QCOMPARE(kept.size(), 3);
    QCOMPARE(kept.at(0).outcome, FindingOutcome::Warning);
    QCOMPARE(kept.at(1).field, QStringLiteral("subject.C"));
    QCOMPARE(kept.at(1).outcome, FindingOutcome::Note);
    QCOMPARE(kept.at(2).outcome, FindingOutcome::Error); // as the rule itself says
}

TEGATA_TEST(TestPolicy)
#include "test_policy.moc"
