// SPDX-License-Identifier: Apache-2.0
#include "core/base/secretbytes.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

class TestSecretBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAndWipesTheSource();
    void movesEmptyTheSource();
    void comparesBytes();
    void clonesAreIndependent();
    void wipesText();
};

void TestSecretBytes::takesAndWipesTheSource()
{
    QByteArray bytes("secret");
    bytes.detach();
    const SecretBytes secret = SecretBytes::take(bytes);
    QVERIFY(bytes.isEmpty());
    QVERIFY(secret.view() == "secret");
    QVERIFY(SecretBytes::fromText(QStringLiteral("手形")).view() == "手形");
    QVERIFY(SecretBytes().isEmpty());
}

void TestSecretBytes::movesEmptyTheSource()
{
    SecretBytes first("abc", 3);
    SecretBytes second(std::move(first));
    QVERIFY(first.isEmpty());
    QVERIFY(second.view() == "abc");
    SecretBytes third("xyz", 3);
    third = std::move(second);
    QVERIFY(second.isEmpty());
    QVERIFY(third.view() == "abc");
}

void TestSecretBytes::comparesBytes()
{
    QVERIFY(SecretBytes("abc", 3).equals(SecretBytes("abc", 3)));
    QVERIFY(!SecretBytes("abc", 3).equals(SecretBytes("abd", 3)));
    QVERIFY(!SecretBytes("abc", 3).equals(SecretBytes("ab", 2)));
    QVERIFY(SecretBytes().equals(SecretBytes()));
}

void TestSecretBytes::clonesAreIndependent()
{
    SecretBytes first("abc", 3);
    const SecretBytes copy = first.clone();
    first.wipe();
    QVERIFY(first.isEmpty());
    QVERIFY(copy.view() == "abc");
}

void TestSecretBytes::wipesText()
{
    QString text = QStringLiteral("passphrase");
    text.detach();
    wipeText(text);
    QVERIFY(text.isEmpty());
    wipeText(text);
    QVERIFY(text.isEmpty());
}

TEGATA_TEST(TestSecretBytes)
#include "test_secretbytes.moc"
