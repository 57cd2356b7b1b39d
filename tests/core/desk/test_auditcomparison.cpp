// SPDX-License-Identifier: Apache-2.0
#include "core/desk/auditcomparison.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tegata;

namespace {

const QString Me = QStringLiteral("op-1");

DecisionLogEntry action(const char *key, const char *name = "approve", const char *target = "r-1")
{
    DecisionLogEntry entry;
    entry.idempotencyKey = QLatin1String(key);
    entry.action = QLatin1String(name);
    entry.target = QLatin1String(target);
    entry.author.operatorActor.id = Me;
    return entry;
}

DecisionLogEntry outcome(const char *key, const char *name)
{
    DecisionLogEntry entry;
    entry.kind = DecisionLogEntry::Kind::Outcome;
    entry.idempotencyKey = QLatin1String(key);
    entry.outcome = QLatin1String(name);
    return entry;
}

AuditRecord record(const char *key, const char *name = "approve", const char *target = "r-1", const QString &who = Me)
{
    static qint64 sequence = 0;
    AuditRecord record;
    record.sequence = ++sequence;
    record.action = QLatin1String(name);
    record.objectId = QLatin1String(target);
    record.actor.id = who;
    if (*key)
        record.evidence.insert(QStringLiteral("idempotencyKey"), QLatin1String(key));
    return record;
}

} // namespace

class TestAuditComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logAndTrailAreCompared_data()
    {
        QTest::addColumn<QList<DecisionLogEntry>>("log");
        QTest::addColumn<QList<AuditRecord>>("trail");
        QTest::addColumn<QString>("result"); // agree, only here, only there, differ, open
        const auto row = [](const char *name, const QList<DecisionLogEntry> &log, const QList<AuditRecord> &trail,
                            const char *result) { QTest::newRow(name) << log << trail << QString::fromLatin1(result); };
        row("nothing", {}, {}, "0 0 0 0 0");
        row("by key", {action("a"), outcome("a", "done")}, {record("a")}, "1 0 0 0 0");
        row("a trail without keys", {action("a"), outcome("a", "done")}, {record("")}, "1 0 0 0 0");
        row("each once", {action("a"), outcome("a", "done")}, {record(""), record("")}, "1 0 1 0 0");
        row("the answer was lost, but it was done", {action("a"), outcome("a", "unknown")}, {record("a")}, "1 0 0 0 0");
        row("done here, not there", {action("a"), outcome("a", "done")}, {}, "0 1 0 0 0");
        row("nobody knows", {action("a"), outcome("a", "unknown")}, {}, "0 1 0 0 0");
        row("waiting", {action("a")}, {}, "0 0 0 0 1");
        row("not done, as it says", {action("a"), outcome("a", "refused")}, {}, "0 0 0 0 0");
        row("taken back, but done there", {action("a"), outcome("a", "undone")}, {record("a")}, "0 0 0 1 0");
        row("from another machine", {}, {record("x")}, "0 0 1 0 0");
        row("another operator's", {}, {record("x", "approve", "r-1", QStringLiteral("op-2"))}, "0 0 0 0 0");
        row("what is no operator's action", {}, {record("x", "signIn")}, "0 0 0 0 0");
        row("another action", {action("a", "reject"), outcome("a", "done")}, {record("a")}, "0 0 0 1 0");
        row("another target", {action("a", "approve", "r-2"), outcome("a", "done")}, {record("a")}, "0 0 0 1 0");
        row("answered after the restart", {action("a"), outcome("a", "unknown"), outcome("a", "done")}, {record("a")},
            "1 0 0 0 0");
    }
    void logAndTrailAreCompared()
    {
        QFETCH(QList<DecisionLogEntry>, log);
        QFETCH(QList<AuditRecord>, trail);
        QFETCH(QString, result);
        const AuditComparison found = compareWithAudit(log, trail, Me);
        QCOMPARE(QStringLiteral("%1 %2 %3 %4 %5")
                     .arg(found.agree)
                     .arg(found.onlyHere.size())
                     .arg(found.onlyThere.size())
                     .arg(found.differ.size())
                     .arg(found.open.size()),
                 result);
        QCOMPARE(found.isClean(), found.onlyHere.size() + found.onlyThere.size() + found.differ.size() == 0);
    }
};

TEGATA_TEST(TestAuditComparison)
#include "test_auditcomparison.moc"
