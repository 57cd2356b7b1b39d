// SPDX-License-Identifier: Apache-2.0
#include "core/rules/policy.h"
#include "tests/support/testmain.h"

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
};

namespace {

QByteArray publicPolicy()
{
    QFile file(QString::fromLocal8Bit(qgetenv("TEGATA_SOURCE_DIR")) +
               QStringLiteral("/resources/policies/public-tls-2026.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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
    QCOMPARE(policy->organizationalUnit, FindingOutcome::Warning);
    QTEST(policy->maximumValidityDays(day), "validity");
    QTEST(policy->domainReuseDays(day), "domainReuse");
}

void TestPolicy::privatePkiAllowsAnOrganizationalUnit()
{
    const Result<Policy> policy = loadPolicy(QStringLiteral("private-pki"));
    QVERIFY(policy);
    QCOMPARE(policy->organizationalUnit, FindingOutcome::Note);
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
    row("name missing", "\"name\"", "\"nom\"", ErrorCode::InvalidArgument, "name");
    row("no such day", "2026-03-15", "2026-02-31", ErrorCode::InvalidArgument, "maximumValidity[1].from");
    row("days as text", "\"days\": 100", "\"days\": \"100\"", ErrorCode::InvalidArgument, "maximumValidity[2].days");
    row("no days", "\"days\": 47", "\"days\": 0", ErrorCode::InvalidArgument, "maximumValidity[3].days");
    row("RSA below 2048", "2048", "1024", ErrorCode::InvalidArgument, "minimumRsaBits");
    row("unknown outcome", "\"warning\"", "\"fatal\"", ErrorCode::InvalidArgument, "organizationalUnit");
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

TEGATA_TEST(TestPolicy)
#include "test_policy.moc"
