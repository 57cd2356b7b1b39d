// SPDX-License-Identifier: Apache-2.0
#include "core/desk/enrollmentdesk.h"
#include "tests/support/await.h"
#include "tests/support/draftsample.h"
#include "tests/support/filesizelimit.h"
#include "tests/support/manualclock.h"
#include "tests/support/memorysecretstore.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace tegata;
using namespace std::chrono_literals;

namespace {

constexpr ScryptCost Cheap{10, 8, 1};
constexpr int SavedWithin = 2000;

SharedSecret secret(const char *text)
{
    return std::make_shared<const SecretBytes>(SecretBytes::fromText(QString::fromUtf8(text)));
}

} // namespace

class TestEnrollmentDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_secrets = std::make_unique<MemorySecretStore>();
        reopen();
    }

    void cleanup() { m_desk.reset(); }

    void vaultStates()
    {
        QCOMPARE(m_desk->vaultState(), VaultState::Unknown);
        m_secrets->failWith(ErrorCode::KeychainUnavailable);
        QCOMPARE(codeOf(await(m_desk->unlock())), ErrorCode::PassphraseNeeded);
        QCOMPARE(m_desk->vaultState(), VaultState::NeedsNewPassphrase);
        QVERIFY(await(m_desk->unlock(secret("合言葉"))));
        QCOMPARE(m_desk->vaultState(), VaultState::Open);
        QVERIFY(await(m_desk->lock()));
        QCOMPARE(m_desk->vaultState(), VaultState::Locked);
        QCOMPARE(codeOf(await(m_desk->unlock())), ErrorCode::PassphraseNeeded);
        QCOMPARE(m_desk->vaultState(), VaultState::NeedsPassphrase);
        QCOMPARE(codeOf(await(m_desk->unlock(secret("x")))), ErrorCode::WrongPassphrase);
        QCOMPARE(m_desk->vaultState(), VaultState::NeedsPassphrase);
        QCOMPARE(m_desk->vaultError()->code, ErrorCode::WrongPassphrase);
        QVERIFY(await(m_desk->unlock(secret("合言葉"))));
    }

    void keychainLocked()
    {
        QVERIFY(await(m_desk->unlock()));
        QVERIFY(await(m_desk->lock()));
        m_secrets->failWith(ErrorCode::KeychainLocked);
        QCOMPARE(codeOf(await(m_desk->unlock())), ErrorCode::KeychainLocked);
        QCOMPARE(m_desk->vaultState(), VaultState::KeychainLocked);
        m_secrets->failWith({});
        QVERIFY(await(m_desk->unlock()));
    }

    void listFollows()
    {
        QVERIFY(await(m_desk->unlock()));
        QSignalSpy changed(m_desk.get(), &EnrollmentDesk::draftsChanged);
        const EnrollmentDraft draft = *await(m_desk->createDraft(QStringLiteral("一"), completeApplication()));
        QTRY_COMPARE(m_desk->drafts().size(), 1);
        m_clock.advance(1h);
        const EnrollmentDraft copy = *await(m_desk->duplicateDraft(draft.id, QStringLiteral("二")));
        QTRY_COMPARE(m_desk->drafts().size(), 2);
        QCOMPARE(m_desk->drafts().constFirst().name, QStringLiteral("二"));
        QVERIFY(copy.idempotencyKey != draft.idempotencyKey);
        QCOMPARE(copy.application, draft.application);
        m_clock.advance(1h);
        QVERIFY(await(m_desk->renameDraft(draft.id, QStringLiteral("三"))));
        QTRY_COMPARE(m_desk->drafts().constFirst().name, QStringLiteral("三"));
        QVERIFY(await(m_desk->removeDraft(copy.id)));
        QTRY_COMPARE(m_desk->drafts().size(), 1);
        QVERIFY(changed.count() >= 4);
        reopen();
        QVERIFY(await(m_desk->unlock()));
        QCOMPARE(m_desk->drafts().constFirst().name, QStringLiteral("三"));
    }

    // Typing that never stops is saved all the same.
    void savesItselfWhileTyping()
    {
        EnrollmentDraft draft = openNew();
        int typed = 0;
        const auto isSavedOfIt = [&] {
            draft.application.subscriberName = QString::number(++typed);
            m_desk->update(draft);
            const Result<EnrollmentDraft> saved = await(m_desk->readVersion(draft.id, newest(draft.id)));
            return saved && saved->application.subscriberName.toInt() > 0;
        };
        QVERIFY(QTest::qWaitFor(isSavedOfIt, 10 * SavedWithin));
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->saving(draft.id), DraftSaving::Saved, 10 * SavedWithin);
        QCOMPARE(await(m_desk->readVersion(draft.id, newest(draft.id)))->application.subscriberName,
                 QString::number(typed));
    }

    void savesOnceTypingStops()
    {
        EnrollmentDraft draft = openNew();
        draft.application.subscriberName = QStringLiteral("株式会社");
        m_desk->update(draft);
        QCOMPARE(m_desk->saving(draft.id), DraftSaving::Pending);
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->saving(draft.id), DraftSaving::Saved, SavedWithin);
        QCOMPARE(m_desk->drafts().constFirst().progress.filled, 1 + progressOfEmpty());
    }

    void flushesAtOnce()
    {
        EnrollmentDraft draft = openNew();
        draft.application.subscriberName = QStringLiteral("株式会社");
        m_desk->update(draft);
        QVERIFY(await(m_desk->flush()));
        QCOMPARE(m_desk->saving(draft.id), DraftSaving::Saved);
        QCOMPARE(await(m_desk->readVersion(draft.id, newest(draft.id)))->application.subscriberName,
                 QStringLiteral("株式会社"));
    }

    void endsWithoutLoss()
    {
        EnrollmentDraft draft = openNew();
        draft.application.subscriberName = QStringLiteral("株式会社");
        m_desk->update(draft);
        reopen();
        QVERIFY(await(m_desk->unlock()));
        QCOMPARE(await(m_desk->openDraft(draft.id))->draft.application.subscriberName, QStringLiteral("株式会社"));
    }

    void fullDiskKeepsTheTextAndResumes()
    {
        EnrollmentDraft draft = openNew();
        QSignalSpy changed(m_desk.get(), &EnrollmentDesk::savingChanged);
        draft.application.subscriberName = QStringLiteral("株式会社");
        {
            const FileSizeLimit limit(2048);
            m_desk->update(draft);
            QTRY_COMPARE_WITH_TIMEOUT(m_desk->saving(draft.id), DraftSaving::Failed, SavedWithin);
            QCOMPARE(m_desk->saveError(draft.id)->code, ErrorCode::DiskFull);
            QCOMPARE(codeOf(await(m_desk->flush())), ErrorCode::DiskFull);
            // Neither lock nor close may drop what is nowhere else.
            QCOMPARE(codeOf(await(m_desk->lock())), ErrorCode::DiskFull);
            QCOMPARE(m_desk->vaultState(), VaultState::Open);
            QCOMPARE(codeOf(await(m_desk->closeDraft(draft.id))), ErrorCode::DiskFull);
            QCOMPARE(m_desk->draft(draft.id)->application.subscriberName, QStringLiteral("株式会社"));
        }
        // By itself.
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->saving(draft.id), DraftSaving::Saved, 20000);
        QVERIFY(!m_desk->saveError(draft.id));
        QVERIFY(changed.count() >= 3);
        QVERIFY(await(m_desk->lock()));
    }

    void notWritableFolderIsToldAndResumesAtTheNextChange()
    {
        EnrollmentDraft draft = openNew();
        const QString folder = m_folder->filePath(QStringLiteral("drafts/") + draft.id);
        QVERIFY(QDir().rename(folder, folder + QStringLiteral(".away")));
        QFile blocker(folder);
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        draft.application.subscriberName = QStringLiteral("a");
        m_desk->update(draft);
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->saving(draft.id), DraftSaving::Failed, SavedWithin);
        QCOMPARE(m_desk->saveError(draft.id)->code, ErrorCode::FileNotWritable);
        QVERIFY(blocker.remove());
        QVERIFY(QDir().rename(folder + QStringLiteral(".away"), folder));
        draft.application.subscriberName = QStringLiteral("ab");
        m_desk->update(draft);
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->saving(draft.id), DraftSaving::Saved, SavedWithin);
        QCOMPARE(await(m_desk->readVersion(draft.id, newest(draft.id)))->application.subscriberName,
                 QStringLiteral("ab"));
    }

    void secondWindowAndSecondDeskAreReadOnly()
    {
        const EnrollmentDraft draft = openNew();
        const Result<OpenedDraft> window = await(m_desk->openDraft(draft.id));
        QVERIFY(window && window->readOnly);
        EnrollmentDesk other(m_folder->path(), *m_secrets, m_clock, Cheap);
        QVERIFY(await(other.unlock()));
        const Result<OpenedDraft> second = await(other.openDraft(draft.id));
        QVERIFY(second && second->readOnly);
        QCOMPARE(second->readOnlyReason->code, ErrorCode::Conflict);
        QCOMPARE(codeOf(await(other.renameDraft(draft.id, QStringLiteral("x")))), ErrorCode::Conflict);
        QCOMPARE(codeOf(await(other.removeDraft(draft.id))), ErrorCode::Conflict);
        QCOMPARE(codeOf(await(m_desk->removeDraft(draft.id))), ErrorCode::Conflict);
        QVERIFY(await(m_desk->closeDraft(draft.id)));
        QVERIFY(!await(other.openDraft(draft.id))->readOnly);
    }

    void lockDropsAll()
    {
        EnrollmentDraft draft = openNew();
        draft.application.subscriberName = QStringLiteral("株式会社");
        m_desk->update(draft);
        QVERIFY(await(m_desk->lock()));
        QVERIFY(m_desk->drafts().isEmpty());
        QVERIFY(!m_desk->draft(draft.id));
        QCOMPARE(codeOf(await(m_desk->openDraft(draft.id))), ErrorCode::Cancelled);
        // Another process may have it now.
        EnrollmentDesk other(m_folder->path(), *m_secrets, m_clock, Cheap);
        QVERIFY(await(other.unlock()));
        const Result<OpenedDraft> opened = await(other.openDraft(draft.id));
        QVERIFY(opened && !opened->readOnly);
        QCOMPARE(opened->draft.application.subscriberName, QStringLiteral("株式会社"));
    }

    void versionsAndRestore()
    {
        EnrollmentDraft draft = openNew();
        draft.application.subscriberName = QStringLiteral("wrong");
        m_desk->update(draft);
        QSignalSpy changed(m_desk.get(), &EnrollmentDesk::draftChanged);
        // What is typed becomes a version before it is left.
        QVERIFY(await(m_desk->restoreVersion(draft.id, 1)));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_desk->draft(draft.id)->application, EnrollmentApplication());
        const QList<DraftVersion> versions = *await(m_desk->versions(draft.id));
        QCOMPARE(versions.size(), 3);
        QCOMPARE(await(m_desk->readVersion(draft.id, versions.at(1).sequence))->application.subscriberName,
                 QStringLiteral("wrong"));
        draft.application.subscriberName = QStringLiteral("right");
        m_desk->update(draft);
        QVERIFY(await(m_desk->flush()));
        QCOMPARE(await(m_desk->versions(draft.id))->size(), 4);
    }

    void exportsWhatIsTyped()
    {
        EnrollmentDraft draft = openNew();
        draft.application.subscriberName = QStringLiteral("株式会社");
        m_desk->update(draft);
        const QString file = m_folder->filePath(QStringLiteral("export"));
        QVERIFY(await(m_desk->exportDraft(draft.id, file, secret("p"))));
        const Result<EnrollmentDraft> imported = await(m_desk->importDraft(file, secret("p")));
        QVERIFY(imported);
        QCOMPARE(imported->application.subscriberName, QStringLiteral("株式会社"));
        QTRY_COMPARE(m_desk->drafts().size(), 2);
        QCOMPARE(codeOf(await(m_desk->importDraft(file, secret("q")))), ErrorCode::WrongPassphrase);
    }

    void newestCheckWins()
    {
        EnrollmentApplication form = completeApplication();
        const Future<CheckReport> first = m_desk->check({});
        const Future<CheckReport> second = m_desk->check({});
        const Future<CheckReport> third = m_desk->check(form);
        const Result<CheckReport> report = await(third);
        QVERIFY(report);
        QVERIFY(!report->hasErrors());
        QCOMPARE(codeOf(await(first)), ErrorCode::Cancelled);
        QCOMPARE(codeOf(await(second)), ErrorCode::Cancelled);
    }

private:
    void reopen()
    {
        m_desk.reset();
        m_desk = std::make_unique<EnrollmentDesk>(m_folder->path(), *m_secrets, m_clock, Cheap);
    }

    EnrollmentDraft openNew()
    {
        if (!await(m_desk->unlock()))
            qFatal("the vault does not open");
        const Result<EnrollmentDraft> created = await(m_desk->createDraft(QStringLiteral("下書き")));
        const Result<OpenedDraft> opened = await(m_desk->openDraft(created->id));
        if (!opened || opened->readOnly)
            qFatal("the draft does not open");
        return opened->draft;
    }

    qint64 newest(const QString &id) { return await(m_desk->versions(id))->constFirst().sequence; }

    static int progressOfEmpty() { return enrollmentProgress({}).filled; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MemorySecretStore> m_secrets;
    ManualClock m_clock;
    std::unique_ptr<EnrollmentDesk> m_desk;
};

TEGATA_TEST(TestEnrollmentDesk)
#include "test_enrollmentdesk.moc"
