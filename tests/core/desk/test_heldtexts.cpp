// SPDX-License-Identifier: Apache-2.0
#include "core/desk/heldtexts.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tegata {

// What was half-written comes back with the key that it was sealed with, and with no other.
class TestHeldTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackOnce();
    void staysClosedWithoutTheKey();
    void anotherKeyReadsNothing();
    void worksWithoutAKeyOfTheIdentity();

private:
    static SharedSecret key(char fill)
    {
        return std::make_shared<const SecretBytes>(QByteArray(32, fill).constData(), 32);
    }
    const QString m_place = QStringLiteral("decision");
    const QString m_text = QStringLiteral("登記簿の商号と\n一致しません");
};

void TestHeldTexts::givesBackOnce()
{
    HeldTexts texts;
    texts.open(key('a'));
    texts.hold(m_place, m_text);
    texts.close();
    texts.open(key('a'));
    QCOMPARE(texts.take(m_place), std::optional(m_text));
    QCOMPARE(texts.take(m_place), std::optional<QString>());
}

void TestHeldTexts::staysClosedWithoutTheKey()
{
    HeldTexts texts;
    texts.open(key('a'));
    texts.hold(m_place, m_text);
    texts.close();
    QCOMPARE(texts.take(m_place), std::optional<QString>());
    texts.open(key('a'));
    QCOMPARE(texts.take(m_place), std::optional(m_text)); // asking in vain loses nothing
}

void TestHeldTexts::anotherKeyReadsNothing()
{
    HeldTexts texts;
    texts.open(key('a'));
    texts.hold(m_place, m_text);
    texts.close();
    texts.open(key('b'));
    QCOMPARE(texts.take(m_place), std::optional<QString>());
}

void TestHeldTexts::worksWithoutAKeyOfTheIdentity()
{
    HeldTexts texts;
    texts.open({});
    texts.hold(m_place, m_text);
    texts.close();
    texts.open({});
    QCOMPARE(texts.take(m_place), std::optional(m_text));
}

} // namespace tegata

TEGATA_TEST(tegata::TestHeldTexts)
#include "test_heldtexts.moc"
