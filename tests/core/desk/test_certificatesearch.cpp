// SPDX-License-Identifier: Apache-2.0
#include "core/desk/certificatesearch.h"
#include "core/pki/certificate.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

const QString Hash = QStringLiteral("4a3c0f9be1d27765aa0180ffcc00112233445566778899aabbccddeeff001122");

QString base64()
{
    return QString::fromLatin1(QByteArray::fromHex(Hash.toLatin1()).toBase64());
}

QString withColons(const QString &digits)
{
    return QString::fromLatin1(QByteArray::fromHex(digits.toLatin1()).toHex(':'));
}

} // namespace

class TestCertificateSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsTyped_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hash");
        const auto row = [](const char *name, const QString &typed, const QString &text, const QString &hash = {}) {
            QTest::newRow(name) << typed << text << hash;
        };
        row("name", QStringLiteral(" www.example.jp "), QStringLiteral("www.example.jp"));
        row("organisation", QStringLiteral("株式会社　サンプル"), QStringLiteral("株式会社 サンプル"));
        row("short hex is a word", QStringLiteral("cafe"), QStringLiteral("cafe"));
        row("serial", QStringLiteral("0A0B0C0D0E"), QStringLiteral("0A0B0C0D0E"));
        row("serial in lower case", QStringLiteral("0a0b0c0d0e"), QStringLiteral("0A0B0C0D0E"));
        row("serial with colons", QStringLiteral("0a:0b:0c:0d:0e"), QStringLiteral("0A0B0C0D0E"));
        row("serial with spaces", QStringLiteral("0A 0B 0C 0D 0E"), QStringLiteral("0A0B0C0D0E"));
        row("serial with 0x", QStringLiteral("0xa0b0c0d0e"), QStringLiteral("A0B0C0D0E"));
        row("beginning of a serial", QStringLiteral("0a:0b:0c:0d:0"), QStringLiteral("0A0B0C0D0"));
        row("beginning of a key hash", withColons(Hash).left(59), QString(Hash).left(40).toUpper());
        row("serial with sign octet", QStringLiteral("00") + QString(40, QLatin1Char('f')),
            QString(40, QLatin1Char('F')));
        row("sign octet before fewer", QStringLiteral("00:8f:0b:0c:0d:0e"), QStringLiteral("8F0B0C0D0E"));
        row("openssl's serial=", QStringLiteral("serial=0A0B0C0D0E"), QStringLiteral("0A0B0C0D0E"));
        // Whatever readSerial() reads, the search finds.
        row("serial with hyphens", QStringLiteral("0A-0B-0C-0D-0E"), QStringLiteral("0A0B0C0D0E"));
        row("openssl -text", QStringLiteral("X509v3 Serial Number:\n    0a:0b:0c:0d:0e"), QStringLiteral("0A0B0C0D0E"));
        row("decimal with hexadecimal", QStringLiteral("168496141 (0xa0b0c0d0)"), QStringLiteral("A0B0C0D0"));
        row("Japanese", QStringLiteral("シリアル番号：0A0B0C0D0E"), QStringLiteral("0A0B0C0D0E"));
        row("SN", QStringLiteral("S/N: 0a0b0c0d0e"), QStringLiteral("0A0B0C0D0E"));
        row("invisible marks", QStringLiteral("\u200e0a0b\u200b0c0d0e\ufeff"), QStringLiteral("0A0B0C0D0E"));
        row("no-break spaces", QStringLiteral("0a\u00a00b\u00a00c\u00a00d\u00a00e"), QStringLiteral("0A0B0C0D0E"));
        row("decimal", QStringLiteral("730750818665451459101842416358141509827966271487"),
            QStringLiteral("7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"));
        row("too long for a key hash", QString(70, QLatin1Char('f')), QString(70, QLatin1Char('f')));
        row("key hash", Hash, {}, Hash);
        row("key hash in capitals with colons", withColons(Hash).toUpper(), {}, Hash);
        row("key hash in base64", base64(), {}, Hash);
        row("pin", QStringLiteral("sha256/") + base64(), {}, Hash);
        row("curl's pin", QStringLiteral("sha256//") + base64(), {}, Hash);
        row("base64 of something else", QStringLiteral("YWJj"), QStringLiteral("YWJj"));
        row("nothing", QStringLiteral("  "), {});
    }
    void whatIsTyped()
    {
        QFETCH(QString, typed);
        const QueueFilter filter = filterFromText(typed);
        QTEST(filter.text, "text");
        QTEST(filter.spkiSha256, "hash");
        QVERIFY(filter.conditions.isEmpty());
    }

    void theRestOfAFilterStays()
    {
        QueueFilter filter;
        filter.text = QStringLiteral("0a:0b:0c:0d");
        filter.spkiSha256 = Hash;
        filter.dueForRenewal = true;
        const QueueFilter meant = understood(filter);
        QCOMPARE(meant.text, QStringLiteral("0A0B0C0D"));
        QCOMPARE(meant.spkiSha256, QString(Hash));
        QVERIFY(meant.dueForRenewal);
    }

    void filesGiveTheirKey()
    {
        FakeSite site;
        const CertificateRecord record = site.put(FakeSite::makeCertificate(1));
        const Result<CertificateDetail> detail = await(site.makeConnection()->fetchCertificate(record.serial));
        QVERIFY(detail);
        const Result<Certificate> certificate = Certificate::parse(detail->pem);
        QVERIFY(certificate);
        const QString expected = QString::fromLatin1(certificate->key().spkiSha256.toHex());
        for (const QByteArray &bytes : {detail->pem, certificate->der(), QByteArray("some text\n") + detail->pem}) {
            const Result<FileTraits> traits = traitsOfFile(bytes);
            QVERIFY(traits);
            QCOMPARE(traits->spkiSha256, expected);
            QCOMPARE(traits->serial, certificate->serial());
        }
    }

    // Made by: openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj /CN=www.example.jp
    void requestsGiveTheirKey()
    {
        const QByteArray pem = R"(-----BEGIN CERTIFICATE REQUEST-----
MIHSMHsCAQAwGTEXMBUGA1UEAwwOd3d3LmV4YW1wbGUuanAwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAARDvWVE/Upazbs+UUaeIdbfGgLznW8RhJXrs4dBbZykmk7E
/MagDuoK7pDHHihoSx1Tkh6nPsnQefh4X1izZvWAoAAwCgYIKoZIzj0EAwIDRwAw
RAIgdYevG1j86uNAWvmNKUxLAzAqpFNLGyP7rMiB9pYxv/gCIF5Tbd0/7nVPCtvO
QswhVF+THb2nc3lHjH5wsulArfQZ
-----END CERTIFICATE REQUEST-----
)";
        const Result<FileTraits> traits = traitsOfFile(pem);
        QVERIFY(traits);
        QVERIFY(traits->serial.isEmpty());
        QCOMPARE(traits->spkiSha256,
                 QStringLiteral("d06d3feccb4052e338120acf3306bf0dfce54e5573e3e03b440a75843f1cda2a"));
    }

    void otherFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello\n");
        QTest::newRow("key") << QByteArray("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        QTest::newRow("damaged") << QByteArray("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        QTest::newRow("huge") << QByteArray(1024 * 1024, 'x');
    }
    void otherFilesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!traitsOfFile(bytes));
    }
};

TEGATA_TEST(TestCertificateSearch)
#include "test_certificatesearch.moc"
