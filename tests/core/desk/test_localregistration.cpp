// SPDX-License-Identifier: Apache-2.0
#include "core/desk/localregistration.h"

#include "core/base/privatefile.h"
#include "core/domain/contract.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

class TestLocalRegistration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAFileAndKeepsACopy()
    {
        write(registered());
        LocalRegistrationStore store(profile(), QStringLiteral("site"), m_clock, m_worker);
        QVERIFY(await(store.load()));
        QVERIFY(!store.current());
        QVERIFY(await(store.take(file())));
        QCOMPARE(store.current()->registration, registered());
        QCOMPARE(store.current()->source, file());
        QCOMPARE(store.current()->since, m_clock.now());

        // What is done to the file afterwards changes nothing until it is taken again.
        QVERIFY(QFile::remove(file()));
        LocalRegistrationStore again(profile(), QStringLiteral("site"), m_clock, m_worker);
        QVERIFY(await(again.load()));
        QCOMPARE(again.current(), store.current());
        const QFileInfo kept(profile() + QStringLiteral("/registrations/site.json"));
        QCOMPARE(kept.permissions() & ~(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser),
                 QFile::Permissions());

        QVERIFY(await(again.remove()));
        QVERIFY(!again.current());
        QVERIFY(!QFileInfo::exists(kept.filePath()));
    }

    void keepsWhatWasThereWhenAFileIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("field");
        QTest::newRow("no JSON") << QByteArray("nothing") << "";
        QTest::newRow("another document") << QByteArray("{\"items\":[]}") << "customerId";
        QJsonObject broken = contract::toJson(registered());
        broken.insert(QStringLiteral("version"), 0);
        QTest::newRow("version") << QJsonDocument(broken).toJson() << "version";
    }

    void keepsWhatWasThereWhenAFileIsRefused()
    {
        QFETCH(QByteArray, content);
        write(registered());
        LocalRegistrationStore store(profile(), QStringLiteral("site"), m_clock, m_worker);
        QVERIFY(await(store.take(file())));
        const QString other = m_folder.filePath(QStringLiteral("other.json"));
        QVERIFY(writePrivateFile(other, content));
        const Result<void> taken = await(store.take(other));
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, ErrorCode::MalformedEncoding);
        QTEST(taken.error().field, "field");
        QCOMPARE(store.current()->source, file());
    }

    void missingFileIsSaid()
    {
        LocalRegistrationStore store(profile(), QStringLiteral("site"), m_clock, m_worker);
        const Result<void> taken = await(store.take(m_folder.filePath(QStringLiteral("none.json"))));
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, ErrorCode::NotFound);
    }

private:
    static Registration registered()
    {
        Registration registration;
        registration.customerId = QStringLiteral("local");
        registration.version = 3;
        registration.policy = QStringLiteral("private-pki");
        Organization organization;
        organization.id = QStringLiteral("o1");
        organization.legalName = QStringLiteral("株式会社例示");
        organization.prefecture = 13;
        registration.organizations = {organization};
        registration.domains = {{QStringLiteral("example.jp"), QStringLiteral("o1"), false, {}}};
        return registration;
    }
    QString profile() const { return m_folder.filePath(QStringLiteral("profile")); }
    QString file() const { return m_folder.filePath(QStringLiteral("registered.json")); }
    void write(const Registration &registration) const
    {
        QVERIFY(writePrivateFile(file(), QJsonDocument(contract::toJson(registration)).toJson()));
    }

    QTemporaryDir m_folder;
    ManualClock m_clock;
    Worker m_worker{QStringLiteral("files")};
};

TEGATA_TEST(TestLocalRegistration)
#include "test_localregistration.moc"
