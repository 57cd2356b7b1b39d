// SPDX-License-Identifier: Apache-2.0
#include "core/desk/decisionlog.h"
#include "core/desk/operatordesk.h"
#include "core/pki/keyderivation.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"
#include "tests/support/memorysecretstore.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace tegata;

namespace {

const QString Words = QStringLiteral("山田様に電話で確認しました");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

// The log as the desk writes it.
class TestDecisionLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_site = std::make_unique<FakeSite>();
        m_request = m_site->put(FakeSite::makeRequest(1));
        m_key = std::make_shared<const SecretBytes>(*randomKey(32));
        open();
    }
    void cleanup()
    {
        m_desk.reset();
        m_cache.reset();
    }

    void aDecisionAndItsOutcomeAreEntries()
    {
        Evidence evidence;
        evidence.csrSha256 = QStringLiteral("ab12");
        evidence.registrationVersion = 4;
        evidence.policy = {QStringLiteral("public-tls-2026"), 2, QStringLiteral("ab12")};
        Finding finding;
        finding.rule = QStringLiteral("V6");
        finding.code = QStringLiteral("key.rsaTooShort");
        finding.outcome = FindingOutcome::Warning;
        evidence.check.findings = {finding};
        ComparisonRow row;
        row.field = QStringLiteral("subject.O");
        row.worst = TextDifference::LookAlike;
        evidence.comparison = {row, ComparisonRow()};
        LiveCertificate live;
        live.state = LiveCertificate::State::Served;
        live.host = QStringLiteral("www.example.jp");
        evidence.live = {live, LiveCertificate()};
        QVERIFY(await(m_desk->decide(m_request, RequestAction::Hold, Words, evidence)));

        const QList<DecisionLogEntry> entries = await(m_desk->decisionLog().entries(0, 10)).value();
        QCOMPARE(entries.size(), 2);
        const DecisionLogEntry &action = entries.at(0);
        QCOMPARE(action.action, QStringLiteral("hold"));
        QCOMPARE(action.target, m_request.id);
        QCOMPARE(action.version, m_request.version);
        QCOMPARE(action.author.operatorActor.id, QStringLiteral("op-1"));
        QCOMPARE(action.author.commonName, QStringLiteral("TARO YAMADA"));
        QCOMPARE(action.author.certificateSerial, QStringLiteral("0A0B"));
        QCOMPARE(action.at, m_clock.now());
        QCOMPARE(action.words->value(QLatin1String("note")).toString(), Words);
        QCOMPARE(action.evidence.value(QLatin1String("csrSha256")).toString(), evidence.csrSha256);
        QCOMPARE(action.evidence.value(QLatin1String("registrationVersion")).toInt(), 4);
        QCOMPARE(action.evidence.value(QLatin1String("policy")).toString(), evidence.policy.name);
        QCOMPARE(action.evidence.value(QLatin1String("policyVersion")).toInt(), 2);
        QCOMPARE(action.evidence.value(QLatin1String("policySha256")).toString(), evidence.policy.sha256);
        const QByteArray shown = QJsonDocument(action.evidence).toJson(QJsonDocument::Compact);
        for (const char *part : {"key.rsaTooShort", "lookAlike", "www.example.jp"})
            QVERIFY2(shown.contains(part), shown.constData());
        const DecisionLogEntry &outcome = entries.at(1);
        QCOMPARE(outcome.kind, DecisionLogEntry::Kind::Outcome);
        QCOMPARE(outcome.idempotencyKey, action.idempotencyKey);
        QCOMPARE(outcome.outcome, QStringLiteral("done"));
        QCOMPARE(outcome.state, QStringLiteral("on_hold"));
        QCOMPARE(outcome.versionAfter, m_request.version + 1);
        QCOMPARE(await(m_desk->decisionLog().verify())->damage, LogDamage::None);
    }

    void wordsAreSealedAndVerifiedWithoutTheirKey()
    {
        QVERIFY(await(m_desk->decide(m_request, RequestAction::Hold, Words)));
        for (const char *suffix : {"", "-wal"})
            QVERIFY(!contentOf(path() + QLatin1String(suffix)).contains(Words.toUtf8()));
        m_desk->detach(); // locked
        const QList<DecisionLogEntry> entries = await(m_desk->decisionLog().entries(0, 10)).value();
        QVERIFY(!entries.at(0).words.has_value());
        QCOMPARE(entries.at(0).target, m_request.id);
        QCOMPARE(await(m_desk->decisionLog().verify())->damage, LogDamage::None);
    }

    void everyWayOutHasAnOutcome_data()
    {
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("code");
        QTest::newRow("refused") << "refused"
                                 << "refused";
        QTest::newRow("conflict") << "conflict"
                                  << "";
        QTest::newRow("failed") << "failed"
                                << "notFound";
        QTest::newRow("undone") << "undone"
                                << "cancelled";
    }
    void everyWayOutHasAnOutcome()
    {
        QFETCH(QString, outcome);
        QFETCH(QString, code);
        if (outcome == QLatin1String("refused"))
            m_site->refuseNext({QStringLiteral("refused"), {}, {}});
        else if (outcome == QLatin1String("conflict"))
            m_site->actAsOther(m_request.id, RequestAction::Hold);
        else if (outcome == QLatin1String("failed"))
            m_site->failNext(Error{ErrorCode::NotFound, {}, {}, -1});
        else
            m_desk->setUndoWindow(std::chrono::hours(1));
        // A claim has nothing to ask: the conflict is its answer.
        const auto answer = outcome == QLatin1String("conflict")
                                ? m_desk->decide(m_request, RequestAction::Claim, {})
                                : m_desk->decide(m_request, RequestAction::Cancel, Words);
        if (outcome == QLatin1String("undone")) {
            QTRY_COMPARE(m_desk->outboxItems().size(), 1);
            QVERIFY(m_desk->undo(m_desk->outboxItems().at(0).id));
        }
        (void)await(answer);
        const QList<DecisionLogEntry> entries = await(m_desk->decisionLog().entries(0, 10)).value();
        QCOMPARE(entries.size(), 2);
        QCOMPARE(entries.at(1).outcome, outcome);
        QCOMPARE(entries.at(1).code, code);
    }

    // An earlier version had log and outbox in two files, and could end between them.
    void whatTheProgramsEndLeftOpenIsUnknown()
    {
        m_desk->setUndoWindow(std::chrono::hours(1));
        (void)m_desk->decide(m_request, RequestAction::Cancel, {});
        QTRY_COMPARE(m_desk->outboxItems().size(), 1);
        m_desk.reset();
        m_cache.reset();
        // Logged, and the program ended before it was stored.
        {
            DecisionLogStore store;
            QVERIFY(store.open(path(), m_clock.now()));
            const Decision lost{m_request.id, 1, RequestAction::Approve, {}, QStringLiteral("lost")};
            QList<DecisionLogRow> rows{*toRow(actionEntry(lost, {}, {}, m_clock.now()), RecordSealer())};
            QVERIFY(store.append(rows));
        }
        makeEarlierFiles();
        open();
        QTRY_COMPARE(await(m_desk->decisionLog().entries(0, 10))->size(), 3);
        const DecisionLogEntry unknown = await(m_desk->decisionLog().entries(2, 10))->constFirst();
        QCOMPARE(unknown.idempotencyKey, QStringLiteral("lost"));
        QCOMPARE(unknown.outcome, QStringLiteral("unknown"));
        QTRY_COMPARE(m_desk->outboxItems().size(), 1); // logged and stored: it waits
        QVERIFY(m_desk->undo(m_desk->outboxItems().at(0).id));
        QTRY_COMPARE(await(m_desk->decisionLog().entries(0, 10))->size(), 4);
        QCOMPARE(await(m_desk->decisionLog().verify())->damage, LogDamage::None);
    }

    // What the person decides anew about what asked is one more action, and the log says so before it goes.
    void whatIsSentForTheCurrentVersionIsAnotherAction()
    {
        m_site->actAsOther(m_request.id, RequestAction::Hold);
        const auto answer = m_desk->decide(m_request, RequestAction::Cancel, Words);
        QTRY_VERIFY(!m_desk->outboxItems().isEmpty() && m_desk->outboxItems().at(0).state == OutboxState::Asking);
        QVERIFY(m_desk->resolve(m_desk->outboxItems().at(0).id, OutboxResolution::SendForCurrent));
        QVERIFY(await(answer));
        const QList<DecisionLogEntry> entries = await(m_desk->decisionLog().entries(0, 10)).value();
        QCOMPARE(entries.size(), 4);
        QCOMPARE(entries.at(1).outcome, QStringLiteral("conflict"));
        QCOMPARE(entries.at(1).idempotencyKey, entries.at(0).idempotencyKey);
        QCOMPARE(entries.at(2).evidence.value(QLatin1String("instead")).toString(), entries.at(0).idempotencyKey);
        QCOMPARE(entries.at(2).version, m_request.version + 1);
        QCOMPARE(entries.at(3).outcome, QStringLiteral("done"));
        QCOMPARE(entries.at(3).idempotencyKey, entries.at(2).idempotencyKey);
    }

    void theExportCanBeVerifiedByItsRecipe()
    {
        QVERIFY(await(m_desk->decide(m_request, RequestAction::Hold, Words)));
        const QString file = m_folder->filePath(QStringLiteral("log.jsonl"));
        QVERIFY(await(m_desk->decisionLog().exportTo(file, DecisionLogFormat::JsonLines)));
        const QList<QByteArray> lines = contentOf(file).trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        const QJsonObject head = QJsonDocument::fromJson(lines.at(0)).object();
        QCOMPARE(head.value(QLatin1String("entries")).toInt(), 2);
        QByteArray hash(32, '\0');
        const auto sha256 = [](const QByteArray &bytes) {
            return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        };
        for (const QByteArray &line : lines.mid(1)) {
            const QJsonObject entry = QJsonDocument::fromJson(line).object();
            const QByteArray sealed =
                QByteArray::fromBase64(entry.value(QLatin1String("sealed")).toString().toLatin1());
            hash = sha256(hash + sha256(entry.value(QLatin1String("content")).toString().toUtf8()) + sha256(sealed));
            QCOMPARE(entry.value(QLatin1String("hash")).toString(), QString::fromLatin1(hash.toHex()));
        }
        QCOMPARE(head.value(QLatin1String("head")).toString(), QString::fromLatin1(hash.toHex()));
        QVERIFY(lines.at(1).contains(Words.toUtf8()));
        QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void theCsvHasOneLineAnAction()
    {
        QVERIFY(await(m_desk->decide(m_request, RequestAction::Hold, QStringLiteral("=1+1"))));
        const QString file = m_folder->filePath(QStringLiteral("log.csv"));
        QVERIFY(await(m_desk->decisionLog().exportTo(file, DecisionLogFormat::Csv)));
        const QByteArray text = contentOf(file);
        QCOMPARE(text.count("\r\n"), 2);
        QVERIFY(text.contains(",hold," + m_request.id.toUtf8()));
        QVERIFY(text.contains(",'=1+1,done,"));
    }

    void aDecisionThatCannotBeLoggedIsNotTaken()
    {
        m_desk.reset();
        m_cache.reset();
        QVERIFY(QFile::remove(path()));
        QFile::remove(path() + QStringLiteral(".head"));
        QVERIFY(QDir().mkpath(path())); // what no database can be
        QFile::remove(path() + QStringLiteral("-wal"));
        open();
        m_site->clearCalls();
        QCOMPARE(codeOf(await(m_desk->decide(m_request, RequestAction::Hold, Words))),
                 std::optional(ErrorCode::StoreUnavailable));
        QCOMPARE(m_desk->outboxDepth(), 0);
        QVERIFY(m_site->decisions().isEmpty());
    }

    // Told before anything is done, and written into the log that begins.
    void aLostLogIsToldAtTheStart()
    {
        QVERIFY(await(m_desk->decide(m_request, RequestAction::Hold, Words)));
        QVERIFY(m_desk->troubles().isEmpty());
        m_desk.reset();
        m_cache.reset();
        QVERIFY(QFile::remove(path()));
        for (const char *suffix : {"-wal", "-shm"})
            QFile::remove(path() + QLatin1String(suffix));
        open();
        QTRY_COMPARE(m_desk->troubles().size(), 1);
        QCOMPARE(m_desk->troubles().constFirst().kind, StoreTrouble::Kind::Lost);
        QCOMPARE(m_desk->troubles().constFirst().lost, 2);
        const QList<DecisionLogEntry> entries = await(m_desk->decisionLog().entries(0, 10)).value();
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.constFirst().kind, DecisionLogEntry::Kind::Loss);
        QCOMPARE(entries.constFirst().at, m_clock.now());
        QVERIFY(await(m_desk->decide(m_site->put(FakeSite::makeRequest(2)), RequestAction::Hold, Words)));
        const LogVerification verified = await(m_desk->decisionLog().verify()).value();
        QCOMPARE(verified.damage, LogDamage::Lost);
        QCOMPARE(verified.lost.sequence, 2);
    }

    void aSecondDeskOnlyLooks()
    {
        QueueCache cache(m_folder->path());
        QVERIFY(await(cache.open()));
        OperatorDesk second(cache, m_clock);
        second.setUndoWindow(std::chrono::milliseconds(0));
        second.attach(m_site->makeConnection(), m_key);
        QTRY_COMPARE(second.connection(), DeskConnection::Online);
        QTRY_COMPARE(second.troubles().size(), 2);
        QCOMPARE(second.troubles().constFirst().kind, StoreTrouble::Kind::InUse);
        m_site->clearCalls();
        QCOMPARE(await(second.decide(m_request, RequestAction::Hold, Words)).error(), storeInUse());
        QVERIFY(m_site->decisions().isEmpty());
        QVERIFY(await(m_desk->decide(m_request, RequestAction::Hold, Words)));
        QCOMPARE(await(m_desk->decisionLog().entries(0, 10)).value().size(), 2);
    }

    // Log and head beside it are both gone, or both written anew: the keychain knows what was there.
    void theKeychainKeepsTheHead()
    {
        MemorySecretStore secrets;
        const QString name = QStringLiteral("decisionLogHead/test");
        m_desk->decisionLog().keepHeadIn(secrets, name);
        QVERIFY(await(m_desk->decide(m_request, RequestAction::Hold, Words)));
        const DecisionLogHead before = await(m_desk->decisionLog().head()).value();
        QCOMPARE(before.sequence, 2);
        QTRY_VERIFY(secrets.secret(name));
        QTRY_COMPARE(headIn(secrets, name), std::optional(before));
        m_desk.reset();
        m_cache.reset();
        for (const char *suffix : {"", "-wal", "-shm", ".head"})
            QFile::remove(path() + QLatin1String(suffix));
        open();
        QVERIFY(!await(m_desk->decisionLog().trouble()).value()); // nothing here says that there was one
        m_desk->decisionLog().keepHeadIn(secrets, name);
        QTRY_COMPARE(m_desk->troubles().size(), 1);
        QCOMPARE(m_desk->troubles().constFirst().kind, StoreTrouble::Kind::Lost);
        QCOMPARE(m_desk->troubles().constFirst().lost, before.sequence);
        QCOMPARE(await(m_desk->decisionLog().verify())->damage, LogDamage::Lost);
        QTRY_COMPARE(headIn(secrets, name), std::optional(await(m_desk->decisionLog().head()).value()));
    }

    void aKeychainThatSaysItIsLockedIsAskedAgain()
    {
        MemorySecretStore secrets;
        const QString name = QStringLiteral("decisionLogHead/test");
        secrets.failWith(ErrorCode::KeychainLocked);
        m_desk->decisionLog().keepHeadIn(secrets, name);
        (void)await(m_desk->decisionLog().head());
        secrets.failWith({});
        QVERIFY(await(m_desk->decide(m_request, RequestAction::Hold, Words)));
        QTRY_VERIFY(secrets.secret(name));
        QTRY_COMPARE(headIn(secrets, name), std::optional(await(m_desk->decisionLog().head()).value()));
    }

    // A locked keychain says "missing": what it may hold is not written over before it was asked again.
    void aLockedKeychainIsAskedAgain()
    {
        MemorySecretStore secrets;
        const QString name = QStringLiteral("decisionLogHead/test");
        const DecisionLogHead kept{7, QByteArray(32, 'h')};
        QByteArray bytes = headBytes(kept);
        (void)secrets.write(name, std::make_shared<const SecretBytes>(SecretBytes::take(bytes)));
        secrets.hideEntries();
        m_desk->decisionLog().keepHeadIn(secrets, name);
        (void)await(m_desk->decisionLog().head());
        secrets.showEntries();
        QVERIFY(await(m_desk->decide(m_request, RequestAction::Hold, Words)));
        QTRY_COMPARE(m_desk->troubles().size(), 1);
        QCOMPARE(m_desk->troubles().constFirst().lost, 7);
    }

    // Log, head and keychain are all gone: the site was told where the log ended.
    void theSiteIsToldWhereTheLogEnds()
    {
        SiteCapabilities takes = m_site->capabilities();
        takes.decisionLog = true;
        m_site->setCapabilities(takes);
        m_desk.reset();
        m_cache.reset();
        open();
        MemorySecretStore secrets;
        const QString name = decisionLogName(m_folder->path(), QStringLiteral("site"));
        QVERIFY(name != decisionLogName(m_folder->path(), QStringLiteral("other")));
        m_desk->keepLogHead(secrets, name);
        QVERIFY(await(m_desk->decide(m_request, RequestAction::Hold, Words)));
        (void)m_site->put(FakeSite::makeRequest(2)); // the next synchronisation
        QTRY_COMPARE(m_site->calls().count(QStringLiteral("reportDecisionLog")), 1);
        const QList<AuditRecord> trail = m_site->audit();
        const QString who = trail.constLast().actor.id;
        QVERIFY(await(m_desk->decisionLog().compareWith(trail, who, name))->headsMissing.isEmpty());
        // Not with each synchronisation: the trail is for people too.
        (void)m_site->put(FakeSite::makeRequest(3));
        QTRY_COMPARE(await(m_cache->counts()).value()[size_t(QueueView::Pending)], 2);
        QCOMPARE(m_site->calls().count(QStringLiteral("reportDecisionLog")), 1);
        m_desk.reset();
        m_cache.reset();
        for (const char *suffix : {"", "-wal", "-shm", ".head"})
            QFile::remove(path() + QLatin1String(suffix));
        open();
        QVERIFY(await(m_desk->decide(m_site->put(FakeSite::makeRequest(4)), RequestAction::Hold, Words)));
        const AuditComparison comparison = await(m_desk->decisionLog().compareWith(trail, who, name)).value();
        QCOMPARE(comparison.headsMissing.size(), 1);
        QVERIFY(!comparison.isClean());
        QVERIFY(await(m_desk->decisionLog().compareWith(trail, who, QStringLiteral("other")))->headsMissing.isEmpty());
    }

private:
    static std::optional<DecisionLogHead> headIn(const MemorySecretStore &secrets, const QString &name)
    {
        const SharedSecret secret = secrets.secret(name);
        return secret ? headFromBytes(QByteArray(secret->data(), qsizetype(secret->size()))) : std::nullopt;
    }
    QString path() const { return m_folder->filePath(QStringLiteral("decisions.sqlite")); }
    // The two files of an earlier version, from the one of this.
    void makeEarlierFiles()
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("earlier"));
            database.setDatabaseName(path());
            QVERIFY(database.open());
            for (const char *statement :
                 {"ATTACH DATABASE '%1' AS earlier",
                  "CREATE TABLE earlier.outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, "
                  "actor TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, idempotency_key TEXT NOT NULL "
                  "UNIQUE, "
                  "payload BLOB NOT NULL, stored_at INTEGER NOT NULL, title TEXT NOT NULL DEFAULT '', texts BLOB, seen "
                  "BLOB, send_at INTEGER, sent INTEGER NOT NULL DEFAULT 1)",
                  "INSERT INTO earlier.outbox SELECT id, actor, kind, target, idempotency_key, payload, stored_at, "
                  "title, "
                  "texts, seen, send_at, sent FROM main.outbox",
                  "PRAGMA earlier.user_version = 2",
                  "DROP TABLE "
                  "main.outbox",
                  "DROP TABLE outbox_of_its_own", "PRAGMA main.user_version = 1"}) {
                QString sql = QString::fromLatin1(statement);
                sql.replace(QLatin1String("%1"), m_folder->filePath(QStringLiteral("outbox.sqlite")));
                QVERIFY2(QSqlQuery(database).exec(sql), statement);
            }
            database.close();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("earlier"));
    }
    void open()
    {
        m_cache = std::make_unique<QueueCache>(m_folder->path());
        QVERIFY(await(m_cache->open()));
        m_desk = std::make_unique<OperatorDesk>(*m_cache, m_clock);
        m_desk->setUndoWindow(std::chrono::milliseconds(0));
        m_desk->attach(m_site->makeConnection(), m_key);
        QTRY_COMPARE(m_desk->connection(), DeskConnection::Online);
    }

    ManualClock m_clock;
    SharedSecret m_key;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeSite> m_site;
    CertificateRequest m_request;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<OperatorDesk> m_desk;
};

TEGATA_TEST(TestDecisionLog)
#include "test_decisionlog.moc"
