// SPDX-License-Identifier: Apache-2.0
#include "core/pki/aesgcm.h"
#include "core/pki/keyderivation.h"
#include "tests/support/await.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

SecretBytes secretHex(const char *hex)
{
    QByteArray bytes = QByteArray::fromHex(hex);
    return SecretBytes::take(bytes);
}

QByteArray hexOf(const Result<SecretBytes> &bytes)
{
    return bytes ? QByteArray(bytes->data(), qsizetype(bytes->size())).toHex() : QByteArray();
}

} // namespace

class TestKeyDerivation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 7914, section 12.
    void scrypt_data()
    {
        QTest::addColumn<QByteArray>("passphrase");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<int>("logN");
        QTest::addColumn<int>("p");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("N=1024") << QByteArray("password") << QByteArray("NaCl") << 10 << 16
                                << QByteArray("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162");
        QTest::newRow("N=16384") << QByteArray("pleaseletmein") << QByteArray("SodiumChloride") << 14 << 1
                                 << QByteArray("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
    }

    void scrypt()
    {
        QFETCH(const QByteArray, passphrase);
        QFETCH(const QByteArray, salt);
        QFETCH(const int, logN);
        QFETCH(const int, p);
        QFETCH(const QByteArray, key);
        const SecretBytes secret(passphrase.constData(), std::size_t(passphrase.size()));
        QCOMPARE(hexOf(scryptKey(secret, salt, {logN, 8, p}, 32)), key);
    }

    // 128 MiB: the OpenSSL of both releases does it when it is allowed to.
    void scryptAtItsDefault()
    {
        const Result<SecretBytes> key = scryptKey(SecretBytes("p", 1), QByteArray(16, 's'), ScryptCost(), 32);
        QVERIFY(key);
        QCOMPARE(key->size(), std::size_t(32));
    }

    void scryptOutOfRange()
    {
        for (const ScryptCost &cost : {ScryptCost{9, 8, 1}, {21, 8, 1}, {17, 0, 1}, {17, 8, 17}, {20, 32, 1}})
            QCOMPARE(codeOf(scryptKey(SecretBytes("p", 1), "salt", cost, 32)), ErrorCode::InvalidArgument);
    }

    // RFC 5869, A.1 and A.3.
    void hkdf()
    {
        const SecretBytes key = secretHex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
        QCOMPARE(hexOf(hkdfKey(key, QByteArray::fromHex("000102030405060708090a0b0c"),
                               QByteArray::fromHex("f0f1f2f3f4f5f6f7f8f9"), 42)),
                 QByteArray("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
        QCOMPARE(hexOf(hkdfKey(key, QByteArray(), QByteArray(), 42)),
                 QByteArray("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
    }

    // The Galois/Counter Mode of Operation (McGrew, Viega), test case 16.
    void aesGcm()
    {
        const SecretBytes key = secretHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        const QByteArray nonce = QByteArray::fromHex("cafebabefacedbaddecaf888");
        const QByteArray associated = QByteArray::fromHex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        const QByteArray text = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                                "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
        const Result<QByteArray> sealed = sealAesGcm(key, nonce, associated, secretHex(text.constData()));
        QVERIFY(sealed);
        QCOMPARE(sealed->toHex(), QByteArray("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                                             "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                                             "76fc6ece0f4e1768cddf8853bb2d551b"));
        QCOMPARE(hexOf(openAesGcm(key, nonce, associated, *sealed)), text);
        QCOMPARE(codeOf(openAesGcm(key, nonce, QByteArray(), *sealed)), ErrorCode::SignatureInvalid);
        QCOMPARE(codeOf(openAesGcm(key, nonce, associated, sealed->chopped(1))), ErrorCode::SignatureInvalid);
        QCOMPARE(codeOf(openAesGcm(key, nonce, associated, QByteArray())), ErrorCode::SignatureInvalid);
        QCOMPARE(codeOf(openAesGcm(key, nonce.chopped(1), associated, *sealed)), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(sealAesGcm(SecretBytes(16), nonce, associated, SecretBytes())), ErrorCode::InvalidArgument);
    }

    void aesGcmOfNothing()
    {
        const SecretBytes key(32);
        const QByteArray nonce(12, '\0');
        const Result<QByteArray> sealed = sealAesGcm(key, nonce, "header", SecretBytes());
        QVERIFY(sealed);
        QCOMPARE(sealed->size(), 16);
        QVERIFY(openAesGcm(key, nonce, "header", *sealed)->isEmpty());
        QCOMPARE(codeOf(openAesGcm(key, nonce, "Header", *sealed)), ErrorCode::SignatureInvalid);
    }

    void randomnessDiffers()
    {
        const Result<SecretBytes> one = randomKey(32);
        const Result<SecretBytes> other = randomKey(32);
        QVERIFY(one && other);
        QVERIFY(!one->equals(*other));
        QVERIFY(*randomBytes(12) != *randomBytes(12));
    }
};

TEGATA_TEST(TestKeyDerivation)
#include "test_keyderivation.moc"
