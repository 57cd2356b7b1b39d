// SPDX-License-Identifier: Apache-2.0
#include "core/desk/decisionlog.h"
#include "core/pki/keyderivation.h"
#include "tests/integration/practiceservice.h"
#include "tests/support/await.h"
#include "tests/support/testmain.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

// A program that decides is killed at random moments: what it said to have stored is done once at the service, what it
// had only begun is done once or not at all, and the log is whole.
class TestOutboxKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtRandomMoments();

private:
    void read(QProcess &process);

    QStringList m_left;
    QSet<QString> m_given;
    QSet<QString> m_stored;
    bool m_empty = false;
};

void TestOutboxKill::read(QProcess &process)
{
    const QList<QByteArray> lines = process.readAllStandardOutput().split('\n');
    for (const QByteArray &line : lines) {
        const QString id = QString::fromLatin1(line.mid(line.indexOf(' ') + 1));
        if (line.startsWith("GIVEN ")) {
            m_given.insert(id);
            m_left.removeOne(id);
        } else if (line.startsWith("STORED ")) {
            m_stored.insert(id);
        } else if (line.startsWith("EMPTY")) {
            m_empty = true;
        }
    }
}

void TestOutboxKill::killedAtRandomMoments()
{
    constexpr int Kills = 15;
    const QTemporaryDir folder;
    PracticeService service(folder.filePath(QStringLiteral("practice")));
    QVERIFY(service.start());
    const QStringList ids = service.submit(QStringLiteral("kill"), 300);
    QCOMPARE(ids.size(), 300);
    m_left = ids;
    const QString cache = folder.filePath(QStringLiteral("cache"));
    const Result<SecretBytes> key = randomKey(32);
    const QString keyText = QString::fromLatin1(QByteArray(key->data(), qsizetype(key->size())).toHex());
    for (int kill = 0; kill <= Kills; ++kill) {
        const bool isLast = kill == Kills;
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral(TEGATA_OUTBOX_DECIDER),
                      QStringList{folder.filePath(QStringLiteral("practice")), cache, keyText} +
                          (isLast ? QStringList() : m_left));
        QVERIFY(process.waitForStarted());
        if (isLast) {
            QVERIFY(process.waitForFinished(120000));
            QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        } else {
            // From the first decision on, so that each run has some to lose.
            const qsizetype before = m_given.size();
            while (m_given.size() == before && !m_left.isEmpty()) {
                QVERIFY(process.waitForReadyRead(30000));
                read(process);
            }
            process.waitForFinished(int(QRandomGenerator::global()->bounded(400)));
            process.kill();
            // It may have ended by itself, having decided all.
            QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(30000));
        }
        read(process);
    }
    QVERIFY(m_empty);
    QVERIFY2(m_stored.size() > Kills, qPrintable(QString::number(m_stored.size())));

    const std::unique_ptr<OperatorSite> direct = service.connectOperator();
    int begunOnly = 0;
    for (const QString &id : ids) {
        const Result<RequestDetail> detail = await(direct->fetchRequest(id), 30000);
        QVERIFY(detail);
        const auto holds =
            std::count_if(detail->history.cbegin(), detail->history.cend(),
                          [](const HistoryEntry &entry) { return entry.action == QLatin1String("hold"); });
        if (m_stored.contains(id))
            QCOMPARE(holds, 1); // neither lost nor done twice
        else
            QVERIFY(holds <= (m_given.contains(id) ? 1 : 0));
        begunOnly += m_given.contains(id) && !m_stored.contains(id);
    }
    const SystemClock clock;
    DecisionLog log(cache + QStringLiteral("/decisions.sqlite"), clock);
    const Result<LogVerification> verified = await(log.verify());
    QVERIFY(verified);
    QCOMPARE(verified->damage, LogDamage::None);
    QSet<QString> logged;
    QSet<QString> open;
    const QList<DecisionLogEntry> entries = await(log.entries(0, 100000)).value();
    for (const DecisionLogEntry &entry : entries) {
        if (entry.kind == DecisionLogEntry::Kind::Action) {
            logged.insert(entry.target);
            open.insert(entry.idempotencyKey);
        } else {
            open.remove(entry.idempotencyKey);
        }
    }
    QVERIFY(logged.contains(m_stored));
    QVERIFY(open.isEmpty()); // every decision has an outcome, be it "unknown"
    qInfo("%d kills: %lld stored and done once, %d begun only", Kills, static_cast<long long>(m_stored.size()),
          begunOnly);
}

TEGATA_TEST(TestOutboxKill)
#include "test_outboxkill.moc"
