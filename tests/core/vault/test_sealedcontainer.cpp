// SPDX-License-Identifier: Apache-2.0
#include "core/vault/sealedcontainer.h"
#include "tests/support/await.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

constexpr ScryptCost Cheap{10, 8, 1};
constexpr qsizetype HeaderSize = 84;
constexpr qsizetype TagSize = 16;
constexpr qsizetype VersionAt = 7;

SecretBytes bytes(const char *text)
{
    return SecretBytes(text, qstrlen(text));
}

QByteArray flipped(QByteArray sealed, qsizetype bit)
{
    sealed[bit / 8] = char(sealed.at(bit / 8) ^ (1 << (bit % 8)));
    return sealed;
}

} // namespace

class TestSealedContainer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_key = *randomKey(32); }

    void opensWhatItSealed()
    {
        const Result<QByteArray> sealed = sealWithKey(m_address, m_key, bytes("株式会社"));
        QVERIFY(sealed);
        const Result<SecretBytes> plain = openWithKey(m_address, m_key, *sealed);
        QVERIFY(plain);
        QVERIFY(plain->equals(bytes("株式会社")));
    }

    void sizesTellLittle_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("expected");
        const int overhead = HeaderSize + TagSize;
        QTest::newRow("empty") << 0 << overhead + 4096;
        QTest::newRow("one") << 1 << overhead + 4096;
        QTest::newRow("full step") << 4092 << overhead + 4096;
        QTest::newRow("one more") << 4093 << overhead + 8192;
    }

    void sizesTellLittle()
    {
        QFETCH(const int, size);
        QFETCH(const int, expected);
        const SecretBytes plain(static_cast<std::size_t>(size));
        const Result<QByteArray> sealed = sealWithKey(m_address, m_key, plain);
        QCOMPARE(sealed->size(), expected);
        QCOMPARE(openWithKey(m_address, m_key, *sealed)->size(), std::size_t(size));
    }

    // The same content twice: nothing of the two is alike beside what the header says of the place.
    void nothingRepeats()
    {
        const QByteArray one = *sealWithKey(m_address, m_key, bytes("x"));
        const QByteArray other = *sealWithKey(m_address, m_key, bytes("x"));
        QVERIFY(one.sliced(16, 16) != other.sliced(16, 16)); // salt
        QVERIFY(one.sliced(56, 12) != other.sliced(56, 12)); // nonce
        QVERIFY(one.sliced(HeaderSize) != other.sliced(HeaderSize));
    }

    void everyFlippedBitIsFound()
    {
        const QByteArray sealed = *sealWithKey(m_address, m_key, bytes("secret text"));
        const qsizetype bits = sealed.size() * 8;
        for (qsizetype bit = 0; bit < bits; ++bit) {
            const auto code = codeOf(openWithKey(m_address, m_key, flipped(sealed, bit)));
            const bool isVersion = bit / 8 == VersionAt;
            const bool isExpected = code == ErrorCode::StoreCorrupt || (isVersion && code == ErrorCode::StoreTooNew);
            QVERIFY2(isExpected, qPrintable(QStringLiteral("bit %1").arg(bit)));
        }
    }

    void everyMissingByteIsFound()
    {
        const QByteArray sealed = *sealWithKey(m_address, m_key, bytes("secret text"));
        for (qsizetype size = 0; size < sealed.size(); size = size < 128 ? size + 1 : size + 61)
            QCOMPARE(codeOf(openWithKey(m_address, m_key, sealed.first(size))), ErrorCode::StoreCorrupt);
        QCOMPARE(codeOf(openWithKey(m_address, m_key, sealed.chopped(1))), ErrorCode::StoreCorrupt);
        QCOMPARE(codeOf(openWithKey(m_address, m_key, sealed + '\0')), ErrorCode::StoreCorrupt);
    }

    void anotherPlaceIsFound()
    {
        const QByteArray sealed = *sealWithKey(m_address, m_key, bytes("x"));
        SealedAddress other = m_address;
        other.sequence = 8;
        QCOMPARE(codeOf(openWithKey(other, m_key, sealed)), ErrorCode::StoreCorrupt);
        other = m_address;
        other.id = QUuid::createUuid();
        QCOMPARE(codeOf(openWithKey(other, m_key, sealed)), ErrorCode::StoreCorrupt);
        other = m_address;
        other.content = SealedContent::DraftExport;
        QCOMPARE(codeOf(openWithKey(other, m_key, sealed)), ErrorCode::StoreCorrupt);
        QCOMPARE(codeOf(openWithKey(m_address, *randomKey(32), sealed)), ErrorCode::StoreCorrupt);
        QCOMPARE(codeOf(openWithPassphrase(SealedContent::Draft, bytes("p"), sealed)), ErrorCode::StoreCorrupt);
    }

    void newerFormat()
    {
        QByteArray sealed = *sealWithKey(m_address, m_key, bytes("x"));
        sealed[VersionAt] = 2;
        QCOMPARE(codeOf(openWithKey(m_address, m_key, sealed)), ErrorCode::StoreTooNew);
    }

    void passphrase()
    {
        const SealedAddress address{SealedContent::DraftExport, m_address.id, 0};
        const QByteArray sealed = *sealWithPassphrase(address, bytes("合言葉"), Cheap, bytes("text"));
        QVERIFY(openWithPassphrase(SealedContent::DraftExport, bytes("合言葉"), sealed)->equals(bytes("text")));
        QCOMPARE(codeOf(openWithPassphrase(SealedContent::DraftExport, bytes("合言"), sealed)),
                 ErrorCode::WrongPassphrase);
        QCOMPARE(codeOf(openWithPassphrase(SealedContent::VaultKey, bytes("合言葉"), sealed)), ErrorCode::StoreCorrupt);
    }

    // Damage is never taken for a wrong passphrase: the person would look for another one.
    void damageUnderAPassphrase()
    {
        const SealedAddress address{SealedContent::VaultKey, {}, 0};
        const QByteArray sealed = *sealWithPassphrase(address, bytes("p"), Cheap, bytes("key"));
        const qsizetype bits = sealed.size() * 8;
        for (qsizetype bit = 0; bit < bits; bit = bit < (HeaderSize + 4) * 8 ? bit + 1 : bit + 331) {
            const auto code = codeOf(openWithPassphrase(SealedContent::VaultKey, bytes("p"), flipped(sealed, bit)));
            const bool isVersion = bit / 8 == VersionAt;
            const bool isExpected = code == ErrorCode::StoreCorrupt || (isVersion && code == ErrorCode::StoreTooNew);
            QVERIFY2(isExpected, qPrintable(QStringLiteral("bit %1").arg(bit)));
        }
    }

    // Whoever makes the file may set a matching header check.
    void hostileCost()
    {
        const SealedAddress address{SealedContent::DraftExport, {}, 0};
        const Result<QByteArray> sealed = sealWithPassphrase(address, bytes("p"), {19, 8, 1}, bytes("x"));
        QVERIFY(sealed);
        QCOMPARE(codeOf(openWithPassphrase(SealedContent::DraftExport, bytes("p"), *sealed)), ErrorCode::StoreCorrupt);
    }

private:
    SecretBytes m_key;
    const SealedAddress m_address{SealedContent::Draft, QUuid::createUuid(), 7};
};

TEGATA_TEST(TestSealedContainer)
#include "test_sealedcontainer.moc"
