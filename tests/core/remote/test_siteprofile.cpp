// SPDX-License-Identifier: Apache-2.0
#include "core/remote/siteprofile.h"
#include "core/remote/siteprofilestore.h"
#include "tests/support/await.h"
#include "tests/support/testauthority.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace tegata;

class TestSiteProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip()
    {
        const SiteProfile site = example();
        const Result<SiteProfile> read = siteProfileFromJson(toJson(site));
        QVERIFY(read);
        QCOMPARE(*read, site);
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("field");
        const auto malformed = ErrorCode::MalformedEncoding;
        QTest::newRow("another format") << QByteArray("tegata-site") << QByteArray("other") << malformed
                                        << QStringLiteral("format");
        QTest::newRow("newer") << QByteArray("\"version\": 1") << QByteArray("\"version\": 2") << ErrorCode::StoreTooNew
                               << QStringLiteral("version");
        QTest::newRow("id leaves the folder")
            << QByteArray("head-office") << QByteArray("../../etc") << malformed << QStringLiteral("id");
        QTest::newRow("hidden id") << QByteArray("head-office") << QByteArray(".head") << malformed
                                   << QStringLiteral("id");
        QTest::newRow("plain http") << QByteArray("https://op.example.jp") << QByteArray("http://op.example.jp")
                                    << malformed << QStringLiteral("operatorUrl");
        QTest::newRow("user in the URL") << QByteArray("https://op.example.jp")
                                         << QByteArray("https://op.example.jp@evil.example") << malformed
                                         << QStringLiteral("operatorUrl");
        QTest::newRow("no certificate") << QByteArray("BEGIN CERTIFICATE") << QByteArray("BEGIN PRIVATE KEY")
                                        << malformed << QStringLiteral("trustAnchors[0]");
        QTest::newRow("no JSON") << QByteArray("{") << QByteArray("") << malformed << QString();
    }

    void hostile()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QFETCH(const ErrorCode, code);
        QFETCH(const QString, field);
        QByteArray json = toJson(example());
        QVERIFY(json.contains(from));
        const Result<SiteProfile> read = siteProfileFromJson(json.replace(from, to));
        QCOMPARE(codeOf(read), code);
        QCOMPARE(read.error().field, field);
    }

    void withoutAnchors()
    {
        SiteProfile site = example();
        site.trustAnchors.clear();
        QCOMPARE(codeOf(siteProfileFromJson(toJson(site))), ErrorCode::MalformedEncoding);
    }

    void store()
    {
        QTemporaryDir folder;
        Worker worker(QStringLiteral("files"));
        SiteProfileStore store(folder.path(), worker);
        QCOMPARE(await(store.list())->size(), 0);

        SiteProfile site = example();
        SiteProfile other = example();
        other.id = QStringLiteral("another");
        other.name = QStringLiteral("A first one");
        QVERIFY(await(store.save(site)));
        QVERIFY(await(store.save(other)));
        const QString path = folder.filePath(QStringLiteral("sites/head-office.json"));
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther),
                 QFile::Permissions());
        QCOMPARE(QFile::permissions(QFileInfo(path).path()) & (QFile::ExeGroup | QFile::ExeOther),
                 QFile::Permissions());

        site.identity = QString(64, QLatin1Char('a'));
        QVERIFY(await(store.save(site)));
        QCOMPARE(*await(store.load(site.id)), site);

        // A damaged file takes no other with it.
        QFile damaged(folder.filePath(QStringLiteral("sites/damaged.json")));
        QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("{\"format\"") > 0);
        damaged.close();
        QTest::ignoreMessage(QtWarningMsg, "damaged.json is left out: malformedEncoding ");
        const Result<QList<SiteProfile>> list = await(store.list());
        QCOMPARE(*list, (QList<SiteProfile>{other, site}));

        QVERIFY(await(store.remove(site.id)));
        QCOMPARE(codeOf(await(store.load(site.id))), ErrorCode::NotFound);
        QCOMPARE(codeOf(await(store.remove(QStringLiteral("../sites/another")))), ErrorCode::NotFound);
        site.id = QStringLiteral("a/b");
        QCOMPARE(codeOf(await(store.save(site))), ErrorCode::InvalidArgument);
    }

    void practice()
    {
        QTemporaryDir folder;
        QFile ca(folder.filePath(QStringLiteral("ca.crt")));
        QVERIFY(ca.open(QIODevice::WriteOnly) && ca.write(m_authority.root().pem()) > 0);
        ca.close();
        const QString path = folder.filePath(QStringLiteral("practice.env"));
        const auto write = [&](const QByteArray &text) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) > 0);
        };

        write("APPLICATION_URL=https://localhost:4001\nOPERATOR_URL=https://localhost:4002\n"
              "EXAMINER_URL=https://localhost:4003\nCA_FILE=ca.crt\nCONTACT_ID=c=1\nREADY\n");
        const Result<SiteProfile> site = practiceSiteProfile(path);
        QVERIFY(site);
        QCOMPARE(site->applicationUrl, QUrl(QStringLiteral("https://localhost:4001")));
        QCOMPARE(site->operatorUrl, QUrl(QStringLiteral("https://localhost:4002")));
        QCOMPARE(site->examinerUrl, QUrl(QStringLiteral("https://localhost:4003")));
        QCOMPARE(site->trustAnchors, QList<Certificate>{m_authority.root()});
        QVERIFY(site->isPractice);
        QCOMPARE(siteProfileFromJson(toJson(*site)).value_or(SiteProfile()), *site);

        write("OPERATOR_URL=http://localhost:4002\nCA_FILE=ca.crt\n");
        QCOMPARE(practiceSiteProfile(path).error().field, QStringLiteral("OPERATOR_URL"));
        write("OPERATOR_URL=https://localhost:4002\n");
        QCOMPARE(practiceSiteProfile(path).error().field, QStringLiteral("CA_FILE"));
        write("CA_FILE=none.crt\n");
        QCOMPARE(codeOf(practiceSiteProfile(path)), ErrorCode::NotFound);
        QCOMPARE(codeOf(practiceSiteProfile(folder.filePath(QStringLiteral("none")))), ErrorCode::NotFound);
    }

private:
    SiteProfile example() const
    {
        SiteProfile site;
        site.id = QStringLiteral("head-office");
        site.name = QStringLiteral("本社 Head office");
        site.applicationUrl = QUrl(QStringLiteral("https://app.example.jp/tegata/"));
        site.operatorUrl = QUrl(QStringLiteral("https://op.example.jp:8443"));
        site.trustAnchors = {m_authority.root()};
        return site;
    }

    const TestAuthority m_authority;
};

TEGATA_TEST(TestSiteProfile)
#include "test_siteprofile.moc"
