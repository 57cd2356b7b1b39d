// SPDX-License-Identifier: Apache-2.0
#include "core/cache/recordsealer.h"
#include "tests/support/await.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

SharedSecret keyOf(char fill)
{
    const QByteArray bytes(32, fill);
    return std::make_shared<const SecretBytes>(bytes.constData(), std::size_t(bytes.size()));
}

QByteArray textOf(const Result<SecretBytes> &plain)
{
    return plain ? QByteArray(plain->data(), qsizetype(plain->size())) : QByteArray("none");
}

const QByteArray Name = QByteArrayLiteral("detail:r-1");
const QByteArray Plain = QByteArrayLiteral("担当者 山田 花子");

} // namespace

class TestRecordSealer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSealedOpensAgain()
    {
        const RecordSealer sealer(keyOf('k'));
        const QByteArray sealed = sealer.seal(Name, Plain).value();
        QVERIFY(RecordSealer::isSealed(sealed));
        QVERIFY(!sealed.contains("山田"));
        QCOMPARE(textOf(sealer.open(Name, sealed)), Plain);
        QCOMPARE(textOf(sealer.open(Name, sealer.seal(Name, {}).value())), QByteArray());
        QVERIFY(sealer.seal(Name, Plain).value() != sealed); // a fresh nonce
    }

    void whatIsNotOursIsRefused_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("sealed");
        QTest::addColumn<ErrorCode>("error");
        const QByteArray sealed = RecordSealer(keyOf('k')).seal(Name, Plain).value();
        QTest::newRow("another record's") << QByteArray("detail:r-2") << sealed << ErrorCode::SignatureInvalid;
        QTest::newRow("another key's") << Name << RecordSealer(keyOf('l')).seal(Name, Plain).value()
                                       << ErrorCode::SignatureInvalid;
        for (const int place : {5, 20, int(sealed.size()) - 1}) { // nonce, ciphertext, tag
            QByteArray flipped = sealed;
            flipped[place] = char(flipped[place] ^ 1);
            QTest::addRow("byte %d flipped", place) << Name << flipped << ErrorCode::SignatureInvalid;
        }
        QTest::newRow("cut") << Name << sealed.chopped(1) << ErrorCode::SignatureInvalid;
        QTest::newRow("magic alone") << Name << QByteArray("TGS1") << ErrorCode::MalformedEncoding;
        QTest::newRow("plain JSON of before")
            << Name << QByteArray("{\"version\":1,\"note\":\"a note long enough\"}") << ErrorCode::MalformedEncoding;
        QTest::newRow("nothing") << Name << QByteArray() << ErrorCode::MalformedEncoding;
    }
    void whatIsNotOursIsRefused()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, sealed);
        QFETCH(ErrorCode, error);
        QCOMPARE(codeOf(RecordSealer(keyOf('k')).open(name, sealed)), error);
    }

    void withoutAKeyNothingGoes()
    {
        const RecordSealer locked;
        QVERIFY(!locked.hasKey());
        QCOMPARE(codeOf(locked.seal(Name, Plain)), ErrorCode::IdentityLocked);
        QCOMPARE(codeOf(locked.open(Name, RecordSealer(keyOf('k')).seal(Name, Plain).value())),
                 ErrorCode::IdentityLocked);
    }
};

TEGATA_TEST(TestRecordSealer)
#include "test_recordsealer.moc"
