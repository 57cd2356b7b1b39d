// SPDX-License-Identifier: Apache-2.0
#include "core/service/serviceconfig.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tegata;

namespace {

QJsonObject least()
{
    const auto listener = [](int port) {
        return QJsonObject{{QStringLiteral("address"), QStringLiteral("127.0.0.1")}, {QStringLiteral("port"), port}};
    };
    return {{QStringLiteral("dataDirectory"), QStringLiteral("data")},
            {QStringLiteral("authorityPassphraseFile"), QStringLiteral("passphrase")},
            {QStringLiteral("mailDirectory"), QStringLiteral("mail")},
            {QStringLiteral("noticeFrom"), QStringLiteral("no-reply@ca.example.com")},
            {QStringLiteral("application"), listener(8443)},
            {QStringLiteral("operator"), listener(8444)},
            {QStringLiteral("examiner"), listener(8445)},
            {QStringLiteral("status"), listener(8080)},
            {QStringLiteral("statusUrl"), QStringLiteral("http://status.example.com")}};
}

Result<ServiceConfig> parsed(const QJsonObject &json)
{
    return parseServiceConfig(QJsonDocument(json).toJson());
}

} // namespace

class TestServiceConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limitsHaveDefaults();
    void limitsAreRead_data();
    void limitsAreRead();
    void unknownNamesAreRefused();
};

void TestServiceConfig::limitsHaveDefaults()
{
    const auto config = parsed(least());
    QVERIFY2(config, qPrintable(config ? QString() : config.error().field));
    QCOMPARE(config->connections, 2048);
    QCOMPARE(config->passwordsInQueue, 64);
    QCOMPARE(config->signInFailuresPerAccount, 100);
    QCOMPARE(config->enrollmentMailsPerRecipient, 1);
}

void TestServiceConfig::limitsAreRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("value");
    QTest::addColumn<bool>("isGood");
    for (const char *name :
         {"connections", "connectionsPerAddress", "handshakesPerAddress", "headsPerAddress", "bodiesPerAddress",
          "worksPerAddress", "passwordThreads", "passwordsInQueue", "passwordsInQueuePerAddress", "signInFailures",
          "signInFailuresPerAddress", "signInFailuresPerAccount", "signInAccountHours", "enrollmentsPerAddress",
          "refusedCallsPerMinute", "refusedHandshakesPerMinute"}) {
        QTest::addRow("%s 7", name) << QString::fromLatin1(name) << 7 << true;
        QTest::addRow("%s 0", name) << QString::fromLatin1(name) << 0 << false;
        QTest::addRow("%s too large", name) << QString::fromLatin1(name) << 2'000'000 << false;
    }
    for (const char *name : {"bodyKilobytes", "bodyKilobytesPerAddress"}) {
        QTest::addRow("%s 512", name) << QString::fromLatin1(name) << 512 << true;
        QTest::addRow("%s 1", name) << QString::fromLatin1(name) << 1 << false; // no whole body would fit
    }
    QTest::newRow("no mails at all") << QStringLiteral("enrollmentMailsPerRecipient") << 0 << true;
}

void TestServiceConfig::limitsAreRead()
{
    QFETCH(QString, name);
    QFETCH(int, value);
    QFETCH(bool, isGood);
    QJsonObject json = least();
    json.insert(name, value);
    const auto config = parsed(json);
    QCOMPARE(config.has_value(), isGood);
    if (!config)
        QCOMPARE(config.error().field, name);
}

void TestServiceConfig::unknownNamesAreRefused()
{
    QJsonObject json = least();
    json.insert(QStringLiteral("signInFailure"), 7);
    const auto config = parsed(json);
    QVERIFY(!config);
    QCOMPARE(config.error().field, QStringLiteral("signInFailure"));
}

TEGATA_TEST(TestServiceConfig)
#include "test_serviceconfig.moc"
