// SPDX-License-Identifier: Apache-2.0
#include "core/pki/weakkeylist.h"
#include "tests/core/pki/pkifixture.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;
using namespace tegata::test;

class TestWeakKeyList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsListedKeys();
    void refusesWhatIsNoList();

private:
    QTemporaryDir m_directory;
};

// The fingerprint is made by the openssl program here, as the list's own tools made it.
void TestWeakKeyList::knowsListedKeys()
{
    const QString keyFile = m_directory.filePath(QStringLiteral("listed.pem"));
    openssl(m_directory.path(), {QStringLiteral("genrsa"), QStringLiteral("-out"), keyFile, QStringLiteral("2048")});
    const QByteArray printed =
        openssl(m_directory.path(), {QStringLiteral("rsa"), QStringLiteral("-noout"), QStringLiteral("-modulus"),
                                     QStringLiteral("-in"), keyFile});
    QVERIFY(printed.startsWith("Modulus="));
    const QByteArray fingerprint = QCryptographicHash::hash(printed, QCryptographicHash::Sha1).toHex().mid(20);
    writeBytes(m_directory.filePath(QStringLiteral("blacklist.RSA-1024")), "# nothing of this size\n");
    writeBytes(m_directory.filePath(QStringLiteral("blacklist.RSA-2048")),
               "# le32\nffffffffffffffffffff\n" + fingerprint + "\n00000000000000000000\n");
    const auto list = WeakKeyList::load(m_directory.path());
    QVERIFY2(list, qPrintable(list ? QString() : list.error().detail));
    QCOMPARE(list->size(), 3);
    const auto listed = PrivateKey::parse(fileBytes(keyFile));
    QVERIFY(listed);
    QVERIFY(list->holds(listed->facts()));
    QVERIFY(!list->holds(newKey(KeySpec::Rsa2048).facts()));
    QVERIFY(!list->holds(newKey(KeySpec::EcP256).facts()));
}

void TestWeakKeyList::refusesWhatIsNoList()
{
    QTemporaryDir empty;
    QCOMPARE(WeakKeyList::load(empty.path()).error().code, ErrorCode::FileNotReadable);
    writeBytes(empty.filePath(QStringLiteral("blacklist.RSA-2048")), "# list\n0123456789abcdef0123\n01234\n");
    const auto broken = WeakKeyList::load(empty.path());
    QCOMPARE(broken.error().code, ErrorCode::MalformedEncoding);
    QCOMPARE(broken.error().detail, QStringLiteral("line 3"));
}

TEGATA_TEST(TestWeakKeyList)
#include "test_weakkeylist.moc"
