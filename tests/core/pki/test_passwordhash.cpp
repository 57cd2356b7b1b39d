// SPDX-License-Identifier: Apache-2.0
#include "core/pki/passwordhash.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestPasswordHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesOnlyItsPassword();
    void readsAKnownHash();
    void refusesStrangeHashes_data();
    void refusesStrangeHashes();
    void refusesStrangeInput();
};

namespace {

SecretBytes secret(const char *text)
{
    return SecretBytes::fromText(QString::fromUtf8(text));
}

constexpr ScryptCost Cheap{10, 8, 1};

} // namespace

void TestPasswordHash::matchesOnlyItsPassword()
{
    const auto first = hashPassword(secret("合言葉 42"), Cheap);
    const auto second = hashPassword(secret("合言葉 42"), Cheap);
    QVERIFY(first && second);
    QVERIFY(*first != *second);
    QVERIFY(first->startsWith(QStringLiteral("scrypt$ln=10,r=8,p=1$")));
    QVERIFY(passwordMatches(secret("合言葉 42"), *first));
    QVERIFY(passwordMatches(secret("合言葉 42"), *second));
    QVERIFY(!passwordMatches(secret("合言葉 43"), *first));
    QVERIFY(!passwordMatches(SecretBytes(), *first));
    QVERIFY(!passwordMatchesNobody(secret("合言葉 42")));
    const auto usual = hashPassword(secret("合言葉 42"));
    QVERIFY(usual);
    QVERIFY(usual->startsWith(QStringLiteral("scrypt$ln=15,r=8,p=1$")));
    QVERIFY(passwordMatches(secret("合言葉 42"), *usual));
}

// Python: hashlib.scrypt(b'pleaseletmein', salt=b'0123456789abcdef', n=16384, r=8, p=1, dklen=32)
void TestPasswordHash::readsAKnownHash()
{
    const QString hash =
        QStringLiteral("scrypt$ln=14,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$wOBlTLx2kTvDnlM7GeRqLPJSaL8dgO6Mbiarn6WFHEI");
    QVERIFY(passwordMatches(secret("pleaseletmein"), hash));
    QVERIFY(!passwordMatches(secret("pleaseletmeout"), hash));
}

void TestPasswordHash::refusesStrangeHashes_data()
{
    QTest::addColumn<QString>("hash");
    const QString salt = QString(22, QLatin1Char('A'));
    const QString value = QString(43, QLatin1Char('A'));
    QTest::newRow("empty") << QString();
    QTest::newRow("plain") << QStringLiteral("password");
    QTest::newRow("another scheme") << QStringLiteral("md5$ln=10,r=8,p=1$%1$%2").arg(salt, value);
    QTest::newRow("too cheap") << QStringLiteral("scrypt$ln=1,r=8,p=1$%1$%2").arg(salt, value);
    QTest::newRow("too dear") << QStringLiteral("scrypt$ln=99,r=8,p=1$%1$%2").arg(salt, value);
    QTest::newRow("no block size") << QStringLiteral("scrypt$ln=10,r=0,p=1$%1$%2").arg(salt, value);
    QTest::newRow("short salt") << QStringLiteral("scrypt$ln=10,r=8,p=1$AA$%1").arg(value);
    QTest::newRow("short hash") << QStringLiteral("scrypt$ln=10,r=8,p=1$%1$AA").arg(salt);
    QTest::newRow("more behind") << QStringLiteral("scrypt$ln=10,r=8,p=1$%1$%2$").arg(salt, value);
}

void TestPasswordHash::refusesStrangeHashes()
{
    QFETCH(QString, hash);
    QVERIFY(!passwordMatches(secret("password"), hash));
    QVERIFY(!passwordMatches(SecretBytes(), hash));
}

void TestPasswordHash::refusesStrangeInput()
{
    QCOMPARE(hashPassword(SecretBytes(), Cheap).error().field, QStringLiteral("password"));
    QCOMPARE(hashPassword(secret("x"), {9, 8, 1}).error().field, QStringLiteral("cost"));
    QCOMPARE(hashPassword(secret("x"), {10, 33, 1}).error().field, QStringLiteral("cost"));
    QCOMPARE(hashPassword(secret("x"), {10, 8, 0}).error().field, QStringLiteral("cost"));
}

TEGATA_TEST(TestPasswordHash)
#include "test_passwordhash.moc"
