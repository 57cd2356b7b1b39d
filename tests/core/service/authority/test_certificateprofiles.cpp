// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/certificateprofiles.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

using namespace tegata;

class TestCertificateProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsTheProgramsOwn_data();
    void loadsTheProgramsOwn();
    void refusesMistakes_data();
    void refusesMistakes();
};

void TestCertificateProfiles::loadsTheProgramsOwn_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isCa");
    QTest::addColumn<int>("usages");
    QTest::newRow("root") << QStringLiteral("root") << true << 0;
    QTest::newRow("issuing") << QStringLiteral("issuing") << true << 2; // servers, and this service's own clients
    for (const char *name : {"server-ov", "server-ev", "operator", "examiner", "ocsp", "service-tls"})
        QTest::newRow(name) << QString::fromLatin1(name) << false << 1;
}

void TestCertificateProfiles::loadsTheProgramsOwn()
{
    QFETCH(QString, name);
    QFETCH(bool, isCa);
    QFETCH(int, usages);
    const auto profiles = CertificateProfiles::load();
    QVERIFY2(profiles, qPrintable(profiles ? QString() : profiles.error().field + profiles.error().detail));
    const auto profile = profiles->find(name);
    QVERIFY(profile);
    QCOMPARE(profile->isCa, isCa);
    QCOMPARE(profile->extendedKeyUsage.size(), usages);
    QCOMPARE(profile->validityDays == 0, name.startsWith(QLatin1String("server-")));
    QCOMPARE(profile->ocspNoCheck, name == QLatin1String("ocsp"));
    QVERIFY(!profiles->find(name + QLatin1Char('x')));
}

void TestCertificateProfiles::refusesMistakes_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("field");
    QTest::newRow("no profiles") << QByteArray("\"profiles\"") << QByteArray("\"others\"")
                                 << QStringLiteral("profiles");
    QTest::newRow("unknown usage") << QByteArray("\"clientAuth\"]") << QByteArray("\"emailProtection\"]")
                                   << QStringLiteral("profiles[1].extendedKeyUsage");
    QTest::newRow("negative") << QByteArray("7305") << QByteArray("-1") << QStringLiteral("profiles[0].validityDays");
    QTest::newRow("text for a number") << QByteArray("7305") << QByteArray("\"7305\"")
                                       << QStringLiteral("profiles[0].validityDays");
}

void TestCertificateProfiles::refusesMistakes()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, field);
    QVERIFY(CertificateProfiles::load());
    QFile file(QStringLiteral(":/tegata/policies/certificate-profiles.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray json = file.readAll();
    QVERIFY(json.contains(from));
    const auto profiles = CertificateProfiles::parse(QByteArray(json).replace(from, to));
    QVERIFY(!profiles);
    QCOMPARE(profiles.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(profiles.error().field, field);
    QCOMPARE(CertificateProfiles::parse(json.left(100)).error().code, ErrorCode::MalformedEncoding);
}

TEGATA_TEST(TestCertificateProfiles)
#include "test_certificateprofiles.moc"
