// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dns/caresresolver.h"
#include "tests/support/await.h"
#include "tests/support/scripteddnsserver.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

const CaaRecord Ours{false, "issue", "ca.example.net"};

} // namespace

class TestCaresResolver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedDnsServer>();
        m_resolver = std::make_unique<CaresResolver>(QStringList{m_server->address()}, std::chrono::milliseconds(400));
    }
    void cleanup()
    {
        m_resolver.reset();
        m_server.reset();
    }

    void readsRecords()
    {
        const QList<CaaRecord> records = {Ours, {true, "issuewild", ";"}, {false, "iodef", "mailto:a@example.jp"}};
        m_server->set(name, {ScriptedZone::Kind::Answer, records});
        const auto answer = await(m_resolver->caaRecords(name));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
        QCOMPARE(QSet<QByteArray>({(*answer)[0].tag, (*answer)[1].tag, (*answer)[2].tag}),
                 QSet<QByteArray>({"issue", "issuewild", "iodef"}));
        for (const CaaRecord &record : records)
            QVERIFY(answer->contains(record));
        QCOMPARE(m_server->asked(), QStringList{QStringLiteral("udp ") + name}); // and no search list
    }
    void followsAnAlias()
    {
        m_server->set(name, {ScriptedZone::Kind::Answer, {Ours}, QStringLiteral("host.example.com")});
        QCOMPARE(await(m_resolver->caaRecords(name)).value(), QList<CaaRecord>{Ours});
    }
    void anAliasWithoutRecordsHasNone()
    {
        m_server->set(name, {ScriptedZone::Kind::Answer, {}, QStringLiteral("host.example.com")});
        QVERIFY(await(m_resolver->caaRecords(name)).value().isEmpty());
    }
    void asksByTcpWhatWasCut()
    {
        m_server->set(name, {ScriptedZone::Kind::Truncated, {Ours}});
        QCOMPARE(await(m_resolver->caaRecords(name)).value(), QList<CaaRecord>{Ours});
        QVERIFY(m_server->asked().contains(QStringLiteral("tcp ") + name));
    }

    void tellsNoneFromFailure_data()
    {
        QTest::addColumn<ScriptedZone::Kind>("kind");
        QTest::addColumn<QList<CaaRecord>>("records");
        QTest::addColumn<std::optional<ErrorCode>>("code");
        using Kind = ScriptedZone::Kind;
        const std::optional<ErrorCode> none;
        QTest::newRow("no records") << Kind::Answer << QList<CaaRecord>() << none;
        QTest::newRow("no such name") << Kind::NameError << QList<CaaRecord>() << none;
        QTest::newRow("SERVFAIL") << Kind::ServerFailure << QList<CaaRecord>()
                                  << std::optional(ErrorCode::ServiceFailure);
        QTest::newRow("REFUSED") << Kind::Refused << QList<CaaRecord>() << std::optional(ErrorCode::ServiceFailure);
        QTest::newRow("silence") << Kind::Silence << QList<CaaRecord>() << std::optional(ErrorCode::TimedOut);
        QTest::newRow("garbage") << Kind::Garbage << QList<CaaRecord>{Ours}
                                 << std::optional(ErrorCode::ProtocolViolation);
    }
    void tellsNoneFromFailure()
    {
        QFETCH(ScriptedZone::Kind, kind);
        QFETCH(QList<CaaRecord>, records);
        QFETCH(std::optional<ErrorCode>, code);
        m_server->set(name, {kind, records});
        const auto answer = await(m_resolver->caaRecords(name));
        QCOMPARE(codeOf(answer), code);
        if (answer)
            QVERIFY(answer->isEmpty());
    }
    void anAnswerToAnotherQuestionIsNone()
    {
        m_server->set(name, {ScriptedZone::Kind::OtherQuestion, {Ours}});
        QVERIFY(!await(m_resolver->caaRecords(name)));
    }
    void refusesWhatIsNoName()
    {
        QVERIFY(!await(m_resolver->caaRecords(QStringLiteral("a..b"))));
        QVERIFY(!await(m_resolver->caaRecords(QString(70, QLatin1Char('a')) + QStringLiteral(".jp"))));
    }
    void manyAtOnce()
    {
        QList<Future<QList<CaaRecord>>> asked;
        for (int i = 0; i < 100; ++i) {
            const QString each = QStringLiteral("h%1.example.jp").arg(i);
            m_server->set(each, {ScriptedZone::Kind::Answer, {{false, "issue", "ca" + QByteArray::number(i)}}});
            asked.append(m_resolver->caaRecords(each));
        }
        for (int i = 0; i < asked.size(); ++i)
            QCOMPARE(await(asked[i]).value().value(0).value, "ca" + QByteArray::number(i));
    }
    void destroyedAnswersCancelled()
    {
        m_server->set(name, {ScriptedZone::Kind::Silence, {}});
        const Future<QList<CaaRecord>> asked = m_resolver->caaRecords(name);
        QTRY_VERIFY(!m_server->asked().isEmpty());
        m_resolver.reset();
        QCOMPARE(codeOf(await(asked)), ErrorCode::Cancelled);
    }

private:
    const QString name = QStringLiteral("www.example.jp");
    std::unique_ptr<ScriptedDnsServer> m_server;
    std::unique_ptr<CaresResolver> m_resolver;
};

TEGATA_TEST(TestCaresResolver)
#include "test_caresresolver.moc"
