// SPDX-License-Identifier: Apache-2.0
#include "core/pki/keyderivation.h"
#include "core/vault/draftstore.h"
#include "core/vault/vaultfile.h"
#include "tests/support/draftsample.h"
#include "tests/support/testmain.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <csignal>
#include <memory>
#include <vector>

using namespace tegata;

// A program that types is killed at random moments: no draft may become unreadable, and what is missing was typed
// within the last 2 s.
class TestDraftKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtRandomMoments();

private:
    // One profile, typed into by one process after the other.
    struct Typist
    {
        QTemporaryDir profile;
        SharedSecret key;
        QString draftId;
        std::unique_ptr<QProcess> process;
        int kills = 0;
    };

    static constexpr int Typists = 8;
    static constexpr int KillsEach = 25; // 200 in all
    static constexpr qint64 Allowed = 2000;
    const QString m_entry = QStringLiteral("drafts/test");

    void prepare(Typist &typist);
    void start(Typist &typist);
    void killAndCheck(Typist &typist);

    qint64 m_longest = 0;
    int m_saved = 0;
};

void TestDraftKill::prepare(Typist &typist)
{
    typist.key = std::make_shared<const SecretBytes>(*randomKey(32));
    const VaultInfo info{VaultProtection::Keychain, m_entry, {}, *vaultKeyId(*typist.key)};
    QVERIFY(VaultFile(typist.profile.filePath(QStringLiteral("drafts"))).create(info));
    const SystemClock clock;
    DraftStore store(typist.profile.path(), typist.key, clock);
    EnrollmentApplication form = completeApplication();
    form.subscriberName = QStringLiteral("0");
    const EnrollmentDraft draft = makeDraft(QStringLiteral("下書き"), form, clock.now());
    QVERIFY(store.create(draft));
    typist.draftId = draft.id;
}

void TestDraftKill::start(Typist &typist)
{
    typist.process = std::make_unique<QProcess>();
    typist.process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const QString key = QString::fromLatin1(QByteArray(typist.key->data(), qsizetype(typist.key->size())).toHex());
    typist.process->start(QStringLiteral(TEGATA_DRAFT_TYPER), {typist.profile.path(), m_entry, key, typist.draftId});
}

void TestDraftKill::killAndCheck(Typist &typist)
{
    const auto time = [] {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now().time_since_epoch())
            .count();
    };
    const qint64 killedAt = time();
    QCOMPARE(::kill(pid_t(typist.process->processId()), SIGKILL), 0);
    QVERIFY(typist.process->waitForFinished(10000));
    QCOMPARE(typist.process->exitStatus(), QProcess::CrashExit);
    const QList<QByteArray> lines = typist.process->readAllStandardOutput().split('\n');
    const SystemClock clock;
    DraftStore store(typist.profile.path(), typist.key, clock);
    const Result<QList<DraftInfo>> list = store.list();
    QVERIFY(list);
    QCOMPARE(list->size(), 1);
    QVERIFY2(!list->constFirst().damage, qPrintable(list->constFirst().damage.value_or(Error()).detail));
    const Result<QList<DraftVersion>> versions = store.versions(typist.draftId);
    QVERIFY(versions);
    for (const DraftVersion &version : *versions)
        QVERIFY(version.isReadable);
    // The lock died with its process.
    const Result<OpenedDraft> opened = store.open(typist.draftId);
    QVERIFY(opened && !opened->readOnly);
    EnrollmentApplication expected = completeApplication();
    expected.subscriberName = opened->draft.application.subscriberName;
    QCOMPARE(opened->draft.application, expected);
    const int saved = expected.subscriberName.toInt();
    m_saved += saved > 0;
    for (const QByteArray &line : lines) {
        const QList<QByteArray> parts = line.split(' ');
        if (parts.size() != 2 || parts.at(1).toInt() <= saved)
            continue;
        // The oldest change that is missing.
        const qint64 age = killedAt - parts.at(0).toLongLong();
        m_longest = std::max(m_longest, age);
        QVERIFY2(age <= Allowed, qPrintable(QStringLiteral("%1 ms are missing").arg(age)));
        break;
    }
}

void TestDraftKill::killedAtRandomMoments()
{
    std::vector<std::unique_ptr<Typist>> typists;
    for (int i = 0; i < Typists; ++i) {
        typists.push_back(std::make_unique<Typist>());
        prepare(*typists.back());
    }
    for (int round = 0; round < KillsEach; ++round) {
        for (const auto &typist : typists)
            start(*typist);
        for (const auto &typist : typists) {
            QVERIFY(typist->process->waitForStarted());
            while (!typist->process->canReadLine())
                QVERIFY(typist->process->waitForReadyRead(20000));
        }
        // One moment after the other, from just begun to several saves later.
        for (const auto &typist : typists) {
            QTest::qWait(QRandomGenerator::global()->bounded(400));
            killAndCheck(*typist);
            if (QTest::currentTestFailed())
                return;
            ++typist->kills;
        }
    }
    qInfo("%d kills, at most %lld ms missing", Typists * KillsEach, static_cast<long long>(m_longest));
    QVERIFY(m_saved > Typists * KillsEach / 2);
}

TEGATA_TEST(TestDraftKill)
#include "test_draftkill.moc"
