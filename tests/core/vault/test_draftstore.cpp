// SPDX-License-Identifier: Apache-2.0
#include "core/pki/keyderivation.h"
#include "core/vault/draftstore.h"
#include "tests/support/await.h"
#include "tests/support/draftsample.h"
#include "tests/support/filesizelimit.h"
#include "tests/support/manualclock.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

using namespace tegata;
using namespace std::chrono_literals;

namespace {

const DraftStore::Limits Limits{20, 5min, {10, 8, 1}};

SecretBytes secret(const char *text)
{
    return SecretBytes(text, qstrlen(text));
}

} // namespace

class TestDraftStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_key = std::make_shared<const SecretBytes>(*randomKey(32)); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        reopen();
        m_draft = makeDraft(QStringLiteral("本社の申請"), completeApplication(), m_clock.now());
        m_draft.siteId = QStringLiteral("site");
    }

    void emptyAtFirst() { QVERIFY(m_store->list()->isEmpty()); }

    void keepsEverything()
    {
        m_draft.page = EnrollmentPage::Domains;
        m_draft.registered = completeApplication();
        m_draft.application.applicants.append(EnrollmentApplicant());
        m_draft.application.applicants.last().legalName = QStringLiteral("𠮷野家");
        m_draft.application.threeParty.enabled = true;
        QVERIFY(m_store->create(m_draft));
        reopen();
        const Result<OpenedDraft> opened = m_store->open(m_draft.id);
        QVERIFY(opened && !opened->readOnly);
        QCOMPARE(opened->draft, m_draft);
        EnrollmentDraft changed = m_draft;
        changed.application.subscriberName.clear();
        changed.sending = DraftSending::Queued;
        changed.receipt = EnrollmentReceipt{
            QStringLiteral("0123456789"),          3, EnrollmentState::InReview, true, m_clock.now(), m_clock.now(),
            QStringLiteral("定款を送ってください")};
        QVERIFY(m_store->save(changed));
        QCOMPARE(*m_store->read(m_draft.id), changed);
    }

    void listsProgressAndLastChange()
    {
        QVERIFY(m_store->create(m_draft));
        m_clock.advance(1h);
        const EnrollmentDraft other = makeDraft(QStringLiteral("空"), {}, m_clock.now());
        QVERIFY(m_store->create(other));
        const QList<DraftInfo> list = *m_store->list();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list.at(0).name, QStringLiteral("空"));
        QCOMPARE(list.at(0).changedAt, m_clock.now());
        QCOMPARE(list.at(1).id, m_draft.id);
        QCOMPARE(list.at(1).siteId, QStringLiteral("site"));
        QCOMPARE(list.at(1).progress.filled, list.at(1).progress.required);
        QVERIFY(list.at(0).progress.filled < list.at(0).progress.required);
        QVERIFY(!list.at(1).damage);
    }

    void whatCannotBeReadAgainIsNotWritten()
    {
        m_draft.application.subscriberName = QString(10001, QLatin1Char('a'));
        const Result<void> created = m_store->create(m_draft);
        QCOMPARE(codeOf(created), ErrorCode::InvalidArgument);
        QCOMPARE(created.error().field, QStringLiteral("application.subscriberName"));
        QVERIFY(m_store->list()->isEmpty());
    }

    // Saves close together are one version; the history reaches back.
    void versions()
    {
        QVERIFY(m_store->create(m_draft));
        QVERIFY(m_store->open(m_draft.id));
        type(QStringLiteral("a"));
        type(QStringLiteral("ab"));
        type(QStringLiteral("abc"));
        QCOMPARE(m_store->versions(m_draft.id)->size(), 2);
        m_clock.advance(6min);
        type(QStringLiteral("abcd"));
        const QList<DraftVersion> versions = *m_store->versions(m_draft.id);
        QCOMPARE(versions.size(), 3);
        QVERIFY(versions.at(0).sequence > versions.at(1).sequence);
        QCOMPARE(typed(versions.at(0).sequence), QStringLiteral("abcd"));
        QCOMPARE(typed(versions.at(1).sequence), QStringLiteral("abc"));
        QCOMPARE(typed(versions.at(2).sequence), completeApplication().subscriberName);
        // The next sitting begins a version of its own.
        reopen();
        QVERIFY(m_store->open(m_draft.id));
        type(QStringLiteral("next day"));
        QCOMPARE(m_store->versions(m_draft.id)->size(), 4);
    }

    void lastTwentyAreKept()
    {
        QVERIFY(m_store->create(m_draft));
        QVERIFY(m_store->open(m_draft.id));
        for (int i = 0; i < 30; ++i) {
            m_clock.advance(6min);
            type(QString::number(i));
        }
        const QList<DraftVersion> versions = *m_store->versions(m_draft.id);
        QCOMPARE(versions.size(), 20);
        QCOMPARE(typed(versions.first().sequence), QStringLiteral("29"));
        QCOMPARE(typed(versions.last().sequence), QStringLiteral("10"));
    }

    void restores()
    {
        QVERIFY(m_store->create(m_draft));
        QVERIFY(m_store->open(m_draft.id));
        m_clock.advance(6min);
        type(QStringLiteral("wrong"));
        const Result<EnrollmentDraft> restored = m_store->restore(m_draft.id, 1);
        QVERIFY(restored);
        QCOMPARE(restored->application, completeApplication());
        QCOMPARE(m_store->read(m_draft.id)->application, completeApplication());
        const QList<DraftVersion> versions = *m_store->versions(m_draft.id);
        QCOMPARE(versions.size(), 3);
        QCOMPARE(typed(versions.at(1).sequence), QStringLiteral("wrong"));
        QCOMPARE(codeOf(m_store->restore(m_draft.id, 99)), ErrorCode::NotFound);
    }

    void whatWasSentIsNotChanged()
    {
        QVERIFY(m_store->create(m_draft));
        QVERIFY(m_store->open(m_draft.id));
        m_draft.sending = DraftSending::Sending;
        QVERIFY(m_store->save(m_draft));
        QCOMPARE(codeOf(m_store->restore(m_draft.id, 1)), ErrorCode::Conflict);
        QCOMPARE(codeOf(m_store->exportTo(m_folder->filePath(QStringLiteral("x")), m_draft, secret("p"))),
                 ErrorCode::Conflict);
    }

    // Sent and answered are versions of their own, and no version keeps the login password then.
    void receiptForgetsThePassword()
    {
        QVERIFY(m_store->create(m_draft));
        QVERIFY(m_store->open(m_draft.id));
        type(QStringLiteral("a"));
        m_draft.sending = DraftSending::Sending;
        QVERIFY(m_store->save(m_draft));
        m_draft.sending = DraftSending::None;
        m_draft.receipt = EnrollmentReceipt{
            QStringLiteral("0123456789"), 1, EnrollmentState::Submitted, false, m_clock.now(), m_clock.now(), {}};
        m_draft.application.contact.password.clear();
        QVERIFY(m_store->save(m_draft));
        const QList<DraftVersion> versions = *m_store->versions(m_draft.id);
        QCOMPARE(versions.size(), 4);
        for (const DraftVersion &version : versions) {
            const Result<EnrollmentDraft> draft = m_store->readVersion(m_draft.id, version.sequence);
            QVERIFY(draft);
            QCOMPARE(draft->application.contact.password, QString());
            QCOMPARE(draft->application.contact.loginId, QStringLiteral("takahashi01"));
        }
    }

    void damagedHeadOffersThePrevious()
    {
        QVERIFY(m_store->create(m_draft));
        QVERIFY(m_store->open(m_draft.id));
        type(QStringLiteral("newest"));
        m_store->close(m_draft.id);
        const QString head = files().constLast();
        QFile file(head);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        bytes[200] = char(bytes.at(200) ^ 1);
        file.seek(0);
        file.write(bytes);
        file.close();
        const DraftInfo info = m_store->list()->constFirst();
        QCOMPARE(info.id, m_draft.id);
        QVERIFY(info.damage);
        QCOMPARE(info.damage->code, ErrorCode::StoreCorrupt);
        QVERIFY(info.previousVersion);
        QCOMPARE(*info.previousVersion, 1);
        QCOMPARE(codeOf(m_store->open(m_draft.id)), ErrorCode::StoreCorrupt);
        QVERIFY(m_store->restore(m_draft.id, *info.previousVersion));
        const Result<OpenedDraft> opened = m_store->open(m_draft.id);
        QVERIFY(opened && !opened->readOnly);
        QCOMPARE(opened->draft.application, completeApplication());
        QVERIFY(!m_store->list()->constFirst().damage);
    }

    void allDamaged()
    {
        QVERIFY(m_store->create(m_draft));
        QVERIFY(QFile::resize(files().constLast(), 50));
        const DraftInfo info = m_store->list()->constFirst();
        QVERIFY(info.damage && !info.previousVersion);
    }

    // Another name for an older file does not make it the newest.
    void renamedFileIsFound()
    {
        QVERIFY(m_store->create(m_draft));
        QVERIFY(QFile::copy(files().constLast(), path(m_draft.id + QStringLiteral("/0000000000000009.draft"))));
        QCOMPARE(codeOf(m_store->read(m_draft.id)), ErrorCode::StoreCorrupt);
        QCOMPARE(m_store->list()->constFirst().previousVersion, std::optional<qint64>(1));
    }

    void anotherStoreIsReadOnly()
    {
        QVERIFY(m_store->create(m_draft));
        DraftStore other(m_folder->path(), m_key, m_clock, Limits);
        QVERIFY(!m_store->open(m_draft.id)->readOnly);
        const Result<OpenedDraft> second = other.open(m_draft.id);
        QVERIFY(second && second->readOnly);
        QCOMPARE(second->readOnlyReason->code, ErrorCode::Conflict);
        QCOMPARE(second->draft, m_draft);
        QCOMPARE(codeOf(other.save(m_draft)), ErrorCode::Conflict);
        QCOMPARE(codeOf(other.remove(m_draft.id)), ErrorCode::Conflict);
        QCOMPARE(codeOf(other.restore(m_draft.id, 1)), ErrorCode::Conflict);
        m_store->close(m_draft.id);
        QVERIFY(!other.open(m_draft.id)->readOnly);
    }

    void removesReally()
    {
        QVERIFY(m_store->create(m_draft));
        QVERIFY(m_store->remove(m_draft.id));
        QVERIFY(m_store->list()->isEmpty());
        QCOMPARE(QDir(path(QString())).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
        QCOMPARE(codeOf(m_store->remove(m_draft.id)), ErrorCode::NotFound);
        QCOMPARE(codeOf(m_store->open(m_draft.id)), ErrorCode::NotFound);
    }

    void exportAndImport()
    {
        const QString file = m_folder->filePath(QStringLiteral("for a colleague"));
        m_draft.sending = DraftSending::Queued;
        QVERIFY(m_store->exportTo(file, m_draft, secret("合言葉")));
        QCOMPARE(QFile(file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QCOMPARE(codeOf(m_store->importFrom(file, secret("wrong"))), ErrorCode::WrongPassphrase);
        const Result<EnrollmentDraft> imported = m_store->importFrom(file, secret("合言葉"));
        QVERIFY(imported);
        QVERIFY(imported->id != m_draft.id && imported->idempotencyKey != m_draft.idempotencyKey);
        QCOMPARE(imported->sending, DraftSending::None);
        EnrollmentApplication expected = completeApplication();
        expected.contact.password.clear();
        QCOMPARE(imported->application, expected);
        QCOMPARE(imported->name, m_draft.name);
        QCOMPARE(m_store->list()->size(), 1);
        QCOMPARE(codeOf(m_store->exportTo(file, m_draft, SecretBytes())), ErrorCode::InvalidArgument);
        QVERIFY(QFile::resize(file, 300));
        QCOMPARE(codeOf(m_store->importFrom(file, secret("合言葉"))), ErrorCode::StoreCorrupt);
        QCOMPARE(codeOf(m_store->importFrom(m_folder->filePath(QStringLiteral("none")), secret("p"))),
                 ErrorCode::NotFound);
    }

    void fullDisk()
    {
        QVERIFY(m_store->create(m_draft));
        QVERIFY(m_store->open(m_draft.id));
        const EnrollmentDraft before = m_draft;
        m_draft.name = QStringLiteral("changed");
        {
            const FileSizeLimit limit(2048);
            QCOMPARE(codeOf(m_store->save(m_draft)), ErrorCode::DiskFull);
        }
        QCOMPARE(*m_store->read(m_draft.id), before);
        QCOMPARE(files().size(), 1); // and nothing half-written is left
        QVERIFY(m_store->save(m_draft));
        QCOMPARE(*m_store->read(m_draft.id), m_draft);
    }

    // Root may write into a read-only folder; nobody can write into a file's place.
    void notWritable()
    {
        QVERIFY(m_store->create(m_draft));
        QVERIFY(m_store->open(m_draft.id));
        const QString folder = path(m_draft.id);
        QVERIFY(QDir().rename(folder, folder + QStringLiteral(".away")));
        QFile blocker(folder);
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        m_draft.name = QStringLiteral("changed");
        QCOMPARE(codeOf(m_store->save(m_draft)), ErrorCode::FileNotWritable);
        QVERIFY(blocker.remove());
        QVERIFY(QDir().rename(folder + QStringLiteral(".away"), folder));
        QVERIFY(m_store->save(m_draft));
        QCOMPARE(*m_store->read(m_draft.id), m_draft);
    }

    void leftoversOfAKilledProgramGo()
    {
        QVERIFY(m_store->create(m_draft));
        QFile part(path(m_draft.id + QStringLiteral("/0000000000000002.draft.AbCdEf")));
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.close();
        QVERIFY(QDir(path(QString())).mkdir(QStringLiteral("11111111-2222-3333-4444-555555555555")));
        QVERIFY(QDir(path(QString())).mkpath(QStringLiteral("removed-11111111-2222-3333-4444-555555555556")));
        QCOMPARE(m_store->list()->size(), 1);
        QVERIFY(m_store->open(m_draft.id));
        QVERIFY(!part.exists());
        QVERIFY(!QFileInfo::exists(path(QStringLiteral("removed-11111111-2222-3333-4444-555555555556"))));
    }

    // Nothing typed, in no encoding, in any file or name below the profile; and for the owner only.
    void filesGiveNothingAway()
    {
        QVERIFY(m_store->create(m_draft));
        QVERIFY(m_store->open(m_draft.id));
        type(QStringLiteral("another subscriber"));
        QVERIFY(m_store->exportTo(path(QStringLiteral("export")), m_draft, secret("p")));
        QStringList texts{m_draft.name, QStringLiteral("another subscriber")};
        const QList<FormField> fields = formFields(completeApplication());
        for (const FormField &field : fields) {
            if (field.text.size() >= 4 && field.field->kind != FieldKind::Flag)
                texts.append(field.text);
        }
        QVERIFY(texts.size() > 30);
        QVERIFY(texts.contains(QStringLiteral("Sakura!Momiji#2026")));
        int count = 0;
        QDirIterator entries(m_folder->path(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                             QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            const QFileInfo entry(entries.next());
            QCOMPARE(entry.permissions() &
                         (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                     QFile::Permissions());
            QByteArray content = entry.fileName().toUtf8();
            if (entry.isFile()) {
                QFile file(entry.filePath());
                QVERIFY(file.open(QIODevice::ReadOnly));
                content += file.readAll();
                ++count;
            }
            for (const QString &text : std::as_const(texts)) {
                const QByteArray utf8 = text.toUtf8();
                const QByteArray utf16(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
                QVERIFY2(!content.contains(utf8) && !content.contains(utf16), utf8.constData());
                QVERIFY2(!content.contains(utf8.toHex()), utf8.constData());
                // Wherever in the text the base64 begins.
                for (int shift = 0; shift < 3 && utf8.size() > 6; ++shift)
                    QVERIFY2(!content.contains(utf8.sliced(shift, (utf8.size() - shift) / 3 * 3).toBase64()),
                             utf8.constData());
            }
        }
        QVERIFY(count >= 4);
    }

private:
    void reopen() { m_store = std::make_unique<DraftStore>(m_folder->path(), m_key, m_clock, Limits); }

    void type(const QString &text)
    {
        m_draft.application.subscriberName = text;
        QVERIFY(m_store->save(m_draft));
    }

    QString typed(qint64 sequence) const
    {
        return m_store->readVersion(m_draft.id, sequence)->application.subscriberName;
    }

    QString path(const QString &name) const { return m_folder->filePath(QStringLiteral("drafts/") + name); }

    // By version.
    QStringList files() const
    {
        QStringList found;
        const QDir folder(path(m_draft.id));
        for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
            if (name != QLatin1String("lock"))
                found.append(folder.filePath(name));
        }
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    SharedSecret m_key;
    ManualClock m_clock;
    std::unique_ptr<DraftStore> m_store;
    EnrollmentDraft m_draft;
};

TEGATA_TEST(TestDraftStore)
#include "test_draftstore.moc"
