// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/dogtagoperatorsite.h"
#include "tests/support/await.h"
#include "tests/support/scriptedtlsserver.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace tegata;

namespace {

QJsonObject recorded(const char *name)
{
    QFile file(qEnvironmentVariable("TEGATA_SOURCE_DIR") + QStringLiteral("/tests/core/remote/dogtag/") +
               QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

ScriptedReply json(const QJsonObject &object)
{
    return ScriptedReply::json(QJsonDocument(object).toJson());
}

QJsonObject row(int id, const char *status, const char *type = "enrollment")
{
    return {{QStringLiteral("requestType"), QLatin1String(type)},
            {QStringLiteral("requestStatus"), QLatin1String(status)},
            {QStringLiteral("requestURL"), QStringLiteral("https://ca.example.test/ca/rest/certrequests/%1").arg(id)}};
}

ScriptedReply rows(const QJsonArray &entries)
{
    return json({{QStringLiteral("total"), entries.size()}, {QStringLiteral("entries"), entries}});
}

ScriptedReply total(int count)
{
    return json({{QStringLiteral("total"), count}, {QStringLiteral("entries"), QJsonArray()}});
}

ScriptedReply review(const char *status)
{
    QJsonObject object = recorded("review-pending.json");
    object.insert(QStringLiteral("requestStatus"), QLatin1String(status));
    return json(object);
}

} // namespace

// One thing a page, so that the calls come in one order.
class TestDogtagFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedTlsServer>(m_authority.server(), m_authority.root());
        SiteProfile profile;
        profile.operatorUrl = m_server->url();
        profile.trustAnchors = {m_authority.root()};
        auto site = DogtagOperatorSite::make(profile, {m_identity.certificate, {}, m_identity.key}, Language::English);
        QVERIFY(site);
        m_site = *std::move(site);
        m_cursor.clear();
    }
    void cleanup()
    {
        m_site.reset();
        m_server.reset();
    }

    void followsOneRequest()
    {
        contract::ChangePage page = first();
        QVERIFY(page.reset && page.more);
        QCOMPARE(page.requests.size(), 1);
        QCOMPARE(page.requests.constFirst().state, RequestState::Pending);
        QCOMPARE(targets().constFirst(), QByteArray("/ca/rest/agent/certrequests?start=1&pageSize=100"));

        // Past its end the list shows the last entry again.
        page = quiet({3, 1, 0}, true);
        QVERIFY(!page.reset && !page.more && page.requests.isEmpty());
        page = quiet({3, 1, 0}, false);
        QVERIFY(!page.more && page.requests.isEmpty());

        // Decided by somebody else: a count moved, and the request no longer waits.
        m_server->play(rows({row(12, "rejected")}));
        playCounts({3, 2, 0});
        m_server->play(rows({}));
        m_server->play(json(row(12, "rejected")));
        m_server->play(review("rejected"));
        page = next();
        QVERIFY(page.more);
        QCOMPARE(page.requests.size(), 1);
        QCOMPARE(page.requests.constFirst().state, RequestState::Rejected);
        page = quiet({3, 2, 0}, false); // nothing waits any more, so there is nothing to compare
        QVERIFY(!page.more && page.requests.isEmpty());
    }

    void followsOneCertificate()
    {
        first();
        m_server->play(rows({row(12, "pending")}));
        playCounts({0, 0, 0});
        m_server->play(rows({row(12, "pending")}));
        QJsonObject found = recorded("search.json");
        found.insert(QStringLiteral("entries"),
                     QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("0x9")},
                                            {QStringLiteral("IssuedOn"), QStringLiteral("1795387670000")}}});
        found.insert(QStringLiteral("total"), 1);
        m_server->play(json(found));
        m_server->play(json(recorded("certificate.json")));
        contract::ChangePage page = next();
        QVERIFY(page.more);
        QCOMPARE(page.certificates.size(), 1);
        QCOMPARE(page.certificates.constFirst().serial, QStringLiteral("09"));
        QCOMPARE(page.certificates.constFirst().issuedAt.toMSecsSinceEpoch(), 1795387670000);

        // The same search finds it again, and nothing more.
        m_server->play(rows({row(12, "pending")}));
        playCounts({0, 0, 0});
        m_server->play(total(1));
        m_server->play(total(0));
        page = next();
        QVERIFY(!page.more && page.certificates.isEmpty());
        const QJsonObject criteria =
            QJsonDocument::fromJson(m_server->received().at(m_server->received().size() - 2).body).object();
        QCOMPARE(criteria.value(QStringLiteral("issuedOnFrom")), QJsonValue(QStringLiteral("1795387670000")));
    }

    // Who owns what waits is told by no list and no count: now and then it is all read again.
    void goesRound()
    {
        first();
        quiet({3, 1, 0}, true);
        QJsonObject cursor = QJsonDocument::fromJson(m_cursor.toUtf8()).object();
        cursor.insert(QStringLiteral("round"), QStringLiteral("2026-01-01T00:00:00Z"));
        m_cursor = QString::fromUtf8(QJsonDocument(cursor).toJson());

        m_server->play(rows({row(12, "pending")}));
        playCounts({3, 1, 0});
        m_server->play(total(0));
        m_server->play(total(0));
        m_server->play(json(row(12, "pending")));
        QJsonObject assigned = recorded("review-pending.json");
        assigned.insert(QStringLiteral("requestOwner"), QStringLiteral("agent2"));
        m_server->play(json(assigned));
        const contract::ChangePage page = next();
        QVERIFY(page.more);
        QCOMPARE(page.requests.size(), 1);
        QCOMPARE(page.requests.constFirst().claimedBy, QStringLiteral("agent2"));
        QVERIFY(!quiet({3, 1, 0}, false).more); // the round ends
        const qsizetype calls = m_server->received().size();
        QVERIFY(quiet({3, 1, 0}, false).requests.isEmpty());
        QCOMPARE(m_server->received().size() - calls, 6);
    }

    // A request whose review the server stumbles over does not stop the others.
    void oneThatCannotBeRead()
    {
        m_server->play(rows({row(12, "pending"), row(13, "complete", "revocation")}));
        m_server->play({ScriptedReply::Kind::Answer, 500, "text/html", "<html>trace</html>", {}, {}});
        const contract::ChangePage page = next();
        QCOMPARE(page.requests.size(), 1);
        QCOMPARE(page.requests.constFirst().id, QStringLiteral("12"));
        QCOMPARE(page.requests.constFirst().state, RequestState::Pending);
        QVERIFY(page.requests.constFirst().subject.isEmpty());
    }

    void failures()
    {
        m_server->play({ScriptedReply::Kind::Answer, 200, "text/html", "<html>", {}, {}});
        QCOMPARE(codeOf(await(m_site->fetchChanges({}, 1000, {}))), ErrorCode::ProtocolViolation);
        // A cursor of another program begins a complete pass.
        m_server->play(rows({row(12, "pending")}));
        m_server->play(review("pending"));
        const auto page = await(m_site->fetchChanges(QStringLiteral("c+7"), 1000, {}));
        QVERIFY(page && page->reset);
    }

private:
    contract::ChangePage next()
    {
        const auto page = await(m_site->fetchChanges(m_cursor, 1000, std::chrono::seconds(0)));
        if (!page) {
            qWarning("%s %s", qPrintable(errorCodeName(page.error().code)), qPrintable(page.error().detail));
            return {};
        }
        m_cursor = page->next;
        return *page;
    }

    contract::ChangePage first()
    {
        m_server->play(rows({row(12, "pending")}));
        m_server->play(review("pending"));
        return next();
    }

    void playCounts(const QList<int> &counts)
    {
        for (const int count : counts)
            m_server->play(total(count));
    }

    // Nothing new. isMoved: the counts are not those of the cursor, so that what waits is asked for.
    contract::ChangePage quiet(const QList<int> &counts, bool isMoved)
    {
        m_server->play(rows({row(12, "pending")}));
        playCounts(counts);
        if (isMoved)
            m_server->play(rows({row(12, "pending")}));
        m_server->play(total(0));
        m_server->play(total(0));
        return next();
    }

    QList<QByteArray> targets() const
    {
        QList<QByteArray> all;
        for (const ReceivedRequest &request : m_server->received())
            all.append(request.target);
        return all;
    }

    TestAuthority m_authority;
    TestIdentity m_identity = m_authority.client();
    std::unique_ptr<ScriptedTlsServer> m_server;
    std::unique_ptr<DogtagOperatorSite> m_site;
    QString m_cursor;
};

TEGATA_TEST(TestDogtagFeed)
#include "test_dogtagfeed.moc"
