// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/base/privatefile.h"
#include "core/domain/contract.h"
#include "core/rules/enrollmentrules.h"
#include "core/vault/draftstore.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

namespace {

struct Run
{
    int exitCode = -1;
    QJsonObject json;
};

} // namespace

// A draft that the desk exported for a colleague is read by the real tegata-cli, with its passphrase only.
class TestDraftExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_directory.isValid());
        m_form.subscriberName = QStringLiteral("株式会社サンプル");
        m_form.contact.password = QStringLiteral("stays at home");
        m_form.contact.phone = QStringLiteral("1234");
        const SystemClock clock;
        const DraftStore store(m_directory.filePath(QStringLiteral("profile")), std::make_shared<SecretBytes>(32),
                               clock);
        const EnrollmentDraft draft = makeDraft(QStringLiteral("更新"), m_form, clock.now());
        QVERIFY(store.exportTo(path("draft.tegata"), draft, SecretBytes("open sesame", 11)));
        QVERIFY(writePrivateFile(path("right"), "open sesame\n"));
        QVERIFY(writePrivateFile(path("wrong"), "open barley\n"));
        QVERIFY(writePrivateFile(path("password"), "Wa8-kumo.nagare-Tsuki\n"));
    }

    void givesTheFindingsOfTheForm()
    {
        EnrollmentApplication form = m_form;
        form.contact.password.clear();
        QCOMPARE(codes(run({path("draft.tegata"), QStringLiteral("--passphrase-file"), path("right")})),
                 codes(checkEnrollment(relevantPart(form))));
        form.contact.password = QStringLiteral("Wa8-kumo.nagare-Tsuki");
        QCOMPARE(codes(run({path("draft.tegata"), QStringLiteral("--passphrase-file"), path("right"),
                            QStringLiteral("--new-password-file"), path("password")})),
                 codes(checkEnrollment(relevantPart(form))));
    }

    void opensWithItsPassphraseOnly_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("code");
        QTest::newRow("none") << QStringList() << QStringLiteral("passphraseNeeded");
        QTest::newRow("wrong") << QStringList({QStringLiteral("--passphrase-file"), path("wrong")})
                               << QStringLiteral("wrongPassphrase");
    }

    void opensWithItsPassphraseOnly()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, code);
        const Run done = run(QStringList(path("draft.tegata")) + arguments);
        QCOMPARE(done.exitCode, 3);
        QCOMPARE(done.json.value(QLatin1String("error")).toObject().value(QLatin1String("code")).toString(), code);
    }

    void damaged()
    {
        Result<QByteArray> bytes = readPrivateFile(path("draft.tegata"), 1 << 20);
        QVERIFY(bytes);
        (*bytes)[bytes->size() / 2] = static_cast<char>(bytes->at(bytes->size() / 2) ^ 1);
        QVERIFY(writePrivateFile(path("damaged"), *bytes));
        const Run done = run({path("damaged"), QStringLiteral("--passphrase-file"), path("right")});
        QCOMPARE(done.exitCode, 1);
        QCOMPARE(done.json.value(QLatin1String("error")).toObject().value(QLatin1String("code")).toString(),
                 QStringLiteral("storeCorrupt"));
    }

private:
    QString path(const char *name) const { return m_directory.filePath(QLatin1String(name)); }

    Run run(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral(TEGATA_CLI),
                      QStringList({QStringLiteral("--json"), QStringLiteral("draft"), QStringLiteral("check")}) +
                          arguments);
        Run done;
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60000))
            return done;
        done.exitCode = process.exitCode();
        done.json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        return done;
    }

    static QStringList codes(const Run &done)
    {
        QStringList codes;
        const QJsonArray findings = done.json.value(QLatin1String("findings")).toArray();
        for (const auto &finding : findings)
            codes.append(finding[QLatin1String("field")].toString() + QLatin1Char(' ') +
                         finding[QLatin1String("code")].toString());
        return codes;
    }

    static QStringList codes(const CheckReport &report)
    {
        QStringList codes;
        for (const Finding &finding : report.findings)
            codes.append(finding.field + QLatin1Char(' ') + finding.code);
        return codes;
    }

    QTemporaryDir m_directory;
    EnrollmentApplication m_form;
};

TEGATA_TEST(TestDraftExport)
#include "test_draftexport.moc"
